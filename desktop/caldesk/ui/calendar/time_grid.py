"""The grid of days and hours: one painted widget for day, work week and week, with all that keyboard and mouse do.

What stands still is kept in a picture; a repaint copies it and adds the present moment, the mark of the keyboard
and what the pointer is over. Every number comes from `geometry` and the domain.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QLocale, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from caldesk.domain.calendar_layout import More
from caldesk.domain.day_axis import axis_of
from caldesk.domain.event import Event
from caldesk.domain.row_layout import Bar
from caldesk.i18n import _
from caldesk.ui.calendar.cursor import GridCursor
from caldesk.ui.calendar.event_paint import EventPainter
from caldesk.ui.calendar.geometry import BLIND_STRIP, Geometry
from caldesk.ui.calendar.grid_paint import GridPainter
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.placing import Placing, reading_orders
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.views import Selection
from caldesk.ui.calendar.wording import spoken_event
from caldesk.ui.style import RADIUS_EVENT, Look
from caldesk.ui.widgets.focus_ring import paint_focus_ring

LEAST_ZOOM, MOST_ZOOM, USUAL_ZOOM = 15, 240, 48
_OPENING_MINUTE = 8 * 60
_ABOVE_OPENING = 10
"""Pixels above the opening hour, so that its label is whole."""
_TOOLTIP_MS = 500
_SWIPE = 240
"""Degrees (in eighths) of a sideways wheel that turn the page."""
_BAR = 21.0
_BAR_GAP = 2.0


class TimeGrid(QAbstractScrollArea):
    """Shows a `Scene` in columns of one day each; one tab stop. `now` gives epoch seconds."""

    details_wanted = Signal(object, QRect)
    more_wanted = Signal(object, QRect)
    step_wanted = Signal(int)
    day_wanted = Signal(object)
    today_wanted = Signal()
    zoomed = Signal(int)
    selection_changed = Signal()

    def __init__(
        self, look: Look, now: Callable[[], float], locale: QLocale | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.grid")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(320, 240)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._look, self._now, self._locale = look, now, locale or QLocale()
        self._scene: Scene | None = None
        self._cursor = GridCursor()
        self._placing = Placing()
        self._zoom = USUAL_ZOOM
        self._lane_open = False
        self._opening: float | None = _OPENING_MINUTE
        self._layer: QPixmap | None = None
        self._painters: tuple[GridPainter, EventPainter] | None = None
        self._hover: tuple[QRectF, Event] | None = None
        self._swipe = 0
        self._hovering = QTimer(self, singleShot=True, interval=_TOOLTIP_MS)
        self._hovering.timeout.connect(self._show_tooltip)
        look.changed.connect(self._repaint_all)

    # ----- what is shown

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        return self._scene

    @property
    def orders(self) -> tuple[tuple[Event, ...], ...]:
        """The events of each column, in reading order."""
        return reading_orders(self._scene) if self._scene is not None else ()

    def show_scene(self, scene: Scene) -> None:
        """Draw this; scroll and selection stay where they still make sense."""
        self._scene = scene
        self._hover = None
        self._cursor.take(reading_orders(scene))
        self._fit_scroll_bar()
        self._restyle()

    def go_to(self, day: date, minute: int | None = None) -> None:
        """Put the keyboard on a day, and on a moment of it, and bring that into sight."""
        if self._scene is None:
            return
        dates = [each.date for each in self._scene.columns.days]
        if day in dates:
            self._cursor.stand(dates.index(day), self._cursor.minute if minute is None else minute)
        if minute is not None:
            self._reveal_minute(minute)
        self._changed_selection()

    def open_at(self, minute: float) -> None:
        """Scroll so that this minute is the first one in sight."""
        self._opening = minute
        self._fit_scroll_bar()

    def select(self, event: Event) -> None:
        """Mark an event and bring it into sight."""
        touch = self._scene.columns.touch(event) if self._scene is not None else None
        if touch is not None:
            self._cursor.mark(touch.first, event)
            self._reveal_event(event)
            self._changed_selection()

    @property
    def selection(self) -> Selection:
        """Where the keyboard stands."""
        today = self._scene.columns.days[self._cursor.column].date if self._scene is not None else date.min
        return Selection(day=today, minute=self._cursor.minute, event=self._cursor.event)

    def rect_of(self, event: Event, column: int | None = None) -> QRect:
        """Where an event is drawn, in coordinates of the viewport; empty if it is out of sight."""
        for rect, shown, place in self._drawn():
            if shown == event and column in (None, place):
                return rect.toAlignedRect()
        return QRect()

    # ----- zoom and scroll

    @property
    def pixels_per_hour(self) -> int:
        """The zoom."""
        return self._zoom

    def set_zoom(self, pixels_per_hour: int, around: float | None = None) -> None:
        """Change the zoom; what is at height `around` stays there."""
        wanted = min(max(pixels_per_hour, LEAST_ZOOM), MOST_ZOOM)
        if wanted == self._zoom:
            return
        geometry = self._geometry()
        height = geometry.top + (geometry.height - geometry.top) / 2 if around is None else max(around, geometry.top)
        minute = geometry.minute(height)
        self._zoom = wanted
        self._fit_scroll_bar()
        self.verticalScrollBar().setValue(round(minute * wanted / 60 - (height - geometry.top)))
        self._restyle()
        self.zoomed.emit(wanted)

    def zoom_by(self, steps: float, around: float | None = None) -> None:
        """Zoom by so many notches."""
        factor = 1.15**steps
        change = self._zoom * factor - self._zoom
        self.set_zoom(round(self._zoom + (change if abs(change) >= 1 else steps)), around)

    def _fit_scroll_bar(self) -> None:
        geometry = self._geometry()
        room = geometry.height - geometry.top
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, round(room)))
        bar.setSingleStep(max(8, round(self._zoom / 2)))
        bar.setRange(0, max(0, round(geometry.content_height - room)))
        if self._opening is not None and self._scene is not None and room > 0 and self.isVisible():
            bar.setValue(round(self._opening * self._zoom / 60) - _ABOVE_OPENING)
            self._opening = None

    def _reveal_minute(self, minute: float) -> None:
        geometry = self._geometry()
        y = geometry.y(minute)
        bar = self.verticalScrollBar()
        if y < geometry.top + 8:
            bar.setValue(bar.value() - round(geometry.top + 8 - y))
        elif y > geometry.height - self._zoom:
            bar.setValue(bar.value() + round(y - geometry.height + self._zoom))

    def _reveal_event(self, event: Event) -> None:
        if self._scene is None:
            return
        for column in self._placing.columns(self._scene, self._geometry()):
            for box in column.boxes:
                if box.event == event:
                    self._reveal_minute(box.top)
                    return

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The whole picture moves."""
        self._restyle()

    # ----- geometry and hits

    def _geometry(self) -> Geometry:
        grid, _events = self._paint_tools()
        scene = self._scene
        size = self.viewport().size()
        return Geometry(
            width=size.width(),
            height=size.height(),
            columns=len(scene.columns) if scene else 7,
            axis=round(grid.axis_width),
            header=grid.header_height(scene) if scene else 48,
            lane=self._lane_height(scene) if scene else 0,
            pixels_per_hour=self._zoom,
            scroll=self.verticalScrollBar().value(),
            rtl=self.isRightToLeft(),
            strip=BLIND_STRIP if scene and scene.blind else 0,
        )

    def _lane_height(self, scene: Scene) -> float:
        rows = self._placing.lane(scene, opened=self._lane_open)
        if not rows.height:
            return 0.0
        more = 1 if any(rows.hidden) or self._lane_open else 0
        return (rows.height + more) * (_BAR + _BAR_GAP) + 2 * _BAR_GAP + 2

    def _bar_rect(self, geometry: Geometry, bar: Bar) -> QRectF:
        first, last = geometry.column_rect(bar.first), geometry.column_rect(bar.first + bar.span - 1)
        top = geometry.header + _BAR_GAP + bar.row * (_BAR + _BAR_GAP)
        left, right = min(first.left(), last.left()), max(first.right(), last.right())
        return QRectF(left + 2, top, right - left - 5, _BAR)

    def _more_rect(self, geometry: Geometry, column: int, rows: int) -> QRectF:
        rect = geometry.column_rect(column)
        return QRectF(rect.left() + 2, geometry.header + _BAR_GAP + rows * (_BAR + _BAR_GAP), rect.width() - 5, _BAR)

    def _drawn(self) -> list[tuple[QRectF, Event, int]]:
        """Every event in sight with its rectangle and column; what is drawn last comes first."""
        scene = self._scene
        if scene is None:
            return []
        geometry = self._geometry()
        lane = self._placing.lane(scene, opened=self._lane_open)
        found = [(self._bar_rect(geometry, bar), bar.event, bar.first) for bar in lane.bars]
        body = geometry.body
        for index, column in enumerate(self._placing.columns(scene, geometry)):
            for box in reversed(column.boxes):
                rect = geometry.box(index, box).intersected(body)
                if not rect.isEmpty():
                    found.append((rect, box.event, index))
        return found

    def _hit(self, point: QPointF) -> tuple[QRectF, Event, int] | None:
        return next((each for each in self._drawn() if each[0].contains(point)), None)

    def _more_hit(self, point: QPointF) -> tuple[QRectF, More] | None:
        if self._scene is None:
            return None
        geometry = self._geometry()
        for index, column in enumerate(self._placing.columns(self._scene, geometry)):
            for more in column.more:
                rect = geometry.box(index, more)
                if rect.contains(point) and geometry.body.contains(point):
                    return rect, more
        return None

    # ----- painting

    def _paint_tools(self) -> tuple[GridPainter, EventPainter]:
        if self._painters is None:
            inks = Inks(self._look.theme, self.devicePixelRatioF())
            events = EventPainter(inks, self._locale, rtl=self.isRightToLeft())
            self._painters = GridPainter(inks, self._locale), events
        return self._painters

    def _repaint_all(self) -> None:
        self._painters = None
        self._restyle()

    def _restyle(self) -> None:
        self._layer = None
        self.viewport().update()

    def changeEvent(self, event: object) -> None:
        """Another font, language or reading direction draws everything anew."""
        super().changeEvent(event)  # type: ignore[arg-type]
        self._repaint_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)
        self._fit_scroll_bar()
        self._restyle()

    def showEvent(self, event: object) -> None:
        """The first look goes to the opening hour."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._fit_scroll_bar()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the picture, then draw what moves."""
        painter = QPainter(self.viewport())
        if self._scene is None:
            painter.fillRect(self.viewport().rect(), self.palette().base())
            return
        ratio = self.devicePixelRatioF()
        if self._layer is None or self._layer.devicePixelRatio() != ratio:
            self._layer = self._draw_layer(self._scene, ratio)
        painter.drawPixmap(0, 0, self._layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        geometry = self._geometry()
        painter.setClipRect(QRectF(0, geometry.top, geometry.width, geometry.height - geometry.top))
        self._paint_tools()[0].paint_now(painter, geometry, self._scene, int(self._now()))
        painter.setClipping(False)
        self._draw_marks(painter, geometry)

    def _draw_layer(self, scene: Scene, ratio: float) -> QPixmap:
        size = self.viewport().size()
        layer = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        layer.setDevicePixelRatio(ratio)
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        geometry = self._geometry()
        grid, events = self._paint_tools()
        grid.paint_body(painter, geometry, scene)
        painter.setClipRect(geometry.body)
        self._draw_events(painter, geometry, scene, events)
        painter.setClipping(False)
        grid.paint_head(painter, geometry, scene)
        self._draw_lane(painter, geometry, scene, events)
        painter.end()
        return layer

    def _draw_events(self, painter: QPainter, geometry: Geometry, scene: Scene, events: EventPainter) -> None:
        first, last = geometry.minute(geometry.top), geometry.minute(geometry.height)
        for index, column in enumerate(self._placing.columns(scene, geometry)):
            for box in column.boxes:
                if box.bottom >= first and box.top <= last:
                    rect = geometry.box(index, box)
                    events.paint(painter, rect, box.event, scene, box.continues_before, box.continues_after)
            for more in column.more:
                events.paint_more(painter, geometry.box(index, more), len(more.events))

    def _draw_lane(self, painter: QPainter, geometry: Geometry, scene: Scene, events: EventPainter) -> None:
        rows = self._placing.lane(scene, opened=self._lane_open)
        for bar in rows.bars:
            rect = self._bar_rect(geometry, bar)
            events.paint_bar(painter, rect, bar.event, scene, bar.continues_before, bar.continues_after)
        for column, hidden in enumerate(rows.hidden):
            if hidden:
                events.paint_more(painter, self._more_rect(geometry, column, rows.height), len(hidden))

    def _draw_marks(self, painter: QPainter, geometry: Geometry) -> None:
        theme = self._look.theme
        if self._hover is not None:
            paint_focus_ring(painter, self._hover[0], theme, RADIUS_EVENT)
        if not self.hasFocus():
            return
        event = self._cursor.event
        if event is not None:
            rect = self.rect_of(event, self._cursor.column)
            if rect.isEmpty():
                rect = self.rect_of(event)
            paint_focus_ring(painter, QRectF(rect).adjusted(-2, -2, 2, 2), theme, RADIUS_EVENT + 1)
            return
        step = self._step()
        top, bottom = geometry.y(self._cursor.minute), geometry.y(self._cursor.minute + step)
        cell = geometry.column_rect(self._cursor.column, top=top, bottom=bottom).intersected(geometry.body)
        paint_focus_ring(painter, cell, theme, RADIUS_EVENT)

    # ----- keyboard

    def _step(self) -> int:
        return 60 if self._zoom < 36 else 30 if self._zoom < 120 else 15

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's own name
        """Tab walks the events of the day before it leaves the grid."""
        moved = self._cursor.walk(1 if next else -1)
        self._after_move()
        return moved or super().focusNextPrevChild(next)

    def focusInEvent(self, event: object) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        """Show no more where the keyboard was."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens, Page Up and Down turn the page."""
        if not self._handle_key(event):
            super().keyPressEvent(event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        forward = -1 if self.isRightToLeft() else 1
        keys = Qt.Key
        if control:
            return self._handle_control(key)
        match key:
            case keys.Key_Up | keys.Key_Down:
                self._cursor.move_slot(self._step() if key == keys.Key_Down else -self._step())
                self._reveal_minute(self._cursor.minute)
            case keys.Key_Left | keys.Key_Right:
                self._move_column(forward if key == keys.Key_Right else -forward)
            case keys.Key_Home | keys.Key_End:
                self._cursor.stand(0 if key == keys.Key_Home else self._cursor.last_column, self._cursor.minute)
            case keys.Key_PageUp | keys.Key_PageDown:
                self.step_wanted.emit(1 if key == keys.Key_PageDown else -1)
            case keys.Key_Return | keys.Key_Enter | keys.Key_Space:
                self._open_details()
            case _:
                return False
        self._after_move()
        return True

    def _handle_control(self, key: int) -> bool:
        keys = Qt.Key
        match key:
            case keys.Key_Down | keys.Key_Up:
                self._cursor.walk(1 if key == keys.Key_Down else -1)
                self._after_move()
            case keys.Key_Plus | keys.Key_Equal:
                self.zoom_by(1)
            case keys.Key_Minus:
                self.zoom_by(-1)
            case keys.Key_0:
                self.set_zoom(USUAL_ZOOM)
            case _:
                return False
        return True

    def _move_column(self, step: int) -> None:
        if out := self._cursor.move_column(step):
            self.step_wanted.emit(out)

    def _open_details(self) -> None:
        event = self._cursor.event or self._event_under_cursor()
        if event is not None:
            self.select(event)
            self.details_wanted.emit(event, self.rect_of(event))

    def _event_under_cursor(self) -> Event | None:
        if self._scene is None:
            return None
        day = self._scene.columns.days[self._cursor.column]
        moment = axis_of(day).instant_at(self._cursor.minute)
        until = moment + self._step() * 60
        return next((e for e in self._cursor.events if not e.all_day and e.start < until and e.end > moment), None)

    def _after_move(self) -> None:
        if self._cursor.event is not None:
            self._reveal_event(self._cursor.event)
        self._changed_selection()

    def _changed_selection(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    # ----- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens an event, the lane or a crowded spot, or moves the keyboard there."""
        if event.button() is not Qt.MouseButton.LeftButton or self._scene is None:
            super().mousePressEvent(event)
            return
        point, geometry = event.position(), self._geometry()
        hit = self._hit(point)
        if hit is not None:
            rect, found, column = hit
            self._cursor.mark(column, found)
            self._changed_selection()
            self.details_wanted.emit(found, rect.toAlignedRect())
        elif (more := self._more_hit(point)) is not None:
            self.more_wanted.emit(more[1].events, more[0].toAlignedRect())
        elif geometry.header <= point.y() < geometry.top:
            self._lane_open = not self._lane_open
            self._fit_scroll_bar()
            self._restyle()
        elif geometry.body.contains(point):
            minute = geometry.minute(point.y())
            self._cursor.stand(geometry.column_at(point.x()), minute - minute % self._step())
            self._changed_selection()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a day's name opens that day."""
        geometry = self._geometry()
        if self._scene is not None and event.position().y() < geometry.header:
            self.day_wanted.emit(self._scene.columns.days[geometry.column_at(event.position().x())].date)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the pointer is over; after a moment say what it is."""
        hit = self._hit(event.position())
        hover = (hit[0], hit[1]) if hit is not None else None
        if hover != self._hover:
            self._hover = hover
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hover else Qt.CursorShape.ArrowCursor)
            self.viewport().update()
            QToolTip.hideText()
            self._hovering.start()

    def leaveEvent(self, event: object) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hovering.stop()
        self._hover = None
        self.viewport().update()

    def _show_tooltip(self) -> None:
        if self._hover is None or self._scene is None:
            return
        rect, event = self._hover
        corner = self.viewport().mapToGlobal(rect.bottomLeft().toPoint() + QPoint(0, 4))
        QToolTip.showText(corner, spoken_event(self._locale, event, self._scene), self.viewport())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zoom around the pointer; sideways turn the page; else scroll."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(turn.y() / 120, event.position().y())
        elif abs(turn.x()) > abs(turn.y()):
            self._swipe += turn.x()
            if abs(self._swipe) >= _SWIPE:
                forward = self._swipe < 0
                self._swipe = 0
                self.step_wanted.emit(1 if forward != self.isRightToLeft() else -1)
        else:
            super().wheelEvent(event)
