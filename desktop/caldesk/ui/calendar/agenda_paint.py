"""Draws the rows of the agenda: heads of days, events in two lines, and words where there are none."""

from PySide6.QtCore import QLineF, QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from caldesk.domain.agenda import AgendaEntry
from caldesk.domain.event import Event, EventSource
from caldesk.i18n import _, ngettext
from caldesk.ui.calendar.agenda_rows import Heights
from caldesk.ui.calendar.agenda_words import Flag, entry_flags, entry_times, entry_words, free_words
from caldesk.ui.calendar.colouring import ColourBy
from caldesk.ui.calendar.fitting import Fitter
from caldesk.ui.calendar.inks import Inks, fill
from caldesk.ui.calendar.printing.ruler import isolated
from caldesk.ui.calendar.scene import DayState, Scene, badge_letter
from caldesk.ui.calendar.wording import (
    change_words,
    clock_words,
    day_of_year_words,
)
from caldesk.ui.style import BETWEEN, EDGE, ICON_SMALL, INSIDE, RADIUS_EVENT, ROW, SMALLEST_TEXT_PX, TIGHT, Role, font
from caldesk.ui.widgets.avatar import SIDE as AVATAR
from caldesk.ui.widgets.avatar import paint_avatar
from caldesk.ui.widgets.icons import facing, paint_icon

_Align = Qt.AlignmentFlag
_BAND = 8.0
"""Width of the band that tells bookings from external events, as fill and stripes do in the grid."""
_BADGE = 18.0
_MOST_TIMES = 0.3
"""The share of the width that times may take."""
_LONGEST_TIME = 22 * 60 + 58
_LEAST_TITLE = 220.0
"""Pixels that titles keep for themselves before flags may use words."""


class AgendaPainter:
    """Draws rows in one theme, scale and reading direction."""

    def __init__(self, inks: Inks, locale: QLocale, *, rtl: bool) -> None:
        self._inks, self._locale, self._rtl = inks, locale, rtl
        self._strong = Fitter(font(Role.STRONG))
        self._body = Fitter(font(Role.BODY, tabular=True))
        self._caption = Fitter(font(Role.CAPTION, tabular=True))
        letter = font(Role.CAPTION)
        letter.setPixelSize(SMALLEST_TEXT_PX)
        letter.setWeight(letter.Weight.DemiBold)
        self._letter = letter

    @property
    def ground(self) -> QColor:
        """What shows where there are no rows."""
        return self._inks.surface

    @property
    def heights(self) -> Heights:
        """Two lines for an event, one for everything else."""
        lines = round(self._strong.height + self._caption.height + TIGHT + 2 * INSIDE)
        one = round(self._strong.height + 2 * INSIDE)
        return Heights(head=max(ROW - TIGHT, one), entry=max(ROW, lines), note=max(ROW - INSIDE, one))

    def paint_head(self, painter: QPainter, rect: QRectF, scene: Scene, column: int, count: int) -> None:
        """Draw the name of a day and how many events it has; also while it stays in place."""
        day = scene.day(column)
        today = day.date == scene.today
        fill(painter, rect, self._inks.window)
        painter.setPen(self._inks.line)
        painter.drawLine(QLineF(rect.left(), rect.bottom() - 0.5, rect.right(), rect.bottom() - 0.5))
        row = _Row(rect.adjusted(BETWEEN, 0, -BETWEEN, 0), rtl=self._rtl)
        tail = [ngettext("{n} event", "{n} events", count).format(n=count)]
        if not count and scene.state(column) is not DayState.KNOWN:  # nothing was read: that is not "none"
            tail = []
        if day.changes:
            tail.append(change_words(day, scene.zone))
        said = "  ·  ".join(tail)
        self._write(painter, row.trailing(self._width(self._caption, said)), said, self._caption, self._inks.secondary)
        words = day_of_year_words(self._locale, day.date)
        ink = QPen(self._inks.accent) if today else self._inks.text
        self._write(painter, row.leading(self._width(self._strong, words)), words, self._strong, ink)
        if today:
            room = row.leading(self._width(self._caption, _("Today")))
            self._write(painter, room, _("Today"), self._caption, QPen(self._inks.accent))
        if scene.blind:
            self._blind(painter, row, scene)

    def _blind(self, painter: QPainter, row: "_Row", scene: Scene) -> None:
        """Whose calendars are not among the events of a day."""
        names = ", ".join(isolated(name) for name in scene.blind)
        words = _("Without {names}").format(names=names)
        room = row.trailing(min(self._width(self._caption, words), max(0.0, row.rest.width() - ICON_SMALL - BETWEEN)))
        self._write(painter, room, words, self._caption, self._inks.secondary)
        paint_icon(painter, row.trailing(ICON_SMALL), "warning", self._inks.theme.attention)

    def paint_note(self, painter: QPainter, rect: QRectF, state: DayState) -> None:
        """Draw what is to be said of a day instead of events."""
        fill(painter, rect, self._inks.surface)
        words = {
            DayState.KNOWN: _("Nothing is planned"),
            DayState.LOADING: _("Loading"),
            DayState.UNREADABLE: _("Not read: this day is not known to be free"),
        }[state]
        row = _Row(rect.adjusted(BETWEEN, 0, -BETWEEN, 0), rtl=self._rtl)
        if state is DayState.UNREADABLE:
            fill(painter, rect, self._inks.unreadable_ground)
            fill(painter, rect, self._inks.unreadable_day)
            plate = row.leading(self._width(self._body, words) + 2 * INSIDE).adjusted(0, 6, 0, -6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._inks.surface)
            painter.drawRoundedRect(plate, RADIUS_EVENT, RADIUS_EVENT)
            self._write(painter, plate.adjusted(INSIDE, 0, -INSIDE, 0), words, self._body, self._inks.text)
            return
        self._write(painter, row.rest, words, self._body, self._inks.secondary)

    def paint_free(self, painter: QPainter, rect: QRectF, scene: Scene, first: int, last: int) -> None:
        """Draw days on which nothing is to be seen, in one line."""
        fill(painter, rect, self._inks.surface)
        words = free_words(self._locale, scene, first, last)
        row = _Row(rect.adjusted(BETWEEN, 0, -BETWEEN, 0), rtl=self._rtl)
        room = row.leading(min(self._width(self._caption, words), row.rest.width()))
        self._write(painter, room, words, self._caption, self._inks.secondary)
        if scene.blind:
            self._blind(painter, row, scene)
        painter.setPen(self._inks.faint_line)
        painter.drawLine(QLineF(rect.left(), rect.bottom() - 0.5, rect.right(), rect.bottom() - 0.5))

    def paint_entry(self, painter: QPainter, rect: QRectF, entry: AgendaEntry, scene: Scene) -> None:
        """Draw an event: when, whose, what, where it lives, and what is worth knowing."""
        event, person = entry.event, scene.person(entry.event)
        fill(painter, rect, self._inks.surface)
        row = _Row(rect.adjusted(BETWEEN, 0, -BETWEEN, 0), rtl=self._rtl)
        self._times(painter, row.leading(self._times_width(rect.width())), entry, scene)
        self._band(painter, row.leading(_BAND).adjusted(0, 5, 0, -5), event, scene)
        hue = self._inks.theme.hue(person.hue)
        paint_avatar(painter, row.leading(AVATAR), hue, person.initials)
        self._badge(painter, row.trailing(_BADGE), badge_letter(event))
        for flag in entry_flags(entry, scene):
            self._flag(painter, row, flag)
        head, below = entry_words(self._locale, entry, scene)
        self._two_lines(
            painter, row.rest, (head, self._strong, self._inks.text), (below, self._caption, self._inks.secondary)
        )
        painter.setPen(self._inks.faint_line)
        painter.drawLine(
            QLineF(rect.left() + BETWEEN, rect.bottom() - 0.5, rect.right() - BETWEEN, rect.bottom() - 0.5)
        )

    def _times_width(self, width: float) -> float:
        longest = clock_words(self._locale, _LONGEST_TIME)
        needed = self._width(self._body, _("{start} – {end}").format(start=longest, end=longest))
        return min(needed, width * _MOST_TIMES)

    def _times(self, painter: QPainter, rect: QRectF, entry: AgendaEntry, scene: Scene) -> None:
        times, length = entry_times(self._locale, entry, scene)
        if not length:
            self._write(painter, rect, times, self._body, self._inks.text)
            return
        upper, lower = (times, self._body, self._inks.text), (length, self._caption, self._inks.secondary)
        self._two_lines(painter, rect, upper, lower)

    def _flag(self, painter: QPainter, row: "_Row", flag: Flag) -> None:
        """Icon and words; the icon alone where the words would push out the title."""
        theme = self._inks.theme
        width = self._width(self._caption, flag.words)
        ink = QPen(self._inks.bad) if flag.grave else self._inks.secondary
        if row.rest.width() - width >= _LEAST_TITLE:
            self._write(painter, row.trailing(width, gap=TIGHT), flag.words, self._caption, ink)
        icon = facing(flag.icon, rtl=self._rtl)
        paint_icon(painter, row.trailing(ICON_SMALL), icon, theme.bad if flag.grave else theme.secondary)

    def _band(self, painter: QPainter, rect: QRectF, event: Event, scene: Scene) -> None:
        hue, border = map(self._inks.hue, scene.hues(event))
        external = event.source is EventSource.EXTERNAL
        painter.setPen(QPen(hue.edge, 1) if external else Qt.PenStyle.NoPen)
        box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(hue.fill if external else hue.edge)
        painter.drawRoundedRect(box, 3, 3)
        if external:
            painter.setBrush(hue.hatch)
            painter.drawRoundedRect(box, 3, 3)
        if scene.colour_by is ColourBy.PROVIDER:
            left = rect.right() + 1 if self._rtl else rect.left() - EDGE - 1
            fill(painter, QRectF(left, rect.top(), EDGE, rect.height()), border.edge)

    def _badge(self, painter: QPainter, room: QRectF, letter: str) -> None:
        tile = QRectF(room.left(), room.center().y() - _BADGE / 2, _BADGE, _BADGE)
        painter.setPen(self._inks.line)
        painter.setBrush(self._inks.tile)
        painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_EVENT, RADIUS_EVENT)
        painter.setPen(self._inks.text)
        painter.setFont(self._letter)
        painter.drawText(tile, _Align.AlignCenter, letter)

    def _two_lines(
        self, painter: QPainter, rect: QRectF, upper: tuple[str, Fitter, QPen], lower: tuple[str, Fitter, QPen]
    ) -> None:
        height = upper[1].height + TIGHT / 2 + lower[1].height
        top = rect.center().y() - height / 2
        self._write(painter, QRectF(rect.left(), top, rect.width(), upper[1].height), *upper)
        below = QRectF(rect.left(), top + height - lower[1].height, rect.width(), lower[1].height)
        self._write(painter, below, *lower)

    def _write(self, painter: QPainter, rect: QRectF, words: str, fitter: Fitter, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setFont(fitter.font)
        side = _Align.AlignRight if self._rtl else _Align.AlignLeft
        cut = fitter.fit(words, rect.width())[0]
        painter.drawText(rect, side | _Align.AlignAbsolute | _Align.AlignVCenter, cut)

    def _width(self, fitter: Fitter, words: str) -> float:
        return fitter.metrics.horizontalAdvance(words) + 2


class _Row:
    """Hands out pieces of a row from either end."""

    def __init__(self, rect: QRectF, *, rtl: bool) -> None:
        self.rest, self._rtl = rect, rtl

    def leading(self, width: float, gap: float = INSIDE + TIGHT) -> QRectF:
        return self._taken(width, gap, left=not self._rtl)

    def trailing(self, width: float, gap: float = INSIDE) -> QRectF:
        return self._taken(width, gap, left=self._rtl)

    def _taken(self, width: float, gap: float, *, left: bool) -> QRectF:
        rest = self.rest
        taken = QRectF(rest.left() if left else rest.right() - width, rest.top(), width, rest.height())
        step = width + gap
        self.rest = rest.adjusted(step, 0, 0, 0) if left else rest.adjusted(0, 0, -step, 0)
        return taken
