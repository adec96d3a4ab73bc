"""What all views of the calendar share beyond showing: one tab stop, events walked with Tab, details, menus, turning.

Where the keyboard stands is kept by `cursor`. The views add their own keys.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QLocale, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from caldesk.domain.event import Event
from caldesk.ui.calendar.cursor import GridCursor
from caldesk.ui.calendar.picture import Picture
from caldesk.ui.calendar.picture_area import PictureArea
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.views import Selection
from caldesk.ui.style import Look


class PaintedView(PictureArea):
    """Shows a `Scene` by a `Picture`.

    Rectangles in signals are in coordinates of the viewport. `day_reached` tells that the keyboard goes to a day
    that is not shown; `menu_wanted` gives the event (or None), the day, and where.
    """

    details_wanted = Signal(object, QRect)
    more_wanted = Signal(object, QRect)
    menu_wanted = Signal(object, object, QRect)
    day_wanted = Signal(object)
    day_reached = Signal(object)
    selection_changed = Signal()

    def __init__(
        self,
        look: Look,
        picture: Picture,
        now: Callable[[], float],
        locale: QLocale,
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, picture, now, locale, name=name, parent=parent)
        self._cursor = GridCursor()
        self._orders: tuple[tuple[Event, ...], ...] = ()

    # ----- what is shown

    @property
    def orders(self) -> tuple[tuple[Event, ...], ...]:
        """The events of each column, in reading order."""
        return self._orders

    @property
    def shown_columns(self) -> Sequence[int]:
        """The columns that are drawn."""
        return range(len(self._orders))

    def shows(self, event: Event) -> bool:
        """False for an event that the view leaves out though it is of the days that are looked at."""
        return True

    @property
    def selection(self) -> Selection:
        """Where the keyboard stands."""
        day = self.scene.day(self._cursor.column).date if self.scene is not None else date.min
        return Selection(day=day, minute=self._cursor.minute, event=self._cursor.event)

    @property
    def selected_place(self) -> tuple[int, int] | None:
        """Column and number of the marked event."""
        place = self._cursor.place
        return None if place is None or self._cursor.event is None else (self._cursor.column, place)

    def show_scene(self, scene: Scene) -> None:
        """Draw this; scroll and selection stay where they still make sense."""
        if scene is not self.scene:
            self._picture.scene = scene
            self._hover.forget()
            self._take_orders(scene)

    def _take_orders(self, scene: Scene) -> None:
        """Other events, in whichever way; one that was awaited is brought into sight."""
        self._orders = self._orders_of(scene)
        was_marked = self._cursor.place is not None
        self._cursor.take(self._orders, complete=self._is_complete(scene))
        self._fit_scroll_bars()
        if self._cursor.place is not None and not was_marked:
            self._selection_moved()
        self._redraw()

    def _is_complete(self, scene: Scene) -> bool:
        """Whether every event of the scene has come."""
        return scene.complete

    def go_to(self, day: date, minute: int | None = None) -> None:
        """Put the keyboard on a day, and on a moment of it, and bring that into sight."""
        column = self.scene.column_of_day(day, self._cursor.column) if self.scene is not None else None
        if column is not None:
            self._cursor.stand(column, self._cursor.minute if minute is None else minute)
            self._selection_moved()

    def open_at(self, minute: float) -> None:
        """Scroll so that this minute is the first one in sight; views without hours have nothing to do."""

    def keep_zoom(self, pixels_per_hour: int, tell: Callable[[int], object]) -> None:
        """Begin with a zoom and tell of every other; views without hours have nothing to do."""

    def select(self, event: Event, column: int | None = None) -> None:
        """Mark an event and bring it into sight."""
        first = self.scene.column_of(event) if self.scene is not None else None
        if self.scene is not None and first is not None:
            self._cursor.mark(first if column is None else column, event, complete=self._is_complete(self.scene))
            self._selection_moved()

    def rect_of(self, event: Event, column: int | None = None) -> QRect:
        """Where an event is drawn; empty if it is out of sight."""
        return self._picture.rect_of(event, column).toAlignedRect()

    def column_rect(self, column: int) -> QRect:
        """Where a column is drawn."""
        return self._picture.column_rect(column).toAlignedRect()

    def column_at(self, point: QPoint) -> int:
        """The column at a place."""
        return self._picture.column_at(QPointF(point))

    def open_event(self, event: Event, column: int) -> None:
        """Mark an event and ask for its details, as Enter does."""
        self.select(event, column)
        self.details_wanted.emit(event, self.rect_of(event, column))

    # ----- what a view adds

    def _orders_of(self, scene: Scene) -> tuple[tuple[Event, ...], ...]:
        return tuple(page.events for page in scene.pages)

    def _paint_focus(self, painter: QPainter) -> None:
        """A ring around an event; around a place it stays behind the events."""
        paint = self._picture.paint_place if self._cursor.event is None else self._picture.paint_mark
        paint(painter, self._focus_rect())

    def _show_selection(self) -> None:
        """Bring what the keyboard is on into sight."""

    def _key(self, key: int) -> bool:
        """A key without Ctrl; False if it means nothing here."""
        return False

    def _open_details(self) -> None:
        if self._cursor.event is not None:
            self.open_event(self._cursor.event, self._cursor.column)

    def _click(self, point: QPointF) -> None:
        """A click on neither an event nor a mark."""

    # ----- keyboard

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's own name
        """Tab walks the events of the column before it leaves the view."""
        moved = self._cursor.walk(1 if next else -1)
        self._selection_moved()
        return moved or super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Page Up and Down turn the page; the rest is the view's own."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        handled = self._key_with_control(key) if control else self._shared_key(key) or self._key(key)
        if not handled:
            super().keyPressEvent(event)
        elif not control:
            self._selection_moved()

    def _shared_key(self, key: int) -> bool:
        keys = Qt.Key
        match key:
            case keys.Key_PageUp | keys.Key_PageDown:
                self.step_wanted.emit(1 if key == keys.Key_PageDown else -1)
            case keys.Key_Return | keys.Key_Enter | keys.Key_Space:
                self._open_details()
            case _:
                return False
        return True

    def _key_with_control(self, key: int) -> bool:
        if key not in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return False
        self._cursor.walk(1 if key == Qt.Key.Key_Down else -1)
        self._selection_moved()
        return True

    def _selection_moved(self) -> None:
        self._show_selection()
        self.viewport().update()
        self.selection_changed.emit()

    # ----- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens an event or the list of those without room, or is the view's own."""
        if event.button() is not Qt.MouseButton.LeftButton or self.scene is None:
            super().mousePressEvent(event)
            return
        point = event.position()
        if (hit := self._picture.hit(point)) is not None:
            self.open_event(hit.event, hit.column)
        elif (left := self._picture.leftover_hit(point)) is not None:
            self._cursor.stand(left.column, self._cursor.minute)
            self._selection_moved()
            self.more_wanted.emit(left.events, left.rect.toAlignedRect())
        else:
            self._click(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press did all there was to do."""
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with an event or a day; the same by mouse and by the Menu key."""
        if self.scene is None:
            return
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            point = QPointF(event.pos())
            hit = self._picture.hit(point)
            column = hit.column if hit is not None else self._picture.column_at(point)
            found, spot = (hit.event if hit is not None else None), QRect(event.pos(), event.pos())
        else:
            column, found, spot = self._cursor.column, self._cursor.event, self._focus_rect().toAlignedRect()
        self.menu_wanted.emit(found, self.scene.day(column).date, spot)
