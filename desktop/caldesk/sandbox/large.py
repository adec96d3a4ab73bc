"""A large site, for speed: 2,000 schedules, 5,000 connections, 100,000 external events."""

from datetime import datetime

from caldesk.sandbox.building import Builder
from caldesk.sandbox.events import index_of
from caldesk.sandbox.people import crowd
from caldesk.sandbox.shapes import CalendarType

STAFF = 1_999
CONNECTIONS = 5_000
EVENTS_EACH = 20
_KINDS = (CalendarType.GOOGLE, CalendarType.MICROSOFT, CalendarType.I_CAL)
_TITLES = ("Meeting", "School run", "Dentist", "Lunch", "Gym", "Call", "Delivery", "Training")
_QUARTER_HOUR = 900
_WEEK = 7 * 86400


def large(builder: Builder) -> None:
    """Fill the world of the large site: two or three connections each, twenty events in the weeks around now."""
    names = crowd(builder.chance, STAFF)
    schedules = [builder.business()]
    schedules += [builder.staff(name, f"staff{place}") for place, name in enumerate(names)]
    today = datetime.fromtimestamp(builder.now, builder.world.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = int(today.timestamp()) - 2 * _WEEK
    for place in range(CONNECTIONS):
        kind = _KINDS[place // len(schedules) % len(_KINDS)]
        schedule = schedules[place % len(schedules)]
        connection = builder.connection(schedule, kind, f"account{place}@{kind.lower()}.example")
        for _ in range(EVENTS_EACH):
            start = first + builder.chance.randrange(6 * _WEEK // _QUARTER_HOUR) * _QUARTER_HOUR
            length = builder.chance.randint(1, 8) * _QUARTER_HOUR
            builder.event(connection, builder.chance.choice(_TITLES), start, start + length)
    index_of(builder.world)  # so that the first page is as quick as the others
