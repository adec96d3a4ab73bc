"""Every page once, and an end to paging whatever the service answers; which events belong on whose calendar."""

import json
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from caldesk.api import connections, events, paging, schedules, sites
from caldesk.api.client import segment
from caldesk.api.errors import BrokenAnswer
from caldesk.domain.event import EventSource
from tests.helpers.moments import instant
from tests.unit.api.far_side import FarSide, client_of, ok

UTC = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
START, END = instant("2026-11-23T00:00:00Z"), instant("2026-11-30T00:00:00Z")


def page(key: str, items: list[Any], cursor: str | None, **more: object) -> httpx.Response:
    cursors = {"next": cursor} if cursor else {}
    return ok({key: items, "pagingMetadata": {"cursors": cursors, "hasNext": cursor is not None}, **more})


def body(request: httpx.Request) -> Any:
    return json.loads(request.content)


async def test_every_page_is_read_and_only_the_cursor_goes_on() -> None:
    pages = [page("schedules", [{"id": "a"}, {"id": "b"}], "2"), page("schedules", [{"id": "b"}, {"id": "c"}], None)]
    far = FarSide(*pages)
    async with client_of(far) as client:
        found = await schedules.query_schedules(client)
    assert [schedule.id for schedule in found] == ["a", "b", "c"]
    assert "filter" in body(far.asked[0])["query"]
    assert body(far.asked[1])["query"] == {"cursorPaging": {"limit": 100, "cursor": "2"}}


async def test_the_other_name_of_the_paging_is_known() -> None:
    metadata = {"hasNext": True, "cursors": {"next": "2"}}
    far = FarSide(ok({"sites": [{"id": "a"}], "metadata": metadata}), ok({"sites": [{"id": "b"}]}))
    async with client_of(far) as client:
        assert [site.id for site in await sites.query_sites(client)] == ["a", "b"]


async def test_a_cursor_counts_where_has_next_is_not_told() -> None:
    far = FarSide(ok({"schedules": [{"id": "a"}], "pagingMetadata": {"cursors": {"next": "2"}}}), ok({}))
    async with client_of(far) as client:
        await schedules.query_schedules(client)
    assert len(far.asked) == 2


async def ends(answer: Callable[[httpx.Request], httpx.Response]) -> int:
    far = FarSide(answer)
    async with client_of(far, requests_per_minute=10**6) as client:
        with pytest.raises(BrokenAnswer):
            await schedules.query_schedules(client)
    return len(far.asked)


async def test_a_cursor_that_comes_again_ends_it() -> None:
    assert await ends(lambda _request: page("schedules", [{"id": "a"}], "same")) == 2


async def test_empty_pages_without_end_end() -> None:
    count = iter(range(10**6))
    assert await ends(lambda _request: page("schedules", [], f"{next(count)}")) == 20


async def test_full_pages_without_end_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MAX_PAGES", 30)
    count = iter(range(10**6))
    assert await ends(lambda _request: page("schedules", [{"id": f"s{next(count)}"}], f"{next(count)}")) == 30


async def test_a_next_page_without_a_cursor_is_a_broken_answer() -> None:
    broken = ok({"schedules": [{"id": "a"}], "pagingMetadata": {"hasNext": True, "cursors": {}}})
    assert await ends(lambda _request: broken) == 1


async def test_long_lists_of_ids_are_asked_in_portions() -> None:
    far = FarSide(ok({"connections": [{"id": "c"}], "failedProviderIds": ["p"]}), ok({"failedProviderIds": ["q"]}))
    async with client_of(far) as client:
        listed = await connections.list_connections(client, [f"{number:036}" for number in range(130)])
    assert [len(request.url.params.get_list("scheduleIds")) for request in far.asked] == [120, 10]
    assert all(request.url.params["partialFailure"] == "true" for request in far.asked)
    assert all(len(str(request.url)) < 6200 for request in far.asked)
    assert listed.failed_provider_ids == {"p", "q"}


async def external(far: FarSide, **more: Any) -> list[events.EventPage]:
    async with client_of(far) as client:
        run = events.external_event_pages(client, start=START, end=END, zone=BERLIN, **more)
        return [each async for each in run]


async def test_external_events_ask_for_hundreds_of_schedules_and_say_which_page_is_last() -> None:
    one = [{"scheduleId": "s", "start": "2026-11-23T09:00:00Z", "end": "2026-11-23T10:00:00Z"}]
    far = FarSide(
        page("events", one, "2"), page("events", one, None, failedProviderIds=["p"]), page("events", [], None)
    )
    pages = await external(far, schedule_ids=[str(number) for number in range(150)])
    assert [each.last for each in pages] == [False, False, True]
    assert [each.failed_provider_ids for each in pages] == [frozenset(), {"p"}, frozenset()]
    first, second, third = [request.url.params for request in far.asked]
    assert len(first.get_list("scheduleIds")) == 100
    assert dict(second) == {"cursorPaging.limit": "1000", "cursorPaging.cursor": "2", "partialFailure": "true"}
    assert len(third.get_list("scheduleIds")) == 50
    assert (first["from"], first["to"]) == ("2026-11-23T01:00:00+01:00", "2026-11-30T01:00:00+01:00")
    assert "fieldsets" not in first


async def test_titles_are_asked_for_on_every_page() -> None:
    far = FarSide(page("events", [], "2"), page("events", [], None))
    await external(far, titles=True)
    assert [request.url.params["fieldsets"] for request in far.asked] == ["OWN_PI", "OWN_PI"]


def wix_event(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": "e-1",
        "scheduleId": "service",
        "type": "APPOINTMENT",
        "status": "CONFIRMED",
        "title": "Massage",
        "start": {"utcDate": "2026-11-23T11:00:00Z"},
        "end": {"utcDate": "2026-11-23T12:00:00Z"},
        "resources": [{"id": "mara"}, {"id": "finn"}],
    }
    return plain | changes


PEOPLE = {"mara": "maras", "finn": "finns"}


async def wix(far: FarSide, **more: Any) -> list[tuple[str, str]]:
    async with client_of(far) as client:
        run = events.wix_event_pages(
            client, start=START, end=END, zone=BERLIN, **({"schedule_of_resource": PEOPLE} | more)
        )
        return [(event.id, event.schedule_id) async for each in run for event in each.events]


async def test_an_appointment_of_two_people_is_on_both_calendars() -> None:
    assert await wix(FarSide(page("events", [wix_event()], None))) == [("e-1", "maras"), ("e-1", "finns")]


async def test_only_those_who_were_asked_for() -> None:
    far = FarSide(page("events", [wix_event()], None), page("events", [wix_event(id="e-2", scheduleId="maras")], None))
    assert await wix(far, resource_ids=["mara"], schedule_ids=["maras"]) == [("e-1", "maras"), ("e-2", "maras")]
    filters = [body(request)["query"]["filter"] for request in far.asked]
    assert filters[0]["resources.id"] == {"$hasSome": ["mara"]}
    assert filters[1]["scheduleId"] == {"$in": ["maras"]}


async def test_the_same_event_found_both_ways_comes_once() -> None:
    same = page("events", [wix_event(scheduleId="maras")], None)
    assert await wix(FarSide(same, same), resource_ids=["mara"], schedule_ids=["maras"]) == [("e-1", "maras")]


async def test_without_people_an_event_is_on_its_own_schedule() -> None:
    far = FarSide(page("events", [wix_event(resources=None)], None))
    assert await wix(far) == [("e-1", "service")]


async def test_what_was_cancelled_or_only_opens_the_door_is_left_out() -> None:
    said = [wix_event(status="CANCELLED"), wix_event(type="WORKING_HOURS"), wix_event(id="e-9", resources=[])]
    assert await wix(FarSide(page("events", said, None))) == [("e-9", "service")]


async def test_wix_events_are_asked_for_by_local_dates_and_concrete_kinds() -> None:
    far = FarSide(page("events", [], "2"), page("events", [], None))
    await wix(far)
    first, second = body(far.asked[0]), body(far.asked[1])
    assert (first["fromLocalDate"], first["toLocalDate"]) == ("2026-11-23T01:00:00", "2026-11-30T01:00:00")
    assert first["timeZone"] == "Europe/Berlin"
    assert first["recurrenceType"] == ["NONE", "INSTANCE", "EXCEPTION"]
    assert second["query"] == {"cursorPaging": {"limit": 100, "cursor": "2"}}


async def test_wix_times_in_every_form() -> None:
    local = {"localDate": "2026-11-23T12:00:00", "timeZone": "Europe/Berlin"}
    said = [
        wix_event(id="utc"),
        wix_event(id="local", start=local, end=local | {"localDate": "2026-11-23T13:00:00"}),
        wix_event(id="zone", start={"localDate": "2026-11-23T12:00:00", "timeZone": "Moon/Base"}),
        wix_event(id="none", start={}),
        wix_event(
            id="day",
            allDay=True,
            start={"localDate": "2026-11-24T00:00:00", "utcDate": "2026-11-23T23:00:00Z"},
            end={"localDate": "2026-11-25T00:00:00"},
        ),
    ]
    async with client_of(FarSide(page("events", said, None))) as client:
        run = events.wix_event_pages(client, start=START, end=END, zone=UTC)
        (read,) = [each async for each in run]
    utc, local_one, day = read.events
    assert (utc.start, utc.end) == (local_one.start, local_one.end)
    assert (day.first_day.isoformat(), day.end_day.isoformat()) == ("2026-11-24", "2026-11-25")
    assert utc.source is EventSource.WIX
    assert read.skipped == 2


@pytest.mark.parametrize(("text", "escaped"), [("a/b?c#d", "a%2Fb%3Fc%23d"), ("..", "%2E%2E"), ("c-1", "c-1")])
async def test_an_id_cannot_act_as_an_address(text: str, escaped: str) -> None:
    assert segment(text) == escaped
    far = FarSide(ok({"connection": {"id": "c"}}))
    async with client_of(far) as client:
        await connections.get_connection(client, text)
    assert far.asked[0].url.raw_path.decode() == f"/bookings/v2/external-calendars/connections/{escaped}"


def test_an_empty_id_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="empty"):
        segment("")
