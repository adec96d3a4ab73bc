"""The grid of columns and hours: one painted widget for day, work week, week and people.

Where things stand in it is the matter of `grid_picture`.
"""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from caldesk.domain.day_axis import axis_of
from caldesk.domain.event import Event
from caldesk.domain.timespan import Span
from caldesk.ui.calendar.grid_picture import USUAL_ZOOM
from caldesk.ui.calendar.hour_view import HourView
from caldesk.ui.calendar.range_pick import RangePick
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.wording import duration_words, spoken_column
from caldesk.ui.style import Look
from caldesk.ui.widgets.announce import announce


class TimeGrid(HourView):
    """Columns of one day each, or of one person each, with a day from top to bottom.

    `range_wanted` asks what blocks a picked stretch: the instants, whose (None for everybody), and where it is drawn.
    """

    range_wanted = Signal(object, object, QRect)

    def __init__(
        self, look: Look, now: Callable[[], float], locale: QLocale | None = None, parent: QWidget | None = None
    ) -> None:
        self._pick = RangePick()
        super().__init__(look, now, locale, parent)

    def show_scene(self, scene: Scene) -> None:
        """Draw this; a picked stretch stays as long as the columns are the same."""
        shown = self.scene
        if shown is None or shown.columns.days != scene.columns.days or shown.by_person != scene.by_person:
            self._pick.clear()
        super().show_scene(scene)

    # ----- a stretch of time

    @property
    def picked(self) -> Span | None:
        """The stretch of time that is picked."""
        return self._pick.span(self.scene, self._step()) if self.scene is not None else None

    def _extend(self, key: int) -> None:
        """Shift and an arrow: the stretch grows or shrinks from where the keyboard stood first."""
        if not self._pick.is_on:
            self._pick.begin(self._cursor.column, self._cursor.minute - self._cursor.minute % self._step())
            self._pick.extend(*self._pick.fixed or (0, 0))
        forward = -1 if self.isRightToLeft() else 1
        keys = Qt.Key
        if key in (keys.Key_Up, keys.Key_Down):
            self._cursor.move_slot(self._step() if key == keys.Key_Down else -self._step())
        else:
            column = self._cursor.column + (forward if key == keys.Key_Right else -forward)
            self._cursor.stand(min(max(column, 0), self._cursor.last_column), self._cursor.minute)
        self._pick.extend(self._cursor.column, self._cursor.minute)
        self._selection_moved()
        if (span := self.picked) is not None:
            announce(self, duration_words(span.seconds))

    def _ask_about_range(self) -> None:
        span = self.picked
        if span is not None and self.scene is not None:
            rects = self._picked_rects()
            spot = rects[-1].toAlignedRect() if rects else QRect()
            self.range_wanted.emit(span, self._pick.schedule_ids(self.scene, self._step()), spot)

    def _picked_rects(self) -> list[QRectF]:
        geometry = self._grid.geometry
        stripes = self._pick.stripes(self.scene, self._step()) if self.scene is not None else []
        rects = [
            geometry.column_rect(each.column, top=geometry.y(each.top), bottom=geometry.y(each.bottom))
            for each in stripes
        ]
        return [rect.intersected(geometry.body) for rect in rects]

    def _drop_range(self) -> bool:
        was_on = self._pick.is_on
        self._pick.clear()
        self.viewport().update()
        return was_on

    def paintEvent(self, event: QPaintEvent) -> None:
        """Over everything the picked stretch, with its length."""
        super().paintEvent(event)
        span = self.picked
        if span is not None:
            self._grid.paint_range(QPainter(self.viewport()), self._picked_rects(), duration_words(span.seconds))

    # ----- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and the arrows pick a stretch of time, Enter asks about it, Esc drops it; other moves drop it, too."""
        keys, key = Qt.Key, event.key()
        arrows = (keys.Key_Up, keys.Key_Down, keys.Key_Left, keys.Key_Right)
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and key in arrows and self.scene is not None:
            self._extend(key)
        elif self._pick.is_on and key in (keys.Key_Return, keys.Key_Enter):
            self._ask_about_range()
        elif key == keys.Key_Escape and self._drop_range():
            event.accept()
        else:
            if key in (*arrows, keys.Key_Home, keys.Key_End):
                self._drop_range()
            super().keyPressEvent(event)

    def _key(self, key: int) -> bool:
        """Arrows move by slots and columns, Home and End go to the first and last column."""
        forward = -1 if self.isRightToLeft() else 1
        keys = Qt.Key
        match key:
            case keys.Key_Up | keys.Key_Down:
                self._cursor.move_slot(self._step() if key == keys.Key_Down else -self._step())
            case keys.Key_Left | keys.Key_Right:
                self._move_column(forward if key == keys.Key_Right else -forward)
            case keys.Key_Home | keys.Key_End:
                self._cursor.stand(0 if key == keys.Key_Home else self._cursor.last_column, self._cursor.minute)
            case _:
                return False
        return True

    def _key_with_control(self, key: int) -> bool:
        keys = Qt.Key
        match key:
            case keys.Key_Plus | keys.Key_Equal:
                self.zoom_by(1)
            case keys.Key_Minus:
                self.zoom_by(-1)
            case keys.Key_0:
                self.set_zoom(USUAL_ZOOM)
            case _:
                return super()._key_with_control(key)
        return True

    def _move_column(self, step: int) -> None:
        """Past the last day comes the next week; past the last person comes nobody."""
        if self.scene is not None and self.scene.by_person is not None:
            column = min(max(self._cursor.column + step, 0), self._cursor.last_column)
            self._cursor.stand(column, self._cursor.minute)
        elif out := self._cursor.move_column(step):
            self.step_wanted.emit(out)

    def _open_details(self) -> None:
        event = self._cursor.event or self._event_under_cursor()
        if event is not None:
            self.open_event(event, self._cursor.column)

    def _event_under_cursor(self) -> Event | None:
        if self.scene is None:
            return None
        axis = axis_of(self.scene.day(self._cursor.column))
        moment = axis.instant_at(self._cursor.minute)
        until = moment + self._step() * 60
        return next((e for e in self._cursor.events if not e.all_day and e.start < until and e.end > moment), None)

    # ----- mouse

    def _head_words(self, point: QPointF) -> str:
        geometry, scene = self._grid.geometry, self.scene
        if scene is None or not scene.by_person or point.y() >= geometry.header:
            return ""
        column = geometry.column_at(point.x())
        return spoken_column(self.locale_used, scene, column, len(self._orders[column]))

    def _click(self, point: QPointF) -> None:
        """A click opens the all-day lane, or moves the keyboard there."""
        geometry = self._grid.geometry
        if geometry.header <= point.y() < geometry.top:
            self._grid.lane_open = not self._grid.lane_open
            self._fit_scroll_bars()
            self._redraw()
        elif geometry.body.contains(point):
            self._cursor.stand(*self._slot_at(point))
            self._pick.begin(*self._slot_at(point))
            self._selection_moved()

    def _slot_at(self, point: QPointF) -> tuple[int, int]:
        geometry = self._grid.geometry
        minute = geometry.minute(min(max(point.y(), geometry.top), geometry.height - 1))
        return geometry.column_at(point.x()), int(minute - minute % self._step())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on empty space may begin a stretch of time."""
        self._drop_range()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """With the button held, the stretch follows the pointer; nothing that exists is moved."""
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pick.fixed is None:
            super().mouseMoveEvent(event)
        elif self._pick.is_on or self._slot_at(event.position()) != self._pick.fixed:
            self._pick.extend(*self._slot_at(event.position()))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a drag asks what blocks the time."""
        super().mouseReleaseEvent(event)
        if self._pick.is_on:
            self._ask_about_range()
        else:
            self._pick.clear()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a day's name opens that day."""
        geometry = self._grid.geometry
        if self.scene is not None and event.position().y() < geometry.header:
            self.day_wanted.emit(self.scene.day(geometry.column_at(event.position().x())).date)
