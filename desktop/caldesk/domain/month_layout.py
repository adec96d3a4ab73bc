"""The month grid: 4 to 6 weeks, each with rows of its own."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, Touched
from caldesk.domain.event import Event
from caldesk.domain.local_day import Day
from caldesk.domain.row_layout import Rows, lay_out_week_rows

_WEEK = 7
NO_DAYS = frozenset[int]()


class MonthWeek(Struct, frozen=True):
    """One week of the grid: its days, and what stands in them."""

    columns: DayColumns
    rows: Rows


def shown_places(first_weekday: int, hidden_weekdays: frozenset[int]) -> range | None:
    """Which of the 7 days of a week are left, counted from its first; None unless they follow each other.

    Weekdays are those of `date.weekday()`.
    """
    places = [place for place in range(_WEEK) if (first_weekday + place) % _WEEK not in hidden_weekdays]
    follow = bool(places) and places[-1] - places[0] == len(places) - 1
    return range(places[0], places[-1] + 1) if follow else None


def lay_out_month(
    events: Iterable[Event], days: Sequence[Day], *, capacity: int, hidden_weekdays: frozenset[int] = NO_DAYS
) -> tuple[MonthWeek, ...]:
    """Whole weeks of days, `capacity` rows in each date, the "+n more" among them.

    `hidden_weekdays` (as `date.weekday()`) are left out, with what happens on no other day. They must leave days that
    follow each other: a weekend, not a Wednesday.
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


def only_hidden(events: Iterable[Event], columns: DayColumns, hidden_weekdays: frozenset[int]) -> tuple[Event, ...]:
    """The events of a month that stand on hidden days and on no other: nothing would be seen of them."""
    hidden = [day.date.weekday() in hidden_weekdays for day in columns.days]
    return tuple(event for event, touch in columns.touches(events) if all(hidden[touch.first : touch.last + 1]))


def _week(
    touched: Iterable[Touched], days: Sequence[Day], start: int, capacity: int, hidden_weekdays: frozenset[int]
) -> MonthWeek:
    """`touched` counts columns in the whole grid, where the week begins at column `start`."""
    shown = shown_places(days[0].date.weekday(), hidden_weekdays) or range(_WEEK)
    first, end = start + shown.start, start + shown.stop
    mine = [(event, touch.within(first, end)) for event, touch in touched if touch.first < end and touch.last >= first]
    columns = DayColumns([days[index] for index in shown])
    return MonthWeek(columns, lay_out_week_rows(mine, len(columns), capacity=capacity))
