"""Google and Apple as Wix describes them, for tests without a practice site."""

from caldesk.domain.provider import CalendarType, ConnectMethod, ExportAbility, ImportAbility, Provider

GOOGLE = Provider(
    id="p-google",
    name="Google",
    calendar_type=CalendarType.GOOGLE,
    connect_methods=(ConnectMethod.OAUTH,),
    can_update_sync_config=True,
    import_ability=ImportAbility.PRIMARY_CALENDAR_ONLY,
    export_ability=ExportAbility.PRIMARY_CALENDAR_ONLY,
)
APPLE = Provider(
    id="p-apple",
    name="Apple",
    calendar_type=CalendarType.I_CAL,
    connect_methods=(ConnectMethod.CREDENTIALS,),
    can_update_sync_config=True,
    import_ability=ImportAbility.SPECIFIC_CALENDARS,
    export_ability=ExportAbility.DEDICATED_CALENDAR,
)
