"""What views with hours from top to bottom share: zoom, scrolling, where they open, and what stays in the middle."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from caldesk.ui.calendar.grid_picture import GridPicture
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.style import Look

LEAST_ZOOM, MOST_ZOOM = 15, 240
_NOTCH = 1.15
_OPENING_MINUTE = 8 * 60
_ABOVE_OPENING = 10
"""Pixels above the opening hour, so that its label is whole."""


class HourView(PaintedView):
    """Days or people as columns of hours that can be zoomed and scrolled."""

    zoomed = Signal(int)

    def __init__(
        self, look: Look, now: Callable[[], float], locale: QLocale | None = None, parent: QWidget | None = None
    ) -> None:
        locale = locale or QLocale()
        self._grid = GridPicture(look.theme, locale)
        self._opening: float | None = _OPENING_MINUTE
        super().__init__(look, self._grid, now, locale, name="calendar.grid", parent=parent)

    def show_scene(self, scene: Scene) -> None:
        """Draw this; people who find no room are reached by scrolling sideways."""
        policies = Qt.ScrollBarPolicy
        wide = scene.by_person is not None
        self.setHorizontalScrollBarPolicy(policies.ScrollBarAsNeeded if wide else policies.ScrollBarAlwaysOff)
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

    def keep_zoom(self, pixels_per_hour: int, tell: Callable[[int], object]) -> None:
        """Begin with this zoom, and tell of every other."""
        self.set_zoom(pixels_per_hour)
        self.zoomed.connect(tell)

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

    def _step(self) -> int:
        """Minutes that an arrow key moves."""
        zoom = self._grid.zoom
        return 60 if zoom < 36 else 30 if zoom < 120 else 15

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zoom around the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / 120, event.position().y())
        else:
            super().wheelEvent(event)
