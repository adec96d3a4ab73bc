"""The connection methods of the API as a small in-memory service, for tests of the connect flow without HTTP."""

import asyncio
from collections.abc import Callable, Coroutine
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from caldesk.api import connections as api
from caldesk.api.errors import ApiError, Call, NotFound, ServerError
from caldesk.domain.connection import (
    Connection,
    ConnectionStatus,
    ExportConfig,
    ImportConfig,
    ImportSource,
    SyncConfig,
    state_of,
)
from caldesk.domain.provider import CalendarType
from caldesk.domain.schedule import Schedule
from caldesk.domain.secret import Secret
from caldesk.services.connect.sign_in_book import SignInBook
from caldesk.services.disconnect.undo_book import UndoBook
from caldesk.services.policy.rules import ALLOWED
from caldesk.services.ports import ConsentEnd, ConsentResult
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import AppState, ConnectionView, Snapshot
from tests.helpers.known_providers import APPLE, GOOGLE

ANA = Schedule(id="s-ana", name="Ana")
BEN = Schedule(id="s-ben", name="Ben")
OFF = SyncConfig(
    imports=ImportConfig(enabled=False, source=ImportSource.PRIMARY_CALENDAR), exports=ExportConfig(enabled=False)
)


def made(connection_id: str = "c-new", **values: object) -> Connection:
    """A fresh Google connection of Ana's."""
    usual = Connection(
        id=connection_id,
        provider_id=GOOGLE.id,
        calendar_type=CalendarType.GOOGLE,
        schedule_id=ANA.id,
        account_email="ana@example.com",
        status=ConnectionStatus.CONNECTED,
    )
    return replace(usual, **values)


def server_error() -> ServerError:
    """A 500, after which one cannot know."""
    return ServerError("internal", Call(method="GET", path="/x"), 500)


class FakeService:
    """Holds connections; `fail` maps a method's name to errors that it raises, one for each call."""

    def __init__(self) -> None:
        self.held: dict[str, Connection] = {}
        self.hidden: set[str] = set()
        self.failed_providers: frozenset[str] = frozenset()
        self.fail: dict[str, list[ApiError]] = {}
        self.calls: list[str] = []
        self.redirects: list[str] = []
        self.passwords: list[str] = []
        self.oauth_url = "https://accounts.example.com/signin"
        self.answer_lost: ApiError | None = None
        """Raised by `connect_by_credentials` after it has connected."""

    def install(self, patch: Callable[[object, str, object], None]) -> None:
        """Take the place of the API's functions."""
        for name in (
            "list_connections",
            "get_connection",
            "connect_by_oauth",
            "connect_by_credentials",
            "update_sync_config",
            "disconnect",
        ):
            patch(api, name, getattr(self, name))

    def put(self, *connections: Connection) -> None:
        """Add or replace connections."""
        self.held.update({one.id: one for one in connections})

    async def list_connections(self, _client: object, schedule_ids: tuple[str, ...] = ()) -> api.ConnectionList:
        self._enter("list")
        found = [c for c in self.held.values() if not schedule_ids or c.schedule_id in schedule_ids]
        seen = tuple(c for c in found if c.provider_id not in self.failed_providers)
        return api.ConnectionList(connections=seen, failed_provider_ids=self.failed_providers)

    async def get_connection(self, _client: object, connection_id: str) -> Connection:
        self._enter("get")
        if connection_id not in self.held or connection_id in self.hidden:
            raise NotFound("gone", Call(method="GET", path="/x"), 404)
        return self.held[connection_id]

    async def connect_by_oauth(self, _client: object, *, schedule_id: str, provider_id: str, redirect_url: str) -> str:
        self.redirects.append(redirect_url)
        self._enter("oauth")
        return self.oauth_url

    async def connect_by_credentials(
        self, _client: object, *, schedule_id: str, provider_id: str, email: str, password: Secret
    ) -> Connection:
        self.passwords.append(password.reveal())
        self._enter("credentials")
        answer = made("c-apple", provider_id=provider_id, schedule_id=schedule_id, account_email=email)
        self.put(answer)
        if self.answer_lost is not None:
            raise self.answer_lost
        return answer

    async def update_sync_config(self, _client: object, connection_id: str, config: SyncConfig) -> Connection:
        self._enter("update")
        self.put(replace(self.held[connection_id], sync_config=config))
        return self.held[connection_id]

    async def disconnect(self, _client: object, connection_id: str) -> Connection:
        self._enter("disconnect")
        self.put(replace(self.held[connection_id], status=ConnectionStatus.DISCONNECTED))
        return self.held[connection_id]

    def _enter(self, method: str) -> None:
        self.calls.append(method)
        if self.fail.get(method):
            raise self.fail[method].pop(0)


class FakeClock:
    """Time that stands still until it is moved; sleepers wake in their order."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.time + seconds, future))
        await future

    async def move(self, seconds: float) -> None:
        """Let time pass, waking sleepers in their order."""
        end = self.time + seconds
        while due := [one for one in self._sleepers if one[0] <= end and not one[1].done()]:
            moment, future = min(due, key=lambda one: one[0])
            self.time = moment
            future.set_result(None)
            for _turn in range(20):
                await asyncio.sleep(0)
        self.time = end

    @property
    def sleeping(self) -> int:
        """How many wait."""
        return sum(not future.done() for _moment, future in self._sleepers)


class FakeConnections:
    """The part of `ConnectionsService` that the flow uses."""

    def __init__(self, state: AppState, clock: FakeClock) -> None:
        self._state, self._clock = state, clock

    async def refresh(self) -> None:
        """Nothing has changed, unless a test says so."""

    async def disconnect(self, connection_id: str) -> None:
        self.take(await api.disconnect(None, connection_id))

    def ending(self, connection_id: str) -> None:
        """Nobody keeps a history."""

    def not_ended(self, connection_id: str) -> None:
        """The same."""

    def take(self, connection: Connection) -> None:
        snapshot = self._state.snapshot
        view = view_of(connection, snapshot, self._clock.now())
        self._state.replace(replace(snapshot, connections=MappingProxyType({**snapshot.connections, view.id: view})))


def view_of(connection: Connection, snapshot: Snapshot, now: float) -> ConnectionView:
    """A view as the service makes it."""
    provider = snapshot.provider(connection.provider_id)
    return ConnectionView(connection=connection, state=state_of(connection), as_of=now, since=now, provider=provider)


class FakeSession:
    """What the flow needs of a session."""

    def __init__(self, *known: Connection) -> None:
        self.client = object()
        self.clock = FakeClock()
        self.profile = SiteProfile(id="site", name="Studio")
        self.rules = ALLOWED
        self.state = AppState()
        self.state.replace(Snapshot(providers=(GOOGLE, APPLE), schedules=(ANA, BEN)))
        self.sign_ins = SignInBook(self.clock)
        self.endings = UndoBook(self.clock)
        self.connections = FakeConnections(self.state, self.clock)
        for connection in known:
            self.connections.take(connection)


Visit = Callable[[str, Callable[[str], bool]], Coroutine[Any, Any, ConsentResult]]


class FakeBrowser:
    """A `ConsentBrowser` that does what a test says."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self.cancelled = False

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        try:
            return await self._visit(url, is_return)
        except asyncio.CancelledError:
            self.cancelled = True
            raise


def ends(end: ConsentEnd, detail: str = "") -> Visit:
    """A visit that ends without coming back."""

    async def visit(_url: str, _is_return: Callable[[str], bool]) -> ConsentResult:
        return ConsentResult(end=end, detail=detail)

    return visit


async def never(_url: str, _is_return: Callable[[str], bool]) -> ConsentResult:
    """A visit that does not end."""
    return await asyncio.get_running_loop().create_future()
