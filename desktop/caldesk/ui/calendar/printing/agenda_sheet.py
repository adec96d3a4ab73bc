"""Events as a list by day, each whole: also the place where events go that had no room in a grid."""

from collections.abc import Iterable

from caldesk.domain.agenda import AgendaDay, AgendaEntry, group_by_day
from caldesk.domain.event import Event, EventSource
from caldesk.i18n import _
from caldesk.ui.calendar.printing.drawing import (
    STRONG,
    TEXT,
    Area,
    Badge,
    Card,
    Face,
    Ground,
    Ink,
    Item,
    Rect,
    Rule,
    Swatch,
    Words,
)
from caldesk.ui.calendar.printing.flow import Block, Section
from caldesk.ui.calendar.printing.matter import Matter, Wording
from caldesk.ui.calendar.printing.ruler import Fitting, isolated

_TIME, _PERSON, _SOURCE = 104.0, 128.0, 74.0
_MARK = 13.0
_MOST_LINES = 8
"""Lines of a title; Wix allows 200 characters."""
_PAD = 2.0


class AgendaSheet:
    """Makes sections for a list as wide as the page."""

    def __init__(self, matter: Matter, width: float, fitting: Fitting, words: Wording) -> None:
        self._matter, self._width, self._fitting, self._words = matter, width, fitting, words
        self._line = fitting.line(TEXT)

    def sections(self, events: Iterable[Event], *, all_days: bool) -> list[Section]:
        """One for each day that has events, and with `all_days` for those that were not read."""
        days = group_by_day(events, self._matter.columns)
        unread = self._matter.unread_days if all_days else frozenset()
        found = [self._section(day) for day in days if day.entries or day.day.date in unread]
        return found or ([self._nothing()] if all_days else [])

    def lines(self, title: str, lines: Iterable[str]) -> Section:
        """A heading with plain lines under it."""
        blocks = [self._plain(text) for text in lines]
        return Section(self._heading(title), self._heading(_("{day} (continued)").format(day=title)), tuple(blocks))

    def _section(self, day: AgendaDay) -> Section:
        title = self._words.day(day.day.date)
        blocks = [self._entry(entry) for entry in day.entries]
        if day.day.date in self._matter.unread_days:
            blocks.insert(0, self._unread())
        return Section(self._heading(title), self._heading(_("{day} (continued)").format(day=title)), tuple(blocks))

    def _nothing(self) -> Section:
        return Section(Block(0), Block(0), (self._plain(_("Nothing is planned on these days.")),))

    def _heading(self, title: str) -> Block:
        height = self._fitting.line(STRONG)
        rect = Rect(0, 5, self._width, height)
        line = Rule(Rect(0, 6 + height, self._width, 0), 0.5)
        return Block(height + 8, (Words(rect, self._fitting.cut(title, STRONG, self._width), STRONG), line))

    def _plain(self, text: str) -> Block:
        lines = self._fitting.wrapped(text, TEXT, self._width, _MOST_LINES)
        return Block(len(lines) * self._line + _PAD, tuple(self._words_at(0, self._width, lines)))

    def _unread(self) -> Block:
        text = _("Not read yet: this day is not known to be free.")
        room = self._width - _MARK
        words = self._words_at(_MARK, room, (self._fitting.cut(text, STRONG, room),), STRONG)
        return Block(self._line + _PAD, (Area(Rect(0, 1, _MARK - 3, self._line - 2), Ground.HATCH), *words))

    def _entry(self, entry: AgendaEntry) -> Block:
        """Time, person, what, where from; every column breaks its lines for itself."""
        event, who = entry.event, self._matter.who(entry.event)
        what = self._words.title(event)
        what = _("! {title} (double booking)").format(title=what) if event in self._matter.clashing else what
        left, rest = _TIME + _MARK + _PERSON, self._width - _TIME - _MARK - _PERSON - _SOURCE
        columns = [
            (0.0, _TIME - 4, self._times(entry), TEXT),
            (_TIME + _MARK, _PERSON - 4, who.name, TEXT),
            (left, rest - 4, what, STRONG if event.source is EventSource.WIX else TEXT),
            (left + rest + 10, _SOURCE - 10, self._words.source(event), TEXT),
        ]
        broken = [
            (at, width, self._fitting.wrapped(text, face, width, _MOST_LINES), face)
            for at, width, text, face in columns
        ]
        count = max(1, *(len(lines) for _at, _width, lines, _face in broken))
        items: list[Item] = self._marks(event, left + rest)
        for at, width, lines, face in broken:
            items += self._words_at(at, width, map(isolated, lines), face)
        height = count * self._line + _PAD
        items.append(Rule(Rect(0, height - 0.8, self._width, 0), 0.4, soft=True))
        return Block(height, tuple(items))

    def _marks(self, event: Event, source_at: float) -> list[Item]:
        hue, booking = self._matter.who(event).hue, event.source is EventSource.WIX
        place = Rect(_TIME, 1, _MARK - 3, self._line - 2)
        return [
            Card(place, event, hue, booking=booking, clash=event in self._matter.clashing),
            Swatch(place.inset(right=place.width - 4), hue),
            Badge(Rect(source_at, 0.8, 7.6, 7.6), self._words.letter(event)),
        ]

    def _times(self, entry: AgendaEntry) -> str:
        times = self._words.times(entry.event, self._matter.zone)
        if entry.continues_before and entry.continues_after:
            return _("{times}, goes on").format(times=times)
        if entry.continues_before:
            return _("{times}, ends here").format(times=times)
        return times

    def _words_at(self, left: float, width: float, lines: Iterable[str], face: Face = TEXT) -> list[Item]:
        return [
            Words(Rect(left, number * self._line, width, self._line), text, face, ink=Ink.TEXT)
            for number, text in enumerate(lines)
        ]
