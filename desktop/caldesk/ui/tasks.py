"""Runs coroutines for a widget: one at a time per key, cancelled when the widget goes, errors become words.

This and the edge of the process are the only places that catch every exception.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from caldesk.i18n import _
from caldesk.services.problems import Problem, as_problem
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.style import Tone

logger = logging.getLogger(__name__)

_NAMED = "ui:"
OnProblem = Callable[[Problem], None]
OnBusy = Callable[[bool], None]


class WidgetTasks:
    """The tasks of one widget. They end when the widget is destroyed, or with `cancel_all`."""

    def __init__(self, owner: QObject, notices: Notices) -> None:
        self._notices = notices
        self._running: dict[str, asyncio.Task[None]] = {}
        self._count = 0
        owner.destroyed.connect(self.cancel_all)

    def run(
        self,
        work: Coroutine[Any, Any, object],
        *,
        key: str = "",
        restart: bool = False,
        on_problem: OnProblem | None = None,
        on_busy: OnBusy | None = None,
    ) -> None:
        """Start `work`. While a task with the same `key` runs, a new one is dropped, or replaces it on `restart`.

        `on_busy` is told True now and False at the end, unless the work was cancelled with its widget. A problem
        goes to `on_problem`, or to the notices. Cancelling is silent.
        """
        key = key or self._next_key()
        if (running := self._running.get(key)) is not None:
            if not restart:
                work.close()
                return
            running.cancel()
        guarded = self._guard(work, on_problem, on_busy)
        task = asyncio.get_running_loop().create_task(guarded, name=f"{_NAMED}{key}")
        self._running[key] = task
        task.add_done_callback(partial(self._ended, key, work))

    def is_running(self, key: str) -> bool:
        """Whether a task with that key runs."""
        return key in self._running

    def cancel(self, key: str) -> None:
        """Cancel one task; none of that name is fine."""
        if (task := self._running.pop(key, None)) is not None:
            task.cancel()

    def cancel_all(self) -> None:
        """Cancel every task."""
        running, self._running = self._running, {}
        for task in running.values():
            task.cancel()

    async def _guard(
        self, work: Coroutine[Any, Any, object], on_problem: OnProblem | None, on_busy: OnBusy | None
    ) -> None:
        if on_busy is not None:
            on_busy(True)
        try:
            await work
        except Exception as error:  # noqa: BLE001 - this is the place where errors become words
            self._tell(error, on_problem)
        if on_busy is not None:
            on_busy(False)

    def _tell(self, error: Exception, on_problem: OnProblem | None) -> None:
        problem = as_problem(error)
        if problem is None:
            logger.error("unexpected error", exc_info=error)
            self._notices.post(unexpected(error))
        elif on_problem is not None:
            on_problem(problem)
        else:
            self._notices.post_problem(problem)

    def _ended(self, key: str, work: Coroutine[Any, Any, object], task: asyncio.Task[None]) -> None:
        work.close()  # one that was cancelled before its first step would be reported as never awaited
        if self._running.get(key) is task:
            del self._running[key]

    def _next_key(self) -> str:
        self._count += 1
        return f"task {self._count}"


async def end_all() -> None:
    """Cancel what runs for any widget and wait until it has ended: nothing of it may outlive the loop."""
    mine = asyncio.current_task()
    rest = [task for task in asyncio.all_tasks() if task is not mine and task.get_name().startswith(_NAMED)]
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


def unexpected(error: BaseException) -> Notice:
    """The notice for a bug: the work goes on, and the details can be copied. It holds places, never values."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"{frame.name} in {frame.filename.rpartition('caldesk')[2]}:{frame.lineno}" for frame in frames)
    return Notice(
        id="unexpected",
        title=_("Something unexpected happened"),
        text=_("The program goes on. If it happens again, copy the details and send them to support."),
        tone=Tone.BAD,
        detail=f"{type(error).__name__}\n{places}",
    )
