"""Draws what stands behind the events of a month: days, their numbers, weeks, and what is not known."""

from collections.abc import Container

from PySide6.QtCore import QLineF, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from caldesk.domain.local_day import Day
from caldesk.domain.timespan import MONDAY
from caldesk.i18n import _, ngettext
from caldesk.ui.calendar.fitting import Fitter
from caldesk.ui.calendar.inks import Inks, fill
from caldesk.ui.calendar.month_frame import WEEK, MonthFrame
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.calendar.wording import change_words, date_words, day_words
from caldesk.ui.style import INSIDE, RADIUS_EVENT, TIGHT, Role, font

_Align = Qt.AlignmentFlag
_TWO_FIGURES = 88
_SKELETON_SHARES = (0.86, 0.62, 0.74)
"""How wide the boxes are that stand for events on their way."""


class MonthPainter:
    """Draws the ground of a month in one theme, scale and reading direction."""

    def __init__(self, inks: Inks, locale: QLocale, *, rtl: bool) -> None:
        self._inks, self._locale, self._rtl = inks, locale, rtl
        self._caption = Fitter(font(Role.CAPTION, tabular=True))
        self._number = Fitter(font(Role.STRONG, tabular=True))

    @property
    def head_height(self) -> float:
        """Height of the names of the weekdays."""
        return round(self._caption.height + 2 * INSIDE)

    @property
    def number_height(self) -> float:
        """Height of the line with a day's number."""
        return round(self._number.height + TIGHT + 4)

    @property
    def row_height(self) -> float:
        """Height of an event."""
        return round(max(18.0, self._caption.height + 3))

    def gutter_width(self, scene: Scene) -> float:
        """Room for the numbers of the weeks, which only weeks from Monday on have."""
        if scene.columns.days[0].date.weekday() != MONDAY:
            return 0.0
        return round(self._caption.metrics.horizontalAdvance("52") + 2 * INSIDE)

    def paint(self, painter: QPainter, frame: MonthFrame, scene: Scene, waiting: Container[int]) -> None:
        """Draw the scrolled part; events of the days in `waiting` have no place yet."""
        fill(painter, QRectF(0, 0, frame.width, frame.height), self._inks.surface)
        painter.save()
        painter.setClipRect(QRectF(0, frame.head, frame.width, frame.height - frame.head))
        for column in frame.columns:
            self._day(painter, frame, scene, column, scene.columns.days[column])
            if column in waiting:
                self._skeleton(painter, frame, column)
        self._lines(painter, frame)
        if frame.gutter:
            self._week_numbers(painter, frame, scene)
        painter.restore()

    def paint_head(self, painter: QPainter, frame: MonthFrame, scene: Scene) -> None:
        """Draw the names of the weekdays, which stay in place."""
        fill(painter, QRectF(0, 0, frame.width, frame.head), self._inks.surface)
        painter.setFont(self._caption.font)
        for weekday in frame.shown:
            day = scene.columns.days[weekday].date
            cell = frame.cell(weekday)
            words = day_words(self._locale, day, "dddd" if cell.width() > 110 else "ddd")
            painter.setPen(self._inks.secondary)
            rect = QRectF(cell.left(), 0, cell.width(), frame.head)
            painter.drawText(rect, _Align.AlignCenter, self._caption.fit(words, cell.width() - TIGHT)[0])
        painter.setPen(self._inks.line)
        painter.drawLine(QLineF(0, frame.head - 0.5, frame.width, frame.head - 0.5))

    def paint_more(self, painter: QPainter, rect: QRectF, count: int, room: float) -> None:
        """Draw the mark for events that have no room: in words, or shorter where `room` is too little for most."""
        painter.setPen(self._inks.line if self._inks.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.tile)
        painter.drawRoundedRect(rect, RADIUS_EVENT, RADIUS_EVENT)
        painter.setPen(self._inks.text)
        painter.setFont(self._caption.font)
        roomy = self._caption.fits(_more_words(max(count, _TWO_FIGURES)), room - TIGHT)
        painter.drawText(rect, _Align.AlignCenter, _more_words(count) if roomy else _("+{n}").format(n=count))

    def _day(self, painter: QPainter, frame: MonthFrame, scene: Scene, column: int, day: Day) -> None:
        cell = frame.cell(column)
        inside = scene.month is None or day.date.month == scene.month.month
        if not inside:
            fill(painter, cell, self._inks.window)
        if day.date == scene.today:
            fill(painter, cell, self._inks.today)
        self._knowledge(painter, frame, scene, column)
        if frame.strip:
            self._hatch(painter, frame.strip_rect(column), self._inks.unreadable)
        rect = frame.number_rect(column)
        used = self._day_number(painter, rect, scene, day, inside=inside)
        if day.changes:
            rest = rect.adjusted(0, 0, -used, 0) if self._rtl else rect.adjusted(used, 0, 0, 0)
            self._small(painter, rest, change_words(day, scene.zone), leading=False)

    def _knowledge(self, painter: QPainter, frame: MonthFrame, scene: Scene, column: int) -> None:
        """A day that is not known never looks free."""
        state, cell = scene.state(column), frame.cell(column)
        if state is DayState.UNREADABLE:
            fill(painter, cell, self._inks.unreadable_ground)
            self._hatch(painter, cell, self._inks.unreadable_day)
            self._note(painter, frame, column, _("Not read"))
        elif state is DayState.LOADING and not scene.pages[column].events:
            self._skeleton(painter, frame, column)

    def _day_number(self, painter: QPainter, rect: QRectF, scene: Scene, day: Day, *, inside: bool) -> float:
        """Draw the number at the leading edge; the result is the width that it takes."""
        today = day.date == scene.today
        first = day.date.day == 1
        words = date_words(self._locale, day.date) if first else day_words(self._locale, day.date, "d")
        width = self._number.metrics.horizontalAdvance(words)
        disc = QRectF(0, rect.top() + 2, max(width + 2 * TIGHT + 2, rect.height() - 2), rect.height() - 3)
        disc.moveLeft(rect.right() - disc.width() if self._rtl else rect.left())
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._inks.accent)
            painter.drawRoundedRect(disc, disc.height() / 2, disc.height() / 2)
        painter.setPen(self._inks.on_accent if today else self._inks.text if inside else self._inks.secondary)
        painter.setFont(self._number.font if inside else self._caption.font)
        painter.drawText(disc, _Align.AlignCenter, words)
        return disc.width() + TIGHT

    def _small(self, painter: QPainter, rect: QRectF, words: str, *, leading: bool) -> None:
        painter.setPen(self._inks.secondary)
        painter.setFont(self._caption.font)
        side = _Align.AlignLeft if leading != self._rtl else _Align.AlignRight
        cut = self._caption.fit(words, rect.width())[0]
        painter.drawText(rect, side | _Align.AlignAbsolute | _Align.AlignVCenter, cut)

    def _note(self, painter: QPainter, frame: MonthFrame, column: int, words: str) -> None:
        rect = frame.row_rect(column // WEEK, column % WEEK, column % WEEK, 0)
        cut, width = self._caption.fit(words, rect.width() - 2 * TIGHT)
        plate = QRectF(0, rect.top(), width + 2 * TIGHT, rect.height())
        plate.moveLeft(rect.right() - plate.width() if self._rtl else rect.left())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.surface)
        painter.drawRoundedRect(plate, RADIUS_EVENT, RADIUS_EVENT)
        painter.setPen(self._inks.secondary)
        painter.setFont(self._caption.font)
        painter.drawText(plate, _Align.AlignCenter, cut)

    def _skeleton(self, painter: QPainter, frame: MonthFrame, column: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.skeleton)
        week, weekday = divmod(column, WEEK)
        for row in range(min(1 + column % 2, frame.capacity)):
            rect = frame.row_rect(week, weekday, weekday, row)
            rect.setWidth(rect.width() * _SKELETON_SHARES[(column + row) % len(_SKELETON_SHARES)])
            painter.drawRoundedRect(rect, RADIUS_EVENT, RADIUS_EVENT)

    def _hatch(self, painter: QPainter, rect: QRectF, brush: QBrush) -> None:
        painter.setBrushOrigin(QPointF(rect.left(), rect.top() % 8))
        fill(painter, rect, brush)
        painter.setBrushOrigin(QPointF(0, 0))

    def _lines(self, painter: QPainter, frame: MonthFrame) -> None:
        painter.setPen(QPen(self._inks.line))
        for week in range(frame.weeks):
            y = frame.top(week) - 0.5
            painter.drawLine(QLineF(0, y, frame.width, y))
        for weekday in frame.shown:
            x = frame.left(weekday) + 0.5
            painter.drawLine(QLineF(x, frame.head, x, frame.height))

    def _week_numbers(self, painter: QPainter, frame: MonthFrame, scene: Scene) -> None:
        painter.setPen(self._inks.secondary)
        painter.setFont(self._caption.font)
        for week in range(frame.weeks):
            number = scene.columns.days[week * WEEK].date.isocalendar().week
            rect = frame.gutter_rect(week)
            rect.setHeight(frame.number)
            painter.drawText(rect, _Align.AlignCenter, self._locale.toString(number))


def _more_words(count: int) -> str:
    return ngettext("+{n} more", "+{n} more", count).format(n=count)
