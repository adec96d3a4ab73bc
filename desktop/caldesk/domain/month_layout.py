"""The month grid: 4 to 6 weeks, each with rows of its own."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, Touched
from caldesk.domain.event import Event
from caldesk.domain.local_day import Day
from caldesk.domain.row_layout import Rows, lay_out_week_rows

_WEEK = 7


class MonthWeek(Struct, frozen=True):
    """One week of the grid: its days, and what stands in them."""

    columns: DayColumns
    rows: Rows


def lay_out_month(
    events: Iterable[Event], days: Sequence[Day], *, capacity: int, hidden_weekdays: frozenset[int] = frozenset()
) -> tuple[MonthWeek, ...]:
    """Whole weeks of days, `capacity` rows in each date, the "+n more" among them.

    `hidden_weekdays` (as `date.weekday()`) must leave days that follow each other: a weekend, not a Wednesday.
    """
    touched = DayColumns(days).touches(events)
    starts = range(0, len(days), _WEEK)
    found: list[list[Touched]] = [[] for _ in starts]
    for pair in touched:
        for week in found[pair[1].first // _WEEK : pair[1].last // _WEEK + 1]:
            week.append(pair)
    return tuple(
        _week(week, days[start : start + _WEEK], start, capacity, hidden_weekdays)
        for start, week in zip(starts, found, strict=True)
    )


def _week(
    touched: Iterable[Touched], days: Sequence[Day], start: int, capacity: int, hidden_weekdays: frozenset[int]
) -> MonthWeek:
    """`touched` counts columns in the whole grid, where the week begins at column `start`."""
    shown = [index for index, day in enumerate(days) if day.date.weekday() not in hidden_weekdays]
    first, end = start + shown[0], start + shown[-1] + 1
    mine = [(event, touch.within(first, end)) for event, touch in touched if touch.first < end and touch.last >= first]
    columns = DayColumns([days[index] for index in shown])
    return MonthWeek(columns, lay_out_week_rows(mine, len(columns), capacity=capacity))
