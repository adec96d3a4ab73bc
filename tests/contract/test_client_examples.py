"""The client against the documented examples, without the practice site: what it sends, reads and raises."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx
import pytest

from caldesk.api import apps, connections, errors, events, providers, schedules, sites, staff
from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, ApiKeyCredentials, AppCredentials, Credentials
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
from caldesk.domain.event import EventSource
from caldesk.domain.provider import CalendarType, ConnectMethod, ExportAbility, ImportAbility
from caldesk.domain.schedule import ScheduleKind
from caldesk.domain.secret import Secret
from tests.helpers.moments import instant

EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "wix-examples.json").read_text())
METHODS = EXAMPLES["methods"] | EXAMPLES["neighbours"]
ERRORS = EXAMPLES["errors"]

DUBLIN = ZoneInfo("Europe/Dublin")
FROM, TO = instant("2026-11-23T00:00:00Z"), instant("2026-11-30T00:00:00Z")
SITE = "5f1c7d0e-6b2a-4c39-9d1f-2a7e84c0b613"
MARA = "94d7b1e8-6f30-4c52-a9e7-0b8d3f61c5a4"
BUSINESS_SCHEDULE, MARAS_SCHEDULE = "7be20f4c-51d9-4a83-9e6c-d8f3a1720b54", "3a9d5e71-8c24-4f0b-b6e3-17d0c4a95f28"
GOOGLE, APPLE = "b1f6a0c2-3d47-4e19-a85c-7f02d9e4b381", "e83c5d17-9a42-4b06-8f7e-1c95b0d3a264"
KEY = ApiKeyCredentials(
    key=Secret("IST.example-not-a-real-key"), site_id=SITE, account_id="c2a9e1b4-7f30-4d58-8e61-90b3d47a5f12"
)

Act = Callable[[ApiClient], Awaitable[Any]]


class Far:
    """The far side: answers with the examples given, in turn, and keeps what it was asked."""

    def __init__(self, *examples: dict[str, Any]) -> None:
        self.asked: list[httpx.Request] = []
        self._answers = iter([example["response"] for example in examples])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = next(self._answers)
        return httpx.Response(answer["status"], headers=answer["headers"], json=answer["body"])


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def ask(act: Act, *examples: dict[str, Any], credentials: Credentials = KEY) -> tuple[Any, list[httpx.Request]]:
    far = Far(*examples)
    time, config = Time(), ApiConfig(credentials=credentials)
    async with ApiClient(config, transport=httpx.MockTransport(far), clock=time, sleep=time.sleep) as client:
        return await act(client), far.asked


def must_be(request: httpx.Request, example: dict[str, Any], *, also: str = "") -> None:
    """The request is the example's: method, address, query letter by letter, headers, body."""
    wanted = example["request"]
    assert request.method == wanted["method"]
    assert str(request.url).partition("?")[0] == wanted["url"]
    assert request.url.raw_path.decode().partition("?")[0] == urlsplit(wanted["url"]).path
    assert request.url.query.decode() == wanted.get("query_string", "") + also
    ours = {"authorization", "wix-site-id", "wix-account-id", "content-type"}
    sent = {name: value for name, value in request.headers.items() if name in ours}
    assert sent == {name.lower(): value for name, value in wanted["headers"].items()}
    assert (json.loads(request.content) if request.content else None) == wanted.get("body")


def sync_config(*ids: str, export: bool) -> SyncConfig:
    return SyncConfig(
        imports=ImportConfig(enabled=True, source=ImportSource.CALENDARS, calendars=tuple(map(Calendar, ids))),
        exports=ExportConfig(enabled=export, target=ExportTarget.DEDICATED_CALENDAR),
    )


async def pages(client: ApiClient, **more: Any) -> list[events.EventPage]:
    run = events.external_event_pages(client, start=FROM, end=TO, zone=DUBLIN, **more)
    return [page async for page in run]


async def wix_pages(client: ApiClient) -> list[events.EventPage]:
    people = {MARA: MARAS_SCHEDULE}
    run = events.wix_event_pages(
        client, start=FROM, end=TO, zone=DUBLIN, resource_ids=[MARA], schedule_of_resource=people
    )
    return [page async for page in run]


def body_of(name: str) -> Any:
    return METHODS[name]["response"]["body"]


def id_in(name: str) -> str:
    return str(body_of(name)["connection"]["id"])


def oauth(provider: str = GOOGLE, redirect: str = "http://127.0.0.1:51004/wix/9b2f41c7/callback") -> Act:
    return lambda client: connections.connect_by_oauth(
        client, schedule_id=MARAS_SCHEDULE, provider_id=provider, redirect_url=redirect
    )


def credentials(provider: str = APPLE) -> Act:
    return lambda client: connections.connect_by_credentials(
        client,
        schedule_id=BUSINESS_SCHEDULE,
        provider_id=provider,
        email="studio.owner@example.com",
        password=Secret("abcd-efgh-ijkl-mnop"),
    )


ACTS: dict[str, Act] = {
    "listProviders": providers.list_providers,
    "getConnection": lambda client: connections.get_connection(client, id_in("getConnection")),
    "listConnections": lambda client: connections.list_connections(client, [MARAS_SCHEDULE, BUSINESS_SCHEDULE]),
    "listConnections_partial": connections.list_connections,
    "connectByOAuth": oauth(),
    "connectByCredentials": credentials(),
    "listCalendars": lambda client: connections.list_calendars(client, id_in("connectByCredentials")),
    "updateSyncConfig": lambda client: connections.update_sync_config(
        client, id_in("updateSyncConfig"), sync_config("p7n1h4y8j2s6f0g3l5e9u1k4o", export=False)
    ),
    "disconnect": lambda client: connections.disconnect(client, id_in("disconnect")),
    "querySchedules": lambda client: schedules.query_schedules(client, limit=50),
    "queryStaffMembers": staff.query_staff_members,
    "queryEvents": wix_pages,
    "listInstalledApps": apps.list_installed_apps,
    "installApp": lambda client: apps.install_bookings(client, SITE),
    "querySites": sites.query_sites,
    "getSiteProperties": sites.get_site_properties,
}


@pytest.mark.parametrize("name", ACTS)
async def test_sends_exactly_the_example(name: str) -> None:
    _result, asked = await ask(ACTS[name], METHODS[name])
    assert len(asked) == 1
    must_be(asked[0], METHODS[name])


async def test_sends_exactly_the_examples_of_list_events() -> None:
    first, second = METHODS["listEvents_OWN_PI"], METHODS["listEvents_next_page_NO_PI"]
    ids = [MARAS_SCHEDULE, BUSINESS_SCHEDULE]
    _result, asked = await ask(lambda client: pages(client, schedule_ids=ids, titles=True, limit=2), first, second)
    must_be(asked[0], first)
    # Neither the wish for titles nor for partial answers is in a cursor: both go with every page.
    parts = {"fieldsets": "OWN_PI", "partialFailure": "true"}
    assert dict(asked[1].url.params) == dict(second["request"]["query"]) | parts


async def test_sends_exactly_the_next_page_without_titles() -> None:
    first, second = METHODS["listEvents_OWN_PI"], METHODS["listEvents_next_page_NO_PI"]
    _result, asked = await ask(lambda client: pages(client, limit=2), first, second)
    must_be(asked[1], second, also="&partialFailure=true")


async def test_sends_exactly_the_token_request() -> None:
    example = METHODS["oauth2Token"]
    app = AppCredentials(
        app_id="18e4d6b7-f2a9-4c03-9571-ba8c0d3e6f29",
        app_secret=Secret("example-not-a-secret"),
        instance_id="71d0a5e9-48cb-4f26-9e3a-d5b807c1f642",
    )
    _result, asked = await ask(providers.list_providers, example, METHODS["listProviders"], credentials=app)
    must_be(asked[0], example)
    assert asked[1].headers["authorization"] == "OauthNG.JWS.example-not-real"
    assert "wix-site-id" not in asked[1].headers


def test_every_example_of_a_method_is_held() -> None:
    elsewhere = {"listEvents_OWN_PI", "listEvents_next_page_NO_PI", "oauth2Token"}
    never_asked = {"querySchedules_business"}  # the business schedule is among those of querySchedules
    assert set(METHODS) == set(ACTS) | elsewhere | never_asked


async def test_reads_providers() -> None:
    (google, outlook, apple), _asked = await ask(ACTS["listProviders"], METHODS["listProviders"])
    assert (google.id, google.name, google.calendar_type) == (GOOGLE, "Google", CalendarType.GOOGLE)
    assert google.connect_methods == (ConnectMethod.OAUTH,)
    assert google.can_update_sync_config
    assert google.import_ability is ImportAbility.PRIMARY_CALENDAR_ONLY
    assert outlook.import_ability is ImportAbility.SPECIFIC_CALENDARS
    assert apple.connect_methods == (ConnectMethod.CREDENTIALS,)
    assert apple.export_ability is ExportAbility.DEDICATED_CALENDAR


async def test_reads_connections() -> None:
    listed, _asked = await ask(ACTS["listConnections"], METHODS["listConnections"])
    google, microsoft, apple = listed.connections
    assert listed.failed_provider_ids == frozenset()
    assert google == Connection(
        id=id_in("getConnection"),
        provider_id=GOOGLE,
        calendar_type=CalendarType.GOOGLE,
        schedule_id=MARAS_SCHEDULE,
        user_id="f03a7c5e-d418-4b92-86e1-5c7d20b9a3f4",
        account_email="mara.quinn@example.com",
        status=ConnectionStatus.SYNCED,
        sync_config=SyncConfig(
            imports=ImportConfig(enabled=True, source=ImportSource.PRIMARY_CALENDAR),
            exports=ExportConfig(enabled=True, target=ExportTarget.PRIMARY_CALENDAR),
        ),
    )
    assert (microsoft.status, microsoft.error_reason) == (ConnectionStatus.ERROR, ErrorReason.TOKEN_REVOKED)
    assert microsoft.sync_config.imports.calendars == (Calendar("w5r8t1y4u7i0o3p6a9s2d5f8g"),)
    both = ("k3v9q0x7m2c5d8r1w4z6t0b2a", "p7n1h4y8j2s6f0g3l5e9u1k4o")
    assert apple.sync_config == sync_config(*both, export=True)


async def test_reads_which_providers_failed() -> None:
    listed, _asked = await ask(ACTS["listConnections_partial"], METHODS["listConnections_partial"])
    assert listed.failed_provider_ids == {APPLE}


async def test_reads_what_the_writes_answer() -> None:
    address, _asked = await ask(ACTS["connectByOAuth"], METHODS["connectByOAuth"])
    assert address == body_of("connectByOAuth")["oauthUrl"]
    made, _asked = await ask(ACTS["connectByCredentials"], METHODS["connectByCredentials"])
    assert made.status is ConnectionStatus.CONNECTED
    changed, _asked = await ask(ACTS["updateSyncConfig"], METHODS["updateSyncConfig"])
    assert changed.sync_config == sync_config("p7n1h4y8j2s6f0g3l5e9u1k4o", export=False)
    ended, _asked = await ask(ACTS["disconnect"], METHODS["disconnect"])
    assert ended.status is ConnectionStatus.DISCONNECTED


async def test_reads_calendars() -> None:
    found, _asked = await ask(ACTS["listCalendars"], METHODS["listCalendars"])
    assert [calendar.name for calendar in found] == ["Home", "Work", "Birthdays"]
    assert found[0].id == "k3v9q0x7m2c5d8r1w4z6t0b2a"


async def test_reads_external_events() -> None:
    examples = METHODS["listEvents_OWN_PI"], METHODS["listEvents_next_page_NO_PI"]
    (first, second), _asked = await ask(lambda client: pages(client, titles=True, limit=2), *examples)
    dentist, holiday = first.events
    assert (dentist.title, dentist.calendar_name) == ("Dentist", "Primary")
    assert (dentist.start, dentist.end) == (instant("2026-11-23T09:00:00Z"), instant("2026-11-23T09:30:00Z"))
    assert dentist.schedule_id == MARAS_SCHEDULE
    assert holiday.all_day
    assert (holiday.first_day.isoformat(), holiday.end_day.isoformat()) == ("2026-11-24", "2026-11-25")
    assert first.failed_provider_ids == {"d47e2b90-15c8-4a6f-9b3d-60e8f1a2c745"}
    assert (first.last, second.last) == (False, True)
    assert second.events[0].title is None


async def test_reads_wix_events() -> None:
    (page,), _asked = await ask(wix_pages, METHODS["queryEvents"])
    (event,) = page.events
    assert (event.id, event.kind, event.source) == (
        "9c0e4b7a-2d15-4f86-a3c9-7b1e5d80f624",
        "APPOINTMENT",
        EventSource.WIX,
    )
    assert event.schedule_id == MARAS_SCHEDULE
    assert (event.start, event.end) == (instant("2026-11-23T11:00:00Z"), instant("2026-11-23T12:00:00Z"))
    assert (event.title, page.last, page.skipped) == ("Deep Tissue Massage", True, 0)


async def test_reads_schedules_and_staff() -> None:
    found, _asked = await ask(ACTS["querySchedules"], METHODS["querySchedules"])
    assert [schedule.name for schedule in found] == ["business", "Mara Quinn", "Deep Tissue Massage"]
    assert [schedule.kind for schedule in found][:1] == [ScheduleKind.BUSINESS]
    assert {schedule.time_zone for schedule in found} == {"Europe/Dublin"}
    (mara,), _asked = await ask(ACTS["queryStaffMembers"], METHODS["queryStaffMembers"])
    assert (mara.name, mara.resource_id, mara.events_schedule_id) == ("Mara Quinn", MARA, MARAS_SCHEDULE)
    assert mara.wix_user_id == "f03a7c5e-d418-4b92-86e1-5c7d20b9a3f4"


async def test_reads_apps_and_sites() -> None:
    (bookings,), _asked = await ask(ACTS["listInstalledApps"], METHODS["listInstalledApps"])
    installed, _asked = await ask(ACTS["installApp"], METHODS["installApp"])
    assert bookings == installed
    assert bookings.enabled
    (site,), _asked = await ask(ACTS["querySites"], METHODS["querySites"])
    assert (site.id, site.display_name, site.premium) == (SITE, "Quinn Wellness", True)
    properties, _asked = await ask(ACTS["getSiteProperties"], METHODS["getSiteProperties"])
    assert (properties.time_zone, properties.language, properties.country) == ("Europe/Dublin", "en", "IE")
    assert properties.business_name == "Quinn Wellness Ltd"


RAISED: dict[str, tuple[type[errors.ApiError], Act]] = {
    "connectByOAuth_NOT_SUPPORTED_BY_PROVIDER": (errors.NotSupportedByProvider, oauth(APPLE)),
    "connectByCredentials_BAD_CREDENTIALS": (errors.BadCredentials, credentials()),
    "connectByCredentials_PREMIUM_FEATURE_NOT_ENABLED": (errors.PremiumRequired, credentials()),
    "connectByCredentials_NOT_SUPPORTED_BY_PROVIDER": (errors.NotSupportedByProvider, credentials(GOOGLE)),
    "listCalendars_PREMIUM_FEATURE_NOT_ENABLED": (errors.PremiumRequired, ACTS["listCalendars"]),
    "listCalendars_CONNECTION_NOT_CONNECTED": (errors.ConnectionNotConnected, ACTS["listCalendars"]),
    "listCalendars_NOT_SUPPORTED_BY_PROVIDER": (errors.NotSupportedByProvider, ACTS["listCalendars"]),
    "updateSyncConfig_NOT_SUPPORTED_BY_PROVIDER": (errors.NotSupportedByProvider, ACTS["updateSyncConfig"]),
    "disconnect_CONNECTION_ALREADY_DISCONNECTED": (errors.AlreadyDisconnected, ACTS["disconnect"]),
    "listProviders_PREMIUM_FEATURE_NOT_ENABLED": (errors.PremiumRequired, ACTS["listProviders"]),
    "unauthenticated_bad_key": (errors.Unauthorized, ACTS["listProviders"]),
    "missing_wix_site_id": (errors.Unauthorized, ACTS["listProviders"]),
    "permission_denied": (errors.Forbidden, ACTS["listConnections"]),
    "connection_not_found": (errors.NotFound, lambda client: connections.get_connection(client, "doesNotExist")),
    "wrong_path": (errors.NotFound, ACTS["listProviders"]),
    "validation_bad_redirectUrl": (errors.BadRequest, oauth(redirect="not a url")),
    "validation_limit_too_large": (errors.BadRequest, lambda client: pages(client, limit=1001)),
    "validation_missing_from_to": (errors.BadRequest, pages),
    "rate_limited": (errors.RateLimited, ACTS["listConnections"]),
    "listEvents_provider_failure_without_partialFailure": (errors.ServerError, pages),
    "listConnections_provider_failure_without_partialFailure": (errors.ServerError, ACTS["listConnections"]),
    "bookings_not_installed": (errors.AppNotInstalled, ACTS["listProviders"]),
    "service_unavailable": (errors.ServerError, pages),
    "oauth2Token_invalid_client": (errors.Unauthorized, ACTS["listProviders"]),
}


@pytest.mark.parametrize("name", RAISED)
async def test_raises_the_error_of_the_example(name: str) -> None:
    kind, act = RAISED[name]
    example = ERRORS[name]
    app = AppCredentials(app_id="an-app", app_secret=Secret("wrong"), instance_id="an-instance")
    who = app if name.startswith("oauth2Token") else KEY
    with pytest.raises(kind) as caught:
        await ask(act, *[example] * 9, credentials=who)
    error = caught.value
    assert type(error) is kind
    assert isinstance(error, errors.StatusError)
    assert error.status == example["response"]["status"]
    assert error.request_id == example["response"]["headers"]["x-wix-request-id"]
    assert error.code == example["response"]["body"].get("details", {}).get("applicationError", {}).get(
        "code", example["response"]["body"].get("error", "")
    )
    assert json.loads(error.body) == example["response"]["body"]


def test_every_example_of_an_error_is_held() -> None:
    assert set(RAISED) == set(ERRORS)


async def test_names_the_fields_of_a_bad_request() -> None:
    with pytest.raises(errors.BadRequest) as caught:
        await ask(oauth(redirect="not a url"), ERRORS["validation_bad_redirectUrl"])
    (violation,) = caught.value.violations
    assert (violation.field, violation.rule) == ("redirectUrl", "FORMAT")


async def test_says_how_long_to_wait() -> None:
    with pytest.raises(errors.RateLimited) as caught:
        await ask(ACTS["listConnections"], *[ERRORS["rate_limited"]] * 9)
    assert caught.value.retry_after == 30
