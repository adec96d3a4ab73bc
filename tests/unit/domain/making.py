"""Events, days and random draws for the tests of the domain."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event, EventSource, floating
from caldesk.domain.local_day import local_days
from caldesk.domain.timespan import DateRange, week_dates

LONDON = ZoneInfo("Europe/London")
ISSUE_ZONES = [
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Beirut",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Pacific/Kiritimati",
    "Etc/GMT-14",
]
HOUR = 3600
QUICK = settings(max_examples=50)
"""Enough for draws of many events at once, so that the whole folder takes seconds."""


def at(text: str, zone: ZoneInfo = LONDON, fold: int = 0) -> int:
    """Epoch seconds of a wall-clock time; `fold` 1 is its second pass."""
    return int(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp())


def timed(start: int, end: int, schedule_id: str = "ana", **more: object) -> Event:
    """A timed external event."""
    return Event(schedule_id=schedule_id, start=start, end=end, **more)


def between(start: str, end: str, zone: ZoneInfo = LONDON, **more: object) -> Event:
    """A timed external event by wall clock."""
    return timed(at(start, zone), at(end, zone), **more)


def all_day(first: str, end: str, schedule_id: str = "ana", **more: object) -> Event:
    """An all-day external event; `end` is the date after its last one."""
    start, stop = (floating(date.fromisoformat(text)) for text in (first, end))
    return Event(schedule_id=schedule_id, start=start, end=stop, all_day=True, **more)


def booking(start: int, end: int, schedule_id: str = "ana", kind: str = "APPOINTMENT", **more: object) -> Event:
    """A booking of Wix's own."""
    return Event(schedule_id=schedule_id, start=start, end=end, source=EventSource.WIX, kind=kind, **more)


def columns_of(first: str, days: int = 7, zone: ZoneInfo = LONDON) -> DayColumns:
    """Consecutive days from a date on."""
    start = date.fromisoformat(first)
    return DayColumns(local_days(zone, DateRange(start, date.fromordinal(start.toordinal() + days))))


def week_of(day: str, zone: ZoneInfo = LONDON) -> DayColumns:
    """The week of a date, from Monday."""
    return DayColumns(local_days(zone, week_dates(date.fromisoformat(day))))


def events_around(columns: DayColumns, *, max_size: int = 30) -> st.SearchStrategy[list[Event]]:
    """Timed and all-day events in, across and beside some columns, many of them touching or equal."""
    days = len(columns)
    begin, origin = columns.window.span.start, columns.window.dates.start
    crowded = st.builds(
        lambda day, quarter: day * 96 + quarter, st.integers(-1, days), st.sampled_from([0, 36, 37, 40, 94, 95])
    )
    quarters = crowded | st.integers(-8, days * 96 + 8)
    lengths = st.sampled_from([0, 1, 2, 4, 6, 40, 95, 96, 97, 300])
    people = st.sampled_from(["ana", "ben", "cleo"])
    some_timed = st.builds(
        lambda start, length, who: timed(begin + start * 900, begin + (start + length) * 900, who),
        quarters,
        lengths,
        people,
    )
    some_all_day = st.builds(
        lambda first, length, who: Event(
            schedule_id=who, start=origin + first * 86400, end=origin + (first + length) * 86400, all_day=True
        ),
        st.integers(-3, days + 2),
        st.integers(0, 9),
        people,
    )
    return st.lists(some_timed | some_all_day, max_size=max_size)
