"""Connections and their sync settings as they travel, in both directions. Source: `wix-api.md` §3.2, §3.3."""

import msgspec
from msgspec import Raw, ValidationError
from msgspec.json import Decoder

from caldesk.api.providers import CALENDAR_TYPES
from caldesk.api.wire import Wire, lenient, member
from caldesk.domain.connection import (
    Calendar,
    Connection,
    ConnectionStatus,
    ErrorReason,
    ExportConfig,
    ExportTarget,
    ImportConfig,
    ImportSource,
    SyncConfig,
)
from caldesk.domain.provider import CalendarType


class WireCalendar(Wire, frozen=True):
    """A calendar of an external account; sync settings name only its id."""

    id: str
    name: str | None = None


class _Empty(Wire, frozen=True):
    """`{}`: its presence is what it says."""


class _Calendars(Wire, frozen=True):
    calendars: list[WireCalendar] | None = None


class _Import(Wire, frozen=True):
    enabled: bool | None = None
    primary_calendar: _Empty | None = None
    calendars: _Calendars | None = None


class _Export(Wire, frozen=True):
    enabled: bool | None = None
    primary_calendar: _Empty | None = None
    dedicated_calendar: _Empty | None = None


class _SyncConfig(Wire, frozen=True):
    list_event_from_calendars: _Import | None = None
    sync_to_calendar: _Export | None = None


_decode = Decoder(_SyncConfig | None).decode
_CHOICES = frozenset({*ImportSource, *ExportTarget})


class WireConnection(Wire, frozen=True):
    """A connection; every field but the id may be missing."""

    id: str
    provider_id: str | None = None
    calendar_type: str | None = None
    schedule_id: str | None = None
    user_id: str | None = None
    app_id: str | None = None
    external_account_email: str | None = None
    status: str | None = None
    error_reason: str | None = None
    sync_config: Raw = Raw(b"null")
    """Kept as it came, because what cannot be understood here must not be written over."""


def connection(said: WireConnection) -> Connection:
    """The domain's connection."""
    return Connection(
        id=said.id,
        provider_id=said.provider_id or "",
        calendar_type=CALENDAR_TYPES.get(said.calendar_type, CalendarType.UNDEFINED),
        schedule_id=said.schedule_id or "",
        user_id=said.user_id or "",
        app_id=said.app_id or "",
        account_email=said.external_account_email or "",
        status=member(ConnectionStatus, said.status),
        error_reason=member(ErrorReason, said.error_reason),
        sync_config=_settings(said.sync_config),
    )


def calendar(said: WireCalendar) -> Calendar:
    """The domain's calendar."""
    return Calendar(said.id, said.name or "")


def sync_config_body(config: SyncConfig) -> dict[str, object]:
    """Both halves of the settings as the service takes them; what is not told is left out, names are not sent."""
    return {
        "listEventFromCalendars": _import_body(config.imports),
        "syncToCalendar": _export_body(config.exports),
    }


def _settings(raw: Raw) -> SyncConfig:
    understood = True
    try:
        said = _decode(raw)
    except ValidationError:
        said, understood = _as_far_as_possible(raw), False
    imports = _imports((said and said.list_event_from_calendars) or _Import())
    exports = _exports((said and said.sync_to_calendar) or _Export())
    if imports.source is ImportSource.UNSET or exports.target is ExportTarget.UNSET:
        understood = understood and not _holds_another_choice(raw)
    return SyncConfig(imports=imports, exports=exports, understood=understood)


def _as_far_as_possible(raw: Raw) -> _SyncConfig | None:
    try:
        return lenient(raw, _SyncConfig)
    except ValidationError:
        return None


def _holds_another_choice(raw: Raw) -> bool:
    """Whether a half names a choice that is none of ours: such a choice is always an object."""
    halves = msgspec.json.decode(raw)
    return isinstance(halves, dict) and any(
        isinstance(choice, dict) and name not in _CHOICES
        for half in halves.values()
        if isinstance(half, dict)
        for name, choice in half.items()
    )


def _imports(said: _Import) -> ImportConfig:
    calendars = tuple(calendar(each) for each in (said.calendars.calendars or ())) if said.calendars else ()
    source = ImportSource.UNSET
    if said.calendars is not None:
        source = ImportSource.CALENDARS
    elif said.primary_calendar is not None:
        source = ImportSource.PRIMARY_CALENDAR
    return ImportConfig(enabled=said.enabled, source=source, calendars=calendars)


def _exports(said: _Export) -> ExportConfig:
    target = ExportTarget.UNSET
    if said.dedicated_calendar is not None:
        target = ExportTarget.DEDICATED_CALENDAR
    elif said.primary_calendar is not None:
        target = ExportTarget.PRIMARY_CALENDAR
    return ExportConfig(enabled=said.enabled, target=target)


def _import_body(imports: ImportConfig) -> dict[str, object]:
    body = _half(imports.enabled)
    if imports.source is ImportSource.CALENDARS:
        body["calendars"] = {"calendars": [{"id": each.id} for each in imports.calendars]}
    elif imports.source is ImportSource.PRIMARY_CALENDAR:
        body["primaryCalendar"] = {}
    return body


def _export_body(exports: ExportConfig) -> dict[str, object]:
    body = _half(exports.enabled)
    if exports.target is not ExportTarget.UNSET:
        body[exports.target.value] = {}
    return body


def _half(enabled: bool | None) -> dict[str, object]:
    return {} if enabled is None else {"enabled": enabled}
