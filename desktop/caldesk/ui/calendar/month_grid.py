"""The month: one painted widget whose cells are days; arrows go by days and weeks."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from caldesk.ui.calendar.month_frame import WEEK
from caldesk.ui.calendar.month_picture import MonthPicture
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.style import Look


class MonthGrid(PaintedView):
    """Shows 4 to 6 whole weeks. Enter on a day lists its events."""

    def __init__(
        self, look: Look, now: Callable[[], float], locale: QLocale | None = None, parent: QWidget | None = None
    ) -> None:
        locale = locale or QLocale()
        self._month = MonthPicture(look.theme, locale)
        super().__init__(look, self._month, now, locale, name="calendar.month", parent=parent)

    def _fit_scroll_bars(self) -> None:
        frame, bar = self._month.frame, self.verticalScrollBar()
        room = max(1.0, frame.height - frame.head)
        bar.setPageStep(round(room))
        bar.setSingleStep(round(frame.row))
        bar.setRange(0, max(0, round(frame.content_height - room)))

    def _show_selection(self) -> None:
        frame, bar = self._month.frame, self.verticalScrollBar()
        cell = frame.cell(self._cursor.column)
        if cell.top() < frame.head:
            bar.setValue(bar.value() - round(frame.head - cell.top()))
        elif cell.bottom() > frame.height:
            bar.setValue(bar.value() + round(cell.bottom() - frame.height))

    def _focus_rect(self) -> QRectF:
        event = self._cursor.event
        if event is not None:
            return self._picture.rect_of(event, self._cursor.column).adjusted(-2, -2, 2, 2)
        return self._month.frame.cell(self._cursor.column)

    def _key(self, key: int) -> bool:
        """Arrows go by days and weeks, Home and End to the first and last day of the week."""
        forward = -1 if self.isRightToLeft() else 1
        keys = Qt.Key
        weekday = self._cursor.column % WEEK
        steps: dict[int, int] = {
            keys.Key_Left: -forward,
            keys.Key_Right: forward,
            keys.Key_Up: -WEEK,
            keys.Key_Down: WEEK,
            keys.Key_Home: -weekday,
            keys.Key_End: WEEK - 1 - weekday,
        }
        step = steps.get(key)
        if step is None:
            return False
        self._move(step)
        return True

    def _move(self, days: int) -> None:
        """To another day; one that is not shown is asked for."""
        column = self._cursor.column + days
        if 0 <= column <= self._cursor.last_column:
            self._cursor.stand(column, self._cursor.minute)
        else:
            self.day_reached.emit(self.selection.day + timedelta(days=days))

    def _open_details(self) -> None:
        """Of the marked event, else of the day: its only event, or the list of all."""
        events = self._cursor.events
        if self._cursor.event is not None or len(events) == 1:
            self.open_event(self._cursor.event or events[0], self._cursor.column)
        elif events:
            self.more_wanted.emit(events, self.column_rect(self._cursor.column))

    def _click(self, point: QPointF) -> None:
        """A click on a day moves the keyboard there."""
        self._cursor.stand(self._picture.column_at(point), self._cursor.minute)
        self._selection_moved()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the day."""
        if self.scene is not None:
            self.day_wanted.emit(self.scene.day(self._picture.column_at(event.position())).date)
