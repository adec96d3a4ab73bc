"""A small month: goes to a day by mouse or keyboard, shows which days are in view and which hold events."""

from collections.abc import Container
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caldesk.domain.timespan import DateRange, add_months, month_grid_dates
from caldesk.i18n import _
from caldesk.ui.calendar.wording import day_words, long_day_words, month_words
from caldesk.ui.style import RADIUS_CONTROL, Look, Role, font
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.icon_button import IconButton
from caldesk.ui.widgets.label import Label

_CELL, _LEAST_CELL = 32, 28
_APART = 6
"""Pixels between the names of two days."""


class MonthCells(QWidget):
    """The days; arrows move, Return goes there."""

    day_chosen = Signal(object)
    turned = Signal()

    def __init__(self, look: Look, locale: QLocale, first_weekday: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.mini")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._look, self._locale, self._first_weekday = look, locale, first_weekday
        self.day = self.today = date.min
        self.month = date.min
        self._shown = DateRange(date.min, date.min)
        self._marked: Container[date] = ()
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Six weeks and the names of the days, large enough for a finger."""
        return QSize(7 * _CELL, 7 * _CELL)

    def minimumSizeHint(self) -> QSize:
        """Smaller in a small window, to leave room for the legend."""
        return QSize(7 * _CELL, 7 * _LEAST_CELL)

    @property
    def dates(self) -> DateRange:
        """Six weeks from the first of the month on."""
        grid = month_grid_dates(self.month, self._first_weekday)
        return DateRange(grid.first, grid.first + timedelta(days=42))

    def show_days(self, day: date, shown: DateRange, today: date) -> None:
        """Say where the page is; the month follows."""
        if day != self.day:
            self.month = day.replace(day=1)
        self.day, self._shown, self.today = day, shown, today
        self._tell()

    def mark(self, days: Container[date]) -> None:
        """Days that hold events."""
        self._marked = days
        self.update()

    def turn(self, months: int) -> None:
        """Show another month without going there."""
        self.month = add_months(self.month, months)
        self._tell()
        self.turned.emit()

    def _tell(self) -> None:
        self.setAccessibleName(_("Month, {day} is shown").format(day=long_day_words(self._locale, self.day)))
        self.update()

    def _cell(self, place: int) -> QRectF:
        column, row = place % 7, place // 7 + 1
        if self.isRightToLeft():
            column = 6 - column
        width, height = self.width() / 7, self.height() / 7
        return QRectF(column * width, row * height, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names of the days, then six weeks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Role.CAPTION, tabular=True))
        if self.month == date.min:
            return
        for place, words in enumerate(self.weekdays(painter.fontMetrics())):
            painter.setPen(QColor(self._look.theme.secondary))
            above = self._cell(place).translated(0, -self.height() / 7)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, words)
        for place, day in enumerate(self.dates):
            self._day(painter, self._cell(place), day)
        if self.hasFocus() and self.day in self.dates:
            place = (self.day - self.dates.first).days
            paint_focus_ring(painter, self._cell(place).adjusted(1, 1, -1, -1), self._look.theme, RADIUS_CONTROL)

    def weekdays(self, metrics: QFontMetrics) -> list[str]:
        """The names of the days, all of them narrow where one would touch its neighbour."""
        days = list(self.dates)[:7]
        names = [day_words(self._locale, day, "ddd") for day in days]
        if max(map(metrics.horizontalAdvance, names)) <= self.width() / 7 - _APART:
            return names
        return [self._locale.dayName(day.isoweekday(), QLocale.FormatType.NarrowFormat) for day in days]

    def _day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        if day in self._shown:
            painter.setBrush(QColor(theme.selection))
            painter.drawRect(cell.adjusted(0, 2, 0, -2))
        today = day == self.today
        if today:
            painter.setBrush(QColor(theme.accent))
            side = min(cell.width(), cell.height()) - 4
            disc = QRectF(0, 0, side, side)
            disc.moveCenter(cell.center())
            painter.drawEllipse(disc)
        if day in self._marked:
            painter.setBrush(QColor(theme.on_accent if today else theme.accent))
            painter.drawEllipse(QPointF(cell.center().x(), cell.bottom() - 5), 1.6, 1.6)
        inside = day.month == self.month.month
        painter.setPen(QColor(theme.on_accent if today else theme.text if inside else theme.secondary))
        painter.drawText(cell.translated(0, -1), Qt.AlignmentFlag.AlignCenter, day_words(self._locale, day, "d"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day under the pointer."""
        for place, day in enumerate(self.dates):
            if self._cell(place).contains(event.position()):
                self.day_chosen.emit(day)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by days and weeks, Page Up and Down by months."""
        forward = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: -forward,
            Qt.Key.Key_Right: forward,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.day_chosen.emit(self.day + timedelta(days=steps[Qt.Key(event.key())]))
        elif event.key() in months:
            self.day_chosen.emit(add_months(self.day, months[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)


class MiniMonth(QWidget):
    """The small month with its name and the buttons that turn it."""

    def __init__(self, look: Look, locale: QLocale, first_weekday: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = MonthCells(look, locale, first_weekday, self)
        self._locale = locale
        self._name = Label(role=Role.STRONG, name="calendar.mini.month")
        back = IconButton(look, "chevron-left", _("Previous month"), name="calendar.mini.previous")
        on = IconButton(look, "chevron-right", _("Next month"), name="calendar.mini.next")
        back.clicked.connect(lambda: self.cells.turn(-1))
        on.clicked.connect(lambda: self.cells.turn(1))
        self.cells.turned.connect(self._say)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._name, 1)
        head.addWidget(back)
        head.addWidget(on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.cells)

    def show_days(self, day: date, shown: DateRange, today: date) -> None:
        """See `MonthCells.show_days`."""
        self.cells.show_days(day, shown, today)
        self._say()

    def _say(self) -> None:
        self._name.setText(month_words(self._locale, self.cells.month))
