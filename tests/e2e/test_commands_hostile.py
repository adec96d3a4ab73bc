"""The commands as real processes against services that misbehave.

Held for each: an end in time, valid JSON or none, the exit code of the README, no traceback, no key.
"""

import gzip
import socket
import struct
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.commands import asked
from tests.helpers.hostile_server import (
    APPS,
    CONNECTIONS,
    EVENTS,
    PROPERTIES,
    PROVIDERS,
    SCHEDULES,
    STAFF,
    WIX_EVENTS,
    Answer,
    Asked,
    head,
    hostile,
    saying,
)

EVENT = {"scheduleId": "s1", "start": "2026-11-23T10:00:00Z", "end": "2026-11-23T11:00:00Z"}


def problems(document: dict[str, Any]) -> list[str]:
    return [problem["id"] for problem in document["problems"]]


def until_gone(before: bytes, again: bytes) -> Answer:
    def answer(_asked: Asked, line: socket.socket) -> None:
        line.sendall(before)
        while True:
            line.sendall(again)

    return answer


def reset_midway(_asked: Asked, line: socket.socket) -> None:
    line.sendall(head(1000) + b'{"prov')
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def echo(asked: Asked, line: socket.socket) -> None:
    """The key in every place that is read of an answer."""
    key = asked.headers["authorization"]
    error = {"code": key, "description": key}
    fields = {"fieldViolations": [{"field": key}]}
    body = {"message": key, "details": {"applicationError": error, "validationError": fields}}
    saying(body, 400, X_Wix_Request_Id=key)(asked, line)


def refused(status: int, code: str = "", **headers: str) -> Answer:
    details = {"applicationError": {"code": code}} if code else {}
    return saying({"message": "no", "details": details}, status, **headers)


ZIPPED = {"Content_Encoding": "gzip"}
DEEP = b'{"providers":' + b"[" * 200_000

EVERYWHERE: list[tuple[str, Answer, int, str]] = [
    ("endless body", until_gone(head(None), b'{"x":1,' * 10_000), 3, "broken-answer"),
    ("zip bomb", saying(gzip.compress(b" " * 100_000_000), **ZIPPED), 3, "broken-answer"),
    ("endless after zip", until_gone(head(None, **ZIPPED) + gzip.compress(b"{}"), b"\0" * 10**6), 3, "broken-answer"),
    ("endless headers", until_gone(b"HTTP/1.1 200 OK\r\n", b"X-Y: " + b"z" * 1000 + b"\r\n"), 3, "cut"),
    ("millions of values", saying(b'{"schedules":[' + b"1," * 10**7 + b"1]}"), 3, "broken-answer"),
    ("wrong types", saying({"providers": 5, "connections": "x", "schedules": {}, "events": 1}), 3, "broken-answer"),
    ("sign-in page of the network", saying(b"<!DOCTYPE html><html>Please sign in</html>"), 3, "broken-answer"),
    ("empty", saying(b""), 3, "broken-answer"),
    ("cut short", saying(b'{"providers":[{"id":"p'), 3, "broken-answer"),
    ("invalid UTF-8", saying(b'{"providers":[{"id":"\xff\xfe"}]}'), 3, "broken-answer"),
    ("deeply nested", saying(DEEP), 3, "broken-answer"),
    ("reset midway", reset_midway, 3, "broken-answer"),
    ("throttled for an hour", refused(429, Retry_After="3600"), 3, "rate-limited"),
    ("400", refused(400), 3, "bad-request"),
    ("401", refused(401), 1, "key-refused"),
    ("403", refused(403), 1, "rights"),
    ("403 premium", refused(403, "PREMIUM_FEATURE_NOT_ENABLED"), 1, "premium"),
    ("404", refused(404), 3, "not-found"),
    ("409", refused(409), 3, "conflict"),
    ("428", refused(428), 3, "precondition"),
    ("428 provider", refused(428, "NOT_SUPPORTED_BY_PROVIDER"), 3, "not-supported"),
    ("428 not connected", refused(428, "CONNECTION_NOT_CONNECTED"), 1, "not-connected"),
    ("428 already", refused(428, "CONNECTION_ALREADY_DISCONNECTED"), 3, "already-disconnected"),
    ("428 app", refused(428, "REQUIRED_APP_NOT_INSTALLED"), 1, "bookings-missing"),
    ("503", saying(b"", 503), 3, "server-error"),
    ("key in every place", echo, 3, "bad-request"),
]


@pytest.mark.parametrize(
    ("answer", "code", "problem"), [each[1:] for each in EVERYWHERE], ids=[e[0] for e in EVERYWHERE]
)
def test_a_service_that_misbehaves_everywhere(tmp_path: Path, answer: Answer, code: int, problem: str):
    assert problems(asked(tmp_path, {"*": answer}, "list", code)) == [problem]


def test_the_key_does_not_follow_a_redirect(tmp_path: Path):
    with hostile({}) as elsewhere:
        away = {"*": saying(b"", 307, Location=elsewhere.base_url + "/x")}
        assert problems(asked(tmp_path, away, "list", 3)) == ["broken-answer"]
    assert elsewhere.asked == []


def test_pages_that_come_back_to_the_same_cursor_end(tmp_path: Path):
    page = {"schedules": [{"id": "s1"}], "pagingMetadata": {"cursors": {"next": "again"}, "hasNext": True}}
    assert problems(asked(tmp_path, {SCHEDULES: saying(page)}, "list", 3)) == ["broken-answer"]


@pytest.mark.parametrize("part", [PROVIDERS, SCHEDULES, STAFF, CONNECTIONS])
def test_what_makes_no_sense_is_counted_in_every_part(tmp_path: Path, part: str):
    keys = {PROVIDERS: "providers", SCHEDULES: "schedules", STAFF: "staffMembers", CONNECTIONS: "connections"}
    document = asked(tmp_path, {part: saying({keys[part]: [5, None, {"id": {}}]})}, "list", 3)
    assert problems(document) == ["broken-answer"]
    assert "3 entries" in document["problems"][0]["what"]


def test_nulls_and_unknown_words_and_repeats_are_read_as_far_as_they_go(tmp_path: Path):
    odd = {"id": "c1", "scheduleId": "s1", "status": "NEW", "calendarType": "NEW", "syncConfig": None, "userId": None}
    document = asked(tmp_path, {CONNECTIONS: saying({"connections": [odd, odd]})}, "list", 1)
    (connection,) = document["schedules"][0]["connections"]
    assert (connection["state"], connection["status"], connection["import"]) == ("not-reachable", "UNDEFINED", None)


def test_a_connection_on_a_schedule_that_is_not_listed_is_shown(tmp_path: Path):
    lost = {"connections": [{"id": "c9", "scheduleId": "gone", "status": "ERROR", "errorReason": "TOKEN_REVOKED"}]}
    schedules = asked(tmp_path, {CONNECTIONS: saying(lost)}, "list", 1)["schedules"]
    assert [(one["id"], [each["id"] for each in one["connections"]]) for one in schedules] == [
        ("s1", []),
        ("gone", ["c9"]),
    ]


def events_of(*times: tuple[str, str, bool | None]) -> Answer:
    return saying({"events": [{**EVENT, "start": start, "end": end, "allDay": day} for start, end, day in times]})


def test_names_that_could_not_be_read_are_said(tmp_path: Path):
    assert problems(asked(tmp_path, {STAFF: saying(b"", 501)}, "list", 3)) == ["server-error"]
    assert problems(asked(tmp_path, {STAFF: refused(403)}, "list", 0)) == []


def test_times_beyond_the_calendar_cost_one_event_each(tmp_path: Path):
    answer = events_of(
        ("2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z", False),
        ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", False),
        ("9999-12-31", "9999-12-31", True),
        ("2026-11-24T00:00:00Z", "2026-11-23T00:00:00Z", None),
        ("-1", "1", None),
    )
    local = {"localDate": "2026-11-23T09:00:00", "timeZone": "America"}
    nowhere = saying({"events": [{"id": "w", "scheduleId": "s1", "start": local, "end": local}]})
    document = asked(tmp_path, {EVENTS: answer, WIX_EVENTS: nowhere}, "events", 3)
    assert (len(document["events"]), document["complete"]) == (1, False)
    assert problems(document) == ["broken-answer"]
    assert "5 entries" in document["problems"][0]["what"]


def test_all_day_events_are_dates_in_every_form(tmp_path: Path):
    answer = events_of(
        ("2026-11-23", "2026-11-24", True),
        ("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z", True),
        ("2026-11-23T00:00:00+01:00", "2026-11-23T00:00:00+01:00", True),
    )
    document = asked(tmp_path, {EVENTS: answer}, "events", 0)
    assert {(event["start"], event["end"]) for event in document["events"]} == {("2026-11-23", "2026-11-24")}


def test_two_hundred_thousand_events_are_listed_in_bounded_memory(tmp_path: Path):
    document = asked(tmp_path, {EVENTS: saying({"events": [EVENT] * 200_000})}, "events", 0)
    assert (len(document["events"]), document["complete"]) == (200_000, True)


@pytest.mark.parametrize(
    "properties", [saying({"properties": {"timeZone": "Mars/Base"}}), saying({"properties": {}}), refused(403)]
)
def test_an_unknown_zone_is_said_and_times_are_in_utc(tmp_path: Path, properties: Answer):
    document = asked(tmp_path, {PROPERTIES: properties, EVENTS: saying({"events": [EVENT]})}, "events", 1)
    assert problems(document) == ["zone-unknown"]
    assert document["events"][0]["start"] == "2026-11-23T10:00:00+00:00"


@pytest.mark.parametrize("provider", ["p1", "p9"])
def test_a_provider_that_failed_for_the_events_is_named(tmp_path: Path, provider: str):
    answer = saying({"events": [], "failedProviderIds": [provider]})
    document = asked(tmp_path, {EVENTS: answer}, "events", 1)
    assert (document["complete"], problems(document)) == (False, ["provider-unreachable"])
    assert [one["provider"] for one in document["missing"]] == (["Google"] if provider == "p1" else [])


NOT_THERE = {
    APPS: saying({"appInstances": []}),
    PROVIDERS: refused(404),
    CONNECTIONS: refused(404),
    EVENTS: refused(404),
    STAFF: refused(403),
    SCHEDULES: saying({"schedules": []}),
}


@pytest.mark.parametrize("command", ["list", "events", "check"])
def test_without_bookings_it_is_the_site_that_needs_something(tmp_path: Path, command: str):
    document = asked(tmp_path, NOT_THERE, command, 1)
    named = problems(document) if command != "check" else [c["id"] for c in document["checks"] if c["state"] == "fail"]
    assert {"bookings-missing", "bookings"} & set(named)


@pytest.mark.parametrize(
    ("path", "answer", "check", "state", "code"),
    [
        (PROVIDERS, saying({"providers": []}), "providers", "fail", 1),
        (STAFF, saying({"staffMembers": [5]}), "staff", "warning", 0),
        (EVENTS, saying({"events": [], "failedProviderIds": ["p1"]}), "events", "warning", 0),
        (SCHEDULES, saying(b"", 503), "schedules", "fail", 3),
    ],
)
def test_checks_name_the_one_thing_that_is_wrong(
    tmp_path: Path, path: str, answer: Answer, check: str, state: str, code: int
):
    checks = asked(tmp_path, {path: answer}, "check", code)["checks"]
    wrong = [(one["id"], one["state"], bool(one["cure"])) for one in checks if one["state"] in ("warning", "fail")]
    wrong = [each for each in wrong if each[0] != "computer-time"]  # that is about this computer, not the answer
    assert wrong == [(check, state, True)]
