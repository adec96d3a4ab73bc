"""The grid of days and hours: one painted widget for day, work week and week, with all that keyboard and mouse do.

What it shows is drawn by `grid_picture`; where the keyboard stands is kept by `cursor`.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from caldesk.domain.day_axis import axis_of
from caldesk.domain.event import Event
from caldesk.ui.calendar.cursor import GridCursor
from caldesk.ui.calendar.grid_picture import USUAL_ZOOM, GridPicture
from caldesk.ui.calendar.hover import Hover
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.views import Selection
from caldesk.ui.calendar.wording import spoken_event
from caldesk.ui.style import Look

LEAST_ZOOM, MOST_ZOOM = 15, 240
_NOTCH = 1.15
_OPENING_MINUTE = 8 * 60
_ABOVE_OPENING = 10
"""Pixels above the opening hour, so that its label is whole."""
_SWIPE = 240
"""Eighths of a degree of a sideways wheel that turn the page."""


class TimeGrid(QAbstractScrollArea):
    """Shows a `Scene` in columns of one day each; one tab stop. `now` gives epoch seconds.

    Rectangles in signals are in coordinates of the viewport.
    """

    details_wanted = Signal(object, QRect)
    more_wanted = Signal(object, QRect)
    step_wanted = Signal(int)
    day_wanted = Signal(object)
    zoomed = Signal(int)
    selection_changed = Signal()

    def __init__(
        self, look: Look, now: Callable[[], float], locale: QLocale | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.locale_used = locale or QLocale()
        self._look, self._now = look, now
        self._picture = GridPicture(look.theme, self.locale_used)
        self.setObjectName("calendar.grid")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(320, 240)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._cursor = GridCursor()
        self._orders: tuple[tuple[Event, ...], ...] = ()
        self._opening: float | None = _OPENING_MINUTE
        self._hover = Hover(self.viewport(), self._picture.hit, self._said)
        self._swipe = 0
        look.changed.connect(self._restyle)

    # ----- what is shown

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        return self._picture.scene

    @property
    def orders(self) -> tuple[tuple[Event, ...], ...]:
        """The events of each column, in reading order."""
        return self._orders

    @property
    def selection(self) -> Selection:
        """Where the keyboard stands."""
        scene = self.scene
        day = scene.columns.days[self._cursor.column].date if scene is not None else date.min
        return Selection(day=day, minute=self._cursor.minute, event=self._cursor.event)

    @property
    def selected_place(self) -> tuple[int, int] | None:
        """Column and number of the marked event."""
        place = self._cursor.place
        return None if place is None or self._cursor.event is None else (self._cursor.column, place)

    def show_scene(self, scene: Scene) -> None:
        """Draw this; scroll and selection stay where they still make sense."""
        self._picture.scene = scene
        self._hover.forget()
        self._orders = tuple(page.events for page in scene.pages)
        self._cursor.take(self._orders)
        self._fit_scroll_bar()
        self._redraw()

    def go_to(self, day: date, minute: int | None = None) -> None:
        """Put the keyboard on a day, and on a moment of it, and bring that into sight."""
        if self.scene is None:
            return
        dates = [each.date for each in self.scene.columns.days]
        if day in dates:
            self._cursor.stand(dates.index(day), self._cursor.minute if minute is None else minute)
        if minute is not None:
            self._bring_into_sight(minute)
        self._selection_moved()

    def open_at(self, minute: float) -> None:
        """Scroll so that this minute is the first one in sight, as soon as there is something to see."""
        self._opening = minute
        self._fit_scroll_bar()

    def select(self, event: Event, column: int | None = None) -> None:
        """Mark an event and bring it into sight."""
        touch = self.scene.columns.touch(event) if self.scene is not None else None
        if touch is not None:
            self._cursor.mark(touch.first if column is None else column, event)
            self._selection_moved()

    def rect_of(self, event: Event, column: int | None = None) -> QRect:
        """Where an event is drawn; empty if it is out of sight."""
        return self._picture.rect_of(event, column).toAlignedRect()

    def day_rect(self, column: int) -> QRect:
        """Where a day is drawn."""
        return self._picture.geometry.column_rect(column, top=0).toAlignedRect()

    def column_at(self, point: QPoint) -> int:
        """The day at a place."""
        return self._picture.geometry.column_at(point.x())

    # ----- zoom and scroll

    @property
    def pixels_per_hour(self) -> int:
        """The zoom."""
        return self._picture.zoom

    def set_zoom(self, pixels_per_hour: int, around: float | None = None) -> None:
        """Change the zoom; what is at height `around`, or in the middle, stays there."""
        wanted = min(max(pixels_per_hour, LEAST_ZOOM), MOST_ZOOM)
        if wanted == self._picture.zoom:
            return
        geometry = self._picture.geometry
        height = (geometry.top + geometry.height) / 2 if around is None else max(around, geometry.top)
        minute = geometry.minute(height)
        self._picture.zoom = wanted
        self._fit_scroll_bar()
        self.verticalScrollBar().setValue(round(minute * wanted / 60 - (height - geometry.top)))
        self._redraw()
        self.zoomed.emit(wanted)

    def zoom_by(self, notches: float, around: float | None = None) -> None:
        """Zoom by so many notches of a wheel."""
        zoom = self._picture.zoom
        change = zoom * _NOTCH**notches - zoom
        self.set_zoom(round(zoom + (change if abs(change) >= 1 else notches)), around)

    def _fit_scroll_bar(self) -> None:
        geometry = self._picture.geometry
        room = geometry.height - geometry.top
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, round(room)))
        bar.setSingleStep(max(8, round(self._picture.zoom / 2)))
        bar.setRange(0, max(0, round(geometry.content_height - room)))
        if self._opening is not None and self.scene is not None and room > 0 and self.isVisible():
            bar.setValue(round(self._opening * self._picture.zoom / 60) - _ABOVE_OPENING)
            self._opening = None

    def _bring_into_sight(self, minute: float) -> None:
        geometry = self._picture.geometry
        y, bar = geometry.y(minute), self.verticalScrollBar()
        lowest = geometry.height - self._picture.zoom
        if y < geometry.top + 8:
            bar.setValue(bar.value() - round(geometry.top + 8 - y))
        elif y > lowest:
            bar.setValue(bar.value() + round(y - lowest))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The whole picture moves."""
        self._picture.scroll = self.verticalScrollBar().value()
        self._redraw()

    # ----- painting

    def _redraw(self) -> None:
        self._picture.forget()
        self.viewport().update()

    def _restyle(self) -> None:
        self._picture.rtl = self.isRightToLeft()
        self._picture.ratio = self.devicePixelRatioF()
        self._picture.restyle(self._look.theme)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, language or reading direction draws everything anew."""
        super().changeEvent(event)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)
        self._picture.size = self.viewport().size()
        self._fit_scroll_bar()
        self._redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """The first look goes to the opening hour."""
        super().showEvent(event)
        self._fit_scroll_bar()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, then what the pointer and the keyboard are on."""
        if self._picture.ratio != self.devicePixelRatioF():
            self._restyle()
        painter = QPainter(self.viewport())
        if self.scene is None:
            painter.fillRect(self.viewport().rect(), self.palette().base())
            return
        self._picture.paint(painter, int(self._now()))
        if self._hover.rect is not None:
            self._picture.paint_mark(painter, self._hover.rect)
        if self.hasFocus():
            self._picture.paint_mark(painter, self._focus_rect())

    def _focus_rect(self) -> QRectF:
        event = self._cursor.event
        if event is not None:
            return self._picture.rect_of(event, self._cursor.column).adjusted(-2, -2, 2, 2)
        geometry = self._picture.geometry
        top, bottom = geometry.y(self._cursor.minute), geometry.y(self._cursor.minute + self._step())
        return geometry.column_rect(self._cursor.column, top=top, bottom=bottom).intersected(geometry.body)

    # ----- keyboard

    def _step(self) -> int:
        """Minutes that an arrow key moves."""
        zoom = self._picture.zoom
        return 60 if zoom < 36 else 30 if zoom < 120 else 15

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's own name
        """Tab walks the events of the day before it leaves the grid."""
        moved = self._cursor.walk(1 if next else -1)
        self._selection_moved()
        return moved or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no more where the keyboard was."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens, Page Up and Down turn the page, with Ctrl they zoom and walk."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        handled = self._key_with_control(event.key()) if control else self._key(event.key())
        if not handled:
            super().keyPressEvent(event)

    def _key(self, key: int) -> bool:
        forward = -1 if self.isRightToLeft() else 1
        keys = Qt.Key
        match key:
            case keys.Key_Up | keys.Key_Down:
                self._cursor.move_slot(self._step() if key == keys.Key_Down else -self._step())
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
        self._selection_moved()
        return True

    def _key_with_control(self, key: int) -> bool:
        keys = Qt.Key
        match key:
            case keys.Key_Down | keys.Key_Up:
                self._cursor.walk(1 if key == keys.Key_Down else -1)
                self._selection_moved()
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
            self.open_event(event, self._cursor.column)

    def open_event(self, event: Event, column: int) -> None:
        """Mark an event and ask for its details, as Enter does."""
        self.select(event, column)
        self.details_wanted.emit(event, self.rect_of(event, column))

    def _event_under_cursor(self) -> Event | None:
        if self.scene is None:
            return None
        axis = axis_of(self.scene.columns.days[self._cursor.column])
        moment = axis.instant_at(self._cursor.minute)
        until = moment + self._step() * 60
        return next((e for e in self._cursor.events if not e.all_day and e.start < until and e.end > moment), None)

    def _selection_moved(self) -> None:
        event = self._cursor.event
        minute = self._cursor.minute if event is None else self._picture.top_minute(event)
        if minute is not None and self._opening is None:
            self._bring_into_sight(minute)
        self.viewport().update()
        self.selection_changed.emit()

    # ----- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens an event, the lane or a crowded spot, or moves the keyboard there."""
        if event.button() is not Qt.MouseButton.LeftButton or self.scene is None:
            super().mousePressEvent(event)
            return
        point, geometry = event.position(), self._picture.geometry
        if (hit := self._picture.hit(point)) is not None:
            self.open_event(hit[1], hit[2])
        elif (more := self._picture.more_hit(point)) is not None:
            self.more_wanted.emit(more[1].events, more[0].toAlignedRect())
        elif geometry.header <= point.y() < geometry.top:
            self._picture.lane_open = not self._picture.lane_open
            self._fit_scroll_bar()
            self._redraw()
        elif geometry.body.contains(point):
            minute = geometry.minute(point.y())
            self._cursor.stand(geometry.column_at(point.x()), minute - minute % self._step())
            self._selection_moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press did all there was to do."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a day's name opens that day."""
        geometry = self._picture.geometry
        if self.scene is not None and event.position().y() < geometry.header:
            self.day_wanted.emit(self.scene.columns.days[geometry.column_at(event.position().x())].date)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the pointer is over; after a moment say what it is."""
        self._hover.move(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        self._hover.forget()

    def _said(self, event: Event) -> str:
        return spoken_event(self.locale_used, event, self.scene) if self.scene is not None else ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zoom around the pointer; sideways turn the page; else scroll."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(turn.y() / 120, event.position().y())
        elif abs(turn.x()) > abs(turn.y()):
            self._swiped(turn.x())
        else:
            super().wheelEvent(event)

    def _swiped(self, turn: int) -> None:
        self._swipe += turn
        if abs(self._swipe) >= _SWIPE:
            forward = self._swipe < 0
            self._swipe = 0
            self.step_wanted.emit(1 if forward != self.isRightToLeft() else -1)
