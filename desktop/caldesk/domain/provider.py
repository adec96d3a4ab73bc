"""What an external calendar provider can do and how it is connected.

Behaviour is read from `features`, never from the name: any site may have providers beyond the built-in three.
Source: `listProviders` of Wix Bookings External Calendars V2.
"""

from enum import StrEnum

from msgspec import Struct


class CalendarType(StrEnum):
    """The kind of external calendar; names as in the API, deprecated ones folded into `MICROSOFT`."""

    GOOGLE = "GOOGLE"
    I_CAL = "I_CAL"
    MICROSOFT = "MICROSOFT"
    OTHER = "OTHER"
    UNDEFINED = "UNDEFINED"


class ConnectMethod(StrEnum):
    """How the owner of an account lets Wix in."""

    OAUTH = "OAUTH"
    CREDENTIALS = "CREDENTIALS"
    UNDEFINED = "UNDEFINED"


class ImportAbility(StrEnum):
    """Which calendars of an account can block bookings (`features.listEventFromCalendars`)."""

    NOT_SUPPORTED = "NOT_SUPPORTED"
    PRIMARY_CALENDAR_ONLY = "PRIMARY_CALENDAR_ONLY"
    SPECIFIC_CALENDARS = "SPECIFIC_CALENDARS"
    UNDEFINED = "UNDEFINED"


class ExportAbility(StrEnum):
    """Where bookings can be written (`features.syncToCalendar`)."""

    NOT_SUPPORTED = "NOT_SUPPORTED"
    PRIMARY_CALENDAR_ONLY = "PRIMARY_CALENDAR_ONLY"
    SPECIFIC_CALENDAR = "SPECIFIC_CALENDAR"
    DEDICATED_CALENDAR = "DEDICATED_CALENDAR"
    UNDEFINED = "UNDEFINED"


class Provider(Struct, frozen=True, kw_only=True):
    """One provider of the site, as `listProviders` described it."""

    id: str
    name: str
    calendar_type: CalendarType = CalendarType.UNDEFINED
    connect_methods: tuple[ConnectMethod, ...] = ()
    can_update_sync_config: bool = False
    import_ability: ImportAbility = ImportAbility.UNDEFINED
    export_ability: ExportAbility = ExportAbility.UNDEFINED

    @property
    def connects_by_oauth(self) -> bool:
        """Whether `connectByOAuth` may be called."""
        return ConnectMethod.OAUTH in self.connect_methods

    @property
    def connects_by_credentials(self) -> bool:
        """Whether `connectByCredentials` may be called."""
        return ConnectMethod.CREDENTIALS in self.connect_methods

    @property
    def imports(self) -> bool:
        """Whether events of the account can be read; an unknown ability is tried rather than hidden."""
        return self.import_ability is not ImportAbility.NOT_SUPPORTED

    @property
    def exports(self) -> bool:
        """Whether bookings can be written; an unknown ability is tried rather than hidden."""
        return self.export_ability is not ExportAbility.NOT_SUPPORTED

    @property
    def chooses_calendars(self) -> bool:
        """Whether the calendars to read can be picked with `listCalendars`."""
        return self.import_ability is ImportAbility.SPECIFIC_CALENDARS

    @property
    def letter(self) -> str:
        """The letter of its badge."""
        letters = {CalendarType.GOOGLE: "G", CalendarType.MICROSOFT: "M", CalendarType.I_CAL: "A"}
        return letters.get(self.calendar_type) or (self.name[:1].upper() or "?")
