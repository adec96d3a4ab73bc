"""Weeks with more events than a slice takes, for tests of work that is done in turns."""

from datetime import date, timedelta

from caldesk.domain.event import DAY, Event, floating
from caldesk.domain.provider import CalendarType
from tests.unit.services.calendar.fake_events import MONDAY, at, booking, external

A_DAY = 1700
"""Events of each day: placing one day is more than a slice, sorting two is."""
WHO = ("ana", "ben")


def crowd(first: date = MONDAY, days: int = 7, each: int = A_DAY, title: str | None = None) -> list[Event]:
    """So many events on each day, half of them Ana's, and one of Ben's that goes over three days."""
    made = [
        external(
            8 + number % 9,
            title,
            day=first + timedelta(days=day),
            schedule_id=WHO[number % 2],
            calendar_name=f"c{number}",
            end=at(8 + number % 9, first + timedelta(days=day)) + 900 * (1 + number % 5),
        )
        for day in range(days)
        for number in range(each)
    ]
    start = floating(first)
    long = Event(
        schedule_id="ben", start=start, end=start + 3 * DAY, all_day=True, calendar_type=CalendarType.MICROSOFT
    )
    return [*made, long, booking(19, day=first)]
