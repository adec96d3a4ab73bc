"""The providers of the practice site: the three that Wix brings, and one of an installed app that can do little."""

from msgspec.structs import replace

from caldesk.sandbox.ids import Ids
from caldesk.sandbox.shapes import CalendarType, ConnectMethod, ExportAbility, Features, ImportAbility, Provider


def standard(ids: Ids) -> list[Provider]:
    """Google, Microsoft and Apple: names as Wix's own recipe has them, abilities as its documentation tells them.

    Source: github.com/wix/skills, `bookings/external-calendar-integration.md`.
    """
    return [_google(ids), _microsoft(ids), _apple(ids)]


def _google(ids: Ids) -> Provider:
    features = Features(
        connect_methods=(ConnectMethod.OAUTH,),
        update_sync_config=True,
        list_event_from_calendars=ImportAbility.PRIMARY_CALENDAR_ONLY,
        sync_to_calendar=ExportAbility.PRIMARY_CALENDAR_ONLY,
    )
    return Provider(id=ids.guid(), name="Google", calendar_type=CalendarType.GOOGLE, features=features)


def _microsoft(ids: Ids) -> Provider:
    features = Features(
        connect_methods=(ConnectMethod.OAUTH,),
        update_sync_config=True,
        list_event_from_calendars=ImportAbility.SPECIFIC_CALENDARS,
        sync_to_calendar=ExportAbility.PRIMARY_CALENDAR_ONLY,
    )
    name = "Outlook or Office 365"
    return Provider(id=ids.guid(), name=name, calendar_type=CalendarType.MICROSOFT, features=features)


def _apple(ids: Ids) -> Provider:
    features = Features(
        connect_methods=(ConnectMethod.CREDENTIALS,),
        update_sync_config=True,
        list_event_from_calendars=ImportAbility.SPECIFIC_CALENDARS,
        sync_to_calendar=ExportAbility.DEDICATED_CALENDAR,
    )
    return Provider(id=ids.guid(), name="Apple", calendar_type=CalendarType.I_CAL, features=features)


def limited(ids: Ids) -> Provider:
    """A provider of another app: its settings cannot be changed and it takes no bookings."""
    features = Features(
        connect_methods=(ConnectMethod.OAUTH,),
        update_sync_config=False,
        list_event_from_calendars=ImportAbility.PRIMARY_CALENDAR_ONLY,
        sync_to_calendar=ExportAbility.NOT_SUPPORTED,
    )
    return Provider(id=ids.guid(), name="Studio Diary", calendar_type=CalendarType.OTHER, features=features)


def with_export(provider: Provider, ability: ExportAbility) -> Provider:
    """The provider with another export ability."""
    features = replace(provider.features, sync_to_calendar=ability)
    return replace(provider, features=features)
