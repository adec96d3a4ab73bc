"""The picture of a time grid: where everything stands in it, what is under a point, and the layer that stands still.

Knows the scene, the size and the zoom; knows nothing of keyboard, mouse or scroll bars.
"""

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from caldesk.domain.calendar_layout import More
from caldesk.domain.event import Event
from caldesk.domain.row_layout import Bar, Rows
from caldesk.ui.calendar.event_paint import EventPainter
from caldesk.ui.calendar.geometry import BLIND_STRIP, Geometry
from caldesk.ui.calendar.grid_paint import GridPainter
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.placing import Placing
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.style import RADIUS_EVENT, Theme
from caldesk.ui.widgets.focus_ring import paint_focus_ring

USUAL_ZOOM = 48
_BAR, _BAR_GAP = 21.0, 2.0
_NO_COLUMNS = 7


class GridPicture:
    """Set the fields, then ask; `forget` drops the layer, `restyle` also what depends on theme and font."""

    def __init__(self, theme: Theme, locale: QLocale) -> None:
        self._locale = locale
        self._placing = Placing()
        self._layer: QPixmap | None = None
        self._tools: tuple[GridPainter, EventPainter] | None = None
        self.scene: Scene | None = None
        self.theme = theme
        self.size = QSize()
        self.ratio = 1.0
        self.zoom = USUAL_ZOOM
        self.scroll = 0
        self.rtl = False
        self.lane_open = False

    def forget(self) -> None:
        """Something has moved: draw the layer anew next time."""
        self._layer = None

    def restyle(self, theme: Theme) -> None:
        """Colours, fonts, scale or reading direction are others."""
        self.theme = theme
        self._tools = None
        self._layer = None

    @property
    def geometry(self) -> Geometry:
        """The frame as it is now."""
        grid, _events = self._painters()
        scene = self.scene
        return Geometry(
            width=self.size.width(),
            height=self.size.height(),
            columns=len(scene.columns) if scene else _NO_COLUMNS,
            axis=round(grid.axis_width),
            header=grid.header_height(scene) if scene else 0,
            lane=self._lane_height(),
            pixels_per_hour=self.zoom,
            scroll=self.scroll,
            rtl=self.rtl,
            strip=BLIND_STRIP if scene and scene.blind else 0,
        )

    def drawn(self) -> list[tuple[QRectF, Event, int]]:
        """Every event in sight with its rectangle and column; what lies on top comes first."""
        scene = self.scene
        if scene is None:
            return []
        geometry = self.geometry
        found = [(_bar_rect(geometry, bar), bar.event, bar.first) for bar in self._lane().bars]
        for index, column in enumerate(self._placing.columns(scene, geometry)):
            for box in reversed(column.boxes):
                rect = geometry.box(index, box).intersected(geometry.body)
                if not rect.isEmpty():
                    found.append((rect, box.event, index))
        return found

    def hit(self, point: QPointF) -> tuple[QRectF, Event, int] | None:
        """The event under a point."""
        return next((each for each in self.drawn() if each[0].contains(point)), None)

    def rect_of(self, event: Event, column: int | None = None) -> QRectF:
        """Where an event is drawn, in this column if it can be; empty if it is out of sight."""
        rects = {place: rect for rect, shown, place in reversed(self.drawn()) if shown == event}
        if column in rects:
            return rects[column]
        return next(iter(rects.values()), QRectF())

    def more_hit(self, point: QPointF) -> tuple[QRectF, More] | None:
        """The "+n" mark under a point."""
        if self.scene is None:
            return None
        geometry = self.geometry
        for index, column in enumerate(self._placing.columns(self.scene, geometry)):
            for more in column.more:
                rect = geometry.box(index, more).intersected(geometry.body)
                if rect.contains(point):
                    return rect, more
        return None

    def top_minute(self, event: Event) -> float | None:
        """The axis minute where an event begins; None if it has no box."""
        if self.scene is None:
            return None
        columns = self._placing.columns(self.scene, self.geometry)
        return next((box.top for column in columns for box in column.boxes if box.event == event), None)

    def paint(self, painter: QPainter, instant: int) -> None:
        """Copy the layer, drawing it first if it was forgotten, and draw the present moment over it."""
        if self.scene is None:
            return
        if self._layer is None:
            self._layer = self._drawn_layer(self.scene)
        painter.drawPixmap(0, 0, self._layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        geometry = self.geometry
        painter.setClipRect(QRectF(0, geometry.top, geometry.width, geometry.height - geometry.top))
        self._painters()[0].paint_now(painter, geometry, self.scene, instant)
        painter.setClipping(False)

    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        """Draw a ring around something."""
        paint_focus_ring(painter, rect, self.theme, RADIUS_EVENT + 1)

    def _painters(self) -> tuple[GridPainter, EventPainter]:
        if self._tools is None:
            inks = Inks(self.theme, self.ratio)
            self._tools = GridPainter(inks, self._locale), EventPainter(inks, self._locale, rtl=self.rtl)
        return self._tools

    def _lane(self) -> Rows:
        return self._placing.lane(self.scene, opened=self.lane_open) if self.scene else Rows((), ())

    def _lane_height(self) -> float:
        rows = self._lane()
        if not rows.height:
            return 0.0
        return (rows.height + any(rows.hidden)) * (_BAR + _BAR_GAP) + 2 * _BAR_GAP + 2

    def _drawn_layer(self, scene: Scene) -> QPixmap:
        layer = QPixmap(round(self.size.width() * self.ratio), round(self.size.height() * self.ratio))
        layer.setDevicePixelRatio(self.ratio)
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        geometry = self.geometry
        grid, events = self._painters()
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
        rows = self._lane()
        for bar in rows.bars:
            rect = _bar_rect(geometry, bar)
            events.paint_bar(painter, rect, bar.event, scene, bar.continues_before, bar.continues_after)
        for column, hidden in enumerate(rows.hidden):
            if hidden:
                events.paint_more(painter, _lane_rect(geometry, column, column, rows.height), len(hidden))


def _bar_rect(geometry: Geometry, bar: Bar) -> QRectF:
    return _lane_rect(geometry, bar.first, bar.first + bar.span - 1, bar.row)


def _lane_rect(geometry: Geometry, first: int, last: int, row: int) -> QRectF:
    """A place in the all-day lane, over these columns."""
    ends = geometry.column_rect(first), geometry.column_rect(last)
    left, right = min(each.left() for each in ends), max(each.right() for each in ends)
    top = geometry.header + _BAR_GAP + row * (_BAR + _BAR_GAP)
    return QRectF(left + 2, top, right - left - 5, _BAR)
