"""The month grid: 4 to 6 weeks, each with rows of its own."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns
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
    grid = DayColumns(days)
    weeks: list[list[Event]] = [[] for _ in range(0, len(days), _WEEK)]
    for event in events:
        touch = grid.touch(event)
        if touch:
            for week in weeks[touch.first // _WEEK : touch.last // _WEEK + 1]:
                week.append(event)
    shown = [
        DayColumns([day for day in days[at : at + _WEEK] if day.date.weekday() not in hidden_weekdays])
        for at in range(0, len(days), _WEEK)
    ]
    return tuple(
        MonthWeek(columns, lay_out_week_rows(week, columns, capacity=capacity))
        for columns, week in zip(shown, weeks, strict=True)
    )
