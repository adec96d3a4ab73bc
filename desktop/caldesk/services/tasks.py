"""Owns the background tasks of one object: all are named, none outlives its owner."""

import asyncio
from collections.abc import Coroutine


class TaskOwner:
    """Starts tasks and ends them together. A task that fails tells the loop's exception handler."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self._closed = False

    def start(self, coroutine: Coroutine[object, object, object], name: str) -> asyncio.Task[object] | None:
        """Run `coroutine`; after `close` nothing is started any more and None is returned."""
        if self._closed:
            coroutine.close()
            return None
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Cancel what runs and wait until it has ended."""
        self._closed = True
        mine = asyncio.current_task()
        rest = [task for task in self._tasks if task is not mine]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            task.get_loop().call_exception_handler(
                {"message": f"task {task.get_name()} failed", "exception": error, "task": task}
            )
