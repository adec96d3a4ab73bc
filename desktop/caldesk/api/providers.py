"""The providers of the site's calendars. Source: `wix-api.md` §3.1, §4.1."""

from caldesk.api.client import ApiClient
from caldesk.api.paging import once
from caldesk.api.wire import Found, ListDecoder, Wire, member
from caldesk.domain.provider import CalendarType, ConnectMethod, ExportAbility, ImportAbility, Provider

PATH = "/bookings/v2/external-calendars"

_DEPRECATED = (("OUTLOOK", CalendarType.MICROSOFT), ("OFFICE_365", CalendarType.MICROSOFT))
CALENDAR_TYPES: dict[str | None, CalendarType] = dict([*((kind.value, kind) for kind in CalendarType), *_DEPRECATED])
"""`calendarType` as sent; look up with `UNDEFINED` as the default."""


class _Features(Wire, frozen=True):
    connect_methods: list[str] | None = None
    update_sync_config: bool | None = None
    list_event_from_calendars: str | None = None
    sync_to_calendar: str | None = None


class _Provider(Wire, frozen=True):
    id: str
    name: str | None = None
    calendar_type: str | None = None
    features: _Features | None = None


_decode = ListDecoder("providers", _Provider)


async def list_providers(client: ApiClient) -> Found[Provider]:
    """Every provider of the site, in the service's order."""
    listed = await client.request("GET", f"{PATH}/providers", _decode, safe=True)
    return Found.of(once(map(_provider, listed.items), lambda provider: provider.id), listed.skipped)


def _provider(said: _Provider) -> Provider:
    features = said.features or _Features()
    return Provider(
        id=said.id,
        name=said.name or "",
        calendar_type=CALENDAR_TYPES.get(said.calendar_type, CalendarType.UNDEFINED),
        connect_methods=tuple(member(ConnectMethod, method) for method in features.connect_methods or ()),
        can_update_sync_config=bool(features.update_sync_config),
        import_ability=member(ImportAbility, features.list_event_from_calendars),
        export_ability=member(ExportAbility, features.sync_to_calendar),
    )
