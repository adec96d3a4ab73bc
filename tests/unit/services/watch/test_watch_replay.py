"""Thirty days of watching a practice site over real HTTP, with its time moved: each change is told once, when it was.

The computer is on from 8 to 10; the rest of the day it sleeps, and only the wall clock goes on.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, ApiKeyCredentials
from caldesk.domain.secret import Secret
from caldesk.sandbox import rules
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.records import Connection
from caldesk.sandbox.server import SandboxThread
from caldesk.sandbox.shapes import CalendarType, ErrorReason, Status
from caldesk.services.connections import ConnectionsService
from caldesk.services.history.recorder import Recorder
from caldesk.services.history.records import OK, Entry, Kind, Place, Wanted
from caldesk.services.history.store import HistoryStore
from caldesk.services.reminders import DAYS, Manners, Reminder, Reminders
from caldesk.services.state import AppState
from caldesk.services.tasks import TaskOwner
from caldesk.services.watch import SETTLE, TICK, Watch
from caldesk.services.watch_pace import SLOW
from tests.helpers.sandbox import restart, running

HOUR, DAY = 3600.0, 86_400.0
MORNING = 1_767_945_600.0  # a Friday, 8:00 UTC
AWAKE = 2 * HOUR
SITE = "site-1"
SOON = SLOW * 1.1 + TICK
"""Seconds after which the slowest watching has seen a change while the computer is on."""


class ReplayTime:
    """Time that passes as soon as somebody sleeps, for the practice site too; the script happens at its moments."""

    def __init__(self, server: SandboxThread) -> None:
        self._control = server.control
        self._wall = 0.0
        self._forward = 0.0
        self._script: list[tuple[float, Callable[[], None]]] = []
        self.over = asyncio.Event()

    def now(self) -> float:
        return MORNING + self._wall

    def monotonic(self) -> float:
        return self._forward

    def at(self, moment: float, deed: Callable[[], None]) -> float:
        """Plan something for `moment` seconds after the beginning; returns the moment on the wall clock."""
        self._script.append((moment, deed))
        self._script.sort(key=lambda planned: planned[0])
        return MORNING + moment

    async def sleep(self, seconds: float) -> None:
        if not self._script:
            self.over.set()
            await asyncio.Event().wait()
        left = seconds
        while left > 0:
            until_off = AWAKE - self._wall % DAY
            step = min(left, until_off)
            self._forward += step
            self._pass(step)
            left -= step
            if step == until_off:
                self._pass(DAY - AWAKE)
        await asyncio.sleep(0)

    def _pass(self, seconds: float) -> None:
        end = self._wall + seconds
        while self._script and self._script[0][0] <= end:
            moment, deed = self._script.pop(0)
            self._move_to(moment)
            deed()
        self._move_to(end)

    def _move_to(self, moment: float) -> None:
        self._control.move_time(moment - self._wall)
        self._wall = moment


class Replay:
    """A practice site that stands still unless moved, and everything that watches and remembers it."""

    def __init__(self, server: SandboxThread, path: Path) -> None:
        self.server = server
        self.control = server.control
        server.site.clock._real = lambda: MORNING
        restart(server)
        self.time = ReplayTime(server)
        key = ApiKeyCredentials(key=Secret(server.api_key), site_id=server.site_id, account_id=server.account_id)
        config = ApiConfig(credentials=key, base_url=server.base_url)
        self.client = ApiClient(config, clock=self.time.monotonic, sleep=self.time.sleep, random=lambda: 0.5)
        self.state, self.tasks, self.store = AppState(), TaskOwner(), HistoryStore(path)
        service = ConnectionsService(self.client, self.state, self.time, self.tasks)
        self.recorder = Recorder(self.store, SITE, self.state, self.time, "ana")
        self.told: list[tuple[float, str, int]] = []
        """Of each reminder: when it was told, of what, and on which day of it."""
        self.taken_back: dict[str, float] = {}
        self.reminders = Reminders(
            self.store, SITE, self.state, self.time, manners=Manners, post=self._post, withdraw=self._take_back
        )
        self.watch = Watch(service.refresh, self.state, self.time, monotonic=self.time.monotonic, random=lambda: 0.5)

    def _post(self, reminder: Reminder) -> None:
        self.told.append((self.time.now(), reminder.incident.id, reminder.day))

    def _take_back(self, notice_id: str) -> None:
        self.taken_back[notice_id.removeprefix("incident.")] = self.time.now()

    def reminded(self, incident: str) -> list[tuple[int, float]]:
        """On which days of an incident it was told, and when."""
        return [(day, at) for at, key, day in self.told if key == incident]

    def connections(self, kind: CalendarType) -> list[Connection]:
        return [one for one in self.server.site.world.connections.values() if one.calendar_type == kind]

    def settle(self, key: str, status: Status | None, reason: ErrorReason | None = None) -> Callable[[], None]:
        return lambda: self.control.settle(key, status, reason)

    def switch_import_off(self, key: str) -> None:
        with self.server.site.lock:
            held = self.server.site.world.connections
            half = replace(held[key].sync_config.list_event_from_calendars, enabled=False)
            settings = replace(held[key].sync_config, list_event_from_calendars=half)
            held[key] = replace(held[key], sync_config=settings)

    def connect(self, email: str) -> None:
        """Somebody connects a Google account somewhere else."""
        with self.server.site.lock:
            world = self.server.site.world
            provider = next(one for one in world.all_providers() if one.calendar_type == CalendarType.GOOGLE)
            world.knobs = replace(world.knobs, synced_after=600.0)
            rules.connect(world, next(iter(world.schedules.values())), provider, email)

    async def entries(self) -> list[Entry]:
        return list(reversed(await self.store.entries(SITE, Wanted(limit=10_000))))


@asynccontextmanager
async def _replay(path: Path) -> AsyncIterator[Replay]:
    with running() as server:
        replay = Replay(server, path)
        await replay.recorder.begin()
        await replay.reminders.begin()
        yield replay
        replay.reminders.stop()
        replay.recorder.stop()
        await replay.tasks.close()
        await replay.client.aclose()
        await replay.store.close()


async def _run(replay: Replay) -> None:
    watching = asyncio.ensure_future(replay.watch.run())
    ending = asyncio.ensure_future(replay.time.over.wait())
    await asyncio.wait((watching, ending), return_when=asyncio.FIRST_COMPLETED)
    for task in (watching, ending):
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _told(entries: list[Entry], **values: Any) -> Entry:
    """The one entry with these values."""
    found = [one for one in entries if all(getattr(one, name) == value for name, value in values.items())]
    assert len(found) == 1, (values, found)
    return found[0]


def _in_time(entry: Entry, moment: float, late: float = SOON) -> bool:
    """Whether the change lies between the last look before it and the first one after it."""
    return entry.not_before is not None and entry.not_before <= moment <= entry.at <= moment + late


@pytest.mark.limit(110)
async def test_thirty_days_tell_each_change_once_and_when_it_was(tmp_path: Path) -> None:
    async with _replay(tmp_path / "history.sqlite3") as replay:
        plan, control = replay.time.at, replay.control
        revoked, at_night, switched, ended, *_rest = [one.id for one in replay.connections(CalendarType.GOOGLE)]
        microsoft = [one.id for one in replay.connections(CalendarType.MICROSOFT)]
        before = replay.control.state().connections
        starting = sum(one.status in (Status.CONNECTED, Status.SYNC_IN_PROGRESS) for one in before)

        lost = plan(1 * DAY + 0.7 * HOUR, replay.settle(revoked, Status.ERROR, ErrorReason.TOKEN_REVOKED))
        found = plan(3 * DAY + 1.5 * HOUR, replay.settle(revoked, None))
        slept = plan(4 * DAY - 5 * HOUR, replay.settle(at_night, Status.ERROR, ErrorReason.TOKEN_REVOKED))
        down = plan(
            6 * DAY + 0.5 * HOUR, lambda: control.set_knobs(failing_providers=frozenset({CalendarType.MICROSOFT}))
        )
        up = plan(6 * DAY + 1.5 * HOUR, lambda: control.set_knobs(failing_providers=frozenset()))
        off = plan(8 * DAY + HOUR, lambda: replay.switch_import_off(switched))
        broken = plan(12 * DAY + 0.5 * HOUR, lambda: control.add_fault(Fault(status=503)))
        whole = plan(12 * DAY + 1.2 * HOUR, control.clear_faults)
        gone = plan(15 * DAY + HOUR, replay.settle(ended, Status.DISCONNECTED))
        new = plan(22 * DAY + HOUR, lambda: replay.connect("new@mail.example"))
        plan(30 * DAY, lambda: None)
        await _run(replay)
        entries = await replay.entries()
        looks = await replay.store.looks(SITE)
        asked = control.requests("listConnections")

    one = _told(entries, connection_id=revoked, after="needs-sign-in")
    assert _in_time(one, lost)
    assert one.reason == "TOKEN_REVOKED"
    one = _told(entries, connection_id=revoked, before="needs-sign-in")
    assert _in_time(one, found)
    one = _told(entries, connection_id=at_night, after="needs-sign-in")
    assert _in_time(one, slept, 5 * HOUR + TICK + SETTLE), "seen as soon as the computer woke"
    for key in microsoft:
        assert _in_time(_told(entries, connection_id=key, after="not-reachable"), down)
        assert _in_time(_told(entries, connection_id=key, before="not-reachable", after="working"), up)
    one = _told(entries, kind=Kind.SWITCH)
    assert (one.connection_id, one.place) == (switched, Place.ELSEWHERE)
    assert _in_time(one, off)
    assert _in_time(_told(entries, kind=Kind.FAILURE), broken)
    one = _told(entries, kind=Kind.RECOVERED)
    assert whole <= one.at <= whole + 1500
    assert _in_time(_told(entries, connection_id=ended, after="off"), gone)
    one = _told(entries, kind=Kind.FIRST_SEEN, account="new@mail.example")
    assert new <= one.at <= new + SOON
    one = _told(entries, kind=Kind.SYNC_DELAY, account="new@mail.example")
    assert _in_time(one, new + 600)

    days, moments = zip(*replay.reminded(f"sign-in:{revoked}"), strict=True)
    assert days == (0, 1)
    assert all(lost + day * DAY <= at <= lost + day * DAY + SOON for day, at in zip(days, moments, strict=True))
    assert found <= replay.taken_back[f"sign-in:{revoked}"] <= found + SOON
    morning = MORNING + 4 * DAY
    days, moments = zip(*replay.reminded(f"sign-in:{at_night}"), strict=True)
    assert days == DAYS
    assert all(morning + day * DAY <= at <= morning + day * DAY + SOON for day, at in zip(days, moments, strict=True))
    broken_before = {f"sign-in:{one.id}" for one in before if one.status == Status.ERROR}
    assert {key for _at, key, _day in replay.told} == {f"sign-in:{revoked}", f"sign-in:{at_night}", *broken_before}, (
        "what passes within the hour is nobody's business"
    )

    kinds = Counter(one.kind for one in entries)
    assert kinds == {
        Kind.FIRST_SEEN: len(before) + 1,
        Kind.STATE: 5 + starting + 2 * len(microsoft),
        Kind.SYNC_DELAY: 1 + starting,
        Kind.SWITCH: 1,
        Kind.FAILURE: 1,
        Kind.RECOVERED: 1,
    }
    assert len(asked) > 0
    assert sum(row.times for row in looks if row.outcome == OK) > 30 * AWAKE / (SLOW * 1.1)
    assert len(looks) == 32, "a line a day and two more on the day when the service was down"
