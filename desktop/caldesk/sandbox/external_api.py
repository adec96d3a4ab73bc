"""The nine methods of External Calendars V2.

Source: dev.wix.com/docs/rest/business-solutions/bookings/calendar/external-calendar-v2.
"""

from msgspec import Struct, convert
from msgspec.structs import replace

from caldesk.sandbox import events, sync_config
from caldesk.sandbox.answers import application_error, not_supported
from caldesk.sandbox.calls import Call
from caldesk.sandbox.consent import begin
from caldesk.sandbox.paging import unseal
from caldesk.sandbox.records import Connection
from caldesk.sandbox.requirements import (
    failing_providers,
    require_bookings,
    require_connection,
    require_method,
    require_owner,
    require_premium,
    require_provider,
    require_reachable,
    require_schedule,
)
from caldesk.sandbox.rules import body_of, connect, disconnect, password_accepted
from caldesk.sandbox.shapes import (
    Calendar,
    ConnectionBody,
    ConnectMethod,
    ImportAbility,
    Provider,
    Status,
    Wire,
)
from caldesk.sandbox.validation import Check
from caldesk.sandbox.world import World

MOST_SCHEDULES = 100
_DAY = 86400


class ProviderList(Wire, frozen=True, kw_only=True):
    """The answer of `listProviders`."""

    providers: list[Provider]


class OneConnection(Wire, frozen=True, kw_only=True):
    """An answer with one connection."""

    connection: ConnectionBody


class ConnectionList(Wire, frozen=True, kw_only=True):
    """The answer of `listConnections`."""

    connections: list[ConnectionBody] | None = None
    failed_provider_ids: tuple[str, ...] | None = None


class OauthUrl(Wire, frozen=True, kw_only=True):
    """The answer of `connectByOAuth`."""

    oauth_url: str


class Calendars(Wire, frozen=True, kw_only=True):
    """The answer of `listCalendars`."""

    calendars: tuple[Calendar, ...]


def list_providers(world: World, _: Call) -> Struct:
    """GET providers."""
    _require_feature(world)
    return ProviderList(providers=world.all_providers())


def get_connection(world: World, call: Call) -> Struct:
    """GET one connection; a disconnected one can still be read."""
    _require_feature(world)
    return _one(world, require_connection(world, call.path["connectionId"]))


def list_connections(world: World, call: Call) -> Struct:
    """GET connections of all or some schedules."""
    _require_feature(world)
    check = Check()
    wanted = set(check.guids("scheduleIds", call.values("scheduleIds"), None))
    partial = check.flag("partialFailure", call.values("partialFailure")) or False
    check.done()
    asked = [c for c in world.connections.values() if not wanted or c.schedule_id in wanted]
    if not world.knobs.list_disconnected:
        asked = [c for c in asked if c.is_live]
    failing = failing_providers(world, asked)
    read = [body_of(world, c) for c in asked if c.provider_id not in failing]
    require_reachable(world, failing, partial, len(read))
    return ConnectionList(
        connections=read or (None if world.knobs.empty_lists == "absent" else []),
        failed_provider_ids=tuple(sorted(failing)) if partial else None,
    )


def connect_by_oauth(world: World, call: Call) -> Struct:
    """POST: start a sign-in; the connection is made later, when the account's owner allows it."""
    body, check = call.body(), Check()
    schedule_id = check.guid("scheduleId", body.get("scheduleId"))
    provider_id = check.guid("providerId", body.get("providerId"))
    loopback = world.knobs.loopback_redirects
    redirect = check.web_url("redirectUrl", body.get("redirectUrl"), loopback=loopback)
    check.done()
    _require_feature(world)
    schedule = require_schedule(world, schedule_id)
    provider = require_provider(world, provider_id)
    require_method(provider, ConnectMethod.OAUTH)
    return OauthUrl(oauth_url=begin(world, schedule, provider, redirect, call.base_url))


def connect_by_credentials(world: World, call: Call) -> Struct:
    """POST: connect at once; the password is compared and forgotten."""
    body, check = call.body(), Check()
    schedule_id = check.guid("scheduleId", body.get("scheduleId"))
    provider_id = check.guid("providerId", body.get("providerId"))
    email = check.email("email", body.get("email"))
    password = check.required("password", body.get("password"))
    check.done()
    _require_feature(world, documented=True)
    schedule = require_schedule(world, schedule_id)
    provider = require_provider(world, provider_id)
    require_method(provider, ConnectMethod.CREDENTIALS)
    if not password_accepted(password):
        text = "The external account rejected the credentials"
        raise application_error(401, "BAD_CREDENTIALS", text)
    return _one(world, connect(world, schedule, provider, email))


def list_calendars(world: World, call: Call) -> Struct:
    """GET the calendars to choose from, where the provider lets one choose."""
    _require_feature(world, documented=True)
    connection = require_connection(world, call.path["connectionId"])
    require_owner(world, connection)
    provider = require_provider(world, connection.provider_id)
    if provider.features.list_event_from_calendars is not ImportAbility.SPECIFIC_CALENDARS:
        raise not_supported("Listing calendars is not supported by this provider")
    if connection.settled in {Status.DISCONNECTED, Status.ERROR}:
        text = "The external calendar connection is not connected"
        raise application_error(428, "CONNECTION_NOT_CONNECTED", text)
    require_reachable(world, failing_providers(world, [connection]), partial=False, read=0)
    return Calendars(calendars=connection.calendars)


def update_sync_config(world: World, call: Call) -> Struct:
    """PATCH both switches and the choice of calendars."""
    _require_feature(world)
    connection = require_connection(world, call.path["connectionId"])
    require_owner(world, connection)
    provider = require_provider(world, connection.provider_id)
    wished = sync_config.read(call.body().get("syncConfig"), connection)
    config = sync_config.apply(connection, provider, wished, world.knobs)
    changed = replace(connection, sync_config=config)
    world.connections[changed.id] = changed
    return _one(world, changed)


def disconnect_connection(world: World, call: Call) -> Struct:
    """POST: exported bookings leave the external calendar, its events leave `listEvents`."""
    _require_feature(world)
    return _one(world, disconnect(world, require_connection(world, call.path["connectionId"])))


def list_events(world: World, call: Call) -> Struct:
    """GET a page of events. A cursor carries the window and the scope; field set and limit are the request's own."""
    check, knobs = Check(), world.knobs
    default, most = knobs.events_default_limit, knobs.events_max_limit
    limit = check.limit("cursorPaging.limit", call.value("cursorPaging.limit"), default, most)
    sets = [check.one_of("fieldsets", name, ("NO_PI", "OWN_PI")) for name in call.values("fieldsets")]
    partial = check.flag("partialFailure", call.values("partialFailure")) or False
    window, after = _window(world, call, check)
    query = events.EventQuery(
        window=window,
        limit=limit,
        own_pi="OWN_PI" in sets,
        partial=partial,
        after=after,
        cursor=call.value("cursorPaging.cursor"),
    )
    _require_feature(world)
    return events.list_page(world, query)


def _window(world: World, call: Call, check: Check) -> tuple[events.Window, tuple[float, int] | None]:
    text = call.value("cursorPaging.cursor")
    if text is None:
        return _new_window(world, call, check), None
    check.done()
    cursor = unseal(text, events.KIND, world.now, world.knobs.cursor_lifetime)
    return convert(cursor.query, events.Window), cursor.after


def _new_window(world: World, call: Call, check: Check) -> events.Window:
    window = events.Window(
        start=check.moment("from", call.value("from")),
        end=check.moment("to", call.value("to")),
        schedule_ids=check.guids("scheduleIds", call.values("scheduleIds"), MOST_SCHEDULES),
        user_ids=check.guids("userIds", call.values("userIds"), MOST_SCHEDULES),
        all_day=check.flag("allDay", call.values("allDay")),
    )
    most = world.knobs.max_window_days
    if most is not None and window.end - window.start > most * _DAY:
        check.add("to", f"must be at most {most:g} days after from", "OUT_OF_RANGE", {"threshold": most})
    check.done()
    return window


def _one(world: World, connection: Connection) -> OneConnection:
    return OneConnection(connection=body_of(world, connection))


def _require_feature(world: World, *, documented: bool = False) -> None:
    require_bookings(world)
    require_premium(world, documented=documented)
