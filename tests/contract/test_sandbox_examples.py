"""The practice site against `wix-examples.json`, independently of the client.

Requests go out word for word to a practice site that holds the examples' objects. Answers must equal the examples
in status, headers and body, down to every key; values may differ only where `LOOSE` names the place and the reason.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from msgspec.structs import replace

from caldesk.sandbox.faults import Fault
from caldesk.sandbox.ids import BOOKINGS_APP
from caldesk.sandbox.server import SandboxThread
from caldesk.sandbox.shapes import CalendarType, ImportAbility, Status
from caldesk.sandbox.world import World
from tests.helpers.sandbox import running
from tests.helpers.sandbox_examples import EXAMPLES, EXAMPLES_FILE, stage

SHARED = Path(__file__).parents[3] / "shared" / "wix-examples.json"
WIX = "https://www.wixapis.com"
GROUPS = ("methods", "neighbours", "errors")
SECOND_PAGE = "listEvents_next_page_NO_PI"  # needs the cursor of the first page, has a test of its own
ALL = [(group, name) for group in GROUPS for name in EXAMPLES[group] if name != SECOND_PAGE]
GOOGLE_CONNECTION = EXAMPLES["methods"]["getConnection"]["response"]["body"]["connection"]["id"]
APPLE_CONNECTION = EXAMPLES["methods"]["listCalendars"]["request"]["url"].split("/")[-2]

# Where a value is the service's to choose: only its type (and in a list, its entries' shape) is compared.
LOOSE = {
    "methods connectByOAuth oauthUrl": "the practice site signs in at its own pages",
    "methods connectByCredentials connection.id": "a new connection gets a new id",
    "methods connectByCredentials connection.syncConfig.listEventFromCalendars.calendars.calendars": (
        "which calendars a new connection reads is undocumented"
    ),
    "methods listEvents_OWN_PI pagingMetadata.cursors.next": "cursors are opaque",
    "neighbours querySites sites[].htmlAppId": "no other example has the id",
    "neighbours querySites sites[].createdDate": "the practice site was made some time before now",
    "neighbours querySites sites[].updatedDate": "the same",
    "neighbours queryEvents events[].createdDate": "kept in whole seconds",
    "neighbours queryEvents events[].updatedDate": "the same",
    "neighbours oauth2Token access_token": "a new token each time",
}


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxThread]:
    with SandboxThread("fresh") as started:
        yield started


@pytest.fixture(scope="module")
def client(server: SandboxThread) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base_url, trust_env=False) as opened:
        yield opened


@pytest.fixture
def world(server: SandboxThread) -> World:
    server.site.limiter.clear()
    return stage(server)


def _set(**knobs: object) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.knobs = replace(world.knobs, **knobs)

    return change


def _settle(connection_id: str, status: Status | None) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.connections[connection_id] = replace(world.connections[connection_id], settled=status)

    return change


def _apple(**features: object) -> Callable[[World], None]:
    def change(world: World) -> None:
        apple = next(p for p in world.providers.values() if p.calendar_type == "I_CAL")
        world.providers[apple.id] = replace(apple, features=replace(apple.features, **features))

    return change


def _remove_bookings(world: World) -> None:
    del world.apps[BOOKINGS_APP]


def _only_google_left(world: World) -> None:
    _set(failing_providers=frozenset({CalendarType.I_CAL}))(world)
    microsoft = next(c for c in world.connections.values() if c.calendar_type == "MICROSOFT")
    del world.connections[microsoft.id]


def _events_of_page_one(world: World) -> None:
    _settle(APPLE_CONNECTION, None)(world)
    _set(failing_providers=frozenset({CalendarType.MICROSOFT}))(world)


def _unavailable(world: World) -> None:
    world.faults.append(Fault(status=503, body="json"))


# What the world must be like for an example; the others need nothing special.
SITUATIONS: dict[str, Callable[[World], None]] = {
    "listConnections_partial": _only_google_left,
    "listEvents_OWN_PI": _events_of_page_one,
    "connectByCredentials_PREMIUM_FEATURE_NOT_ENABLED": _set(premium=False),
    "listCalendars_PREMIUM_FEATURE_NOT_ENABLED": _set(premium=False),
    "listProviders_PREMIUM_FEATURE_NOT_ENABLED": _set(premium=False),
    "listCalendars_CONNECTION_NOT_CONNECTED": _settle(APPLE_CONNECTION, Status.DISCONNECTED),
    "listCalendars_NOT_SUPPORTED_BY_PROVIDER": _apple(list_event_from_calendars=ImportAbility.PRIMARY_CALENDAR_ONLY),
    "updateSyncConfig_NOT_SUPPORTED_BY_PROVIDER": _apple(update_sync_config=False),
    "disconnect_CONNECTION_ALREADY_DISCONNECTED": _settle(GOOGLE_CONNECTION, Status.DISCONNECTED),
    "permission_denied": _set(permissions=frozenset()),
    "rate_limited": _set(rate_limit=0),
    "listEvents_provider_failure_without_partialFailure": _set(failing_providers=frozenset({CalendarType.MICROSOFT})),
    "listConnections_provider_failure_without_partialFailure": _set(failing_providers=frozenset({CalendarType.I_CAL})),
    "bookings_not_installed": _remove_bookings,
    "service_unavailable": _unavailable,
}


def _send(client: httpx.Client, name: str, request: dict[str, Any]) -> httpx.Response:
    body, query = request.get("body"), request.get("query_string", "")
    if name == "connectByCredentials_BAD_CREDENTIALS":  # the example's password is the one that succeeds elsewhere
        body = body | {"password": "nope-nope-nope-nope"}
    if name == "listEvents_provider_failure_without_partialFailure":  # the example's query contradicts its name
        query = query.replace("&partialFailure=true", "")
    url = request["url"].removeprefix(WIX) + (f"?{query}" if query else "")
    return client.request(request["method"], url, headers=request["headers"], json=body)


def differences(expected: Any, actual: Any, place: str, loose: bool = False) -> list[str]:
    """What differs, place by place; with `loose`, types and shapes only."""
    loose = loose or place in LOOSE
    if type(expected) is not type(actual):
        return [f"{place}: {actual!r} in place of {expected!r}"]
    if isinstance(expected, dict):
        return _object_differences(expected, actual, place, loose)
    if isinstance(expected, list):
        return _list_differences(expected, actual, place, loose)
    return [] if loose or expected == actual else [f"{place}: {actual!r} in place of {expected!r}"]


def _object_differences(expected: dict[str, Any], actual: dict[str, Any], place: str, loose: bool) -> list[str]:
    found = [f"{place}: key {key!r} is missing or extra" for key in expected.keys() ^ actual.keys()]
    gap = "" if place.endswith(" ") else "."
    for key in expected.keys() & actual.keys():
        found += differences(expected[key], actual[key], f"{place}{gap}{key}", loose)
    return found


def _list_differences(expected: list[Any], actual: list[Any], place: str, loose: bool) -> list[str]:
    if loose:
        return [one for entry in actual for one in differences(expected[0], entry, f"{place}[]", loose)]
    if len(expected) != len(actual):
        return [f"{place}: {len(actual)} entries in place of {len(expected)}"]
    pairs = zip(expected, actual, strict=True)
    return [one for wanted, given in pairs for one in differences(wanted, given, f"{place}[]")]


@pytest.mark.parametrize(("group", "name"), ALL, ids=[f"{group}-{name}" for group, name in ALL])
def test_answer_equals_the_example(client: httpx.Client, world: World, group: str, name: str):
    example = EXAMPLES[group][name]
    SITUATIONS.get(name, lambda _: None)(world)
    _assert_equals(example["response"], _send(client, name, example["request"]), f"{group} {name} ")


def _assert_equals(expected: dict[str, Any], answer: httpx.Response, place: str) -> None:
    assert answer.status_code == expected["status"]
    assert answer.headers["content-type"] == expected["headers"]["Content-Type"]
    assert re.fullmatch(r"\d{10}\.\d{10,}", answer.headers["x-wix-request-id"])
    assert answer.headers.get("retry-after") == expected["headers"].get("Retry-After")
    assert differences(expected["body"], answer.json(), place) == []


def test_second_page_equals_the_example(client: httpx.Client, world: World):
    first, second = (EXAMPLES["methods"][n] for n in ("listEvents_OWN_PI", SECOND_PAGE))
    _settle(APPLE_CONNECTION, None)(world)
    page = _send(client, "", first["request"]).json()
    cursor = page["pagingMetadata"]["cursors"]["next"]
    sent = {**second["request"], "query_string": f"cursorPaging.limit=2&cursorPaging.cursor={cursor}"}
    _assert_equals(second["response"], _send(client, "", sent), f"methods {SECOND_PAGE} ")


@pytest.mark.parametrize(("ending", "form"), [
    ("success", {"decision": "allow"}),
    ("rejected", {"decision": "cancel"}),
    ("unsupported", {"show": "unsupported"}),
    ("internal", {"show": "internal"}),
])  # fmt: skip
def test_redirect_has_the_shape_of_the_example(client: httpx.Client, world: World, ending: str, form: dict[str, str]):
    request = EXAMPLES["methods"]["connectByOAuth"]["request"]
    oauth_url = _send(client, "", request).json()["oauthUrl"]
    state = parse_qs(urlsplit(oauth_url).query)["state"][0]
    client.post("/practice/google/choose", data={"state": state, "account": "alex.rivers@gmail.example"})
    step = "decide" if "decision" in form else "trainer"
    reported = client.post(f"/practice/google/{step}", data={"state": state, **form})
    final = client.get(reported.headers["location"])
    expected, actual = urlsplit(EXAMPLES["oauth_redirects"][ending]), urlsplit(final.headers["location"])
    assert (actual.scheme, actual.netloc, actual.path) == (expected.scheme, expected.netloc, expected.path)
    wanted, given = parse_qs(expected.query), parse_qs(actual.query)
    if ending == "success":
        assert given.keys() == wanted.keys()
        assert re.fullmatch(r"[A-Za-z0-9]{150,190}", given["connectionId"][0])
    else:
        assert given == wanted


def test_every_loose_place_exists():
    for place in LOOSE:
        group, name, path = place.split(" ", 2)
        value: Any = EXAMPLES[group][name]["response"]["body"]
        for step in path.split("."):
            value = value[step.removesuffix("[]")]
            value = value[0] if step.endswith("[]") else value
        assert value


def test_a_missing_or_extra_key_is_noticed():
    assert differences({"a": 1}, {}, "x ")
    assert differences({}, {"a": 1}, "x ")
    assert differences([{"a": "1"}], [{"a": 1}], "x ", loose=True)
    assert not differences([{"a": "1"}], [{"a": "2"}, {"a": "3"}], "x ", loose=True)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not beside this checkout")
def test_the_copy_of_the_examples_is_current():
    assert EXAMPLES_FILE.read_text("utf-8") == SHARED.read_text("utf-8")


def test_wrong_paths_are_marked_as_unexpected(server: SandboxThread, client: httpx.Client, world: World):
    server.control.forget_requests()
    client.get("/bookings/v2/external-calendar/providers")
    assert [entry.path for entry in server.control.unexpected()] == ["/bookings/v2/external-calendar/providers"]


def test_the_starter_fails_on_unexpected_requests():
    with pytest.raises(AssertionError, match="no such methods"), running("fresh") as server:
        httpx.get(f"{server.base_url}/calendar/v3/external-calendars/providers")
