"""What is an incident, and when people are told of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from types import MappingProxyType

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import ConnectionState, ConnectionStatus, ErrorReason
from caldesk.services.history.store import HistoryStore
from caldesk.services.incidents import PATIENCE, incidents
from caldesk.services.problems import Action, Problem, ProblemId
from caldesk.services.reminders import DAY, Manners, Reminder, Reminders
from caldesk.services.state import AppState, ConnectionView, Snapshot
from tests.helpers.far_side import APPLE, GOOGLE, Clock, connection

SITE = "site-1"


def _view(key: str, state: ConnectionState, **values: object) -> ConnectionView:
    revoked = {"status": ConnectionStatus.ERROR, "error_reason": ErrorReason.TOKEN_REVOKED}
    told = revoked if state is ConnectionState.NEEDS_SIGN_IN else {}
    provider = values.pop("provider", GOOGLE)
    one = connection(key, provider_id=provider.id, **told)  # type: ignore[attr-defined]
    usual = {"state": state, "as_of": 1000.0, "since": 1000.0, "provider": provider}
    return ConnectionView(connection=one, **(usual | values))  # type: ignore[arg-type]


def _snapshot(*views: ConnectionView, **values: object) -> Snapshot:
    usual: dict[str, object] = {
        "checked_at": 1000.0,
        "connections": MappingProxyType({view.id: view for view in views}),
    }
    return Snapshot(**(usual | values))  # type: ignore[arg-type]


def _problem(kind: ProblemId) -> Problem:
    return Problem(id=kind, title="T", what="W", cure="C", actions=(Action.EDIT_SITE,))


BAD = _view("c1", ConnectionState.NEEDS_SIGN_IN)
GOOD = _view("c1", ConnectionState.WORKING)


class Wall:
    """Where notices hang; `posted` keeps every one that was put up."""

    def __init__(self, store: HistoryStore | None = None, manners: Manners | None = None) -> None:
        self.store = store or HistoryStore(None)
        self.state = AppState()
        self.clock = Clock()
        self.manners = manners or Manners()
        self.posted: list[Reminder] = []
        self.withdrawn: list[str] = []
        self.reminders = Reminders(
            self.store,
            SITE,
            self.state,
            self.clock,
            manners=lambda: self.manners,
            post=self.posted.append,
            withdraw=self.withdrawn.append,
            local_time=lambda now: time(int(now / 3600) % 24),
        )

    def see(self, snapshot: Snapshot, after: float = 0.0) -> None:
        self.clock.time += after
        self.state.replace(snapshot)

    @property
    def days(self) -> list[int]:
        return [reminder.day for reminder in self.posted]


@asynccontextmanager
async def _wall(manners: Manners | None = None) -> AsyncIterator[Wall]:
    wall = Wall(manners=manners)
    await wall.reminders.begin()
    try:
        yield wall
    finally:
        await wall.store.close()


async def test_an_incident_is_told_once_and_again_on_day_1_3_7_and_14() -> None:
    async with _wall() as wall:
        for _hour in range(24 * 40):
            wall.see(_snapshot(BAD), 3600)
    assert wall.days == [0, 1, 3, 7, 14]
    assert wall.withdrawn == []


async def test_it_is_taken_back_on_repair_and_told_anew_when_it_comes_back() -> None:
    async with _wall() as wall:
        wall.see(_snapshot(BAD))
        wall.see(_snapshot(GOOD), 2 * DAY)
        assert wall.withdrawn == [wall.posted[0].id]
        wall.see(_snapshot(replace(BAD, since=wall.clock.time)))
        wall.see(_snapshot(), 60)
    assert wall.days == [0, 0]
    assert len(wall.withdrawn) == 2


async def test_a_restart_tells_nothing_twice_but_shows_it_in_the_window() -> None:
    async with _wall() as wall:
        wall.see(_snapshot(BAD))
        wall.reminders.stop()
        again = Wall(wall.store)
        again.clock.time = wall.clock.time + 2 * DAY
        await again.reminders.begin()
        again.see(Snapshot())
        assert again.withdrawn == [], "nothing was read yet"
        again.see(_snapshot(replace(BAD, since=again.clock.time)))
        again.see(_snapshot(replace(BAD, since=again.clock.time)), 3600)
        assert again.days == [1]
        third = Wall(wall.store)
        third.clock.time = again.clock.time
        await third.reminders.begin()
        third.see(_snapshot(BAD))
        third.see(_snapshot(BAD))
    assert [(one.day, one.again) for one in third.posted] == [(1, True)]


async def test_what_was_repaired_while_the_program_was_closed_is_forgotten() -> None:
    async with _wall() as wall:
        wall.see(_snapshot(BAD))
        again = Wall(wall.store)
        await again.reminders.begin()
        again.see(_snapshot(GOOD))
        assert await wall.store.told(SITE) == ()
    assert again.posted == []


async def test_quiet_hours_put_it_off_and_a_kiosk_is_told_nothing() -> None:
    async with _wall(Manners(quiet_from=time(20), quiet_until=time(7))) as wall:
        wall.clock.time = 21 * 3600.0
        late = replace(BAD, since=wall.clock.time)
        wall.see(_snapshot(late))
        for _hour in range(9):
            wall.see(_snapshot(late), 3600)
            assert wall.posted == []
        wall.see(_snapshot(late), 3600)
        assert wall.days == [0]
        wall.manners = Manners(kiosk=True)
        wall.see(_snapshot(late), 20 * DAY)
        assert wall.days == [0]


@pytest.mark.parametrize(
    ("manners", "hour", "silent"),
    [
        (Manners(), 3, False),
        (Manners(quiet_from=time(12), quiet_until=time(14)), 12, True),
        (Manners(quiet_from=time(12), quiet_until=time(14)), 14, False),
        (Manners(quiet_from=time(22), quiet_until=time(6)), 23, True),
        (Manners(quiet_from=time(22), quiet_until=time(6)), 5, True),
        (Manners(quiet_from=time(22), quiet_until=time(6)), 6, False),
        (Manners(kiosk=True), 12, True),
    ],
)
def test_when_to_be_silent(manners: Manners, hour: int, silent: bool) -> None:
    assert manners.silent_at(time(hour)) is silent


async def test_a_provider_is_told_once_for_all_its_connections_and_only_when_it_lasts() -> None:
    down = [_view(f"c{n}", ConnectionState.NOT_REACHABLE) for n in range(5)]
    async with _wall() as wall:
        wall.see(_snapshot(*down), PATIENCE - 1)
        assert wall.posted == []
        wall.see(_snapshot(*down), 1)
        wall.see(_snapshot(*down), 1)
    (reminder,) = wall.posted
    assert reminder.incident.title == "Google is not reachable right now"
    assert reminder.incident.text.startswith("5 connections may be out of date")
    assert reminder.incident.step.action is Action.REFRESH


async def test_a_key_that_is_refused_is_told_at_once_a_line_that_is_down_later() -> None:
    async with _wall() as wall:
        wall.see(_snapshot(problems=(_problem(ProblemId.KEY_REFUSED),)))
        assert [one.incident.step.action for one in wall.posted] == [Action.EDIT_SITE]
    async with _wall() as wall:
        wall.see(_snapshot(problems=(_problem(ProblemId.DNS),)))
        wall.see(_snapshot(problems=(_problem(ProblemId.TIMEOUT),)), PATIENCE / 2)
        assert wall.posted == []
        wall.see(_snapshot(problems=(_problem(ProblemId.DNS),)), PATIENCE / 2)
        assert len(wall.posted) == 1
        wall.see(_snapshot())
    assert wall.withdrawn == [wall.posted[0].id]


def test_many_that_need_sign_in_at_once_are_one_incident() -> None:
    few = incidents(_snapshot(*(_view(f"c{n}", ConnectionState.NEEDS_SIGN_IN) for n in range(3))), 0)
    many = incidents(_snapshot(*(_view(f"c{n}", ConnectionState.NEEDS_SIGN_IN) for n in range(12))), 0)
    assert [one.connection_id for one in few] == ["c0", "c1", "c2"]
    assert [(one.title, one.connection_id) for one in many] == [("12 calendars need sign-in", "")]
    assert many[0].text.endswith("and 9 more need sign-in.")


def test_a_healthy_site_has_none() -> None:
    views = [
        _view("c1", ConnectionState.WORKING),
        _view("c2", ConnectionState.STARTING),
        _view("c3", ConnectionState.OFF),
    ]
    assert incidents(_snapshot(*views), 0) == ()


def test_two_providers_are_two_incidents() -> None:
    views = [
        _view("c1", ConnectionState.NOT_REACHABLE),
        _view("c2", ConnectionState.NOT_REACHABLE, provider=APPLE),
        _view("c3", ConnectionState.NOT_REACHABLE, provider=APPLE),
    ]
    assert [one.id for one in incidents(_snapshot(*views), 0)] == ["provider:p-google", "provider:p-apple"]


async def test_a_look_under_way_changes_nothing() -> None:
    async with _wall() as wall:
        wall.see(_snapshot(BAD))
        wall.see(_snapshot(loading=True))
        await asyncio.sleep(0)
    assert wall.withdrawn == []
