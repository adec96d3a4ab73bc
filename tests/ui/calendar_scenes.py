"""Weeks for tests of the time grid: Ana and Ben, and whatever events a test puts into them."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import DAY, Event, EventSource, floating
from caldesk.domain.local_day import local_days
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange, week_dates
from caldesk.ui.calendar.day_book import DayBook, clash_counts
from caldesk.ui.calendar.scene import DayState, Person, Scene

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 11, 23)
PEOPLE = {
    name.lower(): Person(schedule_id=name.lower(), name=full, hue=place)
    for place, (name, full) in enumerate({"Ana": "Ana Ruiz", "Ben": "Ben Okafor"}.items())
}


def moment(day: date, hour: int, minute: int = 0, zone: ZoneInfo = LONDON) -> int:
    """Epoch seconds of a wall-clock time."""
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).timestamp())


def timed(day: date, hour: int, minutes: int = 60, who: str = "ana", title: str | None = None) -> Event:
    """An external event."""
    start = moment(day, hour)
    return Event(schedule_id=who, start=start, end=start + minutes * 60, calendar_type=CalendarType.GOOGLE, title=title)


def booked(day: date, hour: int, minutes: int = 60, who: str = "ana", title: str = "Massage") -> Event:
    """A Wix booking."""
    start = moment(day, hour)
    return Event(
        schedule_id=who,
        start=start,
        end=start + minutes * 60,
        source=EventSource.WIX,
        title=title,
        id=f"{who}{start}",
        kind="APPOINTMENT",
    )


def all_day(day: date, days: int = 1, who: str = "ben") -> Event:
    """An external event of whole days."""
    start = floating(day)
    return Event(
        schedule_id=who, start=start, end=start + days * DAY, all_day=True, calendar_type=CalendarType.MICROSOFT
    )


def scene(
    *events: Event,
    dates: DateRange | None = None,
    zone: ZoneInfo = LONDON,
    today: date = MONDAY,
    states: Sequence[DayState] = (),
    blind: tuple[str, ...] = (),
    version: int = 1,
) -> Scene:
    """A scene of a week."""
    columns = DayColumns(local_days(zone, dates or week_dates(today)))
    pages = DayBook().take(events, columns, zone)
    return Scene(
        version=version,
        zone=zone,
        columns=columns,
        today=today,
        people=PEOPLE,
        pages=pages,
        clash_counts=clash_counts(pages),
        states=tuple(states),
        blind=blind,
    )
