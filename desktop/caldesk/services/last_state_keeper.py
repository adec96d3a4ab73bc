"""Follows the state of one site and keeps the last good one: at once when something changed, else now and then."""

from typing import TYPE_CHECKING

from caldesk.services.history.look_run import blocking_problem
from caldesk.services.last_state import KeptState, LastState, kept_state
from caldesk.services.state import AppState, Snapshot
from caldesk.services.tasks import TaskOwner

if TYPE_CHECKING:
    from collections.abc import Callable

AT_LEAST_EVERY = 10 * 60.0
"""Seconds by which the kept time may lag behind the last look after a crash: each write costs the disk a flush."""


class LastStateKeeper:
    """`begin` once; `finish` writes what is not yet written."""

    def __init__(self, last: LastState, state: AppState, tasks: TaskOwner) -> None:
        self._last = last
        self._state = state
        self._tasks = tasks
        self._written: tuple[float, KeptState] | None = None
        self._wanted: tuple[float, KeptState] | None = None
        self._writing = False
        self._seen: Snapshot | None = None
        self._stop: Callable[[], None] | None = None

    def begin(self) -> None:
        """Follow the state."""
        if self._stop is None:
            self._stop = self._state.subscribe(self._see)
            self._see(self._state.snapshot)

    async def finish(self) -> None:
        """Follow no more, and keep the latest good state with its true time."""
        if self._stop is None:
            return
        self._stop()
        self._stop = None
        if self._wanted is not None and self._wanted != self._written:
            await self._last.save(*self._wanted)

    def _see(self, snapshot: Snapshot) -> None:
        if snapshot.loading or snapshot.remembered or snapshot.checked_at is None or blocking_problem(snapshot):
            return
        seen, self._seen = self._seen, snapshot
        if seen and seen.checked_at == snapshot.checked_at and seen.connections is snapshot.connections:
            return
        self._wanted = (snapshot.checked_at, kept_state(snapshot))
        if not self._writing and self._is_due():
            self._writing = self._tasks.start(self._write(), "keep the last state") is not None

    def _is_due(self) -> bool:
        if self._wanted is None or self._wanted == self._written:
            return False
        if self._written is None or self._wanted[1] != self._written[1]:
            return True
        return abs(self._wanted[0] - self._written[0]) >= AT_LEAST_EVERY

    async def _write(self) -> None:
        try:
            while self._is_due() and self._wanted is not None:
                wanted = self._wanted
                await self._last.save(*wanted)
                self._written = wanted
        finally:
            self._writing = False
