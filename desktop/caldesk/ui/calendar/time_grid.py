"""The grid of columns and hours: one painted widget for day, work week, week and people.

Where things stand in it is the matter of `grid_picture`.
"""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from caldesk.domain.day_axis import axis_of
from caldesk.domain.event import Event
from caldesk.domain.timespan import Span
from caldesk.ui.calendar.grid_picture import USUAL_ZOOM, GridPicture
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.range_pick import RangePick
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.wording import duration_words, spoken_column
from caldesk.ui.style import Look
from caldesk.ui.widgets.announce import announce

LEAST_ZOOM, MOST_ZOOM = 15, 240
_NOTCH = 1.15
_OPENING_MINUTE = 8 * 60
_ABOVE_OPENING = 10
"""Pixels above the opening hour, so that its label is whole."""


class TimeGrid(PaintedView):
    """Columns of one day each, or of one person each, with a day from top to bottom.

    `range_wanted` asks what blocks a picked stretch: the instants, whose (None for everybody), and where it is drawn.
    """

    zoomed = Signal(int)
    range_wanted = Signal(object, object, QRect)

    def __init__(
        self, look: Look, now: Callable[[], float], locale: QLocale | None = None, parent: QWidget | None = None
    ) -> None:
        locale = locale or QLocale()
        self._grid = GridPicture(look.theme, locale)
        self._opening: float | None = _OPENING_MINUTE
        self._pick = RangePick()
        super().__init__(look, self._grid, now, locale, name="calendar.grid", parent=parent)

    def show_scene(self, scene: Scene) -> None:
        """Draw this; people who find no room are reached by scrolling sideways."""
        policies = Qt.ScrollBarPolicy
        wide = scene.by_person is not None
        self.setHorizontalScrollBarPolicy(policies.ScrollBarAsNeeded if wide else policies.ScrollBarAlwaysOff)
        if (
            self.scene is None
            or self.scene.columns.days != scene.columns.days
            or self.scene.by_person != scene.by_person
        ):
            self._pick.clear()
        middle = self._middle_minute() if self.scene is not None and self.scene.second != scene.second else None
        super().show_scene(scene)
        if middle is not None:
            self._centre(middle)

    def _middle_minute(self) -> float:
        geometry = self._grid.geometry
        return geometry.minute((geometry.top + geometry.height) / 2)

    def _centre(self, minute: float) -> None:
        """Another zone beside the axis may change the heads of the days; the moment in the middle stays there."""
        geometry, bar = self._grid.geometry, self.verticalScrollBar()
        bar.setValue(round(geometry.y(minute) + bar.value() - (geometry.top + geometry.height) / 2))

    def open_at(self, minute: float) -> None:
        """Scroll so that this minute is the first one in sight, as soon as there is something to see."""
        self._opening = minute
        self._fit_scroll_bars()

    # ----- zoom and scroll

    @property
    def pixels_per_hour(self) -> int:
        """The zoom."""
        return self._grid.zoom

    def set_zoom(self, pixels_per_hour: int, around: float | None = None) -> None:
        """Change the zoom; what is at height `around`, or in the middle, stays there."""
        wanted = min(max(pixels_per_hour, LEAST_ZOOM), MOST_ZOOM)
        if wanted == self._grid.zoom:
            return
        geometry = self._grid.geometry
        height = (geometry.top + geometry.height) / 2 if around is None else max(around, geometry.top)
        minute = geometry.minute(height)
        self._grid.zoom = wanted
        self._fit_scroll_bars()
        self.verticalScrollBar().setValue(round(minute * wanted / 60 - (height - geometry.top)))
        self._redraw()
        self.zoomed.emit(wanted)

    def zoom_by(self, notches: float, around: float | None = None) -> None:
        """Zoom by so many notches of a wheel."""
        zoom = self._grid.zoom
        change = zoom * _NOTCH**notches - zoom
        self.set_zoom(round(zoom + (change if abs(change) >= 1 else notches)), around)

    def _fit_scroll_bars(self) -> None:
        geometry = self._grid.geometry
        room = geometry.height - geometry.top
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, round(room)))
        bar.setSingleStep(max(8, round(self._grid.zoom / 2)))
        bar.setRange(0, max(0, round(geometry.content_height - room)))
        self._fit_sideways(self.horizontalScrollBar())
        if self._opening is not None and self.scene is not None and room > 0 and self.isVisible():
            bar.setValue(round(self._opening * self._grid.zoom / 60) - _ABOVE_OPENING)
            self._opening = None

    def _fit_sideways(self, bar: QScrollBar) -> None:
        geometry = self._grid.geometry
        room = geometry.width - geometry.axis
        bar.setPageStep(max(1, round(room)))
        bar.setSingleStep(max(8, round(geometry.columns_width / geometry.columns)))
        bar.setRange(0, max(0, round(geometry.columns_width - room)))

    def _bring_into_sight(self, minute: float) -> None:
        geometry = self._grid.geometry
        y, bar = geometry.y(minute), self.verticalScrollBar()
        lowest = geometry.height - self._grid.zoom
        if y < geometry.top + 8:
            bar.setValue(bar.value() - round(geometry.top + 8 - y))
        elif y > lowest:
            bar.setValue(bar.value() + round(y - lowest))

    def _bring_column_into_sight(self, column: int) -> None:
        geometry, bar = self._grid.geometry, self.horizontalScrollBar()
        each = geometry.columns_width / geometry.columns
        start, room = round(column * each), geometry.width - geometry.axis
        bar.setValue(min(max(bar.value(), round(start + each - room)), start))

    def _show_selection(self) -> None:
        event = self._cursor.event
        minute = self._cursor.minute if event is None else self._grid.top_minute(event)
        if minute is not None and self._opening is None:
            self._bring_into_sight(minute)
        self._bring_column_into_sight(self._cursor.column)

    def _focus_rect(self) -> QRectF:
        event = self._cursor.event
        if event is not None:
            return self._picture.rect_of(event, self._cursor.column).adjusted(-2, -2, 2, 2)
        geometry = self._grid.geometry
        top, bottom = geometry.y(self._cursor.minute), geometry.y(self._cursor.minute + self._step())
        return geometry.column_rect(self._cursor.column, top=top, bottom=bottom).intersected(geometry.body)

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

    def _step(self) -> int:
        """Minutes that an arrow key moves."""
        zoom = self._grid.zoom
        return 60 if zoom < 36 else 30 if zoom < 120 else 15

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

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zoom around the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / 120, event.position().y())
        else:
            super().wheelEvent(event)
