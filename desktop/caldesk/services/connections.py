"""The connections of one site: reading them, changing their settings, ending them.

Switching states a wish. The wish is shown as pending, queued behind any other write on the same connection, and
the *answer* of the service becomes the new state; on failure the last confirmed value stands.
"""

import asyncio
from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api import apps, connections
from caldesk.api.errors import AlreadyDisconnected, ApiError, NotFound
from caldesk.domain.connection import (
    Calendar,
    Connection,
    ConnectionStatus,
    ErrorReason,
    SyncConfig,
    in_conflict,
    is_live,
    mean_the_same,
    wish_calendars,
    wish_export,
    wish_import,
)
from caldesk.domain.provider import Provider
from caldesk.services.findings import settings_not_understood
from caldesk.services.folding import fold, view_of
from caldesk.services.ports import Clock
from caldesk.services.problems import Problem, problem_of
from caldesk.services.reading import read
from caldesk.services.state import AppState, ConnectionView, Saving, Snapshot
from caldesk.services.tasks import TaskOwner

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient

Change = Callable[[SyncConfig, Provider], SyncConfig]


class _Wishes(Struct):
    """Changes that wait to be written on one connection; `seen` is the confirmed value the user looked at."""

    seen: SyncConfig
    changes: list[Change]


class ConnectionsService:
    """Reads and changes the connections of one site; `state` is where the result appears."""

    def __init__(self, client: "ApiClient", state: AppState, clock: Clock, tasks: TaskOwner) -> None:
        self._client = client
        self._state = state
        self._clock = clock
        self._tasks = tasks
        self._refreshing: asyncio.Task[object] | None = None
        self._queues: dict[str, _Wishes] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self.ending: Callable[[str], None] = _ignore
        """Called with the id of a connection that is about to be ended from here ..."""
        self.not_ended: Callable[[str], None] = _ignore
        """... and when that failed."""

    async def refresh(self, *, background: bool = False) -> None:
        """Read everything again; callers that come while a reading runs share it. `background` lets people go first."""
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = self._tasks.start(self._read(background=background), "read connections")
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
        self.take(connection)
        view = self._view(connection_id)
        if view is not None and view.saving is Saving.FAILED:
            self._settle(view)
        return connection

    async def list_calendars(self, connection_id: str) -> tuple[Calendar, ...]:
        """The calendars inside the account. Raises ApiError."""
        return await connections.list_calendars(self._client, connection_id)

    async def disconnect(self, connection_id: str) -> None:
        """End a connection; one that was ended before is as good. Raises ApiError.

        Bookings that were written into the external calendar are deleted there by Wix.
        """
        async with self._lock(connection_id):
            self.ending(connection_id)
            try:
                await self._end(connection_id)
            except NotFound:
                self._remove(connection_id)
                return
            except BaseException:
                self.not_ended(connection_id)
                raise
            self._show_ended(connection_id)

    async def install_bookings(self, site_id: str) -> None:
        """Install Wix Bookings on the site. Raises ApiError. Its schedules appear some time later."""
        await apps.install_bookings(self._client, site_id)

    def take(self, connection: Connection) -> None:
        """Accept a connection as it was just read, here or elsewhere (a connect flow reads it back)."""
        snapshot = self._state.snapshot
        provider = snapshot.provider(connection.provider_id)
        recalled = snapshot.recalled.get(connection.id)
        self._publish(view_of(self._view(connection.id), connection, provider, self._clock.now(), recalled=recalled))

    async def _read(self, *, background: bool) -> None:
        begun = replace(self._state.snapshot, loading=True)
        self._state.replace(begun)
        try:
            reading = await read(self._client.background() if background else self._client)
        except BaseException:
            self._state.replace(replace(self._state.snapshot, loading=False))
            raise
        self._state.replace(fold(self._state.snapshot, reading, self._clock.now(), begun=begun))

    def _wish(self, connection_id: str, change: Change) -> None:
        view = self._view(connection_id)
        if view is None:
            return
        provider = view.provider or Provider(id=view.connection.provider_id, name="")
        queue = self._queues.get(connection_id)
        if queue is None:
            queue = self._queues[connection_id] = _Wishes(seen=view.connection.sync_config, changes=[])
            self._tasks.start(self._save(connection_id, queue, provider), "save sync settings")
        queue.changes.append(change)
        wish = change(view.shown_config, provider)
        self._publish(replace(view, saving=Saving.PENDING, wish=wish, problem=None))

    async def _save(self, connection_id: str, queue: _Wishes, provider: Provider) -> None:
        try:
            async with self._lock(connection_id):
                while queue.changes and await self._write(connection_id, queue, provider):
                    pass
        finally:
            self._queues.pop(connection_id, None)

    async def _write(self, connection_id: str, queue: _Wishes, provider: Provider) -> bool:
        """Save the wishes on top of what the service holds now; False ends the queue."""
        taken = tuple(queue.changes)
        try:
            present = await connections.get_connection(self._client, connection_id)
            if not is_live(present):
                self._confirm(present, more=False)
                return False
            wish = _changed(present.sync_config, taken, provider)
            if in_conflict(queue.seen, present.sync_config, wish):
                self._contest(present, _changed(present.sync_config, tuple(queue.changes), provider))
                return False
            if not present.sync_config.understood:
                self._refuse(present)
                return False
            answer = present if mean_the_same(wish, present.sync_config) else await self._update(connection_id, wish)
        except ApiError as error:
            self._fail(connection_id, error)
            return False
        del queue.changes[: len(taken)]
        queue.seen = answer.sync_config
        self._confirm(answer, more=bool(queue.changes))
        return True

    async def _update(self, connection_id: str, wish: SyncConfig) -> Connection:
        """Write both halves. Where it is not known whether it was done, the service is asked what it holds."""
        try:
            return await connections.update_sync_config(self._client, connection_id, wish)
        except ApiError as error:
            if not error.maybe_done:
                raise
            found = await connections.get_connection(self._client, connection_id)
            if mean_the_same(found.sync_config, wish):
                return found
            self.take(found)
            raise

    async def _end(self, connection_id: str) -> None:
        try:
            await connections.disconnect(self._client, connection_id)
        except AlreadyDisconnected:
            return
        except ApiError as error:
            if not error.maybe_done or is_live(await connections.get_connection(self._client, connection_id)):
                raise

    def _show_ended(self, connection_id: str) -> None:
        """It stays listed as ended until a reading says what the service lists."""
        view = self._view(connection_id)
        if view is not None:
            ended = replace(view.connection, status=ConnectionStatus.DISCONNECTED, error_reason=ErrorReason.UNDEFINED)
            self._settle(view_of(view, ended, view.provider, self._clock.now()))

    def _confirm(self, answer: Connection, *, more: bool) -> None:
        self.take(answer)
        view = self._view(answer.id)
        if view is not None and not more:
            self._settle(view)

    def _contest(self, present: Connection, wish: SyncConfig) -> None:
        self.take(present)
        view = self._view(present.id)
        if view is not None:
            self._publish(replace(view, saving=Saving.CONFLICT, wish=wish))

    def _refuse(self, present: Connection) -> None:
        """Both halves would be written; what was not understood of them would be gone."""
        self.take(present)
        self._show_failed(present.id, settings_not_understood())

    def _fail(self, connection_id: str, error: ApiError) -> None:
        self._show_failed(connection_id, problem_of(error))

    def _show_failed(self, connection_id: str, problem: Problem) -> None:
        view = self._view(connection_id)
        if view is not None:
            self._publish(replace(view, saving=Saving.FAILED, wish=None, problem=problem))

    def _settle(self, view: ConnectionView) -> None:
        self._publish(replace(view, saving=Saving.SETTLED, wish=None, problem=None))

    def _lock(self, connection_id: str) -> asyncio.Lock:
        return self._locks.setdefault(connection_id, asyncio.Lock())

    def _view(self, connection_id: str) -> ConnectionView | None:
        return self._state.snapshot.connections.get(connection_id)

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


def _ignore(_connection_id: str) -> None:
    """Nobody keeps a history."""
