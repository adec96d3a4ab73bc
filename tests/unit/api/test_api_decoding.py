"""Reading answers: odd values cost no more than themselves, and what could not be read is counted."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from caldesk.api import apps, connections, events, providers, schedules, sites, staff
from caldesk.api.client import ApiClient
from caldesk.api.wire import ListDecoder, Wire
from caldesk.api.wire_connections import sync_config_body
from caldesk.domain.connection import (
    Calendar,
    ConnectionStatus,
    ErrorReason,
    ExportConfig,
    ExportTarget,
    ImportConfig,
    ImportSource,
    SyncConfig,
)
from caldesk.domain.event import Event
from caldesk.domain.provider import CalendarType, ConnectMethod, ImportAbility
from tests.helpers.moments import instant
from tests.unit.api.far_side import FarSide, client_of, ok

BERLIN = ZoneInfo("Europe/Berlin")


async def external(*said: object, zone: ZoneInfo = BERLIN) -> events.EventPage:
    async with client_of(FarSide(ok({"events": list(said)}))) as client:
        (page,) = [page async for page in events.external_event_pages(client, start=0, end=1, zone=zone)]
        return page


def event(**changes: object) -> dict[str, object]:
    plain = {
        "scheduleId": "s",
        "calendarType": "GOOGLE",
        "start": "2026-11-23T09:00:00Z",
        "end": "2026-11-23T10:00:00Z",
    }
    return plain | changes


async def listed_connections(*said: object) -> connections.ConnectionList:
    async with client_of(FarSide(ok({"connections": list(said)}))) as client:
        return await connections.list_connections(client)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("GOOGLE", CalendarType.GOOGLE),
        ("OUTLOOK", CalendarType.MICROSOFT),
        ("OFFICE_365", CalendarType.MICROSOFT),
        ("FUTURE_CALENDAR", CalendarType.UNDEFINED),
        (None, CalendarType.UNDEFINED),
    ],
)
async def test_calendar_types(sent: str | None, read: CalendarType) -> None:
    page = await external(event(calendarType=sent), event(calendarType=sent, allDay=None, title=None, unknown=[1]))
    assert [each.calendar_type for each in page.events] == [read, read]
    assert page.skipped == 0


async def test_one_odd_event_costs_one_event() -> None:
    odd = [5, None, "text", [], event(start=7), event(end=None), event(start="tomorrow"), event(scheduleId=None), {}]
    page = await external(event(title="first"), *odd, event(title="last"))
    assert [each.title for each in page.events] == ["first", "last"]
    assert page.skipped == len(odd)


async def test_an_event_with_an_odd_extra_keeps_its_time() -> None:
    page = await external(event(title=5, calendarName={}, scheduleOwnerId=[]), 5)
    (kept,) = page.events
    assert (kept.title, kept.start) == (None, instant("2026-11-23T09:00:00Z"))
    assert page.skipped == 1


async def test_an_event_that_ends_before_it_begins_is_left_out() -> None:
    page = await external(event(end="2026-11-23T08:00:00Z"), event(end="2026-11-23T09:00:00Z"))
    assert len(page.events) == page.skipped == 1


@pytest.mark.parametrize(
    "text",
    ["2026-11-23T09:00:00Z", "2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00.000Z", "2026-11-23T04:30:00-04:30"],
)
async def test_times_in_every_spelling(text: str) -> None:
    (read,) = (await external(event(start=text))).events
    assert read.start == instant("2026-11-23T09:00:00Z")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-24", "2026-11-25"),
        ("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"),
        ("2026-11-24T00:00:00+01:00", "2026-11-25T00:00:00+01:00"),
        ("2026-11-23T23:00:00Z", "2026-11-24T23:00:00Z"),
        ("2026-11-24", "2026-11-24"),
    ],
)
async def test_all_day_events_belong_to_dates(start: str, end: str) -> None:
    (read,) = (await external(event(start=start, end=end, allDay=True))).events
    assert (read.first_day.isoformat(), read.end_day.isoformat()) == ("2026-11-24", "2026-11-25")


async def test_a_bare_date_among_date_times_costs_nothing() -> None:
    """The answer is read the slower way, and means the same."""
    days = event(start="2026-11-24", end="2026-11-25", allDay=True)
    page = await external(event(), days, event(start="2026-11-23T09:00Z", title="short"), event(start="soon"))
    assert [one.all_day for one in page.events] == [False, True, False]
    assert page.events[0].start == page.events[2].start == instant("2026-11-23T09:00:00Z")
    assert page.events[1].first_day.isoformat() == "2026-11-24"
    assert page.skipped == 1


async def test_ten_thousand_events_decode_in_one_go() -> None:
    page = await external(*(event(title=f"event {number}") for number in range(10_000)))
    assert len(page.events) == 10_000
    assert page.events[-1].title == "event 9999"
    assert all(type(each) is Event for each in page.events[:3])


async def test_providers_that_are_odd_are_read_as_far_as_possible() -> None:
    said = [
        {"id": "p", "name": None, "features": {"connectMethods": ["OAUTH", "PIGEON"], "listEventFromCalendars": "NEW"}},
        {"id": "q", "features": {"connectMethods": ["CREDENTIALS", 5], "updateSyncConfig": "yes"}},
        {"name": "no id"},
        {"id": "p", "name": "again"},
    ]
    async with client_of(FarSide(ok({"providers": said}))) as client:
        first, second = await providers.list_providers(client)
    assert first.connect_methods == (ConnectMethod.OAUTH, ConnectMethod.UNDEFINED)
    assert (first.name, first.import_ability) == ("", ImportAbility.UNDEFINED)
    assert second.connect_methods == (ConnectMethod.CREDENTIALS,)
    assert not second.can_update_sync_config


async def test_connections_that_are_odd_keep_what_can_be_read() -> None:
    config = {
        "listEventFromCalendars": {"enabled": True, "calendars": {"calendars": [{"id": "a"}, 5, {"id": None}]}},
        "syncToCalendar": {"enabled": "yes", "dedicatedCalendar": {}},
    }
    listed = await listed_connections(
        {"id": "c-1", "status": "NEW_STATUS", "errorReason": None, "userId": 5, "syncConfig": config},
        {"id": "c-2", "status": "ERROR", "errorReason": "NEW_REASON", "syncConfig": None},
        {"status": "SYNCED"},
    )
    first, second = listed.connections
    assert (first.status, first.error_reason, first.user_id) == (ConnectionStatus.UNDEFINED, ErrorReason.UNDEFINED, "")
    assert first.sync_config.imports.calendars == (Calendar("a"),)
    assert first.sync_config.exports == ExportConfig(enabled=None, target=ExportTarget.DEDICATED_CALENDAR)
    assert (second.status, second.error_reason) == (ConnectionStatus.ERROR, ErrorReason.UNDEFINED)
    assert second.sync_config == SyncConfig()
    assert listed.skipped == 1


def test_settings_go_out_as_they_came_in() -> None:
    imports = ImportConfig(enabled=True, source=ImportSource.CALENDARS, calendars=(Calendar("a", "A"),))
    config = SyncConfig(imports=imports, exports=ExportConfig(enabled=False, target=ExportTarget.PRIMARY_CALENDAR))
    assert sync_config_body(config) == {
        "listEventFromCalendars": {"enabled": True, "calendars": {"calendars": [{"id": "a"}]}},
        "syncToCalendar": {"enabled": False, "primaryCalendar": {}},
    }
    assert sync_config_body(SyncConfig()) == {"listEventFromCalendars": {}, "syncToCalendar": {}}


EMPTY: list[tuple[Any, Any]] = [
    (providers.list_providers, ()),
    (connections.list_connections, connections.ConnectionList()),
    (schedules.query_schedules, ()),
    (staff.query_staff_members, ()),
    (apps.list_installed_apps, ()),
    (sites.query_sites, ()),
]


@pytest.mark.parametrize(("ask", "nothing"), EMPTY)
async def test_an_empty_object_is_an_empty_list(ask: Any, nothing: Any) -> None:
    async with client_of(FarSide(ok({}))) as client:
        assert await ask(client) == nothing


async def read_site(body: object, ask: Any) -> Any:
    async with client_of(FarSide(ok(body))) as client:
        return await ask(client)


async def test_properties_may_be_missing_or_null() -> None:
    properties = await read_site({"properties": {"timeZone": None, "locale": None}}, sites.get_site_properties)
    assert (properties.time_zone, properties.country) == ("", "")


async def test_cancelled_schedules_are_left_out_but_can_be_fetched() -> None:
    said = [{"id": "a", "status": "ACTIVE"}, {"id": "b", "status": "CANCELLED"}, {"id": "c"}]
    listed = await read_site({"schedules": said}, schedules.query_schedules)
    assert [schedule.id for schedule in listed] == ["a", "c"]

    async def fetch(client: ApiClient) -> Any:
        return await schedules.get_schedule(client, "b")

    assert not (await read_site({"schedule": said[1]}, fetch)).active


class Thing(Wire, frozen=True):
    id: str


def test_failed_providers_are_never_lost() -> None:
    decode = ListDecoder("things", Thing)
    listed = decode(json.dumps({"things": [{"id": "a"}, 5], "failedProviderIds": ["p"]}).encode())
    assert (listed.failed_provider_ids, listed.skipped) == ({"p"}, 1)
    with pytest.raises(msgspec.ValidationError):
        decode(b'{"things": [], "failedProviderIds": [5]}')
