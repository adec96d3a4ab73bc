"""Remembers where the events of a scene stand, column by column, until the scene, the zoom or the width changes."""

from caldesk.domain.calendar_layout import Column, lay_out_days
from caldesk.domain.day_columns import is_bar, steady_order
from caldesk.domain.event import Event
from caldesk.domain.row_layout import Rows, lay_out_lane
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.scene import Scene

LANE_ROWS, OPEN_LANE_ROWS = 3, 10


class Placing:
    """The layout of one scene; asks the domain again only when something that matters has changed."""

    def __init__(self) -> None:
        self._columns_key: tuple[int, float, int] | None = None
        self._columns: tuple[Column, ...] = ()
        self._lane_key: tuple[int, bool] | None = None
        self._lane = Rows((), ())

    def columns(self, scene: Scene, geometry: Geometry) -> tuple[Column, ...]:
        """Timed events, by column."""
        key = scene.version, geometry.min_minutes, geometry.max_lanes
        if key != self._columns_key:
            self._columns_key = key
            self._columns = lay_out_days(
                scene.events, scene.columns, min_minutes=geometry.min_minutes, max_lanes=geometry.max_lanes
            )
        return self._columns

    def lane(self, scene: Scene, *, opened: bool) -> Rows:
        """The all-day lane; three rows until it is opened, then ten."""
        key = scene.version, opened
        if key != self._lane_key:
            self._lane_key = key
            self._lane = lay_out_lane(scene.events, scene.columns, max_rows=OPEN_LANE_ROWS if opened else LANE_ROWS)
        return self._lane


def reading_orders(scene: Scene) -> tuple[tuple[Event, ...], ...]:
    """Events that touch each column as keyboard and screen reader go through them: the all-day lane, then by time."""
    days: list[list[Event]] = [[] for _ in scene.columns.days]
    for event in scene.events:
        touch = scene.columns.touch(event)
        if touch is not None:
            for column in range(touch.first, touch.last + 1):
                days[column].append(event)
    for events in days:
        events.sort(key=_reading_key)
    return tuple(map(tuple, days))


def _reading_key(event: Event) -> tuple[object, ...]:
    return not is_bar(event), event.start, -event.end, steady_order(event)
