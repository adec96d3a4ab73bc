"""The history as an open SQLite database: writes batches, answers questions, stays under its size.

Everything here blocks and belongs to one thread. What to do when the file fails is decided elsewhere (`keeper`).
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

import msgspec

from caldesk.services.history.records import Batch, Entry, Looked, Looks, Standing, Told, Visit, Wanted

CAP = 32 * 1024 * 1024
"""Bytes that the file may take: some 100,000 entries."""

LOOKS_GAP = 30 * 60.0
"""Seconds without a look that end a row of looks: more than the longest pause of watching, so that a gap is a gap."""

_PRUNED = 0.1
"""The part of the entries that goes when the file is too large: enough not to come back at once."""

_FIELDS = tuple(field for field in Entry.__struct_fields__ if field != "number")
_COLUMNS = ", ".join(_FIELDS)
_MARKS = ", ".join("?" for _ in _FIELDS)


class Database:
    """Reads and writes through one connection, which it closes."""

    def __init__(self, connection: sqlite3.Connection, cap: int = CAP) -> None:
        self.connection = connection
        self._cap = cap

    def close(self) -> None:
        """Close the file; what was written is safe without it."""
        self.connection.close()

    def write(self, site: str, batch: Batch) -> None:
        """Keep a batch, all or nothing: when this returns it is on the disk. Raises sqlite3.Error."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            self._put(site, batch)
            self.connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back already
                self.connection.execute("ROLLBACK")
            raise
        self._prune()

    def entries(self, site: str, wanted: Wanted) -> tuple[Entry, ...]:
        """The newest entries that match, newest first."""
        where, values = _conditions(site, wanted)
        # The conditions are fixed texts; every value goes in as a parameter.
        query = f"SELECT {_COLUMNS}, number FROM entry WHERE {where} ORDER BY number DESC LIMIT ?"  # noqa: S608
        rows = self.connection.execute(query, (*values, wanted.limit))
        names = (*_FIELDS, "number")
        return tuple(msgspec.convert(dict(zip(names, row, strict=True)), Entry) for row in rows)

    def standings(self, site: str) -> tuple[Standing, ...]:
        """How every connection of the site stood; one that cannot be read any more is left out."""
        rows = self.connection.execute("SELECT body FROM standing WHERE site = ?", (site,))
        found = []
        for (body,) in rows:
            with suppress(msgspec.MsgspecError):
                found.append(msgspec.json.decode(body, type=Standing))
        return tuple(found)

    def looks(self, site: str, limit: int) -> tuple[Looks, ...]:
        """The latest rows of looks, newest first."""
        rows = self.connection.execute(
            "SELECT first_at, last_at, times, outcome, request_id FROM looks WHERE site = ? "
            "ORDER BY number DESC LIMIT ?",
            (site, limit),
        )
        return tuple(
            Looks(first_at=first, last_at=last, times=times, outcome=outcome, request_id=request_id)
            for first, last, times, outcome, request_id in rows
        )

    def told(self, site: str) -> tuple[Told, ...]:
        """The incidents that were open."""
        rows = self.connection.execute("SELECT id, began, day FROM told WHERE site = ?", (site,))
        return tuple(Told(id=key, began=began, day=day) for key, began, day in rows)

    def visit(self, site: str, who: str) -> Visit | None:
        """When that user was last here."""
        row = self.connection.execute("SELECT at, number FROM visit WHERE site = ? AND who = ?", (site, who)).fetchone()
        return Visit(at=row[0], number=row[1]) if row else None

    def note_visit(self, site: str, who: str, at: float) -> None:
        """That user has seen everything up to now."""
        self.connection.execute(
            "INSERT OR REPLACE INTO visit SELECT ?, ?, ?, COALESCE(MAX(number), 0) FROM entry WHERE site = ?",
            (site, who, at, site),
        )

    def forget_site(self, site: str) -> None:
        """Drop everything about a site."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            for table in ("entry", "standing", "looks", "told", "visit"):
                self.connection.execute(f"DELETE FROM {table} WHERE site = ?", (site,))  # noqa: S608 - fixed names
            self.connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise
        self._give_back()

    def _put(self, site: str, batch: Batch) -> None:
        many = self.connection.executemany
        many(
            f"INSERT INTO entry (site, {_COLUMNS}) VALUES (?, {_MARKS})",  # noqa: S608 - fixed names
            ((site, *(_plain(getattr(entry, name)) for name in _FIELDS)) for entry in batch.entries),
        )
        many(
            "INSERT OR REPLACE INTO standing VALUES (?, ?, ?)",
            ((site, one.connection_id, msgspec.json.encode(one)) for one in batch.standings),
        )
        many("DELETE FROM standing WHERE site = ? AND connection_id = ?", _pairs(site, batch.forgotten))
        many("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", ((site, t.id, t.began, t.day) for t in batch.told))
        many("DELETE FROM told WHERE site = ? AND id = ?", _pairs(site, batch.repaired))
        if batch.looked is not None:
            self._note_look(site, batch.looked)

    def _note_look(self, site: str, look: Looked) -> None:
        last = self.connection.execute(
            "SELECT number, last_at, outcome FROM looks WHERE site = ? ORDER BY number DESC LIMIT 1", (site,)
        ).fetchone()
        if last is not None and last[2] == look.outcome and 0 <= look.at - last[1] <= LOOKS_GAP:
            self.connection.execute(
                "UPDATE looks SET last_at = ?, times = times + 1, request_id = ? WHERE number = ?",
                (look.at, look.request_id, last[0]),
            )
        else:
            self.connection.execute(
                "INSERT INTO looks (site, first_at, last_at, times, outcome, request_id) VALUES (?, ?, ?, 1, ?, ?)",
                (site, look.at, look.at, look.outcome, look.request_id),
            )

    def _prune(self) -> None:
        """Oldest first by number, not by time: a clock that was wrong for a day must not cost the history."""
        if self._bytes_used() <= self._cap:
            return
        while self._bytes_used() > self._cap and self._drop_oldest():
            pass
        self._give_back()

    def _drop_oldest(self) -> bool:
        dropped = 0
        for table in ("entry", "looks"):
            first, last = self.connection.execute(f"SELECT MIN(number), MAX(number) FROM {table}").fetchone()  # noqa: S608
            if first is not None:
                border = first + int((last - first) * _PRUNED)
                dropped += self.connection.execute(f"DELETE FROM {table} WHERE number <= ?", (border,)).rowcount  # noqa: S608
        return dropped > 0

    def _give_back(self) -> None:
        # As a script: `execute` takes one step of this pragma, which gives one page back.
        self.connection.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")

    def _bytes_used(self) -> int:
        count, free, size = (
            self.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((count - free) * size)


def _pairs(site: str, keys: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((site, key) for key in keys)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _conditions(site: str, wanted: Wanted) -> tuple[str, list[object]]:
    where, values = ["site = ?", "number > ?"], [site, wanted.after]
    if wanted.before is not None:
        where.append("number < ?")
        values.append(wanted.before)
    if wanted.connection_id:
        where.append("connection_id = ?")
        values.append(wanted.connection_id)
    if wanted.schedule_id:
        where.append("schedule_id = ?")
        values.append(wanted.schedule_id)
    if wanted.kinds:
        where.append(f"kind IN ({', '.join('?' for _ in wanted.kinds)})")
        values.extend(kind.value for kind in wanted.kinds)
    return " AND ".join(where), values
