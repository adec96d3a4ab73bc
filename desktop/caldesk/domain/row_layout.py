"""Bars in rows across the dates of a week: the all-day lane of a week view, and each week of a month.

A bar keeps one row over all its dates. What has no row is named for each date that misses it, exactly.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, Touch, Touched, is_bar, once, steady_order
from caldesk.domain.event import Event
from caldesk.domain.local_day import Day


class Bar(Struct, frozen=True, gc=False):
    """An event in `row`, over `span` dates from column `first`. `line`: a timed event of one date, shown as a line."""

    event: Event
    row: int
    first: int
    span: int
    continues_before: bool = False
    continues_after: bool = False
    line: bool = False


class Rows(Struct, frozen=True):
    """Bars in reading order; `hidden[column]` are the events that a date has and does not show."""

    bars: tuple[Bar, ...]
    hidden: tuple[tuple[Event, ...], ...]

    @property
    def height(self) -> int:
        """Rows in use."""
        return max((bar.row + 1 for bar in self.bars), default=0)


def lay_out_lane(events: Iterable[Event], columns: DayColumns, *, max_rows: int | None = None) -> Rows:
    """All-day events and those of 24 hours and more. "+n more" stands below the last row; None shows all rows."""
    placed = _placed(columns.touches(event for event in events if is_bar(event)), len(columns))
    hidden = set() if max_rows is None else {index for index, each in enumerate(placed) if each.row >= max_rows}
    return _rows(placed, hidden, len(columns))


class DayRows(Struct, frozen=True):
    """A date's share of a month's week: what may reach beyond it, and its own timed events in order of their rows."""

    wide: tuple[Event, ...] = ()
    lines: tuple[Event, ...] = ()


def sort_day_rows(events: Iterable[Event], day: Day) -> DayRows:
    """The events of a date, made ready for `lay_out_sorted_week`: that is most of the work, and can be kept."""
    wide: list[Event] = []
    lines: list[Event] = []
    for event in events:
        own = day.start <= event.start and event.end <= day.end and not is_bar(event)
        (lines if own else wide).append(event)
    return DayRows(tuple(wide), tuple(sorted(lines, key=steady_order)))


def lay_out_sorted_week(days: Sequence[DayRows], columns: DayColumns, *, capacity: int) -> Rows:
    """See `lay_out_week_rows`; one `DayRows` for each column."""
    wide = once(day.wide for day in days)
    return _week_rows(columns.touches(wide), [day.lines for day in days], capacity)


def lay_out_week_rows(touched: Sequence[Touched], width: int, *, capacity: int) -> Rows:
    """Every event of a month's week of `width` dates: bars, then timed events of one date by time.

    A date has `capacity` rows (at least 1); where that is too few, "+n more" takes the last one.
    """
    lines: list[list[Event]] = [[] for _ in range(width)]
    for event, touch in touched:
        if _is_line(event, touch):
            lines[touch.first].append(event)
    wide = [pair for pair in touched if not _is_line(*pair)]
    return _week_rows(wide, [sorted(each, key=steady_order) for each in lines], capacity)


def _week_rows(wide: Iterable[Touched], lines: Sequence[Sequence[Event]], capacity: int) -> Rows:
    placed = _placed(wide, len(lines))
    free = _free_rows(placed, len(lines), capacity)
    crowded = {column for each in placed if each.row >= capacity for column in each.columns}
    crowded |= {column for column, mine in enumerate(lines) if len(mine) > len(free[column])}
    last = capacity - 1
    hidden = {
        index
        for index, each in enumerate(placed)
        if each.row > last or (each.row == last and not crowded.isdisjoint(each.columns))
    }
    rows = _rows(placed, hidden, len(lines))
    bars, missing = list(rows.bars), list(rows.hidden)
    for column, mine in enumerate(lines):
        room = [row for row in free[column] if row != last or column not in crowded]
        bars += [Bar(event, row, column, 1, line=True) for event, row in zip(mine, room, strict=False)]
        missing[column] += tuple(mine[len(room) :])
    return Rows(tuple(bars), tuple(missing))


def _free_rows(placed: Iterable["_Placed"], width: int, capacity: int) -> list[list[int]]:
    """The rows of each date that nothing wide has taken, from the top."""
    taken: list[set[int]] = [set() for _ in range(width)]
    for each in placed:
        for column in each.columns:
            taken[column].add(each.row)
    return [[row for row in range(capacity) if row not in mine] for mine in taken]


class _Placed(Struct, frozen=True, gc=False):
    """An event, the columns it takes, and its row."""

    event: Event
    touch: Touch
    row: int

    @property
    def columns(self) -> range:
        return range(self.touch.first, self.touch.last + 1)


def _placed(touched: Iterable[Touched], width: int) -> list[_Placed]:
    """Every event in the first row that is free on all its dates; `used` holds a bit for each taken row of a date."""
    used = [0] * width
    placed = []
    for event, touch in sorted(touched, key=_reading_order):
        taken = 0
        for column in range(touch.first, touch.last + 1):
            taken |= used[column]
        lowest = ~taken & (taken + 1)
        for column in range(touch.first, touch.last + 1):
            used[column] |= lowest
        placed.append(_Placed(event, touch, lowest.bit_length() - 1))
    return placed


def _reading_order(touched: Touched) -> tuple[int, int, tuple[object, ...]]:
    event, touch = touched
    return touch.first, touch.first - touch.last, steady_order(event)


def _is_line(event: Event, touch: Touch) -> bool:
    clipped = touch.continues_before or touch.continues_after
    return touch.first == touch.last and not clipped and not is_bar(event)


def _rows(placed: Sequence[_Placed], hidden: set[int], width: int) -> Rows:
    missing: list[list[Event]] = [[] for _ in range(width)]
    for index in sorted(hidden):
        for column in placed[index].columns:
            missing[column].append(placed[index].event)
    shown = tuple(_bar(each) for index, each in enumerate(placed) if index not in hidden)
    return Rows(shown, tuple(tuple(each) for each in missing))


def _bar(placed: _Placed) -> Bar:
    event, touch = placed.event, placed.touch
    return Bar(
        event,
        placed.row,
        touch.first,
        touch.last - touch.first + 1,
        touch.continues_before,
        touch.continues_after,
    )
