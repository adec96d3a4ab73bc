"""What is odd, endless or beyond reason is counted, bounded, and never written over."""

import gzip
from typing import Any

import httpx
import pytest

from caldesk.api import apps, connections, paging, providers, schedules, sites, staff, wire
from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, BadBaseUrl
from caldesk.api.errors import ApiError, BrokenAnswer, Misconfigured, Trouble
from caldesk.domain.connection import ExportTarget, ImportSource
from tests.unit.api.far_side import KEY, FarSide, client_of, ok, said_no

PARTS: list[tuple[Any, str]] = [
    (providers.list_providers, "providers"),
    (schedules.query_schedules, "schedules"),
    (staff.query_staff_members, "staffMembers"),
    (sites.query_sites, "sites"),
    (apps.list_installed_apps, "appInstances"),
    (lambda client: connections.list_calendars(client, "c"), "calendars"),
    (connections.list_connections, "connections"),
]


@pytest.mark.parametrize(("ask", "key"), PARTS, ids=[key for _ask, key in PARTS])
async def test_what_could_not_be_understood_is_counted(ask: Any, key: str) -> None:
    async with client_of(FarSide(ok({key: [{"id": "good"}, 5, None]}))) as client:
        assert (await ask(client)).skipped == 2


async def test_leftovers_of_all_pages_are_counted_together() -> None:
    first = ok({"schedules": [{"id": "a"}, 5], "pagingMetadata": {"cursors": {"next": "2"}}})
    async with client_of(FarSide(first, ok({"schedules": [6, 7]}))) as client:
        found = await schedules.query_schedules(client)
    assert ([each.id for each in found], found.skipped) == (["a"], 3)


async def broken(answer: httpx.Response) -> None:
    async with client_of(FarSide(answer), requests_per_minute=10**6) as client:
        with pytest.raises(BrokenAnswer):
            await schedules.query_schedules(client)


async def test_more_odd_items_than_can_be_judged_are_a_broken_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST_ODD", 10)
    await broken(ok({"schedules": [5] * 11}))


async def test_more_values_than_fit_in_memory_are_not_decoded() -> None:
    await broken(httpx.Response(200, content=b'{"schedules":[' + b"1," * (wire.MOST_VALUES + 1) + b"1]}"))


@pytest.mark.parametrize(("name", "most"), [("MOST_BYTES", 2000), ("MOST_THINGS", 50)])
async def test_pages_end_by_what_they_hold(monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> None:
    monkeypatch.setattr(paging, name, most)
    count = iter(range(10**6))

    def page(_request: httpx.Request) -> httpx.Response:
        return ok({"schedules": [{"id": f"s{next(count)}"}], "pagingMetadata": {"cursors": {"next": f"{next(count)}"}}})

    far = FarSide(page)
    async with client_of(far, requests_per_minute=10**6) as client:
        with pytest.raises(BrokenAnswer):
            await schedules.query_schedules(client)
    assert len(far.asked) < 60


async def test_pages_that_only_repeat_themselves_end() -> None:
    count = iter(range(10**6))
    far = FarSide(
        lambda _request: ok({"schedules": [{"id": "same"}], "pagingMetadata": {"cursors": {"next": f"{next(count)}"}}})
    )
    async with client_of(far, requests_per_minute=10**6) as client:
        with pytest.raises(BrokenAnswer):
            await schedules.query_schedules(client)
    assert len(far.asked) == 21


@pytest.mark.parametrize("after", [b"\0", gzip.compress(b"x")], ids=["zeros", "another zip"])
async def test_what_follows_a_zip_is_neither_kept_nor_without_end(after: bytes) -> None:
    async def pieces() -> Any:
        yield gzip.compress(b'{"schedules": []}')
        for _piece in range(100_000):
            yield after * 1000

    answer = httpx.Response(200, content=pieces(), headers={"content-encoding": "gzip"})
    async with client_of(FarSide(answer), max_body_bytes=50_000) as client:
        with pytest.raises(BrokenAnswer, match="larger"):
            await schedules.query_schedules(client)


async def test_a_request_id_that_repeats_the_key_is_not_shown() -> None:
    far = FarSide(said_no(400, **{"x-wix-request-id": "1.IST.canary-key.2"}))
    async with client_of(far) as client:
        with pytest.raises(ApiError) as caught:
            await providers.list_providers(client)
    assert caught.value.request_id == ""


async def settings(config: object) -> Any:
    answer = {"connection": {"id": "c", "userId": 5, "syncConfig": config}}
    async with client_of(FarSide(ok(answer))) as client:
        return (await connections.get_connection(client, "c")).sync_config


IMPORT = {"enabled": True, "primaryCalendar": {}}


@pytest.mark.parametrize(
    "config",
    [
        {"listEventFromCalendars": IMPORT, "syncToCalendar": {"enabled": "yes"}},
        {"listEventFromCalendars": {**IMPORT, "calendars": 5}},
        {"listEventFromCalendars": IMPORT, "syncToCalendar": {"enabled": True, "specificCalendar": {"id": "x"}}},
        {"listEventFromCalendars": {"enabled": True, "calendars": {"calendars": [{"id": "a"}, {"id": 5}]}}},
        {"listEventFromCalendars": []},
        "off",
    ],
)
async def test_settings_that_are_not_understood_say_so(config: object) -> None:
    assert not (await settings(config)).understood


@pytest.mark.parametrize(
    "config",
    [
        None,
        {},
        {"listEventFromCalendars": IMPORT, "syncToCalendar": None},
        {"listEventFromCalendars": {**IMPORT, "note": "new"}, "syncToCalendar": {"dedicatedCalendar": {"more": 1}}},
        {"listEventFromCalendars": {"enabled": False}, "newHalf": 7},
    ],
)
async def test_settings_that_only_hold_more_are_understood(config: object) -> None:
    assert (await settings(config)).understood


async def test_the_half_that_is_whole_is_read_beside_a_damaged_one() -> None:
    config = await settings(
        {"listEventFromCalendars": IMPORT, "syncToCalendar": {"enabled": 1, "dedicatedCalendar": {}}}
    )
    assert (config.imports.enabled, config.imports.source) == (True, ImportSource.PRIMARY_CALENDAR)
    assert (config.exports.enabled, config.exports.target) == (None, ExportTarget.DEDICATED_CALENDAR)


@pytest.mark.parametrize("ca_file", ["/not/there.pem"])
async def test_a_setting_that_cannot_work_keeps_its_sentence(ca_file: str) -> None:
    async with ApiClient(ApiConfig(credentials=KEY, ca_file=ca_file)) as client:
        with pytest.raises(Misconfigured) as caught:
            await providers.list_providers(client)
    assert caught.value.trouble is Trouble.CERTIFICATE
    assert ca_file in caught.value.message


@pytest.mark.parametrize(
    "url",
    [
        "https://256.1.1.1",
        "https://exa mple.com",
        f"https://{'a' * 70}.com",
        "https://a..com",
        "https://münchen.example",
        "https://a.example\n",
        "https://[fe80::zz]",
    ],
)
def test_hosts_that_nobody_can_be_asked_for(url: str) -> None:
    with pytest.raises(BadBaseUrl):
        ApiConfig(credentials=KEY, base_url=url)


@pytest.mark.parametrize(
    "url", ["HTTPS://WWW.WixAPIs.com/", "http://LOCALHOST:80/a/", "https://10.0.0.1", "https://a.b."]
)
def test_hosts_in_every_spelling(url: str) -> None:
    assert ApiConfig(credentials=KEY, base_url=url).base_url == url
