"""The month: one painted widget whose cells are days; arrows go by days and weeks, and skip hidden weekdays."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from caldesk.domain.event import Event
from caldesk.ui.calendar.month_frame import WEEK
from caldesk.ui.calendar.month_picture import MonthPicture
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.style import Look


class MonthGrid(PaintedView):
    """Shows 4 to 6 whole weeks. Enter on a day lists its events."""

    def __init__(
        self, look: Look, now: Callable[[], float], locale: QLocale | None = None, parent: QWidget | None = None
    ) -> None:
        locale = locale or QLocale()
        self._month = MonthPicture(look.theme, locale)
        super().__init__(look, self._month, now, locale, name="calendar.month", parent=parent)

    @property
    def shown_columns(self) -> Sequence[int]:
        """Without the weekdays that are hidden."""
        shown = self._month.shown
        return [column for column in super().shown_columns if column % WEEK in shown]

    def shows(self, event: Event) -> bool:
        """Whether an event stands on a day that is not hidden."""
        if self.scene is None or not self.scene.hidden_weekdays:
            return True
        return self._first_shown(event) is not None

    def go_to(self, day: date, minute: int | None = None) -> None:
        """To the next day that is not hidden, or the last one where the month ends before."""
        column = self.scene.column_of_day(day, self._cursor.column) if self.scene is not None else None
        if self.scene is not None and column is not None:
            day = self.scene.day(self._shown_from(column)).date
        super().go_to(day, minute)

    def select(self, event: Event, column: int | None = None) -> None:
        """Mark an event on the first of its days that is not hidden."""
        if self.shows(event):
            super().select(event, self._first_shown(event) if column is None else column)

    def _take_orders(self, scene: Scene) -> None:
        super()._take_orders(scene)
        column = self._shown_from(self._cursor.column)
        if column != self._cursor.column:
            self._cursor.stand(column, self._cursor.minute)
            self._selection_moved()

    def _first_shown(self, event: Event) -> int | None:
        touch = self.scene.columns.touch(event) if self.scene is not None else None
        if touch is None:
            return None
        return next((column for column in self.shown_columns if touch.first <= column <= touch.last), None)

    def _shown_from(self, column: int) -> int:
        """The column, or the next one that is shown, or the last one."""
        columns = self.shown_columns
        return next((each for each in columns if each >= column), columns[-1])

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
        weekday, shown = self._cursor.column % WEEK, self._month.shown
        steps: dict[int, int] = {
            keys.Key_Left: self._aside(-forward),
            keys.Key_Right: self._aside(forward),
            keys.Key_Up: -WEEK,
            keys.Key_Down: WEEK,
            keys.Key_Home: shown.start - weekday,
            keys.Key_End: shown.stop - 1 - weekday,
        }
        step = steps.get(key)
        if step is None:
            return False
        self._move(step)
        return True

    def _aside(self, step: int) -> int:
        """Days to the next (1) or previous (-1) one that is not hidden."""
        weekday, shown = self._cursor.column % WEEK, self._month.shown
        return next(step * days for days in range(1, WEEK + 1) if (weekday + step * days) % WEEK in shown)

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
