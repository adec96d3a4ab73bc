"""What the service allows and what follows from it: premium, providers, connecting, settings, disconnecting."""

import re

from msgspec.structs import replace

from caldesk.sandbox.answers import Refusal, application_error, not_found, not_supported
from caldesk.sandbox.calendars import calendars_of, own_events
from caldesk.sandbox.neighbours import Schedule
from caldesk.sandbox.records import Connection
from caldesk.sandbox.shapes import (
    Calendar,
    CalendarList,
    Chosen,
    ConnectionBody,
    ConnectMethod,
    ExportAbility,
    ExportConfig,
    ImportAbility,
    ImportConfig,
    Provider,
    Status,
    SyncConfig,
)
from caldesk.sandbox.world import World

_APP_PASSWORD = re.compile(r"[a-z]{4}(-[a-z]{4}){3}")
_REFUSED_PASSWORD = "nope-nope-nope-nope"  # noqa: S105 - the documented way to see a refusal
_READABLE = frozenset({Status.SYNC_IN_PROGRESS, Status.SYNCED})


def require_bookings(world: World) -> None:
    """Refuse while Wix Bookings is missing or still being set up."""
    if world.bookings_ready:
        return
    text = "Wix Bookings app is not installed for site"
    if world.knobs.bookings_missing_status == 404:
        raise application_error(404, "NOT_FOUND", text)
    raise application_error(428, "REQUIRED_APP_NOT_INSTALLED", text)


def require_premium(world: World, *, documented: bool = False) -> None:
    """Refuse without the plan; `documented` marks the methods whose reference page names the refusal."""
    if world.knobs.premium or (world.knobs.premium_gate == "documented" and not documented):
        return
    raise application_error(403, "PREMIUM_FEATURE_NOT_ENABLED", "Premium feature is not enabled")


def require_connection(world: World, connection_id: str) -> Connection:
    """The connection, or the refusal for an unknown one."""
    found = world.connections.get(connection_id)
    if found is None:
        refusal = not_found("Connection")
        raise Refusal(world.knobs.unknown_connection_status, refusal.body)
    return found


def require_provider(world: World, provider_id: str) -> Provider:
    """The provider, or 404."""
    found = world.provider(provider_id)
    if found is None:
        raise not_found("Provider")
    return found


def require_schedule(world: World, schedule_id: str) -> Schedule:
    """The schedule, or 404."""
    found = world.schedules.get(schedule_id)
    if found is None:
        raise not_found("Schedule")
    return found


def require_method(provider: Provider, method: ConnectMethod) -> None:
    """Refuse a way of connecting that the provider does not have."""
    if method not in provider.features.connect_methods:
        words = "OAuth" if method is ConnectMethod.OAUTH else "credentials"
        raise not_supported(f"Connecting by {words} is not supported by this provider")


def require_owner(world: World, connection: Connection) -> None:
    """With the `owner_only` knob: refuse connections of other users."""
    if world.knobs.owner_only and connection.user_id != world.identity.owner_user_id:
        raise application_error(403, "PERMISSION_DENIED", "Caller lacks permission")


def require_reachable(world: World, failing: set[str], partial: bool, read: int) -> None:
    """A provider that fails: the whole call fails, unless partial failure is allowed and something was read."""
    if failing and not (partial and read):
        raise Refusal(world.knobs.provider_failure_status, {"message": "Internal error", "details": {}})


def failing_providers(world: World, connections: list[Connection]) -> set[str]:
    """The ids of the providers behind `connections` that cannot be read now."""
    down = world.knobs.failing_providers
    return {c.provider_id for c in connections if c.calendar_type in down and is_live(c)}


def is_live(connection: Connection) -> bool:
    """Whether the connection still stands."""
    return connection.settled is not Status.DISCONNECTED


def password_accepted(password: str) -> bool:
    """Whether the pretend Apple takes an app-specific password."""
    return bool(_APP_PASSWORD.fullmatch(password)) and password != _REFUSED_PASSWORD


def body_of(world: World, connection: Connection) -> ConnectionBody:
    """A connection as the API tells it now."""
    return ConnectionBody(
        id=connection.id,
        provider_id=connection.provider_id,
        calendar_type=connection.calendar_type,
        schedule_id=connection.schedule_id,
        user_id=connection.user_id,
        external_account_email=connection.email,
        status=connection.status(world.now),
        error_reason=connection.reason,
        sync_config=connection.sync_config,
    )


def connect(world: World, schedule: Schedule, provider: Provider, email: str) -> Connection:
    """Make a connection and bring the account's own events along."""
    if world.knobs.same_account_again == "replace":
        _retire(world, schedule, provider, email)
    calendars = calendars_of(provider.calendar_type, email)
    made = Connection(
        id=world.ids.connection(),
        provider_id=provider.id,
        calendar_type=provider.calendar_type,
        schedule_id=schedule.id,
        user_id=user_of(world, schedule),
        email=email,
        calendars=calendars,
        sync_config=default_sync_config(provider, calendars, world.knobs.sync_defaults),
        starts_at=world.now + world.knobs.sync_starts_after,
        synced_at=world.now + world.knobs.synced_after,
    )
    world.connections[made.id] = made
    world.events.extend(own_events(made, world.now, world.zone))
    return made


def user_of(world: World, schedule: Schedule) -> str:
    """The Wix user whose connection it becomes: the schedule's owner if known, else the account's owner."""
    member = world.owner_of(schedule)
    if member is None or member.associated_wix_identity is None:
        return world.identity.owner_user_id
    return member.associated_wix_identity.identification_data.wix_user_id


def _retire(world: World, schedule: Schedule, provider: Provider, email: str) -> None:
    for old in list(world.connections_of(email)):
        if old.schedule_id == schedule.id and old.provider_id == provider.id:
            world.connections[old.id] = replace(old, settled=Status.DISCONNECTED, reason=None)


def default_sync_config(provider: Provider, calendars: tuple[Calendar, ...], defaults: str = "both") -> SyncConfig:
    """The settings of a fresh connection (undocumented; knob `sync_defaults`)."""
    enabled = defaults != "off"
    export = None if defaults == "export-absent" else _export(provider, enabled)
    return SyncConfig(list_event_from_calendars=_import(provider, calendars, enabled), sync_to_calendar=export)


def _import(provider: Provider, calendars: tuple[Calendar, ...], enabled: bool) -> ImportConfig:
    match provider.features.list_event_from_calendars:
        case ImportAbility.SPECIFIC_CALENDARS:
            chosen = CalendarList(calendars=tuple(Calendar(id=c.id) for c in calendars))
            return ImportConfig(enabled=enabled, calendars=chosen)
        case ImportAbility.PRIMARY_CALENDAR_ONLY:
            return ImportConfig(enabled=enabled, primary_calendar=Chosen())
    return ImportConfig(enabled=False)


def _export(provider: Provider, enabled: bool) -> ExportConfig:
    match provider.features.sync_to_calendar:
        case ExportAbility.DEDICATED_CALENDAR:
            return ExportConfig(enabled=enabled, dedicated_calendar=Chosen())
        case ExportAbility.NOT_SUPPORTED:
            return ExportConfig(enabled=False)
    return ExportConfig(enabled=enabled, primary_calendar=Chosen())


def disconnect(world: World, connection: Connection) -> Connection:
    """Disconnect for good; refuse a second time."""
    if not is_live(connection):
        raise application_error(428, "CONNECTION_ALREADY_DISCONNECTED", "The connection is already disconnected")
    gone = replace(connection, settled=Status.DISCONNECTED, reason=None)
    world.connections[gone.id] = gone
    return gone


def open_calendars(connection: Connection, now: float) -> frozenset[str]:
    """Which of its calendars Wix reads now."""
    half = connection.sync_config.list_event_from_calendars
    if half is None or not half.enabled or not _is_readable(connection, now):
        return frozenset()
    if half.calendars is not None:
        return frozenset(calendar.id for calendar in half.calendars.calendars)
    return frozenset({connection.calendars[0].id})


def _is_readable(connection: Connection, now: float) -> bool:
    """Errors about the export calendar do not keep Wix from reading; a revoked token does."""
    status = connection.status(now)
    if status is Status.ERROR:
        return connection.reason is not None and connection.reason.startswith("EXTERNAL_CALENDAR")
    return status in _READABLE


def exports(connection: Connection, now: float) -> bool:
    """Whether bookings are being written into the account."""
    half = connection.sync_config.sync_to_calendar
    return bool(half and half.enabled) and connection.status(now) in _READABLE
