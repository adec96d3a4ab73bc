"""The connections of one site: reading them, changing their settings, ending them.

Switching states a wish. The wish is shown as pending, queued behind any other write on the same connection, and
the *answer* of the service becomes the new state; on failure the last confirmed value stands.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from caldesk.api import apps, connections
from caldesk.api.errors import AlreadyDisconnected, ApiError, NotFound
from caldesk.domain.connection import (
    Calendar,
    Connection,
    ConnectionStatus,
    SyncConfig,
    wish_calendars,
    wish_export,
    wish_import,
)
from caldesk.domain.provider import Provider
from caldesk.services.ports import Clock
from caldesk.services.problems import problem_of
from caldesk.services.reading import fold, read, view_of
from caldesk.services.state import AppState, ConnectionView, Saving, Snapshot
from caldesk.services.tasks import TaskOwner

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient

Change = Callable[[SyncConfig, Provider], SyncConfig]


class ConnectionsService:
    """Reads and changes the connections of one site; `state` is where the result appears."""

    def __init__(self, client: "ApiClient", state: AppState, clock: Clock, tasks: TaskOwner) -> None:
        self._client = client
        self._state = state
        self._clock = clock
        self._tasks = tasks
        self._refreshing: asyncio.Task[object] | None = None
        self._changes: dict[str, list[Change]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def refresh(self) -> None:
        """Read everything again; callers that come while a reading runs share it."""
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = self._tasks.start(self._read(), "read connections")
        if self._refreshing is not None:
            await asyncio.shield(self._refreshing)

    def set_import(self, connection_id: str, enabled: bool) -> None:
        """Wish: their events block bookings here, or not."""
        self._wish(connection_id, lambda config, provider: wish_import(config, enabled, provider))

    def set_export(self, connection_id: str, enabled: bool) -> None:
        """Wish: bookings appear in their calendar, or not."""
        self._wish(connection_id, lambda config, provider: wish_export(config, enabled, provider))

    def set_calendars(self, connection_id: str, calendars: tuple[Calendar, ...]) -> None:
        """Wish: exactly these calendars are read."""
        self._wish(connection_id, lambda config, _provider: wish_calendars(config, calendars))

    def settle_conflict(self, connection_id: str, *, keep_mine: bool) -> None:
        """Answer to a conflict: write the wish over the value set elsewhere, or drop the wish."""
        view = self._view(connection_id)
        if view is None or view.saving is not Saving.CONFLICT:
            return
        wish = view.wish
        self._publish(replace(view, saving=Saving.SETTLED, wish=None))
        if keep_mine and wish is not None:
            self._wish(connection_id, lambda _config, _provider: wish)

    async def check_now(self, connection_id: str) -> Connection:
        """Read one connection again. Raises ApiError; one that is gone leaves the state."""
        try:
            connection = await connections.get_connection(self._client, connection_id)
        except NotFound:
            self._remove(connection_id)
            raise
        self._take(connection)
        return connection

    async def list_calendars(self, connection_id: str) -> tuple[Calendar, ...]:
        """The calendars inside the account. Raises ApiError."""
        return await connections.list_calendars(self._client, connection_id)

    async def disconnect(self, connection_id: str) -> None:
        """End a connection; one that was ended before is as good. Raises ApiError.

        Bookings that were written into the external calendar are deleted there by Wix.
        """
        async with self._lock(connection_id):
            with suppress(AlreadyDisconnected, NotFound):
                await connections.disconnect(self._client, connection_id)
            self._remove(connection_id)

    async def install_bookings(self, site_id: str) -> None:
        """Install Wix Bookings on the site. Raises ApiError. Its schedules appear some time later."""
        await apps.install_bookings(self._client, site_id)

    def take(self, connection: Connection) -> None:
        """Accept a connection that was proven elsewhere (a connect flow read it back)."""
        self._take(connection)

    async def _read(self) -> None:
        self._state.replace(replace(self._state.snapshot, loading=True))
        try:
            reading = await read(self._client)
        except asyncio.CancelledError:
            self._state.replace(replace(self._state.snapshot, loading=False))
            raise
        self._state.replace(fold(self._state.snapshot, reading, self._clock.now()))

    def _wish(self, connection_id: str, change: Change) -> None:
        view = self._view(connection_id)
        if view is None:
            return
        provider = view.provider or Provider(id=view.connection.provider_id, name="")
        queued = self._changes.setdefault(connection_id, [])
        queued.append(change)
        wish = change(view.shown_config, provider)
        self._publish(replace(view, saving=Saving.PENDING, wish=wish, problem=None))
        if len(queued) == 1:
            self._tasks.start(self._save(connection_id, provider), "save sync settings")

    async def _save(self, connection_id: str, provider: Provider) -> None:
        async with self._lock(connection_id):
            while changes := self._changes.get(connection_id):
                known = self._view(connection_id)
                if known is None:
                    break
                taken = len(changes)
                ended = await self._write(known, tuple(changes), provider)
                del changes[:taken]
                if not ended:
                    changes.clear()
            self._changes.pop(connection_id, None)

    async def _write(self, known: ConnectionView, changes: tuple[Change, ...], provider: Provider) -> bool:
        """Save the wishes on top of what the service holds now; False ends the queue."""
        try:
            present = await connections.get_connection(self._client, known.id)
            wish = _changed(present.sync_config, changes, provider)
            if _conflicts(known.connection.sync_config, present.sync_config, wish):
                self._stop(known.id, Saving.CONFLICT, wish, present)
                return False
            answer = present
            if wish != present.sync_config:
                answer = await connections.update_sync_config(self._client, known.id, wish)
        except ApiError as error:
            self._fail(known.id, error)
            return False
        self._confirm(answer, more=len(self._changes.get(known.id, ())) > len(changes))
        return True

    def _confirm(self, answer: Connection, *, more: bool) -> None:
        self._take(answer)
        view = self._view(answer.id)
        if view is not None and not more:
            self._publish(replace(view, saving=Saving.SETTLED, wish=None, problem=None))

    def _stop(self, connection_id: str, saving: Saving, wish: SyncConfig, present: Connection) -> None:
        self._take(present)
        view = self._view(connection_id)
        if view is not None:
            self._publish(replace(view, saving=saving, wish=wish))

    def _fail(self, connection_id: str, error: ApiError) -> None:
        view = self._view(connection_id)
        if view is not None:
            self._publish(replace(view, saving=Saving.FAILED, wish=None, problem=problem_of(error)))

    def _lock(self, connection_id: str) -> asyncio.Lock:
        return self._locks.setdefault(connection_id, asyncio.Lock())

    def _view(self, connection_id: str) -> ConnectionView | None:
        return self._state.snapshot.connections.get(connection_id)

    def _take(self, connection: Connection) -> None:
        if connection.status is ConnectionStatus.DISCONNECTED:
            self._remove(connection.id)
            return
        snapshot = self._state.snapshot
        provider = snapshot.provider(connection.provider_id)
        self._publish(view_of(self._view(connection.id), connection, provider, self._clock.now()))

    def _publish(self, view: ConnectionView) -> None:
        snapshot = self._state.snapshot
        self._put(snapshot, {**snapshot.connections, view.id: view})

    def _remove(self, connection_id: str) -> None:
        snapshot = self._state.snapshot
        self._put(snapshot, {key: view for key, view in snapshot.connections.items() if key != connection_id})

    def _put(self, snapshot: Snapshot, views: dict[str, ConnectionView]) -> None:
        self._state.replace(replace(snapshot, connections=MappingProxyType(views)))


def _changed(config: SyncConfig, changes: tuple[Change, ...], provider: Provider) -> SyncConfig:
    for change in changes:
        config = change(config, provider)
    return config


def _conflicts(known: SyncConfig, present: SyncConfig, wish: SyncConfig) -> bool:
    """Whether the half that would be written was changed elsewhere, to something else than wished."""
    return any(
        before != there and wanted != there and wanted != before
        for before, there, wanted in (
            (known.imports, present.imports, wish.imports),
            (known.exports, present.exports, wish.exports),
        )
    )
