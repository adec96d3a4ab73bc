"""`updateSyncConfig`: reading the body, what the provider allows, merging with what was set."""

from typing import Any

import msgspec

from caldesk.sandbox.answers import application_error, not_supported
from caldesk.sandbox.knobs import Knobs
from caldesk.sandbox.records import Connection
from caldesk.sandbox.shapes import (
    Calendar,
    CalendarList,
    ExportAbility,
    ExportConfig,
    ImportAbility,
    ImportConfig,
    Provider,
    SyncConfig,
)
from caldesk.sandbox.validation import Check

_UNSUPPORTED = "The provider does not support this sync configuration"
_IMPORT = "syncConfig.listEventFromCalendars"
_EXPORT = "syncConfig.syncToCalendar"


def read(value: Any, connection: Connection) -> SyncConfig:
    """The body's sync config, or a validation error."""
    check = Check()
    if value is None:
        check.add("syncConfig", "must not be empty", "REQUIRED_FIELD")
    check.done()
    try:
        wished = msgspec.convert(value, SyncConfig)
    except msgspec.ValidationError as error:
        check.add("syncConfig", _words(error), "INVALID_ARGUMENT")
        check.done()
        raise
    _check_choices(check, wished, {calendar.id for calendar in connection.calendars})
    check.done()
    return wished


def _words(error: msgspec.ValidationError) -> str:
    return str(error).split(" - at ")[0].lower()


def _check_choices(check: Check, wished: SyncConfig, known: set[str]) -> None:
    source, target = wished.list_event_from_calendars, wished.sync_to_calendar
    if source and source.primary_calendar and source.calendars:
        check.add(_IMPORT, "must have at most one of primaryCalendar, calendars", "INVALID_ARGUMENT")
    if target and target.primary_calendar and target.dedicated_calendar:
        check.add(_EXPORT, "must have at most one of primaryCalendar, dedicatedCalendar", "INVALID_ARGUMENT")
    for place, calendar in enumerate(source.calendars.calendars if source and source.calendars else ()):
        if calendar.id not in known:
            check.add(f"{_IMPORT}.calendars.calendars[{place}].id", "is not a known calendar", "INVALID_ARGUMENT")


def apply(connection: Connection, provider: Provider, wished: SyncConfig, knobs: Knobs) -> SyncConfig:
    """The settings after the update; raise what the provider or the connection's state refuses."""
    if not connection.is_live and knobs.disconnected_update == "refused":
        raise application_error(428, "CONNECTION_NOT_CONNECTED", "The external calendar connection is not connected")
    if not provider.features.update_sync_config:
        raise not_supported(_UNSUPPORTED)
    _require_import(provider, wished.list_event_from_calendars)
    _require_export(provider, wished.sync_to_calendar)
    return _ids_only(wished if knobs.patch == "replace" else _merge(connection.sync_config, wished))


def _require_import(provider: Provider, half: ImportConfig | None) -> None:
    ability = provider.features.list_event_from_calendars
    if half is None:
        return
    if half.calendars and ability is not ImportAbility.SPECIFIC_CALENDARS:
        raise not_supported(_UNSUPPORTED)
    if (half.enabled or half.primary_calendar) and ability is ImportAbility.NOT_SUPPORTED:
        raise not_supported(_UNSUPPORTED)


def _require_export(provider: Provider, half: ExportConfig | None) -> None:
    ability = provider.features.sync_to_calendar
    if half is None:
        return
    if half.dedicated_calendar and ability is not ExportAbility.DEDICATED_CALENDAR:
        raise not_supported(_UNSUPPORTED)
    if half.primary_calendar and ability in {ExportAbility.DEDICATED_CALENDAR, ExportAbility.NOT_SUPPORTED}:
        raise not_supported(_UNSUPPORTED)
    if half.enabled and ability is ExportAbility.NOT_SUPPORTED:
        raise not_supported(_UNSUPPORTED)


def _merge(old: SyncConfig, new: SyncConfig) -> SyncConfig:
    """A half that is sent replaces its namesake; a half that names no calendar keeps the choice made before."""
    source = new.list_event_from_calendars or old.list_event_from_calendars
    target = new.sync_to_calendar or old.sync_to_calendar
    return SyncConfig(
        list_event_from_calendars=_keep_source(old.list_event_from_calendars, source),
        sync_to_calendar=_keep_target(old.sync_to_calendar, target),
    )


def _keep_source(old: ImportConfig | None, new: ImportConfig | None) -> ImportConfig | None:
    if old is None or new is None or new.primary_calendar or new.calendars:
        return new
    return msgspec.structs.replace(old, enabled=new.enabled)


def _keep_target(old: ExportConfig | None, new: ExportConfig | None) -> ExportConfig | None:
    if old is None or new is None or new.primary_calendar or new.dedicated_calendar:
        return new
    return msgspec.structs.replace(old, enabled=new.enabled)


def _ids_only(config: SyncConfig) -> SyncConfig:
    """Documented answers name calendars by id alone."""
    half = config.list_event_from_calendars
    if half is None or half.calendars is None:
        return config
    bare = CalendarList(calendars=tuple(Calendar(id=c.id) for c in half.calendars.calendars))
    return msgspec.structs.replace(config, list_event_from_calendars=msgspec.structs.replace(half, calendars=bare))
