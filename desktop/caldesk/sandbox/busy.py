"""The busy studio: twelve schedules, all three providers, some 600 external events and a full book around today."""

from datetime import UTC, date, datetime, time, timedelta

from caldesk.sandbox.building import Builder, Life
from caldesk.sandbox.calendars import DAY, local, midnight
from caldesk.sandbox.neighbours import Schedule
from caldesk.sandbox.people import STUDIO
from caldesk.sandbox.records import Connection
from caldesk.sandbox.shapes import CalendarType, ErrorReason, Status

_WEEKS = range(-2, 5)
_ROOM = "Upstairs Treatment Room with the Garden View (step-free access by the rear door)"
_REVOKED = Life(settled=Status.ERROR, reason=ErrorReason.TOKEN_REVOKED)
_STARTING = Life(starts_in=-60, synced_in=480)

# Title, weekday, local start, minutes, which of the account's calendars.
_SERIES = (
    ("School run", 0, time(8, 15), 30, 0),
    ("Team meeting", 0, time(9, 30), 45, 1),
    ("Supervision", 1, time(13, 0), 60, 1),
    ("Gym", 1, time(18, 30), 60, 0),
    ("Lunch with Mum", 2, time(12, 30), 75, 0),
    ("Supplier call", 3, time(10, 0), 30, 1),
    ("Language class", 3, time(19, 0), 90, 0),
    ("Stock-taking", 4, time(16, 0), 60, 1),
    ("Football practice", 5, time(10, 0), 90, 0),
)
_ONCE = (
    "Dentist",
    "Accountant",
    "Parents' evening",
    "Car service",
    "Physio for my own back, for a change",
    "Interview: junior therapist",
    "Delivery of the new massage table between nine and twelve",
    "Haircut",
    "Coffee with Noa",
    "Boiler man",
)


def busy(builder: Builder) -> None:
    """Fill the world of the busy studio."""
    business = builder.business()
    people = [builder.staff(*person) for person in STUDIO]
    builder.room(_ROOM)
    connections = _connections(builder, business, people)
    today = datetime.fromtimestamp(builder.now, builder.world.zone).date()
    for connection in connections:
        _weeks(builder, connection, today)
    _special_days(builder, connections, today)
    _clock_change(builder, connections[1], today)
    _book(builder, people, today)
    _double_bookings(builder, connections, people, today)


def _connections(builder: Builder, business: Schedule, people: list[Schedule]) -> list[Connection]:
    """Two schedules stay without: the front desk (people[6]) and the room."""
    mara, daniel, sian, noa, bart, priya, _, luca, aoife, wiktoria = people
    google, microsoft, apple = CalendarType.GOOGLE, CalendarType.MICROSOFT, CalendarType.I_CAL
    plan = (
        (business, google, "hello@quinnwellness.example", Life()),
        (mara, google, "mara.quinn@gmail.example", Life()),
        (mara, microsoft, "mara.quinn@contoso.example", Life()),
        (daniel, microsoft, "daniel.okafor@contoso.example", Life()),
        (sian, apple, "sian.obriain@icloud.example", Life()),
        (noa, google, "noa.levy@gmail.example", Life()),
        (bart, microsoft, "bartholomew.featherstonehaugh-montgomery@osteopathy.example", Life()),
        (priya, google, "priya.raman@gmail.example", _REVOKED),
        (luca, apple, "luca.moretti@icloud.example", _STARTING),
        (aoife, google, "aoife.byrne@gmail.example", Life()),
        (wiktoria, apple, "wiktoria.zielinska@icloud.example", Life()),
    )
    return [builder.connection(*line) for line in plan]


def _weeks(builder: Builder, connection: Connection, today: date) -> None:
    """A person's weeks: five of the series, three single appointments each week."""
    zone, chance = builder.world.zone, builder.chance
    monday = today - timedelta(days=today.weekday())
    series = chance.sample(_SERIES, 5)
    for week in _WEEKS:
        first = monday + timedelta(weeks=week)
        for title, weekday, at, minutes, calendar in series:
            start = local(first + timedelta(days=weekday), at, zone)
            builder.event(connection, title, start, start + minutes * 60, calendar=calendar)
        for _ in range(3):
            day = first + timedelta(days=chance.randrange(6))
            start = local(day, time(chance.randrange(8, 19), chance.choice((0, 15, 30, 45))), zone)
            builder.event(connection, chance.choice(_ONCE), start, start + chance.choice((30, 45, 60, 90, 120)) * 60)


def _special_days(builder: Builder, connections: list[Connection], today: date) -> None:
    """What a calendar has to cope with: all day, many days, overnight, no length at all, overlaps, a crowd."""
    zone = builder.world.zone

    def whole(who: int, title: str, first: int, days: int, calendar: int = 0) -> None:
        start = midnight(today + timedelta(days=first))
        builder.event(connections[who], title, start, start + days * DAY, calendar=calendar, all_day=True)

    def timed(who: int, title: str, first: int, at: time, minutes: int) -> None:
        start = local(today + timedelta(days=first), at, zone)
        builder.event(connections[who], title, start, start + minutes * 60)

    whole(1, "Birthday: Oisín", 0, 1)
    whole(2, "Quarter-end week", 1, 5, calendar=1)
    whole(3, "Annual leave", 6, 9)
    whole(4, "Retreat", -3, 4)
    whole(10, "Public holiday", 2, 1, calendar=2)
    whole(0, "Window cleaners", 1, 1)
    timed(5, "Night flight to Tel Aviv", 3, time(22, 40), 315)
    timed(5, "פגישה עם ספק", 1, time(10, 0), 60)
    timed(6, "Osteopathy congress", 2, time(9, 0), 2 * 24 * 60 + 480)
    timed(1, "Reminder: order oils", 0, time(12, 0), 0)
    timed(9, "Reminder: water the plants", 1, time(9, 0), 0)
    for place in range(4):
        timed(1, f"Planning, part {place + 1}", 1, time(14, 15 * place), 60)
    for who in (0, 2, 3, 4, 5, 6, 9, 10):
        timed(who, "All hands", 2, time(13, 0), 60)


def _clock_change(builder: Builder, connection: Connection, today: date) -> None:
    """Events through the nearest night on which the clocks change, and on the days beside it."""
    zone = builder.world.zone
    sunday = _nearest_change(builder, today)
    if sunday is None:
        return
    night = local(sunday - timedelta(days=1), time(23, 30), zone)
    builder.event(connection, "Night shift", night, night + 6 * 3600)
    builder.event(connection, "Clocks change", midnight(sunday), midnight(sunday) + DAY, all_day=True)
    for days in range(-2, 3):
        start = local(sunday + timedelta(days=days), time(10, 0), zone)
        builder.event(connection, "Morning walk", start, start + 3600)


def _nearest_change(builder: Builder, today: date) -> date | None:
    """The day nearest to today on which the zone's offset changes, within seven months."""
    zone = builder.world.zone
    for days in range(215):
        for day in (today + timedelta(days=days), today - timedelta(days=days)):
            dawn = datetime.combine(day, time(), zone)
            dusk = datetime.combine(day + timedelta(days=1), time(), zone)
            if dusk.astimezone(UTC) - dawn.astimezone(UTC) != timedelta(days=1):
                return day
    return None


def _book(builder: Builder, people: list[Schedule], today: date) -> None:
    """Wix's own book: appointments on working days, three classes a week."""
    zone, chance = builder.world.zone, builder.chance
    massage = builder.service("Deep Tissue Massage")
    consultation = builder.service("Consultation")
    yoga = builder.service("Slow Flow Yoga", capacity=12)
    monday = today - timedelta(days=today.weekday())
    for offset in range(-7, 28):
        day = monday + timedelta(days=offset)
        if day.weekday() < 5:
            for who in chance.sample(people, 6):
                start = local(day, time(chance.choice((9, 11, 14, 15, 17)), chance.choice((0, 30))), zone)
                service = chance.choice((massage, consultation))
                builder.booking(service, who, start, chance.choice((45, 60)), kind="APPOINTMENT")
        if day.weekday() in {0, 2, 4}:
            start = local(day, time(18, 0), zone)
            builder.booking(yoga, people[2], start, 75, kind="CLASS", taken=chance.randint(3, 12))


def _double_bookings(builder: Builder, connections: list[Connection], people: list[Schedule], today: date) -> None:
    """Bookings that collide with the person's own events on the next days."""
    service = next(s for s in builder.world.schedules.values() if s.name == "Consultation")
    for days, (connection, who) in enumerate(((1, 0), (3, 1), (4, 2)), start=1):
        start = local(today + timedelta(days=days), time(11, 0), builder.world.zone)
        builder.event(connections[connection], "Solicitor", start - 1800, start + 1800)
        builder.booking(service, people[who], start, 45, kind="APPOINTMENT")
