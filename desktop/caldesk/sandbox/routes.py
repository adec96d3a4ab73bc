"""The table of API methods, and how one of them is found and carried out."""

import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec
from msgspec import Struct

from caldesk.sandbox import access, account_api, external_api, neighbours_api
from caldesk.sandbox.access import Level, RateLimiter
from caldesk.sandbox.answers import Answer, Refusal, plain_error
from caldesk.sandbox.calls import Asked, Call, parse_query
from caldesk.sandbox.world import World

Method = Callable[[World, Call], Struct]

_EXTERNAL = "/bookings/v2/external-calendars"
_CONNECTION = f"{_EXTERNAL}/connections/{{connectionId}}"
_READ = ("CALENDAR.READ_OWN_EXTERNAL_CALENDAR_CONNECTIONS", "CALENDAR.READ_ALL_EXTERNAL_CALENDAR_CONNECTIONS")
_MANAGE = (
    "CALENDAR.MANAGE_OWN_EXTERNAL_CALENDAR_CONNECTIONS",
    "CALENDAR.MANAGE_ALL_EXTERNAL_CALENDAR_CONNECTIONS",
)
_CALENDAR = ("SCOPE.DC-CALENDAR.READ-PUBLIC", "SCOPE.DC-CALENDAR.READ-PI")


class Operation(Struct, frozen=True, kw_only=True):
    """One API method: its name, where it lives, who may call it (one of `permissions`), what it runs."""

    name: str
    verb: str
    path: str
    run: Method
    permissions: tuple[str, ...] = ()
    level: Level = "site"
    secret_body: bool = False

    def pattern(self) -> re.Pattern[str]:
        """The path as an expression; each `{name}` takes one segment."""
        return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(self.path)))


def _op(name: str, verb: str, path: str, run: Method, *permissions: str) -> Operation:
    return Operation(name=name, verb=verb, path=path, run=run, permissions=permissions)


OPERATIONS: tuple[Operation, ...] = (
    _op("listProviders", "GET", f"{_EXTERNAL}/providers", external_api.list_providers,
        "CALENDAR.LIST_EXTERNAL_CALENDAR_PROVIDERS"),
    _op("getConnection", "GET", _CONNECTION, external_api.get_connection, *_READ),
    _op("listConnections", "GET", f"{_EXTERNAL}/connections", external_api.list_connections, *_READ),
    _op("connectByOAuth", "POST", f"{_EXTERNAL}/connections:connectByOAuth", external_api.connect_by_oauth,
        *_MANAGE),
    Operation(name="connectByCredentials", verb="POST", path=f"{_EXTERNAL}/connections:connectByCredentials",
              run=external_api.connect_by_credentials, permissions=_MANAGE, secret_body=True),
    _op("listCalendars", "GET", f"{_CONNECTION}/calendars", external_api.list_calendars, _READ[0]),
    _op("updateSyncConfig", "PATCH", f"{_CONNECTION}/sync-config", external_api.update_sync_config, _MANAGE[0]),
    _op("disconnect", "POST", f"{_CONNECTION}/disconnect", external_api.disconnect_connection, *_MANAGE),
    _op("listEvents", "GET", f"{_EXTERNAL}/events", external_api.list_events,
        "CALENDAR.READ_EXTERNAL_CALENDAR_EVENTS"),
    _op("querySchedules", "POST", "/calendar/v3/schedules/query", neighbours_api.query_schedules, *_CALENDAR),
    _op("getSchedule", "GET", "/calendar/v3/schedules/{scheduleId}", neighbours_api.get_schedule, *_CALENDAR),
    _op("queryEvents", "POST", "/calendar/v3/events/query", neighbours_api.query_events, *_CALENDAR),
    _op("queryStaffMembers", "POST", "/bookings/v1/staff-members/query", neighbours_api.query_staff,
        "BOOKINGS.STAFF_MEMBER_READ"),
    _op("queryResources", "POST", "/bookings/v2/resources/query", neighbours_api.query_resources,
        "BOOKINGS.RESOURCE_READ"),
    _op("listInstalledApps", "GET", "/apps-installer-service/v1/app-instances", account_api.list_apps,
        "APP-MARKET.VIEW-INSTALLED-APP"),
    _op("installApp", "POST", "/apps-installer-service/v1/app-instance/install", account_api.install_app,
        "APP-MARKET.INSTALL-APP"),
    _op("getSiteProperties", "GET", "/site-properties/v4/properties", account_api.site_properties,
        "SITE_SETTINGS.VIEW"),
    Operation(name="querySites", verb="POST", path="/site-list/v2/sites/query", run=account_api.query_sites,
              permissions=("SITE_LIST.READ",), level="account"),
    Operation(name="oauth2Token", verb="POST", path="/oauth2/token", run=account_api.app_token, level="open",
              secret_body=True),
)  # fmt: skip

_PATTERNS = [(operation, operation.pattern()) for operation in OPERATIONS]


class Found(NamedTuple):
    """An operation and the values in its path."""

    operation: Operation
    values: dict[str, str]


def find(verb: str, path: str) -> Found | None:
    """The operation for a verb and a decoded path."""
    for operation, pattern in _PATTERNS:
        match = pattern.fullmatch(path) if operation.verb == verb else None
        if match:
            return Found(operation, match.groupdict())
    return None


def perform(world: World, limiter: RateLimiter, asked: Asked, found: Found | None) -> Answer:
    """Carry out one API request and say what the service answers."""
    try:
        if found is None:
            raise plain_error(404, "Not Found")
        _admit(world, limiter, asked, found.operation)
        call = Call(path=found.values, query=parse_query(asked.query), raw_body=asked.body, base_url=asked.base_url)
        return _answer(200, found.operation.run(world, call), {})
    except Refusal as refusal:
        return _answer(refusal.status, refusal.body, refusal.headers)


def _admit(world: World, limiter: RateLimiter, asked: Asked, operation: Operation) -> None:
    if operation.level == "open":
        return
    caller = access.identify(world, asked.headers, operation.level, operation.verb)
    limiter.admit(caller, world)
    access.authorize(world, operation.permissions)


def _answer(status: int, body: object, headers: dict[str, str]) -> Answer:
    kind = {"content-type": "application/json"}
    return Answer(status=status, body=msgspec.json.encode(body), headers=kind | headers)
