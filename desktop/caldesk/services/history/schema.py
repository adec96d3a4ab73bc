"""The tables, and the steps that lead from each version of them to the next; a step that was shipped never changes."""

import sqlite3

APPLICATION_ID = 0x43414C44
"""Marks the file as ours (`PRAGMA application_id`): "CALD"."""

Migration = tuple[str, ...]

_FIRST: Migration = (
    """CREATE TABLE entry (
        number INTEGER PRIMARY KEY AUTOINCREMENT, site TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL,
        connection_id TEXT NOT NULL, schedule_id TEXT NOT NULL, schedule_name TEXT NOT NULL, account TEXT NOT NULL,
        provider_id TEXT NOT NULL, provider_name TEXT NOT NULL, part TEXT NOT NULL, before TEXT NOT NULL,
        after TEXT NOT NULL, reason TEXT NOT NULL, place TEXT NOT NULL, who TEXT NOT NULL, way TEXT NOT NULL,
        not_before REAL, seconds REAL, request_id TEXT NOT NULL)""",
    "CREATE INDEX entry_of_site ON entry (site, number)",
    "CREATE INDEX entry_of_connection ON entry (site, connection_id, number)",
    "CREATE INDEX entry_of_schedule ON entry (site, schedule_id, number)",
    """CREATE TABLE standing (
        site TEXT NOT NULL, connection_id TEXT NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (site, connection_id)) WITHOUT ROWID""",
    """CREATE TABLE looks (
        number INTEGER PRIMARY KEY AUTOINCREMENT, site TEXT NOT NULL, first_at REAL NOT NULL, last_at REAL NOT NULL,
        times INTEGER NOT NULL, outcome TEXT NOT NULL, request_id TEXT NOT NULL)""",
    "CREATE INDEX looks_of_site ON looks (site, number)",
    """CREATE TABLE told (
        site TEXT NOT NULL, id TEXT NOT NULL, began REAL NOT NULL, day INTEGER NOT NULL,
        PRIMARY KEY (site, id)) WITHOUT ROWID""",
    """CREATE TABLE visit (
        site TEXT NOT NULL, who TEXT NOT NULL, at REAL NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (site, who)) WITHOUT ROWID""",
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST,)
"""Step n leads from version n to n + 1; a new file is version 0."""


class NewerFileError(Exception):
    """The file was written by a newer version of the program, or is another program's; it was not touched."""


def bring_up(connection: sqlite3.Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the tables to the present version, all or nothing. Raises NewerFileError, sqlite3.Error."""
    version = _number(connection, "user_version")
    if version > len(migrations) or _number(connection, "application_id") not in (0, APPLICATION_ID):
        raise NewerFileError
    if version == len(migrations):
        return
    if version == 0:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # only possible while there is no table
    connection.execute("BEGIN IMMEDIATE")
    try:
        _take_steps(connection, migrations)
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _take_steps(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    version = _number(connection, "user_version")  # again, now that no other process can change it
    for step in migrations[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
