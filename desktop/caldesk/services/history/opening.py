"""Opens the history's file: sets a damaged one aside, refuses one it may not write or does not understand."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from caldesk.services.history.schema import APPLICATION_ID, NewerFileError, bring_up
from caldesk.services.history.trouble import HistoryTrouble, TroubleId, kind_of_failure, trouble
from caldesk.services.whole_file import set_aside

Connect = Callable[[str], sqlite3.Connection]
"""Opens a file by name; tests hand in one that finds a small disk or a locked file."""

_PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""

_MANNERS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "journal_size_limit = 1048576")
"""A commit survives a crash and a power cut; what was deleted cannot be found in the file; the log stays small."""


class CannotOpenError(Exception):
    """The file cannot be used; `trouble` says why."""

    def __init__(self, found: HistoryTrouble) -> None:
        super().__init__(found.title)
        self.trouble = found


def connect(name: str) -> sqlite3.Connection:
    """A connection whose transactions are begun and ended by hand."""
    return sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None)


def open_file(path: Path, opener: Connect = connect) -> tuple[sqlite3.Connection, HistoryTrouble | None]:
    """The file, ready for use, and what had to be done for that. Raises CannotOpenError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _ready(opener, path), None
    except NewerFileError:
        raise CannotOpenError(trouble(TroubleId.NEWER, path)) from None
    except (sqlite3.DatabaseError, OSError) as error:
        kind = kind_of_failure(error)
        if kind is None:
            raise
        if kind is not TroubleId.SET_ASIDE:
            raise CannotOpenError(trouble(kind, path)) from error
    return _begin_anew(path, opener)


def open_memory() -> sqlite3.Connection:
    """A history that lives as long as the program."""
    connection = connect(":memory:")
    bring_up(connection)
    return connection


def move_away(path: Path) -> Path | None:
    """Set a damaged file aside together with its log, which may hold what can still be saved."""
    aside = set_aside(path)
    if aside is not None:
        for ending in ("-wal", "-shm"):
            with suppress(OSError):
                path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
    return aside


def _ready(opener: Connect, path: Path) -> sqlite3.Connection:
    connection = opener(str(path))
    try:
        _refuse_damaged(connection)
        bring_up(connection)
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",
            "journal_size_limit = 1048576",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        _refuse_read_only(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_read_only(connection: sqlite3.Connection) -> None:
    """A file that may only be read shows it here, not at the first change."""
    connection.execute("BEGIN IMMEDIATE")  # of such a file SQLite makes this a reading one, without a word
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("ROLLBACK")


def _refuse_damaged(connection: sqlite3.Connection) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        damaged = sqlite3.DatabaseError(found)
        damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damaged


def _begin_anew(path: Path, opener: Connect) -> tuple[sqlite3.Connection, HistoryTrouble]:
    aside = move_away(path)
    try:
        return _ready(opener, path), trouble(TroubleId.SET_ASIDE, aside)
    except (sqlite3.DatabaseError, OSError) as error:
        raise CannotOpenError(trouble(kind_of_failure(error) or TroubleId.BROKEN_DISK, path)) from error


def copy_into_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """What can still be read, as a history in memory; an empty one if nothing can."""
    memory = connect(":memory:")
    try:
        source.backup(memory)
    except sqlite3.DatabaseError:
        memory.close()
        return open_memory()
    return memory


def read_only_copy(path: Path) -> sqlite3.Connection:
    """The content of a file that may only be read, in memory; empty if even that fails."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
            return copy_into_memory(source)
    except sqlite3.DatabaseError:
        return open_memory()
