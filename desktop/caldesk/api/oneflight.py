"""One piece of work in flight for all who ask for it at the same time.

A waiter who is cancelled leaves the others their work; when the last one leaves, the work is cancelled too.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class OneFlight(Generic[T]):
    """Starts `work` when nobody is waiting for it yet; everybody gets the same result or error."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._work = work
        self._task: asyncio.Task[T] | None = None
        self._waiting = 0

    async def join(self) -> T:
        """The result of the run that is in flight, starting one if there is none."""
        if self._task is None:
            self._task, self._waiting = asyncio.ensure_future(self._work()), 0
        task = self._task
        self._waiting += 1
        try:
            return await asyncio.shield(task)
        finally:
            if self._task is task:
                self._leave(task)

    def _leave(self, task: "asyncio.Task[T]") -> None:
        self._waiting -= 1
        if task.done():
            self._task = None
        elif not self._waiting:
            self._task = None
            task.cancel()
