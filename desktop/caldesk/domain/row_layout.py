"""Bars in rows across the dates of a week: the all-day lane of a week view, and each week of a month.

A bar keeps one row over all its dates. What has no row is named for each date that misses it, exactly.
"""

from collections.abc import Iterable

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, Touch, is_bar, steady_order
from caldesk.domain.event import Event


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
    bars = _placed([event for event in events if is_bar(event)], columns)
    hidden = set() if max_rows is None else {index for index, bar in enumerate(bars) if bar.row >= max_rows}
    return _rows(bars, hidden, len(columns))


def lay_out_week_rows(events: Iterable[Event], columns: DayColumns, *, capacity: int) -> Rows:
    """Every event of a month's week: bars, then timed events of one date by time.

    A date has `capacity` rows (at least 1); where that is too few, "+n more" takes the last one.
    """
    bars = _placed(events, columns)
    hidden = {index for index, bar in enumerate(bars) if bar.row >= capacity}
    crowded = {column for index in hidden for column in _columns(bars[index])}
    hidden |= {
        index for index, bar in enumerate(bars) if bar.row == capacity - 1 and not crowded.isdisjoint(_columns(bar))
    }
    return _rows(bars, hidden, len(columns))


def _placed(events: Iterable[Event], columns: DayColumns) -> list[Bar]:
    """Every event in view, in the first row that is free on all its dates."""
    found = [(event, touch) for event in events if (touch := columns.touch(event))]
    found.sort(key=_reading_order)
    used = [0] * len(columns)
    return [_place(event, touch, used) for event, touch in found]


def _reading_order(found: tuple[Event, Touch]) -> tuple[bool, int, int, int, int, tuple[str, ...]]:
    event, touch = found
    length = touch.last - touch.first
    return _is_line(event, touch), touch.first, -length, event.start, -event.end, steady_order(event)


def _is_line(event: Event, touch: Touch) -> bool:
    clipped = touch.continues_before or touch.continues_after
    return not is_bar(event) and touch.first == touch.last and not clipped


def _place(event: Event, touch: Touch, used: list[int]) -> Bar:
    """`used` holds a bit for each taken row of a date."""
    dates = range(touch.first, touch.last + 1)
    taken = 0
    for column in dates:
        taken |= used[column]
    lowest = ~taken & (taken + 1)
    for column in dates:
        used[column] |= lowest
    return Bar(
        event,
        lowest.bit_length() - 1,
        touch.first,
        len(dates),
        touch.continues_before,
        touch.continues_after,
        _is_line(event, touch),
    )


def _columns(bar: Bar) -> range:
    return range(bar.first, bar.first + bar.span)


def _rows(bars: list[Bar], hidden: set[int], width: int) -> Rows:
    missing: list[list[Event]] = [[] for _ in range(width)]
    for index in sorted(hidden):
        for column in _columns(bars[index]):
            missing[column].append(bars[index].event)
    shown = tuple(bar for index, bar in enumerate(bars) if index not in hidden)
    return Rows(shown, tuple(tuple(each) for each in missing))
