"""Bars in rows across the dates of a week: the all-day lane of a week view, and each week of a month.

A bar keeps one row over all its dates. What has no row is named for each date that misses it, exactly.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, Touch, Touched, is_bar, steady_order
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
    placed = _placed(columns.touches(event for event in events if is_bar(event)), len(columns))
    hidden = set() if max_rows is None else {index for index, each in enumerate(placed) if each.row >= max_rows}
    return _rows(placed, hidden, len(columns))


def lay_out_week_rows(touched: Sequence[Touched], width: int, *, capacity: int) -> Rows:
    """Every event of a month's week of `width` dates: bars, then timed events of one date by time.

    A date has `capacity` rows (at least 1); where that is too few, "+n more" takes the last one.
    """
    placed = _placed(touched, width)
    hidden = {index for index, each in enumerate(placed) if each.row >= capacity}
    crowded = {column for index in hidden for column in placed[index].columns}
    for index, each in enumerate(placed):
        if each.row == capacity - 1 and not crowded.isdisjoint(each.columns):
            hidden.add(index)
    return _rows(placed, hidden, width)


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


def _reading_order(touched: Touched) -> tuple[bool, int, int, tuple[object, ...]]:
    event, touch = touched
    return _is_line(event, touch), touch.first, touch.first - touch.last, steady_order(event)


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
        _is_line(event, touch),
    )
