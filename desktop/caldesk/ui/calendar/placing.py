"""Remembers where the events of a scene stand, day by day, until the day, the zoom or the width changes."""

from collections.abc import Sequence

from msgspec.structs import replace

from caldesk.domain.calendar_layout import Column, lay_out_days
from caldesk.domain.day_columns import DayColumns
from caldesk.domain.row_layout import Rows, lay_out_lane
from caldesk.ui.calendar.day_book import DayPage
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.scene import Scene

LANE_ROWS, OPEN_LANE_ROWS = 3, 10


class Placing:
    """The layout of one scene; asks the domain again only for days that have changed."""

    def __init__(self) -> None:
        self._key: tuple[int, float, int] | None = None
        self._columns: tuple[Column, ...] = ()
        self._days: dict[int, tuple[DayPage, Column]] = {}
        self._lane_key: tuple[int, bool] | None = None
        self._lane = Rows((), ())

    def columns(self, scene: Scene, geometry: Geometry) -> tuple[Column, ...]:
        """Timed events, by column."""
        key = scene.version, geometry.min_minutes, geometry.max_lanes
        if self._key != key:
            if self._key is None or self._key[1:] != key[1:]:
                self._days.clear()
            self._key = key
            found = [(page, self._column(page, geometry)) for page in scene.pages]
            self._days = {id(page): (page, column) for page, column in found}
            self._columns = tuple(column for _page, column in found)
        return self._columns

    def lane(self, scene: Scene, *, opened: bool) -> Rows:
        """The all-day lane; three rows until it is opened, then ten."""
        key = scene.version, opened
        if key != self._lane_key:
            self._lane_key = key
            rows = OPEN_LANE_ROWS if opened else LANE_ROWS
            if scene.by_person is None:
                self._lane = lay_out_lane(scene.events, scene.columns, max_rows=rows)
            else:
                self._lane = _lane_of_people(scene.pages, rows)
        return self._lane

    def _column(self, page: DayPage, geometry: Geometry) -> Column:
        known = self._days.get(id(page))
        if known is not None:
            return known[1]
        least, most = geometry.min_minutes, geometry.max_lanes
        [column] = lay_out_days(page.events, DayColumns([page.day]), min_minutes=least, max_lanes=most)
        return column


def _lane_of_people(pages: Sequence[DayPage], max_rows: int) -> Rows:
    """Each person's bars in that person's column."""
    lanes = [lay_out_lane(page.events, DayColumns([page.day]), max_rows=max_rows) for page in pages]
    bars = tuple(replace(bar, first=column) for column, lane in enumerate(lanes) for bar in lane.bars)
    return Rows(bars, tuple(lane.hidden[0] for lane in lanes))
