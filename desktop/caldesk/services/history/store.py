"""The history for the rest of the program: asyncio in front, one thread of its own behind.

Whatever is handed in is written in the order in which it came, also when the caller is cancelled meanwhile.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from caldesk.services.history.database import CAP, Database
from caldesk.services.history.keeper import Keeper
from caldesk.services.history.opening import Connect, connect
from caldesk.services.history.records import Batch, Entry, Looks, Standing, Told, Visit, Wanted
from caldesk.services.history.trouble import HistoryTrouble

logger = logging.getLogger(__name__)

T = TypeVar("T")


class HistoryStore:
    """One history for all sites. `path` None keeps it in memory: practice sites, kiosks."""

    def __init__(self, path: Path | None, *, opener: Connect = connect, cap: int = CAP) -> None:
        self._keeper = Keeper(path, opener, cap)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._closed = False

    @property
    def trouble(self) -> HistoryTrouble | None:
        """What is wrong with the file as of the last access, for the window to say; None while all is well."""
        return self._keeper.trouble

    async def open(self) -> HistoryTrouble | None:
        """Open the file, if that has not happened yet, and say what is wrong with it."""
        await self._ask(lambda _database: None)
        return self.trouble

    def put(self, site: str, batch: Batch) -> None:
        """Write a batch without waiting; `flush` waits for it. After `close` nothing is written any more."""
        if self._closed:
            logger.warning("the history was closed before its last record")
            return
        self._change(lambda database: database.write(site, batch)).add_done_callback(_tell_failure)

    async def write(self, site: str, batch: Batch) -> None:
        """Write a batch; when this returns, it is kept."""
        await self._done(self._change(lambda database: database.write(site, batch)))

    async def flush(self) -> None:
        """Return when everything that was handed in before is kept."""
        await self._done(self._thread.submit(_nothing))

    async def entries(self, site: str, wanted: Wanted | None = None) -> tuple[Entry, ...]:
        """The newest entries of a site that match, newest first."""
        return await self._ask(lambda database: database.entries(site, wanted or Wanted()))

    async def since_last_visit(self, site: str, who: str, limit: int = 500) -> tuple[Visit | None, tuple[Entry, ...]]:
        """When that user was last here, and what came since, newest first; everything is old on a first visit."""

        def look(database: Database) -> tuple[Visit | None, tuple[Entry, ...]]:
            visit = database.visit(site, who)
            if visit is None:
                return None, ()
            return visit, database.entries(site, Wanted(after=visit.number, limit=limit))

        return await self._ask(look)

    async def note_visit(self, site: str, who: str, at: float) -> None:
        """That user has seen everything up to now (`at`: epoch seconds)."""
        await self._done(self._change(lambda database: database.note_visit(site, who, at)))

    async def standings(self, site: str) -> dict[str, Standing]:
        """How each connection stood when it last changed, by id."""
        found = await self._ask(lambda database: database.standings(site))
        return {standing.connection_id: standing for standing in found}

    async def looks(self, site: str, limit: int = 100) -> tuple[Looks, ...]:
        """When the site was looked at and how that ended, newest first."""
        return await self._ask(lambda database: database.looks(site, limit))

    async def told(self, site: str) -> tuple[Told, ...]:
        """The incidents that were open, and up to which day somebody was told."""
        return await self._ask(lambda database: database.told(site))

    async def forget_site(self, site: str) -> None:
        """Drop everything about a site that was removed."""
        await self._done(self._change(lambda database: database.forget_site(site)))

    async def close(self) -> None:
        """Write what is still to be written, then close the file and end the thread."""
        if self._closed:
            return
        self._closed = True
        closing = self._thread.submit(self._keeper.close)
        self._thread.shutdown(wait=False)
        await self._done(closing)

    async def _ask(self, work: Callable[[Database], T]) -> T:
        return await self._done(self._thread.submit(self._keeper.use, work))

    def _change(self, work: Callable[[Database], None]) -> "Future[None]":
        return self._thread.submit(self._keeper.change, work)

    @staticmethod
    async def _done(future: "Future[T]") -> T:
        # Shielded: a future that is cancelled before its turn would never be carried out.
        return await asyncio.shield(asyncio.wrap_future(future))


def _nothing() -> None:
    """Takes its turn behind everything else."""


def _tell_failure(future: "Future[None]") -> None:
    error = future.exception()
    if error is not None:
        logger.error("the history could not be written", exc_info=error)
