"""The external accounts' own content: which calendars an account has, and a small believable diary in them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caldesk.sandbox.ids import Ids, chance
from caldesk.sandbox.records import Connection, ExternalEvent
from caldesk.sandbox.shapes import Calendar, CalendarType

DAY = 86400

_NAMES = {
    CalendarType.GOOGLE: ("Primary",),
    CalendarType.MICROSOFT: ("Calendar", "Team", "Birthdays"),
    CalendarType.I_CAL: ("Home", "Work", "Birthdays"),
    CalendarType.OTHER: ("Diary",),
}

# Title, days from today, local start, minutes. Day 0 is included so that a first look finds something.
_DIARY = (
    ("Dentist", 0, time(15, 0), 45),
    ("School run", 1, time(8, 15), 30),
    ("Accountant", 1, time(11, 0), 60),
    ("Lunch with Priya", 2, time(12, 30), 75),
    ("Physio", 3, time(17, 0), 45),
    ("Team call", 4, time(9, 30), 30),
    ("Car service", 6, time(8, 0), 120),
    ("Choir practice", 7, time(19, 30), 120),
    ("School run", 8, time(8, 15), 30),
    ("Optician", 9, time(10, 20), 40),
    ("Supplier visit", 11, time(14, 0), 90),
    ("Parents' evening", 14, time(18, 0), 60),
)


def calendars_of(kind: CalendarType, email: str) -> tuple[Calendar, ...]:
    """The account's calendars, the primary one first; the same account always has the same ids."""
    ids = Ids(f"{kind} {email.casefold()}")
    return tuple(Calendar(id=ids.calendar(), name=name) for name in _NAMES[kind])


def local(day: date, at: time, zone: ZoneInfo) -> int:
    """A local wall time as seconds since the epoch."""
    return int(datetime.combine(day, at, zone).timestamp())


def midnight(day: date) -> int:
    """The UTC midnight by which an all-day event is kept."""
    return int(datetime.combine(day, time(), ZoneInfo("UTC")).timestamp())


def own_events(connection: Connection, now: float, zone: ZoneInfo) -> list[ExternalEvent]:
    """What a newly connected account brings: a dozen appointments and a day off in the weeks around `now`."""
    today = datetime.fromtimestamp(now, zone).date()
    shift = chance(connection.email.casefold()).choice((-60, -30, 0, 30, 60))
    made = [_entry(connection, line, today, shift, zone) for line in _DIARY]
    off = today + timedelta(days=12)
    day_off = ExternalEvent(
        connection_id=connection.id,
        calendar=connection.calendars[0],
        title="Day off",
        start=midnight(off),
        end=midnight(off) + DAY,
        all_day=True,
    )
    return [*made, day_off]


def _entry(
    connection: Connection, line: tuple[str, int, time, int], today: date, shift: int, zone: ZoneInfo
) -> ExternalEvent:
    title, days, at, minutes = line
    start = local(today + timedelta(days=days), at, zone) + shift * 60
    calendar = connection.calendars[days % min(2, len(connection.calendars))]
    return ExternalEvent(
        connection_id=connection.id, calendar=calendar, title=title, start=start, end=start + minutes * 60
    )
