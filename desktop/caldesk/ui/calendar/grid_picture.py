"""The picture of a time grid: where everything stands in it, and how it is drawn."""

from collections.abc import Iterator

from PySide6.QtCore import QLocale, QPoint, QPointF, QRectF
from PySide6.QtGui import QPainter

from caldesk.domain.calendar_layout import Box, Column
from caldesk.domain.event import Event
from caldesk.domain.row_layout import Bar, Rows
from caldesk.ui.calendar.event_paint import EventPainter
from caldesk.ui.calendar.geometry import BLIND_STRIP, Geometry
from caldesk.ui.calendar.grid_heads import HeadPainter
from caldesk.ui.calendar.grid_paint import GridPainter
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.picture import Drawn, Leftover, Picture
from caldesk.ui.calendar.placing import Placing
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.style import Theme

USUAL_ZOOM = 48
_BAR_GAP = 2.0
_OUTLINE = 2.0
"""What is drawn of an event may reach so far out of its place."""
_NO_COLUMNS = 7

Painters = tuple[GridPainter, HeadPainter, EventPainter]


class GridPicture(Picture):
    """`zoom` is pixels for each hour; `lane_open` shows more rows of all-day events."""

    def __init__(self, theme: Theme, locale: QLocale) -> None:
        super().__init__(theme, locale)
        self._placing = Placing()
        self._tools: Painters | None = None
        self._least_rows = 0
        self.zoom = USUAL_ZOOM
        self.lane_open = False

    def restyle(self, theme: Theme) -> None:
        """Colours, fonts, scale or reading direction are others."""
        super().restyle(theme)
        self._tools = None

    @property
    def is_ready(self) -> bool:
        """Whether every day in sight has its places."""
        return self._placing.is_ready

    def go_on(self) -> None:
        """Place another day."""
        if self.scene is not None:
            self._placing.allowance.renew()
            self._columns(self.geometry, self.scene)

    @property
    def geometry(self) -> Geometry:
        """The frame as it is now."""
        ground, heads, _events = self._painters()
        scene = self.scene
        by_person = scene is not None and scene.by_person is not None
        return Geometry(
            width=self.size.width(),
            height=self.size.height(),
            columns=max(1, scene.width) if scene else _NO_COLUMNS,
            axis=round(ground.axis_width) * (2 if scene and scene.second else 1),
            header=heads.height(scene) if scene else 0,
            lane=self._lane_height(),
            pixels_per_hour=self.zoom,
            scroll=self.scroll.y(),
            shift=self.scroll.x(),
            rtl=self.rtl,
            strip=BLIND_STRIP if scene and scene.blind and not by_person else 0,
            least_column=heads.least_person_column if by_person else 0,
        )

    def drawn(self) -> Iterator[Drawn]:
        """Every event in sight; what lies on top comes first."""
        return self.near(QRectF(0, 0, self.size.width(), self.size.height()))

    def near(self, rect: QRectF) -> Iterator[Drawn]:
        """Those in a rectangle; a crowd is looked through for each move of the pointer."""
        scene = self.scene
        if scene is None:
            return
        geometry = self.geometry
        for bar in self._bars_in(geometry, rect):
            place = self._bar_rect(geometry, bar).intersected(geometry.lane_rect)
            if not place.isEmpty():
                yield Drawn(place, bar.event, bar.first)
        for index, column in self._columns(geometry, scene).items():
            for box in reversed(_boxes_in(geometry, index, column, rect)):
                place = geometry.box(index, box).intersected(geometry.body)
                if not place.isEmpty():
                    yield Drawn(place, box.event, index)

    def leftovers(self) -> Iterator[Leftover]:
        """Every "+n" mark in sight; those of the all-day lane open the lane instead."""
        if self.scene is None:
            return
        geometry = self.geometry
        for index, column in self._columns(geometry, self.scene).items():
            for more in column.more if column else ():
                rect = geometry.box(index, more).intersected(geometry.body)
                if not rect.isEmpty():
                    yield Leftover(rect, more.events, index)

    def column_rect(self, column: int) -> QRectF:
        """A column with its head."""
        return self.geometry.column_rect(column, top=0)

    def column_at(self, point: QPointF) -> int:
        """The column at a point."""
        return self.geometry.column_at(point.x())

    def top_minute(self, event: Event) -> float | None:
        """The axis minute where an event begins; None if it has no box."""
        scene, geometry = self.scene, self.geometry
        first = scene.column_of(event) if scene is not None else None
        if scene is None or first is None:
            return None
        touched = (index for index in range(first, scene.width) if event in scene.pages[index].events)
        columns = (self._placing.column(scene, geometry, index) for index in touched)
        return next((box.top for column in columns for box in column.boxes if box.event == event), None)

    def rect_of(self, event: Event, column: int | None = None) -> QRectF:
        """Where an event is drawn; its day is placed first, whatever it costs."""
        if self.scene is not None and column is not None and column < self.scene.width:
            self._placing.column(self.scene, self.geometry, column)
        return super().rect_of(event, column)

    def paint_range(self, painter: QPainter, rects: list[QRectF], words: str) -> None:
        """Draw a picked stretch, and its length where there is most of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painters()[0].paint_range(painter, rects, words)

    def _painters(self) -> Painters:
        if self._tools is None:
            inks = Inks(self.theme, self.ratio)
            self._tools = (
                GridPainter(inks, self._locale),
                HeadPainter(inks, self._locale, rtl=self.rtl),
                EventPainter(inks, self._locale, rtl=self.rtl),
            )
        return self._tools

    def _lane(self) -> Rows:
        return self._placing.lane(self.scene, opened=self.lane_open) if self.scene else Rows((), ())

    def _columns(self, geometry: Geometry, scene: Scene) -> dict[int, Column | None]:
        return self._placing.columns(scene, geometry, geometry.shown_columns[: scene.width])

    def _lane_height(self) -> float:
        """It does not shrink while days are still being sorted, so that the hours do not jump."""
        lane = self._lane()
        rows = lane.height + any(lane.hidden)
        if self.scene is not None and self.scene.complete:
            self._least_rows = rows
        rows = max(rows, self._least_rows)
        return rows * (self._painters()[2].bar_height + _BAR_GAP) + 2 * _BAR_GAP + 2 if rows else 0.0

    def _draw(self, painter: QPainter, scene: Scene, part: QRectF) -> None:
        geometry = self.geometry
        ground, heads, _events = self._painters()
        columns = self._columns(geometry, scene)
        ground.paint_body(painter, geometry, scene, [index for index, column in columns.items() if column is None])
        painter.setClipRect(geometry.body)
        self._draw_events(painter, geometry, scene, columns, part)
        if any(day.changes for day in scene.columns.days):
            ground.paint_changes(painter, geometry, scene, list(self.taken(geometry.body)))
        painter.setClipping(False)
        if part.top() < geometry.top:
            heads.paint(painter, geometry, scene, part)
            painter.setClipRect(geometry.lane_rect)
            painter.setBrushOrigin(QPointF(geometry.left(0), 0))
            self._draw_lane(painter, geometry, scene, part)

    def _moving(self, scene: Scene, step: QPoint) -> QRectF | None:
        """Hours with their axis, or columns with their heads; words that look for room do not move along."""
        geometry = self.geometry
        if any(day.changes for day in scene.columns.days) or (step.x() and step.y()):
            return None
        if step.x():
            return geometry.body.adjusted(0, -geometry.top, 0, 0)
        if any(scene.state(column) is DayState.UNREADABLE for column in geometry.shown_columns[: scene.width]):
            return None
        return geometry.body.united(geometry.axis_rect)

    def _draw_over(self, painter: QPainter, scene: Scene, instant: int) -> None:
        geometry = self.geometry
        painter.setClipRect(QRectF(0, geometry.top, geometry.width, geometry.height - geometry.top))
        self._painters()[0].paint_now(painter, geometry, scene, instant)
        painter.setClipping(False)

    def _draw_events(
        self, painter: QPainter, geometry: Geometry, scene: Scene, columns: dict[int, Column | None], part: QRectF
    ) -> None:
        events = self._painters()[2]
        painter.setBrushOrigin(QPointF(geometry.left(0), geometry.pixel(0)))  # so that stripes move along
        for index, column in columns.items():
            for box in _boxes_in(geometry, index, column, part):
                rect = geometry.box(index, box)
                events.paint(painter, rect, box.event, scene, box.continues_before, box.continues_after)
            for more in column.more if column else ():
                events.paint_more(painter, geometry.box(index, more), len(more.events))
        painter.setBrushOrigin(0, 0)

    def _draw_lane(self, painter: QPainter, geometry: Geometry, scene: Scene, part: QRectF) -> None:
        rows, events = self._lane(), self._painters()[2]
        for bar in self._bars_in(geometry, part):
            rect = self._bar_rect(geometry, bar)
            if rect.intersects(geometry.lane_rect):
                events.paint_bar(painter, rect, bar.event, scene, bar.continues_before, bar.continues_after)
        touched = geometry.columns_in(part)
        for column, hidden in enumerate(rows.hidden):
            if hidden and column in touched:
                events.paint_more(painter, self._lane_rect(geometry, column, column, rows.height), len(hidden))

    def _bars_in(self, geometry: Geometry, part: QRectF) -> Iterator[Bar]:
        """Those of the columns that a part reaches into, none where it does not reach into the lane."""
        if part.top() > geometry.top:
            return
        columns = geometry.columns_in(part)
        yield from (
            bar for bar in self._lane().bars if bar.first < columns.stop and bar.first + bar.span > columns.start
        )

    def _bar_rect(self, geometry: Geometry, bar: Bar) -> QRectF:
        return self._lane_rect(geometry, bar.first, bar.first + bar.span - 1, bar.row)

    def _lane_rect(self, geometry: Geometry, first: int, last: int, row: int) -> QRectF:
        """A place in the all-day lane, over these columns."""
        ends = geometry.column_rect(first), geometry.column_rect(last)
        left, right = min(each.left() for each in ends), max(each.right() for each in ends)
        height = self._painters()[2].bar_height
        return QRectF(left + 2, geometry.header + _BAR_GAP + row * (height + _BAR_GAP), right - left - 5, height)


def _boxes_in(geometry: Geometry, index: int, column: Column | None, part: QRectF) -> list[Box]:
    """Those of a column whose hours a part reaches into."""
    part = part.adjusted(-_OUTLINE, -_OUTLINE, _OUTLINE, _OUTLINE).intersected(geometry.body)
    if column is None or not geometry.column_rect(index).intersects(part):
        return []
    first, last = geometry.minute(part.top()), geometry.minute(part.bottom())
    return [box for box in column.boxes if box.bottom >= first and box.top <= last]
