"""Entries and stores for the tests of the history."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from caldesk.domain.connection import ConnectionState
from caldesk.services.history.opening import Connect, connect
from caldesk.services.history.records import Batch, Entry, Kind, Standing
from caldesk.services.history.store import HistoryStore

SITE = "site-1"


def entry(at: float = 1.0, **values: Any) -> Entry:
    """An entry about Ana's connection, with other values where told."""
    usual: dict[str, Any] = {"kind": Kind.STATE, "connection_id": "c1", "schedule_id": "s-ana"}
    return Entry(at=at, **(usual | values))


def batch(*entries: Entry) -> Batch:
    """These entries, kept together."""
    return Batch(entries=entries)


def standing(key: str = "c1", **values: Any) -> Standing:
    """A working connection."""
    usual: dict[str, Any] = {"state": ConnectionState.WORKING, "since": 5.0, "first_seen": 1.0}
    return Standing(connection_id=key, **(usual | values))


@asynccontextmanager
async def opened(path: Path | None, *, opener: Connect = connect, cap: int = 1 << 25) -> AsyncIterator[HistoryStore]:
    """A store that is closed at the end."""
    store = HistoryStore(path, opener=opener, cap=cap)
    try:
        yield store
    finally:
        await store.close()


def bytes_in(*places: Path) -> bytes:
    """Everything that these files, or the files in these folders, hold."""
    files = [file for place in places for file in (place.iterdir() if place.is_dir() else [place])]
    return b"".join(file.read_bytes() for file in files)
