"""A far side in memory for tests of the services: it holds connections and answers when told to.

It replaces the noun modules of `caldesk.api` in the services under test, so that the order of answers is the test's.
"""

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from caldesk.api.connections import ConnectionList
from caldesk.api.errors import AlreadyDisconnected, ApiError, Call, NotFound, Trouble, Unreachable
from caldesk.api.wire import Found
from caldesk.domain.connection import (
    Calendar,
    Connection,
    ConnectionStatus,
    ExportConfig,
    ExportTarget,
    ImportConfig,
    ImportSource,
    SyncConfig,
)
from caldesk.domain.provider import CalendarType, Provider
from caldesk.domain.schedule import BOOKINGS_APP_ID, BUSINESS_EXTERNAL_ID, Schedule, ScheduleKind, StaffMember
from caldesk.domain.site import InstalledApp, SiteProperties
from caldesk.services import connections as service_module
from caldesk.services import reading as reading_module
from caldesk.services.connections import ConnectionsService
from caldesk.services.state import AppState, Saving
from caldesk.services.tasks import TaskOwner
from tests.helpers.known_providers import APPLE, GOOGLE

if TYPE_CHECKING:
    from collections.abc import Callable

BOTH_ON = SyncConfig(
    imports=ImportConfig(enabled=True, source=ImportSource.PRIMARY_CALENDAR),
    exports=ExportConfig(enabled=True, target=ExportTarget.PRIMARY_CALENDAR),
)
HOME_AND_WORK = SyncConfig(
    imports=ImportConfig(
        enabled=True, source=ImportSource.CALENDARS, calendars=(Calendar("home", "Home"), Calendar("work", "Work"))
    ),
    exports=ExportConfig(enabled=True, target=ExportTarget.DEDICATED_CALENDAR),
)


def connection(key: str = "c1", **values: Any) -> Connection:
    """A working Google connection of Ana's, with other values where told."""
    usual: dict[str, Any] = {
        "provider_id": GOOGLE.id,
        "calendar_type": CalendarType.GOOGLE,
        "schedule_id": "s-ana",
        "account_email": f"{key}@mail.example",
        "status": ConnectionStatus.SYNCED,
        "sync_config": BOTH_ON,
    }
    return Connection(id=key, **(usual | values))


def imports(on: bool) -> SyncConfig:
    """Settings of Ana's with the import on or off."""
    return replace(BOTH_ON, imports=replace(BOTH_ON.imports, enabled=on))


def offline(*, maybe_done: bool = False) -> ApiError:
    """No answer came."""
    return Unreachable("no answer", Call(method="GET"), Trouble.TIMEOUT, maybe_done=maybe_done)


class FarSide:
    """The site as the service holds it; `gates` keep calls waiting, `failures` make them fail once."""

    def __init__(self) -> None:
        self.providers: tuple[Provider, ...] | ApiError = (GOOGLE, APPLE)
        self.schedules: tuple[Schedule, ...] | ApiError = (
            Schedule(id="s-room", external_id="r-room", name="Room 1"),
            Schedule(id="s-ana", external_id="r-ana", name="staff"),
            Schedule(id="s-biz", external_id=BUSINESS_EXTERNAL_ID, name="business", kind=ScheduleKind.BUSINESS),
        )
        self.staff: tuple[StaffMember, ...] | ApiError = (
            StaffMember(id="m-ana", name="Ana Bell", email="ana@studio.example", resource_id="r-ana", wix_user_id="u"),
        )
        self.properties: SiteProperties | ApiError = SiteProperties(business_name="Studio Nine")
        self.apps: tuple[InstalledApp, ...] | ApiError = (InstalledApp(app_def_id=BOOKINGS_APP_ID),)
        self.connections: dict[str, Connection] = {}
        self.failed: frozenset[str] = frozenset()
        self.skipped = 0
        self.listing: ApiError | None = None
        self.failures: dict[str, list[ApiError]] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.written: list[SyncConfig] = []
        self.calls: list[str] = []
        self.on_write: Callable[[SyncConfig], SyncConfig] = lambda config: config

    def add(self, *connections: Connection) -> None:
        """Have these connections."""
        self.connections.update({one.id: one for one in connections})

    def fail(self, call: str, error: ApiError) -> None:
        """Let the next such call fail."""
        self.failures.setdefault(call, []).append(error)

    def hold(self, call: str) -> asyncio.Event:
        """Keep such calls waiting until the event is set."""
        return self.gates.setdefault(call, asyncio.Event())

    def change(self, key: str, config: SyncConfig) -> None:
        """Somebody else changes the settings."""
        self.connections[key] = replace(self.connections[key], sync_config=config)

    async def get_connection(self, _client: object, key: str) -> Connection:
        await self._asked("get")
        return self._one(key)

    async def list_connections(self, _client: object) -> ConnectionList:
        found = tuple(one for one in self.connections.values() if one.provider_id not in self.failed)
        failed, skipped = self.failed, self.skipped
        await self._asked("list")
        if self.listing is not None:
            raise self.listing
        return ConnectionList(connections=found, failed_provider_ids=failed, skipped=skipped)

    async def list_calendars(self, _client: object, key: str) -> tuple[Calendar, ...]:
        await self._asked("calendars")
        return self._one(key).sync_config.imports.calendars

    async def update_sync_config(self, _client: object, key: str, config: SyncConfig) -> Connection:
        await self._asked("update")
        self.written.append(config)
        self.change(key, self.on_write(config))
        self._fail_after("update after")
        return self._one(key)

    async def disconnect(self, _client: object, key: str) -> Connection:
        await self._asked("disconnect")
        one = self._one(key)
        if one.status is ConnectionStatus.DISCONNECTED:
            raise AlreadyDisconnected("already", Call(), 428, "CONNECTION_ALREADY_DISCONNECTED")
        self.connections[key] = replace(one, status=ConnectionStatus.DISCONNECTED)
        self._fail_after("disconnect after")
        return self.connections[key]

    async def list_providers(self, _client: object) -> tuple[Provider, ...]:
        return self._part(self.providers)

    async def query_schedules(self, _client: object) -> tuple[Schedule, ...]:
        return self._part(self.schedules)

    async def query_staff_members(self, _client: object) -> tuple[StaffMember, ...]:
        return self._part(self.staff)

    async def get_site_properties(self, _client: object) -> SiteProperties:
        return self._part(self.properties)

    async def list_installed_apps(self, _client: object) -> tuple[InstalledApp, ...]:
        self.calls.append("apps")
        return self._part(self.apps)

    async def install_bookings(self, _client: object, site_id: str) -> None:
        self.calls.append(f"install {site_id}")

    async def _asked(self, call: str) -> None:
        self.calls.append(call)
        if (gate := self.gates.get(call)) is not None:
            await gate.wait()
        self._fail_after(call)

    def _fail_after(self, call: str) -> None:
        if waiting := self.failures.get(call):
            raise waiting.pop(0)

    def _one(self, key: str) -> Connection:
        if key not in self.connections:
            raise NotFound("gone", Call(method="GET"), 404)
        return self.connections[key]

    @staticmethod
    def _part(part: Any) -> Any:
        if isinstance(part, ApiError):
            raise part
        return Found(part) if isinstance(part, tuple) else part


class Clock:
    """Time that stands until it is moved."""

    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds
        await asyncio.sleep(0)


class Desk:
    """The service under test with everything around it."""

    def __init__(self, far: FarSide) -> None:
        self.far = far
        self.state = AppState()
        self.clock = Clock()
        self.tasks = TaskOwner()
        self.service = ConnectionsService(far, self.state, self.clock, self.tasks)  # type: ignore[arg-type]

    def view(self, key: str = "c1") -> Any:
        """A connection as it is shown."""
        return self.state.snapshot.connections[key]

    async def ready(self, *found: Connection) -> None:
        """The site has these connections, Ana's working one if none is named, and was read."""
        self.far.add(*(found or (connection(),)))
        await self.service.refresh()

    def settled(self, key: str = "c1") -> "Callable[[], bool]":
        """Tells whether nothing of a connection is being saved."""
        return lambda: self.view(key).saving is not Saving.PENDING


def make_desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose services ask a `FarSide` instead of the API."""
    far = FarSide()
    for name in ("apps", "connections"):
        monkeypatch.setattr(service_module, name, far)
    for name in ("apps", "connections", "providers", "schedules", "sites", "staff"):
        monkeypatch.setattr(reading_module, name, far)
    return Desk(far)
