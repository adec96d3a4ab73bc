"""The last good state of a site in a small file: a start without a line shows what was true, and says how old it is.

It holds what the list of connections shows, no titles of events and no secrets. Losing the file loses nothing.
"""

import asyncio
import logging
import threading
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from caldesk.domain.connection import Connection, ConnectionState
from caldesk.domain.provider import Provider
from caldesk.domain.schedule import Schedule
from caldesk.domain.site import SiteProperties
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.whole_file import write_whole

logger = logging.getLogger(__name__)

CAP = 8 * 1024 * 1024
"""Bytes: some 10,000 connections. A larger state is not kept."""

VERSION = 1


class KeptView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A connection as it was confirmed. `as_of` is set where it was read before the rest."""

    connection: Connection
    state: ConnectionState
    since: float
    as_of: float | None = None


class KeptState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What does not change from one look to the next as long as nothing happens."""

    properties: SiteProperties
    providers: tuple[Provider, ...]
    schedules: tuple[Schedule, ...]
    connections: tuple[KeptView, ...]


class _File(Struct, kw_only=True):
    version: int
    checked_at: float
    state: KeptState


class LastStates:
    """The files of all sites. `folder` None keeps nothing: practice sites, kiosks."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def of(self, site: str) -> "LastState":
        """The file of one site; its name tells nothing."""
        if self._folder is None:
            return LastState(None)
        return LastState(self._folder / f"{sha256(site.encode()).hexdigest()[:24]}.json")


class LastState:
    """Reads and replaces one file as a whole, in a thread. A file that cannot be read or written is as good as none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._one_writer = threading.Lock()
        """A write whose task was cancelled still goes on in its thread."""

    async def load(self) -> Snapshot | None:
        """What was kept, marked as remembered."""
        return None if self._path is None else await asyncio.to_thread(_read, self._path)

    async def save(self, checked_at: float, state: KeptState) -> None:
        """Keep it; a crash leaves the old file or the new one."""
        if self._path is not None:
            await asyncio.to_thread(self._write, self._path, _File(version=VERSION, checked_at=checked_at, state=state))

    def _write(self, path: Path, file: _File) -> None:
        with self._one_writer:
            _write(path, file)

    async def forget(self) -> None:
        """The site was removed."""
        if self._path is not None:
            await asyncio.to_thread(_remove, self._path)


def kept_state(snapshot: Snapshot) -> KeptState:
    """What is kept of a snapshot; wishes that are not confirmed are not."""
    return KeptState(
        properties=snapshot.properties,
        providers=snapshot.providers,
        schedules=snapshot.schedules,
        connections=tuple(_kept_view(view, snapshot.checked_at) for view in snapshot.connections.values()),
    )


def _kept_view(view: ConnectionView, checked_at: float | None) -> KeptView:
    older = checked_at is None or view.as_of < checked_at
    return KeptView(connection=view.connection, state=view.state, since=view.since, as_of=view.as_of if older else None)


def _remembered(file: _File) -> Snapshot:
    state = file.state
    providers = {provider.id: provider for provider in state.providers}
    views = {
        kept.connection.id: ConnectionView(
            connection=kept.connection,
            state=kept.state,
            as_of=file.checked_at if kept.as_of is None else kept.as_of,
            since=kept.since,
            provider=providers.get(kept.connection.provider_id),
            remembered=True,
        )
        for kept in state.connections
    }
    return Snapshot(
        checked_at=file.checked_at,
        properties=state.properties,
        providers=state.providers,
        schedules=state.schedules,
        connections=MappingProxyType(views),
        remembered=True,
    )


def _read(path: Path) -> Snapshot | None:
    try:
        if path.stat().st_size > CAP:
            return None
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        logger.warning("the last state could not be read: %s", error)
        return None
    return _remembered(file) if file.version == VERSION else None


def _write(path: Path, file: _File) -> None:
    content = msgspec.json.encode(file)
    if len(content) > CAP:
        logger.info("the last state is too large to keep: %d bytes", len(content))
        return
    try:
        write_whole(path, content)
    except OSError as error:
        logger.warning("the last state could not be kept: %s", error)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("the last state could not be removed: %s", error)
