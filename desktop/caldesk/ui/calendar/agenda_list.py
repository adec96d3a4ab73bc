"""The agenda: every day's events as a list, the plain and safe way to read the calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from caldesk.domain.event import Event
from caldesk.ui.calendar.agenda_picture import AgendaPicture
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.style import Look


class AgendaList(PaintedView):
    """Up and Down walk through all events, Left and Right go by days."""

    def __init__(
        self, look: Look, now: Callable[[], float], locale: QLocale | None = None, parent: QWidget | None = None
    ) -> None:
        locale = locale or QLocale()
        self._agenda = AgendaPicture(look.theme, locale)
        super().__init__(look, self._agenda, now, locale, name="calendar.agenda", parent=parent)

    def show_scene(self, scene: Scene) -> None:
        """Draw this; the day at the top stays there while others arrive."""
        if scene is not self.scene:
            self._take(scene)
            super().show_scene(scene)

    def _go_on(self) -> None:
        if self.scene is not None:
            self._take(self.scene)
            self._take_orders(self.scene)

    def _take(self, scene: Scene) -> None:
        anchor = self._anchor()
        self._agenda.take(scene)
        self._fit_scroll_bars()
        column = scene.column_of_day(anchor[0], 0) if anchor is not None else None
        if anchor is not None and column is not None:
            top, _bottom = self._agenda.rows.span(self._agenda.rows.head_of(column))
            self.verticalScrollBar().setValue(top + anchor[1])

    def _is_complete(self, scene: Scene) -> bool:
        return super()._is_complete(scene) and self._agenda.is_ready

    def _anchor(self) -> tuple[date, int] | None:
        """The day at the top, and how far it is scrolled; None at the very top."""
        scene, scroll = self.scene, self.verticalScrollBar().value()
        if scene is None or not scroll:
            return None
        column = self._agenda.column_at(QPointF(0, 0))
        return scene.day(column).date, scroll - self._agenda.rows.span(self._agenda.rows.head_of(column))[0]

    def go_to(self, day: date, minute: int | None = None) -> None:
        """Put the keyboard on a day; it comes to the top."""
        super().go_to(day, minute)
        if self.scene is not None and self.selection.day == day:
            self.verticalScrollBar().setValue(self._agenda.rows.span(self._row())[0])

    def _orders_of(self, scene: Scene) -> tuple[tuple[Event, ...], ...]:
        return tuple(tuple(entry.event for entry in day.entries) for day in self._agenda.days)

    def _fit_scroll_bars(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(max(1, room - self._agenda.head_height))
        bar.setSingleStep(self._agenda.head_height)
        bar.setRange(0, max(0, self._agenda.rows.height - room))

    def _row(self) -> int:
        """The row that the keyboard is on."""
        place = self._cursor.place
        rows = self._agenda.rows
        return rows.head_of(self._cursor.column) if place is None else rows.row_of(self._cursor.column, place)

    def _show_selection(self) -> None:
        if not self._agenda.rows:
            return
        top, bottom = self._agenda.rows.span(self._row())
        above = self._agenda.head_height if self._cursor.place is not None else 0
        bar = self.verticalScrollBar()
        bar.setValue(min(max(bar.value(), bottom - self.viewport().height()), top - above))

    def _focus_rect(self) -> QRectF:
        if not self._agenda.rows:
            return QRectF()
        return self._agenda.row_rect(self._row()).adjusted(2, 0, -2, -1)

    def _key(self, key: int) -> bool:
        """Up and Down to the next event, on whichever day it is; Left and Right by days; Home and End to the ends."""
        forward = -1 if self.isRightToLeft() else 1
        keys = Qt.Key
        match key:
            case keys.Key_Up | keys.Key_Down:
                self._walk(1 if key == keys.Key_Down else -1)
            case keys.Key_Left | keys.Key_Right:
                self._go_by_days(forward if key == keys.Key_Right else -forward)
            case keys.Key_Home | keys.Key_End:
                self._mark_first(range(len(self._orders)), 1 if key == keys.Key_Home else -1)
            case _:
                return False
        return True

    def _walk(self, step: int) -> None:
        column, place = self._cursor.column, self._cursor.place
        if (place is not None or step > 0) and self._cursor.walk(step):
            return
        ahead = range(column + 1, len(self._orders)) if step > 0 else range(column)
        if not self._mark_first(ahead, step):
            self._cursor.place = place

    def _mark_first(self, columns: range, step: int) -> bool:
        """Mark the first event of these days, or the last (-1); False if they have none."""
        busy = next((each for each in columns[::step] if self._orders[each]), None)
        if busy is not None:
            self._cursor.stand(busy, self._cursor.minute)
            self._cursor.walk(step)
        return busy is not None

    def _go_by_days(self, step: int) -> None:
        column = min(max(self._cursor.column + step, 0), self._cursor.last_column)
        self._cursor.stand(column, self._cursor.minute)

    def _click(self, point: QPointF) -> None:
        """A click on a head moves the keyboard to the day."""
        self._cursor.stand(self._picture.column_at(point), self._cursor.minute)
        self._selection_moved()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a head opens the day."""
        if self.scene is not None and self._picture.hit(event.position()) is None:
            self.day_wanted.emit(self.scene.day(self._picture.column_at(event.position())).date)
