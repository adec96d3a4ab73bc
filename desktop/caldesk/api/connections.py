"""Connections between schedules and external accounts: list, make, read, change, end. Source: `wix-api.md` §4.2-4.8."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.json import Decoder

from caldesk.api.client import ApiClient, segment
from caldesk.api.paging import once
from caldesk.api.providers import PATH
from caldesk.api.wire import Found, ListDecoder, OneDecoder, Wire
from caldesk.api.wire_connections import WireCalendar, WireConnection, calendar, connection, sync_config_body
from caldesk.domain.connection import Calendar, Connection, SyncConfig
from caldesk.domain.secret import Secret

_CONNECTIONS = f"{PATH}/connections"
_IDS_IN_A_URL = 120
"""Schedule ids in one address: 49 characters each keeps it under 6,000, which every gateway takes."""


class ConnectionList(Struct, frozen=True, kw_only=True):
    """Connections, and the providers whose connections could not be read this time."""

    connections: tuple[Connection, ...] = ()
    failed_provider_ids: frozenset[str] = frozenset()
    skipped: int = 0


class _OAuth(Wire, frozen=True):
    oauth_url: str


_decode_list = ListDecoder("connections", WireConnection)
_decode_oauth = Decoder(_OAuth).decode
_decode_one = OneDecoder("connection", WireConnection)
_decode_calendars = ListDecoder("calendars", WireCalendar)


async def list_connections(client: ApiClient, schedule_ids: Sequence[str] = ()) -> ConnectionList:
    """The connections of the named schedules, or of all; failing providers are named instead of failing the call."""
    found: dict[str, Connection] = {}
    failed: frozenset[str] = frozenset()
    skipped = 0
    for ids in _portions(schedule_ids):
        query = [*(("scheduleIds", each) for each in ids), ("partialFailure", "true")]
        listed = await client.request("GET", _CONNECTIONS, _decode_list, query=query, safe=True)
        for said in listed.items:
            found.setdefault(said.id, connection(said))
        failed |= listed.failed_provider_ids
        skipped += listed.skipped
    return ConnectionList(connections=tuple(found.values()), failed_provider_ids=failed, skipped=skipped)


async def get_connection(client: ApiClient, connection_id: str) -> Connection:
    """One connection. Raises `NotFound`."""
    return connection(await client.request("GET", _path(connection_id), _decode_one, safe=True))


async def connect_by_oauth(client: ApiClient, *, schedule_id: str, provider_id: str, redirect_url: str) -> str:
    """The address at which the owner of the account signs in.

    Repeating is harmless: a connection comes into being only when somebody signs in at one of the addresses.
    """
    body = {"scheduleId": schedule_id, "providerId": provider_id, "redirectUrl": redirect_url}
    path = f"{_CONNECTIONS}:connectByOAuth"
    return (await client.request("POST", path, _decode_oauth, body=body, safe=True)).oauth_url


async def connect_by_credentials(
    client: ApiClient, *, schedule_id: str, provider_id: str, email: str, password: Secret
) -> Connection:
    """Connect with an e-mail address and an app-specific password; never repeated once it may have been done.

    Raises `BadCredentials` for a wrong password, `PremiumRequired`, `NotSupportedByProvider`.
    """
    body = {"scheduleId": schedule_id, "providerId": provider_id, "email": email, "password": password}
    path = f"{_CONNECTIONS}:connectByCredentials"
    return connection(await client.request("POST", path, _decode_one, body=body, safe=False))


async def list_calendars(client: ApiClient, connection_id: str) -> Found[Calendar]:
    """The calendars of a connection's account. Raises `ConnectionNotConnected`, `NotSupportedByProvider`."""
    listed = await client.request("GET", f"{_path(connection_id)}/calendars", _decode_calendars, safe=True)
    return Found.of(once(map(calendar, listed.items), lambda each: each.id), listed.skipped)


async def update_sync_config(client: ApiClient, connection_id: str, config: SyncConfig) -> Connection:
    """Write both halves of the settings and return what the service made of them.

    Repeating is harmless: the body says the whole wished state, not a step towards it.
    """
    body = {"syncConfig": sync_config_body(config)}
    path = f"{_path(connection_id)}/sync-config"
    return connection(await client.request("PATCH", path, _decode_one, body=body, safe=True))


async def disconnect(client: ApiClient, connection_id: str) -> Connection:
    """End a connection; Wix then deletes the exported bookings from the external calendar.

    Never repeated once it may have been done. Raises `AlreadyDisconnected`.
    """
    path = f"{_path(connection_id)}/disconnect"
    return connection(await client.request("POST", path, _decode_one, body={}, safe=False))


def _path(connection_id: str) -> str:
    return f"{_CONNECTIONS}/{segment(connection_id)}"


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Portions that fit into an address; one empty portion (which means all) for no ids."""
    for at in range(0, max(1, len(ids)), _IDS_IN_A_URL):
        yield ids[at : at + _IDS_IN_A_URL]
