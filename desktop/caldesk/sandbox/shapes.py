"""The objects of External Calendars V2 as they travel: names and enums, nothing else.

Source: the types of Wix's package `@wix/auto_sdk_bookings_external-calendars`, made from its protocol files.
"""

from enum import StrEnum

from msgspec import Struct


class Wire(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True, gc=False):
    """A JSON object of the API: camelCase names; what is unset is absent. Never part of a cycle, hence `gc=False`."""


class CalendarType(StrEnum):
    """Whose calendar it is."""

    GOOGLE = "GOOGLE"
    I_CAL = "I_CAL"
    MICROSOFT = "MICROSOFT"
    OTHER = "OTHER"


class ConnectMethod(StrEnum):
    """How an account is connected."""

    OAUTH = "OAUTH"
    CREDENTIALS = "CREDENTIALS"


class ImportAbility(StrEnum):
    """`features.listEventFromCalendars`."""

    NOT_SUPPORTED = "NOT_SUPPORTED"
    PRIMARY_CALENDAR_ONLY = "PRIMARY_CALENDAR_ONLY"
    SPECIFIC_CALENDARS = "SPECIFIC_CALENDARS"


class ExportAbility(StrEnum):
    """`features.syncToCalendar`."""

    NOT_SUPPORTED = "NOT_SUPPORTED"
    PRIMARY_CALENDAR_ONLY = "PRIMARY_CALENDAR_ONLY"
    SPECIFIC_CALENDAR = "SPECIFIC_CALENDAR"
    DEDICATED_CALENDAR = "DEDICATED_CALENDAR"


class Status(StrEnum):
    """Where a connection stands."""

    CONNECTED = "CONNECTED"
    SYNC_IN_PROGRESS = "SYNC_IN_PROGRESS"
    SYNCED = "SYNCED"
    DISCONNECTED = "DISCONNECTED"
    ERROR = "ERROR"


class ErrorReason(StrEnum):
    """Why a connection is in `ERROR`."""

    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105 - the name of a state
    EXTERNAL_CALENDAR_CREATION_FAILED = "EXTERNAL_CALENDAR_CREATION_FAILED"
    EXTERNAL_CALENDAR_DELETED = "EXTERNAL_CALENDAR_DELETED"


class Features(Wire, frozen=True, kw_only=True):
    """What a provider can do."""

    connect_methods: tuple[ConnectMethod, ...]
    update_sync_config: bool
    list_event_from_calendars: ImportAbility
    sync_to_calendar: ExportAbility


class Provider(Wire, frozen=True, kw_only=True):
    """An external calendar service."""

    id: str
    name: str
    calendar_type: CalendarType
    features: Features


class Chosen(Wire, frozen=True, kw_only=True):
    """The empty object that marks a choice, such as `primaryCalendar`."""


class Calendar(Wire, frozen=True, kw_only=True):
    """One calendar of an external account; inside a sync config only `id` is sent."""

    id: str
    name: str | None = None


class CalendarList(Wire, frozen=True, kw_only=True):
    """The doubled `calendars.calendars` of an import setting."""

    calendars: tuple[Calendar, ...]


class ImportConfig(Wire, frozen=True, kw_only=True):
    """Their events into Wix; at most one of the two sources is set."""

    enabled: bool | None = None
    primary_calendar: Chosen | None = None
    calendars: CalendarList | None = None


class ExportConfig(Wire, frozen=True, kw_only=True):
    """Wix bookings into their calendar; at most one of the two targets is set."""

    enabled: bool | None = None
    primary_calendar: Chosen | None = None
    dedicated_calendar: Chosen | None = None


class SyncConfig(Wire, frozen=True, kw_only=True):
    """Both halves of a connection's settings."""

    list_event_from_calendars: ImportConfig | None = None
    sync_to_calendar: ExportConfig | None = None


class ConnectionBody(Wire, frozen=True, kw_only=True):
    """A connection as the API tells it."""

    id: str
    provider_id: str
    calendar_type: CalendarType
    schedule_id: str
    user_id: str
    external_account_email: str
    status: Status
    error_reason: ErrorReason | None = None
    sync_config: SyncConfig


class EventBody(Wire, frozen=True, kw_only=True):
    """An external event; the optional fields come with `OWN_PI` only."""

    schedule_id: str
    calendar_type: CalendarType
    calendar_name: str | None = None
    title: str | None = None
    start: str
    end: str
    all_day: bool
    schedule_owner_id: str
    schedule_owner_name: str | None = None
