"""What the service allows and what follows from it: premium, providers, connecting, settings, disconnecting."""

import re

from msgspec.structs import replace

from caldesk.sandbox.answers import application_error
from caldesk.sandbox.calendars import calendars_of, own_events
from caldesk.sandbox.neighbours import Schedule
from caldesk.sandbox.records import Connection
from caldesk.sandbox.shapes import (
    Calendar,
    CalendarList,
    Chosen,
    ConnectionBody,
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
    if not connection.is_live:
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
