"""Every scenario starts, is sane, and is the same for the same seed."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from caldesk.sandbox.clock import PracticeClock
from caldesk.sandbox.scenarios import SCENARIOS, UnknownScenarioError, build
from caldesk.sandbox.shapes import CalendarType, ErrorReason, Status
from caldesk.sandbox.site import PracticeSite, practice_identity

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()


def world(name: str, seed: int = 1, now: float = NOW):
    return build(name, seed, practice_identity(seed), PracticeClock(lambda: now))


@pytest.mark.parametrize("name", SCENARIOS)
def test_starts_and_everything_refers_to_something(name):
    made = world(name)
    assert SCENARIOS[name]
    for connection in made.connections.values():
        assert connection.schedule_id in made.schedules
        assert connection.provider_id in made.providers
    assert {event.connection_id for event in made.events} <= made.connections.keys()
    assert all(event.start <= event.end for event in made.events)
    for booking in made.bookings:
        assert booking.schedule_id in made.schedules
        assert set(booking.resource_ids) <= made.resources.keys()
        assert 0 <= booking.taken <= booking.capacity
    assert all(len(member.name) <= 40 for member in made.staff.values())


def picture(made) -> bytes:
    parts = (made.schedules, made.staff, made.providers, made.connections, made.events, made.bookings)
    return msgspec.json.encode(parts)


@pytest.mark.parametrize("name", ["busy", "statuses"])
def test_the_same_seed_gives_the_same_world(name):
    assert picture(world(name)) == picture(world(name))
    assert picture(world(name)) != picture(world(name, seed=2))


def test_unknown_name():
    with pytest.raises(UnknownScenarioError):
        PracticeSite("nonsense")


def test_fresh_has_the_business_and_its_owner():
    made = world("fresh")
    assert [s.name for s in made.schedules.values()] == ["business", "Business Owner"]
    assert (made.connections, made.events) == ({}, [])


def test_team_is_the_studio_before_anybody_is_connected():
    made = world("team")
    assert {member.name for member in made.staff.values()} == {m.name for m in world("busy").staff.values()}
    assert (len(made.schedules), made.connections, made.events) == (11, {}, [])


def test_busy_has_what_was_promised():
    made = world("busy")
    bookable = [s for s in made.schedules.values() if s.id not in {b.schedule_id for b in made.bookings}]
    assert (len(bookable), len(made.staff), len(made.resources)) == (12, 10, 11)
    assert 540 <= len(made.events) <= 680
    kinds = Counter(c.calendar_type for c in made.connections.values())
    assert kinds.keys() == {CalendarType.GOOGLE, CalendarType.MICROSOFT, CalendarType.I_CAL}
    states = Counter(c.status(NOW) for c in made.connections.values())
    assert (states[Status.ERROR], states[Status.SYNC_IN_PROGRESS]) == (1, 1)
    per_schedule = Counter(c.schedule_id for c in made.connections.values())
    assert sum(1 for s in bookable if s.id not in per_schedule) == 2
    assert sorted(per_schedule.values())[-2:] == [1, 2]


def test_busy_has_events_that_are_hard_to_draw():
    events = world("busy").events
    assert any(e.start == e.end for e in events)
    assert any(e.all_day and e.end - e.start > 86400 for e in events)
    assert any(not e.all_day and e.end - e.start > 86400 for e in events)
    assert max(len(e.title) for e in events) > 40


@pytest.mark.parametrize("now", [NOW, datetime(2027, 6, 30, tzinfo=UTC).timestamp()])
def test_busy_has_a_night_on_which_the_clocks_change(now):
    zone = ZoneInfo("Europe/Dublin")
    nights = [e for e in world("busy", now=now).events if e.title == "Night shift"]
    offsets = [datetime.fromtimestamp(at, zone).utcoffset() for night in nights for at in (night.start, night.end)]
    assert len(nights) == 1
    assert abs(offsets[0] - offsets[1]) == timedelta(hours=1)


def test_busy_has_double_bookings():
    made = world("busy")
    resource = {s.id: s.external_id for s in made.schedules.values()}
    clashes = [
        (booking.title, event.title)
        for booking in made.bookings
        for event in made.events
        if resource[made.connections[event.connection_id].schedule_id] in booking.resource_ids
        and event.start < booking.end
        and event.end > booking.start > NOW
    ]
    assert len(clashes) >= 3


def test_statuses_has_every_state_and_reason():
    connections = world("statuses").connections.values()
    assert {c.status(NOW) for c in connections} == set(Status)
    assert {c.reason for c in connections} == {None, *ErrorReason}


def test_duplicates_share_one_account():
    emails = Counter(c.email for c in world("duplicates").connections.values())
    assert emails.most_common(1)[0][1] == 2


def test_large_is_large():
    made = world("large")
    assert (len(made.schedules), len(made.connections), len(made.events)) == (2_000, 5_000, 100_000)
    assert len({m.name for m in made.staff.values()}) == 1_999


def test_large_answers_every_page(staged):
    caller = staged("large")
    assert len(caller.connections()) == 5_000
    schedules, body = [], {"query": {"cursorPaging": {"limit": 100}}}
    while True:
        page = caller.post("/calendar/v3/schedules/query", body).json()
        schedules += page["schedules"]
        if not page["pagingMetadata"]["hasNext"]:
            break
        body = {"query": {"cursorPaging": {"limit": 100, "cursor": page["pagingMetadata"]["cursors"]["next"]}}}
    assert len({s["id"] for s in schedules}) == len(schedules) == 2_000
