"""What the tests of printing put on paper."""

import random
from datetime import date, timedelta

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event, EventSource, floating
from caldesk.domain.local_day import local_day, local_days
from caldesk.domain.overlaps import find_clashes
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange, day_dates, month_grid_dates, week_dates
from caldesk.services.calendar_export import NotRead, TitleLevel
from caldesk.ui.calendar.printing.matter import Matter, Who
from tests.unit.domain.making import LONDON

MONDAY = date(2026, 11, 23)
NAMES = [
    "Ana Díaz",
    "Ben Ito",
    "Chloé Martin",
    "דנה כהן",
    "Maximiliane von Hohenfels-Großenbrode zu Castell",
    "Eve Okafor",
]
TITLES = [
    "Cut and colour",
    "Dentist",
    "Team meeting, room 2",
    "פגישה עם לקוח",
    "Pick up Tom 🎒",
    "Long lunch with the supplier",
]
TYPES = [CalendarType.GOOGLE, CalendarType.MICROSOFT, CalendarType.I_CAL]


def crew(count: int) -> tuple[Who, ...]:
    """That many people."""
    return tuple(
        Who(schedule_id=f"s{n}", name=f"{NAMES[n % 6]} {n // 6 or ''}".strip(), initials=f"{NAMES[n % 6][0]}{n}", hue=n)
        for n in range(count)
    )


def crowd(dates: DateRange, people: int, count: int, *, seed: int = 1, zone=LONDON) -> tuple[Event, ...]:
    """Events of a busy site: short and long ones, bookings, all-day ones, some over midnight."""
    draw = random.Random(seed)  # noqa: S311 - the same crowd each time
    made: set[Event] = set()
    while len(made) < count:
        day = dates.first + timedelta(days=draw.randrange(len(dates)))
        who, title = f"s{draw.randrange(people)}", draw.choice(TITLES)
        if draw.random() < 0.04:
            start = floating(day)
            made.add(Event(who, start, start + 86400 * draw.randint(1, 4), all_day=True, title=title))
            continue
        start = local_day(zone, day).start + 900 * draw.randrange(32, 76)
        length = draw.choice([0, 900, 1800, 2700, 3600, 5400, 7200, 40_000])
        wix = draw.random() < 0.4
        made.add(
            Event(
                who,
                start,
                start + length,
                source=EventSource.WIX if wix else EventSource.EXTERNAL,
                calendar_type=CalendarType.UNDEFINED if wix else draw.choice(TYPES),
                title=title,
                kind="APPOINTMENT" if wix else "",
                id=f"w{len(made)}" if wix else "",
            )
        )
    columns = DayColumns(local_days(zone, dates))
    return tuple(event for event in made if columns.touch(event))


def matter_of(dates: DateRange, people: int = 6, count: int = 60, **more: object) -> Matter:
    """A print of a busy site."""
    zone = more.get("zone", LONDON)
    events = more.pop("events") if "events" in more else crowd(dates, people, count, zone=zone)
    clashing = {event for clash in find_clashes(events, zone) for event in (clash.booking, clash.other)}
    known = {
        "site_name": "Salon Lotus",
        "zone": zone,
        "focus": dates.first + timedelta(days=len(dates) // 2),
        "now": 1_795_343_400.0,
        "as_of": 1_795_343_000.0,
        "level": TitleLevel.WITH_TITLES,
        "people": crew(people),
        "clashing": frozenset(clashing),
    }
    return Matter(dates=dates, events=events, **(known | more))


def a_day(people: int = 12, count: int = 90, **more: object) -> Matter:
    """One day."""
    return matter_of(day_dates(MONDAY), people, count, **more)


def a_week(people: int = 6, count: int = 90, **more: object) -> Matter:
    """One week."""
    return matter_of(week_dates(MONDAY), people, count, **more)


def a_month(people: int = 6, count: int = 160, **more: object) -> Matter:
    """One month."""
    return matter_of(month_grid_dates(MONDAY), people, count, **({"focus": MONDAY} | more))


def with_one_unread(matter: Matter) -> Matter:
    """The second person's calendar could not be read."""
    from msgspec.structs import replace

    first, second, *others = matter.people
    second = replace(second, not_read="needs sign-in")
    missing = NotRead(person=second.name, source="ben@lotus.example", why="needs sign-in")
    return replace(matter, people=(first, second, *others), not_read=(missing,))
