"""Long work of the window in small steps, so that it goes on answering: a slice each turn of the event loop.

Only the newest job runs. What it costs is counted in events, not in time, so that it is the same on every computer.
"""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

SLICE = 3000
"""What is worked off before the window may answer again, some 10 ms; an event costs 1 to sort and 2 to place.

Most sites never have more than a slice in view, so that everything is there at once.
"""

Job = Iterator[int]
"""Each step yields how many events it has cost."""


class Allowance:
    """What may still be placed in this turn; the first thing after `renew` may cost more than a slice."""

    def __init__(self) -> None:
        self._room = SLICE
        self._fresh = False

    def renew(self) -> None:
        """Another turn."""
        self._room, self._fresh = SLICE, True

    def refill(self) -> None:
        """Something else is looked at: a small thing is placed at once, a large one in turns of its own."""
        self._room, self._fresh = SLICE, False

    def take(self, cost: int) -> bool:
        """Whether there is room for it."""
        has_room = cost <= self._room or self._fresh
        if has_room:
            self._room, self._fresh = self._room - cost, False
        return has_room


class Slices(QObject):
    """Works off one job at a time; `paused` is called after each slice that left something to do."""

    def __init__(self, owner: QObject, paused: Callable[[], object] = lambda: None) -> None:
        super().__init__(owner)
        self._paused = paused
        self._job: Job | None = None
        self.took_ms = 0.0
        """Milliseconds that the slices of the last job took so far."""
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether something is left to do."""
        return self._job is not None

    def start(self, job: Job) -> None:
        """Drop the job before, and do the first slice of this one now; a small job is done then."""
        self._turn.stop()
        self._job, self.took_ms = job, 0.0
        self._go_on()

    def stop(self) -> None:
        """Drop the job."""
        self._turn.stop()
        self._job = None

    def _go_on(self) -> None:
        begun, job = time.perf_counter(), self._job
        is_left = job is not None and self._slice_of(job)
        if self._job is not job:  # a step has started another job
            return
        self.took_ms += (time.perf_counter() - begun) * 1000
        if is_left:
            self._turn.start()
            self._paused()
        else:
            self._job = None

    def _slice_of(self, job: Job) -> bool:
        """Work on a job; whether something is left of it."""
        spent = 0
        for cost in job:
            spent += cost
            if spent >= SLICE or self._job is not job:
                return True
        return False
