"""Keeps the history usable whatever the disk does: the file, or memory until the file can be used again.

What was kept in memory meanwhile is written to the file later, in order. Blocks; belongs to one thread.
"""

import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from caldesk.services.history.database import CAP, Database
from caldesk.services.history.opening import (
    CannotOpenError,
    Connect,
    connect,
    copy_into_memory,
    move_away,
    open_file,
    open_memory,
    read_only_copy,
)
from caldesk.services.history.trouble import HistoryTrouble, TroubleId, kind_of_failure, trouble

logger = logging.getLogger(__name__)

T = TypeVar("T")

TRY_AGAIN_AFTER = 60.0
"""Seconds between two tries to return from memory to the file."""

_MOST_WAITING = 5000
"""Changes that wait for the file; beyond it the oldest are given up."""


class Keeper:
    """The database that is in use now. `path` None keeps everything in memory on purpose."""

    def __init__(
        self,
        path: Path | None,
        opener: Connect = connect,
        cap: int = CAP,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._opener = opener
        self._cap = cap
        self._monotonic = monotonic
        self._database: Database | None = None
        self._waiting: deque[Callable[[Database], None]] | None = None
        """What memory took and the file did not; None while the file is in use."""
        self._tried_at = 0.0
        self.trouble: HistoryTrouble | None = None
        """What is wrong, for the window to say."""

    def use(self, work: Callable[[Database], T]) -> T:
        """Do `work` on the present database; when the file fails, once more on what takes its place."""
        database = self._present()
        try:
            return work(database)
        except sqlite3.DatabaseError as error:
            return work(self._replaced(database, error))

    def change(self, work: Callable[[Database], None]) -> None:
        """The same for work that changes something: what only memory took is done on the file later."""
        self.use(work)
        if self._waiting is not None:
            self._waiting.append(work)

    def close(self) -> None:
        """Write what waits if the file can be used by now, and close."""
        if self._database is not None:
            self._return_to_file(now=True)
            self._database.close()
            self._database = None

    def _present(self) -> Database:
        if self._database is None:
            self._database = self._first()
        self._return_to_file()
        return self._database

    def _first(self) -> Database:
        if self._path is None:
            return Database(open_memory(), self._cap)
        try:
            connection, self.trouble = open_file(self._path, self._opener)
        except CannotOpenError as error:
            readable = error.trouble.id is TroubleId.READ_ONLY
            memory = read_only_copy(self._path) if readable else open_memory()
            return self._in_memory(memory, error.trouble)
        return Database(connection, self._cap)

    def _replaced(self, database: Database, error: sqlite3.DatabaseError) -> Database:
        kind = kind_of_failure(error)
        if kind is None or self._path is None or self._waiting is not None:
            raise error
        logger.warning("the history's file failed: %s", error)
        if kind is TroubleId.SET_ASIDE:
            database.close()
            move_away(self._path)
            self._database = self._first()
            self.trouble = self.trouble or trouble(kind, self._path)
        else:
            memory = copy_into_memory(database.connection)
            database.close()
            self._database = self._in_memory(memory, trouble(kind, self._path))
        return self._database

    def _in_memory(self, memory: sqlite3.Connection, why: HistoryTrouble) -> Database:
        self.trouble = why
        self._waiting = deque(maxlen=_MOST_WAITING)
        self._tried_at = self._monotonic()
        return Database(memory, self._cap)

    def _return_to_file(self, *, now: bool = False) -> None:
        """Try the file again now and then; a file of a newer version is left alone for good."""
        if self._waiting is None or self._path is None or self.trouble is None or self.trouble.id is TroubleId.NEWER:
            return
        if not now and self._monotonic() - self._tried_at < TRY_AGAIN_AFTER:
            return
        self._tried_at = self._monotonic()
        try:
            connection, said = open_file(self._path, self._opener)
        except CannotOpenError as error:
            self.trouble = error.trouble
            return
        self._write_waiting(Database(connection, self._cap), said)

    def _write_waiting(self, file: Database, said: HistoryTrouble | None) -> None:
        waiting = self._waiting or deque()
        try:
            while waiting:
                waiting[0](file)
                waiting.popleft()
        except sqlite3.DatabaseError as error:
            logger.info("the history's file still fails: %s", error)
            file.close()
            return
        if self._database is not None:
            self._database.close()
        self._database, self._waiting, self.trouble = file, None, said
