"""Looks at an open site again and again, so that nobody has to: soon after a change, seldom when nobody is there.

One look serves everybody: whoever else reads the site meanwhile moves the next look on. It never looks while it is
paused (locked, or told so), and at once, and once, when the computer wakes up or the line comes back.
"""

import asyncio
import random as _random
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from msgspec import Struct

from caldesk.domain.connection import ConnectionState
from caldesk.services.history.look_run import blocking_problem
from caldesk.services.policy.declared import Watching
from caldesk.services.ports import Clock
from caldesk.services.state import AppState, Snapshot
from caldesk.services.watch_jumps import JumpDetector
from caldesk.services.watch_pace import NEVER, Situation, next_pause

TICK = 30.0
"""Seconds: the longest sleep in one go. A sleep of the computer is noticed after this at the latest."""

SETTLE = 2.0
"""Seconds to wait after the line came back or the computer woke: both come in bursts, and names resolve late."""

_LIKE_FAILURES = 4
"""Looks that failed in a row: as many as make the pace of a computer that calls itself offline."""

_PAGE = 100
"""Schedules and staff in one answer."""


class Look(Protocol):
    """Reads the site; the result appears in the state. A look that fails shows as a problem there."""

    def __call__(self) -> Awaitable[None]:
        """One look, or a share in one that is under way."""
        ...


class Conditions(Struct, frozen=True, kw_only=True):
    """What the window tells about its surroundings. `online` False only slows looks down: systems are often wrong."""

    paused: bool = False
    online: bool = True
    metered: bool = False


class Watch:
    """Run `run` as a task of the session; cancelling it ends the watching. `monotonic` and `random` are for tests."""

    def __init__(
        self,
        look: Look,
        state: AppState,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        random: Callable[[], float] = _random.random,
    ) -> None:
        self._look = look
        self._state = state
        self._clock = clock
        self._monotonic = monotonic
        self._random = random
        self._jumps = JumpDetector(clock.now, monotonic)
        self._seen = state.snapshot
        self._conditions = Conditions()
        self._wish = Watching.USUAL
        self._woken = asyncio.Event()
        self._read_at = monotonic()
        self._changed_at: float | None = None
        self._used_at = monotonic()
        self._failures = 0
        self._soon = NEVER
        self._due = NEVER

    @property
    def next_look_in(self) -> float | None:
        """Seconds until the next look, or None where there is none to come by itself."""
        if self._conditions.paused or self._due == NEVER:
            return None
        return max(0.0, self._due - self._monotonic())

    async def run(self) -> None:
        """Look when it is time, for as long as it is not cancelled."""
        unsubscribe = self._state.subscribe(self._see)
        if self._seen.checked_at is None or self._wish is Watching.ASKED:
            self._soon = self._monotonic()
        self._plan()
        try:
            while True:
                await self._wait()
                if not self._conditions.paused and self._monotonic() >= self._due:
                    await self._look_once()
        finally:
            unsubscribe()

    def used(self) -> None:
        """Somebody is at the program; cheap enough to be told at every key."""
        away = self._monotonic() - self._used_at
        self._used_at = self._monotonic()
        if away > TICK:
            self._plan()

    def wish(self, wish: Watching) -> None:
        """Somebody has settled how often to look."""
        if wish is not self._wish:
            self._wish = wish
            self._plan()

    def surroundings(self, conditions: Conditions) -> None:
        """The program was locked or unlocked, or the line changed."""
        before, self._conditions = self._conditions, conditions
        if conditions.online and not before.online:
            self._failures = 0
            self._look_soon()
        self._plan()
        self._woken.set()

    async def _look_once(self) -> None:
        read_at = self._read_at
        await self._look()
        if self._read_at == read_at:  # nothing came of it that the state would have told
            self._have_looked()
            self._plan()

    async def _wait(self) -> None:
        """Return when it may be time; wakes now and then, because a long sleep does not notice that time jumped."""
        self._woken.clear()
        left = TICK if self._conditions.paused else self._due - self._monotonic()
        if left > 0:
            sleeping = asyncio.ensure_future(self._clock.sleep(min(left, TICK)))
            waking = asyncio.ensure_future(self._woken.wait())
            try:
                await asyncio.wait((sleeping, waking), return_when=asyncio.FIRST_COMPLETED)
            finally:
                sleeping.cancel()
                waking.cancel()
        if self._jumps.jumped():
            self._look_soon()

    def _see(self, snapshot: Snapshot) -> None:
        before, self._seen = self._seen, snapshot
        if _differ(before, snapshot):
            self._changed_at = self._monotonic()
        if before.loading and not snapshot.loading:
            failed = snapshot.checked_at == before.checked_at and blocking_problem(snapshot) is not None
            self._failures = self._failures + 1 if failed else 0
            self._have_looked()
        self._plan()

    def _have_looked(self) -> None:
        self._read_at = self._monotonic()
        self._soon = NEVER

    def _look_soon(self) -> None:
        if self._wish is not Watching.ASKED:
            self._soon = min(self._soon, self._monotonic() + SETTLE)
        self._plan()

    def _plan(self) -> None:
        due = min(self._soon, self._read_at + next_pause(self._situation()))
        if due < self._due:
            self._woken.set()
        self._due = due

    def _situation(self) -> Situation:
        now = self._monotonic()
        states = {view.state for view in self._seen.connections.values()}
        return Situation(
            since_change=None if self._changed_at is None else now - self._changed_at,
            starting=ConnectionState.STARTING in states,
            idle_for=now - self._used_at,
            failures=self._failures if self._conditions.online else max(self._failures, _LIKE_FAILURES),
            metered=self._conditions.metered,
            wish=self._wish,
            requests=requests_of(self._seen),
            luck=self._random(),
        )


def requests_of(snapshot: Snapshot) -> int:
    """What one look at this site costs: properties, providers, connections, and the pages of schedules and staff."""
    staff = sum(bool(schedule.staff_member_id) for schedule in snapshot.schedules)
    return 3 + _pages(len(snapshot.schedules)) + _pages(staff)


def _pages(count: int) -> int:
    return max(1, -(-count // _PAGE))


def _differ(before: Snapshot, after: Snapshot) -> bool:
    """Whether connections changed, rather than were read again; the first reading changes nothing."""
    if before.checked_at is None or before.connections is after.connections:
        return False
    if before.connections.keys() != after.connections.keys():
        return True
    pairs = ((before.connections[key], view) for key, view in after.connections.items())
    return any(old.connection != new.connection or old.state is not new.state for old, new in pairs)
