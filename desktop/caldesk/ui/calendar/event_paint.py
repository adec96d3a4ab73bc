"""Draws events: external ones light with an edge and stripes, Wix bookings solid, double bookings framed in red,
what may have changed since it was read in dots.

Colour tells whose an event is, or where it lives with its leading border telling whose; see `colouring`.
Nothing is told by colour alone: a letter says where an event lives, the name or initials say whose it is, and a
warning sign stands on a double booking.
"""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from caldesk.domain.event import Event, EventSource
from caldesk.domain.local_day import local_time
from caldesk.i18n import _
from caldesk.ui.calendar.colouring import ColourBy
from caldesk.ui.calendar.count_mark import paint_count
from caldesk.ui.calendar.event_arrows import ARROW, paint_arrow, paint_side_arrows
from caldesk.ui.calendar.event_signs import CLASH, FRAME, NARROW, STALE, SignPainter, may_not_block, sign_of
from caldesk.ui.calendar.fitting import Fitter
from caldesk.ui.calendar.inks import HueInks, Inks
from caldesk.ui.calendar.printing.ruler import isolated
from caldesk.ui.calendar.scene import Person, Scene
from caldesk.ui.calendar.wording import moment_words, times_words, title_words
from caldesk.ui.style import EDGE, RADIUS_EVENT, SMALLEST_TEXT_PX, Role, font

_PAD = 5.0
_BAR = 21.0
"""Height of a bar unless text is large."""
_TEXT_FROM = 14.0
_FEWEST_LETTERS, _FEWEST_IN_OWN_COLUMN = 7, 4
"""Letters of a title that must be readable for it to be worth its place; fewer do where nobody's name is at stake."""


class EventPainter:
    """Draws events in one theme, scale and reading direction; remembers what it measured."""

    def __init__(self, inks: Inks, locale: QLocale, *, rtl: bool) -> None:
        self._inks, self._locale, self._rtl = inks, locale, rtl
        strong = font(Role.CAPTION)
        strong.setWeight(strong.Weight.DemiBold)
        self._strong = Fitter(strong)
        self._plain = Fitter(font(Role.CAPTION, tabular=True))
        self._signs = SignPainter(inks, rtl=rtl)
        self._times: dict[tuple[int, int, bool, ZoneInfo], tuple[str, str]] = {}

    @property
    def line_height(self) -> float:
        """Height of one line of text in a box."""
        return self._plain.height

    @property
    def bar_height(self) -> float:
        """Height of a bar of the all-day lane."""
        return max(_BAR, round(self._strong.height + 4))

    def paint(
        self, painter: QPainter, rect: QRectF, event: Event, scene: Scene, before: bool = False, after: bool = False
    ) -> None:
        """Draw a timed event; `before` and `after`: it goes on outside of the column."""
        person = scene.person(event)
        sign = sign_of(event, scene)
        hue = self._ground(painter, rect, event, scene, sign)
        room = self._signs.paint(painter, rect, event, sign)
        painter.setPen(hue.on_edge if event.source is EventSource.WIX else hue.text)
        if before and rect.width() < NARROW:  # the arrow has the middle
            room.adjust(0, ARROW, 0, 0)
        self._lines(painter, room, event, person, scene)
        if before:
            paint_arrow(painter, QPointF(rect.center().x(), rect.top() + 1), -1)
        if after:
            paint_arrow(painter, QPointF(rect.center().x(), rect.bottom() - 1), 1)

    def paint_bar(self, painter: QPainter, rect: QRectF, event: Event, scene: Scene, before: bool, after: bool) -> None:
        """Draw an event of the all-day lane; external ones carry "?" since it is not known whether they block."""
        person = scene.person(event)
        sign = sign_of(event, scene)
        hue = self._ground(painter, rect, event, scene, sign)
        left, right = (after, before) if self._rtl else (before, after)
        inner = rect.adjusted(ARROW * left, 0, -ARROW * right, 0)
        room = self._signs.paint(painter, inner, event, sign)
        if event.title:  # without one, the words ask
            room = self._signs.paint_doubt(painter, rect, room, event)
        painter.setPen(hue.on_edge if event.source is EventSource.WIX else hue.text)
        words = self._bar_words(event, person, scene, room.width())
        self._text(painter, self._strong, words, room, self._middle(rect, self._strong))
        paint_side_arrows(painter, rect, left=left, right=right)

    def paint_line(self, painter: QPainter, rect: QRectF, event: Event, scene: Scene) -> None:
        """Draw a timed event of one day in a single line: when it begins, then what or whose it is."""
        person = scene.person(event)
        sign = sign_of(event, scene)
        hue = self._ground(painter, rect, event, scene, sign)
        room = self._signs.paint(painter, rect, event, sign)
        painter.setPen(hue.on_edge if event.source is EventSource.WIX else hue.text)
        start = self._times_of(event, scene.zone)[0]
        enough = self._plain.metrics.horizontalAdvance(start) + _PAD + _FEWEST_LETTERS * self._strong.height / 2
        if room.width() >= enough:
            used = self._text(painter, self._plain, start, room, self._middle(rect, self._plain))
            room = self._from_leading(room, used + _PAD)
        words = self._label(event, person, scene, room.width())
        self._text(painter, self._strong, words, room, self._middle(rect, self._strong))

    def paint_more(self, painter: QPainter, rect: QRectF, count: int) -> None:
        """Draw the mark for events that did not fit."""
        paint_count(painter, rect, count, self._inks, self._strong.font, self._signs.letter)

    def _ground(self, painter: QPainter, rect: QRectF, event: Event, scene: Scene, sign: str) -> HueInks:
        """Draw what stands behind the text; the result is the ink for that."""
        hue, border = map(self._inks.hue, scene.hues(event))
        two_hues = scene.colour_by is ColourBy.PROVIDER
        if sign == CLASH:
            painter.setBrush(self._inks.surface)
            painter.setPen(self._inks.clash)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_EVENT, RADIUS_EVENT)
            rect = rect.adjusted(FRAME, FRAME, -FRAME, -FRAME)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(border.edge)
        painter.drawRoundedRect(rect, RADIUS_EVENT, RADIUS_EVENT)
        if event.source is EventSource.EXTERNAL:
            inner = self._from_leading(rect, EDGE)
            painter.setBrush(hue.striped)
            painter.setPen(hue.outline if two_hues or self._inks.outlined else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(inner, RADIUS_EVENT - 1, RADIUS_EVENT - 1)
        elif two_hues:
            self._solid(painter, rect, hue)
        if sign == STALE:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._inks.dotted)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_EVENT, RADIUS_EVENT)
        return hue

    def _solid(self, painter: QPainter, rect: QRectF, hue: HueInks) -> None:
        """A booking behind its border; the gap keeps the two apart where their colours are alike."""
        for shift, ink in ((EDGE, self._inks.surface), (EDGE + 1, hue.edge)):
            painter.setBrush(ink)
            painter.drawRoundedRect(self._from_leading(rect, shift), RADIUS_EVENT - 1, RADIUS_EVENT - 1)

    def _lines(self, painter: QPainter, room: QRectF, event: Event, person: Person, scene: Scene) -> None:
        if room.height() < max(_TEXT_FROM, self.line_height - 4) or room.width() < SMALLEST_TEXT_PX:
            return
        words = self._label(event, person, scene, room.width())
        count = int((room.height() - 4) // self.line_height)
        if count < 2:
            self._single(painter, room, words, self._times_of(event, scene.zone)[0])
            return
        below = self._below(event, words, scene, room.width())
        title = self._strong.lines(words, room.width(), max(1, count - len(below)))
        y = room.top() + 3 + self._strong.ascent
        for text in title:
            self._text(painter, self._strong, text, room, y)
            y += self.line_height
        for text in below[: count - len(title)]:
            self._text(painter, self._plain, text, room, y)
            y += self.line_height

    def _below(self, event: Event, words: str, scene: Scene, width: float) -> list[str]:
        """Times if they fit, else the start; then whose it is, unless the heading says so."""
        person = scene.person(event)
        start, both = self._times_of(event, scene.zone)
        times = [text for text in (both, start) if self._plain.fits(text, width)][:1]
        if words != event.title or scene.by_person is not None:
            return times
        return [*times, person.name if self._plain.fits(person.name, width) else self._shorter(person, width)]

    def _single(self, painter: QPainter, room: QRectF, words: str, start: str) -> None:
        used = self._text(painter, self._strong, words, room, self._middle(room, self._strong))
        rest = self._from_leading(room, used + _PAD)
        if rest.width() > 0 and self._plain.fits(start, rest.width()):
            self._text(painter, self._plain, start, rest, self._middle(room, self._plain))

    def _from_leading(self, room: QRectF, width: float) -> QRectF:
        return room.adjusted(0, 0, -width, 0) if self._rtl else room.adjusted(width, 0, 0, 0)

    def _label(self, event: Event, person: Person, scene: Scene, width: float) -> str:
        """The title; the person where it is not known or has no room, in initials if need be; "" if nothing fits.

        Where the column says whose it is, no name is needed.
        """
        if scene.by_person is not None:
            words = title_words(event)
            return words if self._strong.fits(words[:_FEWEST_IN_OWN_COLUMN], width) else self._shorter(person, width)
        if event.title and self._strong.fits(event.title[:_FEWEST_LETTERS], width):
            return event.title
        return person.name if self._strong.fits(person.name, width) else self._shorter(person, width)

    def _shorter(self, person: Person, width: float) -> str:
        first = next((word for word in person.name.split() if not word.endswith(".")), person.name)
        fitting = (text for text in (first, person.initials, person.initials[:1]) if self._strong.fits(text, width))
        return next(fitting, "")

    def _bar_words(self, event: Event, person: Person, scene: Scene, width: float) -> str:
        if scene.by_person is not None:
            return _("All day?") if not event.title and may_not_block(event) else title_words(event)
        if not self._strong.fits(person.name[:_FEWEST_LETTERS], width):
            return self._shorter(person, width)
        if event.title:
            return _("{person}: {title}").format(person=isolated(person.name), title=isolated(event.title))
        if may_not_block(event):
            return _("{person}: all day?").format(person=isolated(person.name))
        return person.name

    def _middle(self, rect: QRectF, fitter: Fitter) -> float:
        return rect.center().y() + (fitter.ascent - fitter.descent) / 2

    def _text(self, painter: QPainter, fitter: Fitter, text: str, room: QRectF, baseline: float) -> float:
        cut, width = fitter.fit(text, room.width())
        painter.setFont(fitter.font)
        x = room.right() - width if self._rtl else room.left()
        painter.drawText(QPointF(x, baseline), cut)
        return width

    def _times_of(self, event: Event, zone: ZoneInfo) -> tuple[str, str]:
        """The start alone, and from when to when."""
        key = event.start, event.end, event.all_day, zone
        known = self._times.get(key)
        if known is None:
            start = moment_words(self._locale, local_time(zone, event.start))
            known = self._times[key] = start, times_words(self._locale, event, zone)
        return known
