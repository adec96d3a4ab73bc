"""A connection between a schedule and an external account: its status, its sync settings, what is allowed now."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.provider import CalendarType, ExportAbility, ImportAbility, Provider


class ConnectionStatus(StrEnum):
    """`status` as the API names it; a value unknown to us reads as `UNDEFINED`."""

    UNDEFINED = "UNDEFINED"
    CONNECTED = "CONNECTED"
    SYNC_IN_PROGRESS = "SYNC_IN_PROGRESS"
    SYNCED = "SYNCED"
    DISCONNECTED = "DISCONNECTED"
    ERROR = "ERROR"


class ErrorReason(StrEnum):
    """`errorReason`; only means something while the status is `ERROR`."""

    UNDEFINED = "UNDEFINED"
    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105 - the name of a reason
    EXTERNAL_CALENDAR_CREATION_FAILED = "EXTERNAL_CALENDAR_CREATION_FAILED"
    EXTERNAL_CALENDAR_DELETED = "EXTERNAL_CALENDAR_DELETED"


class ConnectionState(StrEnum):
    """What a person is told: one of few states, each with a word, an icon and an action."""

    WORKING = "working"
    STARTING = "starting"
    NEEDS_SIGN_IN = "needs-sign-in"
    NOT_REACHABLE = "not-reachable"
    OFF = "off"


class Calendar(Struct, frozen=True):
    """A calendar inside an external account; `name` is empty where only the id is known."""

    id: str
    name: str = ""


class ImportSource(StrEnum):
    """Which member of the `listFrom` choice is set."""

    UNSET = "unset"
    PRIMARY_CALENDAR = "primaryCalendar"
    CALENDARS = "calendars"


class ExportTarget(StrEnum):
    """Which member of the `syncTo` choice is set."""

    UNSET = "unset"
    PRIMARY_CALENDAR = "primaryCalendar"
    DEDICATED_CALENDAR = "dedicatedCalendar"


class ImportConfig(Struct, frozen=True, kw_only=True):
    """`syncConfig.listEventFromCalendars`: their events block bookings here. `enabled` is None if not told."""

    enabled: bool | None = None
    source: ImportSource = ImportSource.UNSET
    calendars: tuple[Calendar, ...] = ()


class ExportConfig(Struct, frozen=True, kw_only=True):
    """`syncConfig.syncToCalendar`: bookings appear in their calendar. `enabled` is None if not told."""

    enabled: bool | None = None
    target: ExportTarget = ExportTarget.UNSET


class SyncConfig(Struct, frozen=True, kw_only=True):
    """Both halves of the sync settings; always written together.

    `understood` is False where the service holds something that could not be read: writing would destroy it.
    """

    imports: ImportConfig = ImportConfig()
    exports: ExportConfig = ExportConfig()
    understood: bool = True


class Connection(Struct, frozen=True, kw_only=True):
    """One connection, as the API described it. `id` is opaque text of up to about 190 characters."""

    id: str
    provider_id: str = ""
    calendar_type: CalendarType = CalendarType.UNDEFINED
    schedule_id: str = ""
    user_id: str = ""
    app_id: str = ""
    account_email: str = ""
    status: ConnectionStatus = ConnectionStatus.UNDEFINED
    error_reason: ErrorReason = ErrorReason.UNDEFINED
    sync_config: SyncConfig = SyncConfig()


_STATES = {
    ConnectionStatus.CONNECTED: ConnectionState.STARTING,
    ConnectionStatus.SYNC_IN_PROGRESS: ConnectionState.STARTING,
    ConnectionStatus.SYNCED: ConnectionState.WORKING,
    ConnectionStatus.DISCONNECTED: ConnectionState.OFF,
    ConnectionStatus.ERROR: ConnectionState.NEEDS_SIGN_IN,
    ConnectionStatus.UNDEFINED: ConnectionState.NOT_REACHABLE,
}


def state_of(connection: Connection, *, provider_failed: bool = False) -> ConnectionState:
    """The state to show; `provider_failed` says that the last answer named its provider in `failedProviderIds`."""
    if provider_failed and connection.status is not ConnectionStatus.DISCONNECTED:
        return ConnectionState.NOT_REACHABLE
    return _STATES[connection.status]


def is_live(connection: Connection) -> bool:
    """Whether it still stands between a schedule and an account (a disconnected one may stay listed)."""
    return connection.status is not ConnectionStatus.DISCONNECTED


def wish_import(config: SyncConfig, enabled: bool, provider: Provider) -> SyncConfig:
    """The settings with import switched; fills in the source that the provider allows if none is set."""
    source = config.imports.source
    if source is ImportSource.UNSET:
        source = _default_source(provider, config)
    return replace(config, imports=replace(config.imports, enabled=enabled, source=source))


def wish_export(config: SyncConfig, enabled: bool, provider: Provider) -> SyncConfig:
    """The settings with export switched; fills in the target that the provider allows if none is set."""
    target = config.exports.target
    if target is ExportTarget.UNSET:
        dedicated = provider.export_ability is ExportAbility.DEDICATED_CALENDAR
        target = ExportTarget.DEDICATED_CALENDAR if dedicated else ExportTarget.PRIMARY_CALENDAR
    return replace(config, exports=ExportConfig(enabled=enabled, target=target))


def wish_calendars(config: SyncConfig, calendars: tuple[Calendar, ...]) -> SyncConfig:
    """The settings with the calendars to read replaced; choosing none switches the import off."""
    imports = ImportConfig(enabled=bool(calendars), source=ImportSource.CALENDARS, calendars=calendars)
    return replace(config, imports=imports)


def mean_the_same(one: SyncConfig, other: SyncConfig) -> bool:
    """Whether two settings mean the same; the service keeps neither order nor names of the calendars."""
    return _meaning(one.imports) == _meaning(other.imports) and one.exports == other.exports


def in_conflict(seen: SyncConfig, present: SyncConfig, wish: SyncConfig) -> bool:
    """Whether a half that would be written was changed elsewhere since the user looked, to something not wished."""
    there = _meaning(present.imports)
    imports = there not in (_meaning(seen.imports), _meaning(wish.imports))
    return imports or present.exports not in (seen.exports, wish.exports)


def _meaning(half: ImportConfig) -> tuple[object, ...]:
    return half.enabled, half.source, frozenset(calendar.id for calendar in half.calendars)


def _default_source(provider: Provider, config: SyncConfig) -> ImportSource:
    chosen = provider.import_ability is ImportAbility.SPECIFIC_CALENDARS and bool(config.imports.calendars)
    return ImportSource.CALENDARS if chosen else ImportSource.PRIMARY_CALENDAR
