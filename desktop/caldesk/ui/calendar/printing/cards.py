"""An event on paper: its ground, whose it is, when, what, and the letter of where it lives."""

from msgspec import Struct

from caldesk.domain.day_columns import is_bar
from caldesk.domain.event import Event, EventSource
from caldesk.i18n import _
from caldesk.services.calendar_export import TitleLevel
from caldesk.ui.calendar.printing.drawing import (
    EVENT_STRONG,
    STRONG,
    TINY,
    Align,
    Area,
    Badge,
    Card,
    Ground,
    Ink,
    Item,
    Rect,
    Swatch,
    Words,
)
from caldesk.ui.calendar.printing.matter import Matter, Wording
from caldesk.ui.calendar.printing.ruler import Fitting, isolated

STRIP = 4.0
"""Width of the pattern at the leading edge of an event."""
SMALLEST_BOX = 9.5
"""Height of one line of the smallest text, with air."""
NARROWEST_LANE = 30.0
"""Width in which a time can be read."""
_PAD, _BADGE = 1.5, 7.6
_BADGE_FROM = 44.0
_FEWEST_LETTERS = 5


class Placed(Struct, frozen=True, kw_only=True):
    """Where an event stands, and where it goes on."""

    event: Event
    rect: Rect
    before: bool = False
    after: bool = False
    sideways: bool = False


class CardMaker:
    """Draws the events of one print. `named`: each says whose it is, because its place does not."""

    def __init__(self, matter: Matter, fitting: Fitting, words: Wording, *, named: bool) -> None:
        self._matter, self._fitting, self._words, self._named = matter, fitting, words, named

    def card(self, placed: Placed) -> list[Item]:
        """A timed event in its box."""
        ground, room = self._ground(placed)
        count = int((placed.rect.height - 1) / self._fitting.line(TINY))
        lines = self._one_line(placed, room.width) if count < 2 else self._lines(placed, room.width, count)
        return [*ground, *self._texts(lines, room)]

    def bar(self, placed: Placed) -> list[Item]:
        """An event on one line, of the all-day lane or of a month."""
        ground, room = self._ground(placed)
        event = placed.event
        lines = self._whole_day(event, room.width) if is_bar(event) else self._one_line(placed, room.width)
        return [*ground, *self._texts(lines, room)]

    def more(self, rect: Rect, count: int) -> list[Item]:
        """The mark for events that did not fit; they are listed at the end."""
        text = self._fitting.cut(_("+{n}").format(n=count), EVENT_STRONG, rect.width)
        return [Area(rect, Ground.SHADE), Words(rect, text, EVENT_STRONG, Align.CENTRE)]

    def _ground(self, placed: Placed) -> tuple[list[Item], Rect]:
        event, rect = placed.event, placed.rect
        hue = self._matter.who(event).hue
        card = Card(
            rect,
            event,
            hue,
            booking=event.source is EventSource.WIX,
            clash=event in self._matter.clashing,
            before=placed.before,
            after=placed.after,
            sideways=placed.sideways,
        )
        items: list[Item] = [card, Swatch(Rect(rect.left, rect.top, min(STRIP, rect.width), rect.height), hue)]
        room = rect.inset(STRIP + _PAD, 0.5, _PAD, 0.5)
        if rect.width >= _BADGE_FROM:
            top = rect.top + min(1.0, (rect.height - _BADGE) / 2)
            items.append(Badge(Rect(rect.right - _BADGE - 1, top, _BADGE, _BADGE), self._words.letter(event)))
            room = room.inset(right=_BADGE + 1)
        return items, room

    def _one_line(self, placed: Placed, width: float) -> list[str]:
        """When, whose, what, as much of it as has room; a few letters of a title are worth nothing."""
        fitting, event, start = self._fitting, placed.event, self._when(placed)
        whose = isolated(self._matter.who(event).initials) if self._named else ""
        short = self._marked(event, " ".join(part for part in (start, whose) if part))
        if not fitting.fits(short, TINY, width):
            return [start if fitting.fits(start, TINY, width) else ""]
        room = width - fitting.width(short + " ", TINY)
        what = fitting.cut(self._what(event), TINY, room)
        worth_it = what and (len(what) >= _FEWEST_LETTERS or what == self._what(event))
        return [f"{short} {isolated(what)}" if worth_it else short]

    def _lines(self, placed: Placed, width: float, count: int) -> list[str]:
        event, zone = placed.event, self._matter.zone
        texts = (self._words.times(event, zone), self._when(placed), self._words.start(event, zone))
        times = self._fitting.first_fitting(texts, TINY, width)
        marked = self._marked(event, times)
        lines = [marked if self._fitting.fits(marked, TINY, width) else times]
        if self._named:
            who = self._matter.who(event)
            lines.append(isolated(self._fitting.first_fitting((who.name, who.initials), TINY, width)))
        if (what := self._what(event)) and len(lines) < count:
            lines += map(isolated, self._fitting.wrapped(what, TINY, width, count - len(lines)))
        return lines[:count]

    def _when(self, placed: Placed) -> str:
        """In short: when it begins, or ends, here."""
        ends_here = placed.before and not placed.after
        return (self._words.until if ends_here else self._words.start)(placed.event, self._matter.zone)

    def _whole_day(self, event: Event, width: float) -> list[str]:
        who, fitting = self._matter.who(event), self._fitting
        what = self._what(event) or (_("all day?") if event.all_day and event.source is EventSource.EXTERNAL else "")
        whose = ""
        if self._named:
            whole = fitting.fits(f"! {who.name} {what}", TINY, width)
            whose = isolated(who.name if whole else who.initials)
        before = self._marked(event, whose)
        space = " " if before and what else ""
        rest = fitting.cut(what, TINY, width - fitting.width(before + space, TINY))
        return [f"{before}{space}{isolated(rest)}" if rest else before]

    def _what(self, event: Event) -> str:
        """The title; nothing where titles are not shown, so that "Busy" does not stand on every box."""
        return self._words.title(event) if self._matter.level is TitleLevel.WITH_TITLES else ""

    def _marked(self, event: Event, text: str) -> str:
        return f"! {text}".rstrip() if event in self._matter.clashing else text

    def _texts(self, lines: list[str], room: Rect) -> list[Item]:
        height = self._fitting.line(TINY)
        single = len(lines) == 1 and room.height < 2 * height
        top = room.top + (max(0.0, room.height - height) / 2 if single else 0.5)
        return [
            Words(Rect(room.left, top + number * height, room.width, height), text, TINY)
            for number, text in enumerate(lines)
            if text
        ]


def heading(rect: Rect, name: str, below: tuple[str, ...], fitting: Fitting) -> list[Item]:
    """A name over at most two lines, and quiet lines under it, centred at the foot of their place."""
    width = rect.width - 2
    lines = [(text, STRONG, Ink.TEXT) for text in fitting.wrapped(name, STRONG, width, 2)]
    lines += [(fitting.cut(text, TINY, width), TINY, Ink.QUIET) for text in below]
    top = rect.bottom - sum(fitting.line(face) for _text, face, _ink in lines) - 1
    items: list[Item] = []
    for text, face, ink in lines:
        items.append(Words(Rect(rect.left + 1, top, width, fitting.line(face)), text, face, Align.CENTRE, ink))
        top += fitting.line(face)
    return items
