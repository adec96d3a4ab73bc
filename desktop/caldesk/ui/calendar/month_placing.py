"""Remembers in which rows of a month the events stand, week by week; see `placing` for crowds."""

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.row_layout import DayRows, Rows, lay_out_sorted_week, sort_day_rows
from caldesk.ui.calendar.day_book import DayPage
from caldesk.ui.calendar.month_frame import WEEK
from caldesk.ui.calendar.presence import Presence
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.slices import Allowance

_Week = tuple[DayPage, ...]
_WHOLE = range(WEEK)


class _Placed(Struct, frozen=True, eq=False):
    """A week with the rows of its events."""

    pages: _Week
    capacity: int
    rows: Rows


class MonthPlacing:
    """Sorts a day once and puts a week together again only if it changed. `is_ready` as in `placing`."""

    def __init__(self) -> None:
        self._days: dict[int, tuple[DayPage, DayRows]] = {}
        self._placed: dict[int, _Placed] = {}
        self._old: dict[int, tuple[_Week, Rows]] = {}
        self._scene: Scene | None = None
        self._shown = _WHOLE
        self.allowance = Allowance()
        self.is_ready = True

    def weeks(self, scene: Scene, capacity: int, shown: range = _WHOLE) -> list[Rows | None]:
        """The rows of each week, of its days in `shown` only; None where nothing is known yet."""
        self._look_at(scene)
        self.is_ready, self._shown = True, shown
        found: list[Rows | None] = []
        for number in range(len(scene.columns) // WEEK):
            pages = scene.pages[number * WEEK + shown.start : number * WEEK + shown.stop]
            if self._is_placed(number, pages, capacity) or self._sort_days(pages):
                rows: Rows | None = self._rows_of(number, pages, capacity)
            else:
                self.is_ready = False
                rows = self._from_before(number, pages)
            found.append(rows)
        return found

    def _sort_days(self, pages: _Week) -> bool:
        """Sort as many of the days as may be sorted now; whether all of them are."""
        for page in pages:
            if id(page) not in self._days:
                if not self.allowance.take(len(page.events)):
                    return False
                self._days[id(page)] = page, sort_day_rows(page.events, page.day)
        return True

    def _is_placed(self, number: int, pages: _Week, capacity: int) -> bool:
        placed = self._placed.get(number)
        return placed is not None and placed.pages == pages and placed.capacity == capacity

    def _rows_of(self, number: int, pages: _Week, capacity: int) -> Rows:
        if not self._is_placed(number, pages, capacity):
            self._place(number, pages, capacity)
        return self._placed[number].rows

    def _place(self, number: int, pages: _Week, capacity: int) -> None:
        days = [self._days[id(page)][1] for page in pages]
        rows = lay_out_sorted_week(days, DayColumns([page.day for page in pages]), capacity=capacity)
        self._placed[number] = _Placed(pages, capacity, _in_week(rows, self._shown))
        self._old.pop(number, None)

    def _from_before(self, number: int, pages: _Week) -> Rows | None:
        """The old rows of events that the week still has; None if it was never placed, or is another one."""
        placed = self._placed.get(number)
        if placed is None or [page.day for page in placed.pages] != [page.day for page in pages]:
            return None
        known = self._old.get(number)
        if known is None or known[0] != pages:
            events = Presence(event for page in pages for event in page.events)
            known = self._old[number] = pages, _only(placed.rows, events)
        return known[1]

    def _look_at(self, scene: Scene) -> None:
        if scene is not self._scene:
            self._scene = scene
            self.allowance.refill()
            kept = {id(page) for page in scene.pages}
            self._days = {key: day for key, day in self._days.items() if key in kept}


def _in_week(rows: Rows, shown: range) -> Rows:
    """Rows of some days of a week as rows of the whole week, of which the others show nothing."""
    if shown == _WHOLE:
        return rows
    before, after = ((),) * shown.start, ((),) * (WEEK - shown.stop)
    bars = tuple(replace(bar, first=bar.first + shown.start) for bar in rows.bars)
    return Rows(bars, (*before, *rows.hidden, *after))


def _only(rows: Rows, events: Presence) -> Rows:
    bars = tuple(bar for bar in rows.bars if bar.event in events)
    return Rows(bars, tuple(tuple(event for event in hidden if event in events) for hidden in rows.hidden))
