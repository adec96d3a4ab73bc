"""Remembers where the events of a scene stand, day by day, until the day, the zoom or the width changes.

A crowd is placed in slices, so that the window goes on answering: a day whose turn has not come keeps its old places,
without events that are gone from it, or is not ready.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.calendar_layout import Column, lay_out_day
from caldesk.domain.day_columns import DayColumns
from caldesk.domain.row_layout import Rows, lay_out_lane
from caldesk.ui.calendar.day_book import DayPage
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.presence import Presence
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.slices import Allowance

_COST = 2
"""Of placing an event; see `slices`."""
LANE_ROWS, OPEN_LANE_ROWS = 3, 10

Frame = tuple[float, int]
"""Least minutes of a box, most lanes of a column."""


class _Placed(Struct, frozen=True, eq=False):
    """A page with the places of its events in a frame."""

    page: DayPage
    frame: Frame
    column: Column


class Placing:
    """The layout of one scene; asks the domain again only for days that have changed.

    `is_ready` is False while a day of the columns that were asked for last still has to be placed.
    """

    def __init__(self) -> None:
        self._placed: dict[object, _Placed] = {}
        self._old: dict[object, tuple[DayPage, _Placed, Column]] = {}
        self._scene: Scene | None = None
        self._frame: Frame | None = None
        self.allowance = Allowance()
        self._lane_key: tuple[int, bool] | None = None
        self._lane = Rows((), ())
        self.is_ready = True

    def columns(self, scene: Scene, geometry: Geometry, wanted: Iterable[int]) -> dict[int, Column | None]:
        """Timed events of the columns that are wanted; None where nothing is known yet."""
        frame, self.is_ready = (geometry.min_minutes, geometry.max_lanes), True
        self._look_at(scene, frame)
        found: dict[int, Column | None] = {}
        for index in wanted:
            cost = _COST * len(scene.pages[index].events)
            if self._is_placed(scene, index, frame) or self.allowance.take(cost):
                found[index] = self.column(scene, geometry, index)
            else:
                self.is_ready = False
                found[index] = self._from_before(scene, index)
        return found

    def column(self, scene: Scene, geometry: Geometry, index: int) -> Column:
        """The timed events of one column, whatever it costs."""
        page, frame = scene.pages[index], (geometry.min_minutes, geometry.max_lanes)
        key = _key(scene, index)
        if not self._is_placed(scene, index, frame):
            made = lay_out_day(page.events, page.day, min_minutes=frame[0], max_lanes=frame[1])
            self._placed[key] = _Placed(page, frame, made)
            self._old.pop(key, None)
        return self._placed[key].column

    def lane(self, scene: Scene, *, opened: bool) -> Rows:
        """The all-day lane; three rows until it is opened, then ten."""
        key = scene.version, opened
        if key != self._lane_key:
            self._lane_key = key
            rows = OPEN_LANE_ROWS if opened else LANE_ROWS
            if scene.by_person is None:
                self._lane = lay_out_lane(scene.bars, scene.columns, max_rows=rows)
            else:
                self._lane = _lane_of_people(scene.pages, rows)
        return self._lane

    def _is_placed(self, scene: Scene, index: int, frame: Frame) -> bool:
        placed = self._placed.get(_key(scene, index))
        return placed is not None and placed.page is scene.pages[index] and placed.frame == frame

    def _from_before(self, scene: Scene, index: int) -> Column | None:
        """The old places of events that the page still has; None if there are none: it must not look free."""
        key, page = _key(scene, index), scene.pages[index]
        placed, known = self._placed.get(key), self._old.get(key)
        if placed is None:
            return None
        if placed.page is page:
            return placed.column
        if known is None or known[0] is not page or known[1] is not placed:
            known = self._old[key] = page, placed, _only(placed.column, Presence(page.events))
        return known[2] if known[2].boxes or known[2].more else None

    def _look_at(self, scene: Scene, frame: Frame) -> None:
        """Keep the places of no other days or people than these."""
        if scene is not self._scene or frame != self._frame:
            self.allowance.refill()
        if scene is not self._scene:
            kept = {_key(scene, index) for index in range(len(scene.pages))}
            self._placed = {key: placed for key, placed in self._placed.items() if key in kept}
            self._old = {key: old for key, old in self._old.items() if key in kept}
        self._scene, self._frame = scene, frame


def _key(scene: Scene, index: int) -> object:
    """A day, or a person's day."""
    day = scene.pages[index].day.start, scene.pages[index].day.date
    return day if scene.by_person is None else (*day, scene.by_person[index].person.schedule_id)


def _only(column: Column, events: Presence) -> Column:
    boxes = tuple(box for box in column.boxes if box.event in events)
    counts = (replace(more, events=tuple(event for event in more.events if event in events)) for more in column.more)
    return Column(boxes, tuple(more for more in counts if more.events))


def _lane_of_people(pages: Sequence[DayPage], max_rows: int) -> Rows:
    """Each person's bars in that person's column; few people have any."""
    bars, hidden = [], []
    for column, page in enumerate(pages):
        mine = tuple(page.bars)
        lane = lay_out_lane(mine, DayColumns([page.day]), max_rows=max_rows) if mine else Rows((), ((),))
        bars += [replace(bar, first=column) for bar in lane.bars]
        hidden.append(lane.hidden[0])
    return Rows(tuple(bars), tuple(hidden))
