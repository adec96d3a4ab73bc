"""What a screen reader finds in the time grid: the days, and in each day its events, each said in full.

The interfaces stand for places (day 2, event 5), not for events, so that few are ever made. Qt keeps pointers to
them, so none is let go while the program runs. Qt takes None for "no such thing" where its stubs promise one.
"""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget

from caldesk.domain.event import Event
from caldesk.i18n import _
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.wording import period_title, spoken_column, spoken_event

_NAME = QAccessible.Text.Name


class _Places:
    """The interfaces of one grid, made when they are asked for."""

    def __init__(self, grid: PaintedView) -> None:
        self.grid = grid
        self._days: dict[int, DayAccess] = {}
        self._events: dict[tuple[int, int], EventAccess] = {}

    def day(self, column: int) -> "DayAccess":
        if column not in self._days:
            self._days[column] = DayAccess(self, column)
        return self._days[column]

    def event(self, column: int, place: int) -> "EventAccess":
        key = column, place
        if key not in self._events:
            self._events[key] = EventAccess(self, column, place)
        return self._events[key]

    def orders(self) -> tuple[tuple[Event, ...], ...]:
        return self.grid.orders if shiboken6.isValid(self.grid) else ()

    def columns(self) -> Sequence[int]:
        return self.grid.shown_columns if shiboken6.isValid(self.grid) else ()

    def events(self, column: int) -> tuple[Event, ...]:
        orders = self.orders()
        return orders[column] if column < len(orders) else ()


class _Part(QAccessibleInterface):
    """What days and events have in common.

    Qt takes None for "there is none", which PySide's stubs leave out: hence the overrides that mypy is told to pass.
    """

    def __init__(self, places: _Places) -> None:
        super().__init__()
        self._places = places

    def object(self) -> QObject | None:  # type: ignore[override]  # see `_Part`
        """There is no object behind a painted thing."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # see `_Part`
        """The window that the grid is in."""
        return self._places.grid.window().windowHandle() if shiboken6.isValid(self._places.grid) else None

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802 - Qt's own name
        """Nothing can be written."""

    def backgroundColor(self) -> QColor:  # noqa: N802 - Qt's own name
        """Not told apart by colour."""
        return QColor()

    def foregroundColor(self) -> QColor:  # noqa: N802 - Qt's own name
        """Not told apart by colour."""
        return QColor()

    def state(self) -> QAccessible.State:
        """What can be done with it, and whether its view is shown."""
        state = QAccessible.State()
        state.readOnly = True
        state.invisible = not (self.isValid() and self._places.grid.isVisible())
        return state

    def _on_screen(self, rect: QRect) -> QRect:
        viewport = self._places.grid.viewport()
        return QRect(viewport.mapToGlobal(rect.topLeft()), rect.size())


class DayAccess(_Part):
    """A day: its date, how many events it has, and who could not be read."""

    def __init__(self, places: _Places, column: int) -> None:
        super().__init__(places)
        self._column = column

    def isValid(self) -> bool:
        """Whether there is such a day now."""
        return self._column in self._places.columns()

    def role(self) -> QAccessible.Role:
        """A list of events."""
        return QAccessible.Role.List

    def text(self, kind: QAccessible.Text) -> str:
        """The name."""
        scene = self._places.grid.scene if self.isValid() else None
        if kind != _NAME or scene is None:
            return ""
        count = len(self._places.events(self._column))
        return spoken_column(self._places.grid.locale_used, scene, self._column, count)

    def rect(self) -> QRect:
        """Its column."""
        return self._on_screen(self._places.grid.column_rect(self._column)) if self.isValid() else QRect()

    def parent(self) -> QAccessibleInterface:
        """The grid."""
        return QAccessible.queryAccessibleInterface(self._places.grid)

    def childCount(self) -> int:
        """How many events the day has."""
        return len(self._places.events(self._column))

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # see `_Part`
        """The n-th event of the day."""
        return self._places.event(self._column, index) if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of an event."""
        return child.place if isinstance(child, EventAccess) and child.column == self._column else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # see `_Part`
        """The event at a place on the screen."""
        children = (self._places.event(self._column, place) for place in range(self.childCount()))
        return next((child for child in children if child.rect().contains(x, y)), None)


class EventAccess(_Part):
    """An event of a day, said in full."""

    def __init__(self, places: _Places, column: int, place: int) -> None:
        super().__init__(places)
        self.column, self.place = column, place

    @property
    def event(self) -> Event | None:
        """The event that stands here now."""
        events = self._places.events(self.column)
        return events[self.place] if self.place < len(events) else None

    def isValid(self) -> bool:
        """Whether an event stands here now."""
        return self.event is not None

    def role(self) -> QAccessible.Role:
        """An entry of the day's list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Whether the keyboard is on it."""
        state = super().state()
        state.focusable = state.selectable = True
        grid = self._places.grid
        here = self.isValid() and grid.selected_place == (self.column, self.place)
        state.selected = here
        state.focused = here and grid.hasFocus()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """What, which day, when, whose, where from, and what collides."""
        event, scene = self.event, self._places.grid.scene if self.isValid() else None
        if event is None or scene is None:
            return ""
        if kind == _NAME:
            return spoken_event(self._places.grid.locale_used, event, scene)
        return _("Enter shows the details") if kind == QAccessible.Text.Description else ""

    def rect(self) -> QRect:
        """Where it is drawn."""
        event = self.event
        return self._on_screen(self._places.grid.rect_of(event, self.column)) if event is not None else QRect()

    def parent(self) -> QAccessibleInterface:
        """Its day."""
        return self._places.day(self.column)

    def childCount(self) -> int:
        """Nothing is in it."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # see `_Part`
        """Nothing is in it."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Nothing is in it."""
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # see `_Part`
        """Nothing is in it."""
        return None


class GridAccess(QAccessibleWidget):
    """The grid: its period, and the days as children."""

    def __init__(self, grid: PaintedView) -> None:
        super().__init__(grid, QAccessible.Role.Grouping)
        self._grid = grid
        self._places = _Places(grid)

    def text(self, kind: QAccessible.Text) -> str:
        """The name of the period."""
        scene = self._grid.scene
        if kind == _NAME and scene is not None:
            title = period_title(self._grid.locale_used, scene.dates, scene.month)
            return _("Calendar, {period}").format(period=title)
        return str(super().text(kind))

    def childCount(self) -> int:
        """One child for each day."""
        return len(self._places.columns())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # see `_Part`
        """The n-th day."""
        columns = self._places.columns()
        return self._places.day(columns[index]) if 0 <= index < len(columns) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a day."""
        days = [self._places.day(column) for column in self._places.columns()]
        return next((place for place, day in enumerate(days) if day is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # see `_Part`
        """The day at a place on the screen."""
        point = self._grid.viewport().mapFromGlobal(QPoint(x, y))
        inside = self._grid.viewport().rect().contains(point) and bool(self._places.columns())
        return self._places.day(self._grid.column_at(point)) if inside else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # see `_Part`
        """The event that the keyboard is on."""
        place = self._grid.selected_place
        return self._places.event(*place) if place is not None and self._grid.hasFocus() else None

    def tell_focus(self) -> None:
        """Tell a screen reader that the keyboard stands on another event."""
        child = self.focusChild() if QAccessible.isActive() else None
        if child is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(child, QAccessible.Event.Focus))


_registered: list[GridAccess] = []


def register(grid: PaintedView) -> GridAccess:
    """Give a grid its interface. A factory would be asked about everything, and WebEngine's items crash in it."""
    made = GridAccess(grid)
    _registered.append(made)
    QAccessible.registerAccessibleInterface(made)
    return made
