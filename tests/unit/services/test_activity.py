"""What is remembered of requests, and what is not."""

import pytest

from caldesk.api.errors import Call
from caldesk.services.activity import COLUMNS, ActivityFilter, ActivityLog, csv_of, lines, task
from tests.helpers.far_side import Clock

CONNECTIONS = "/bookings/v2/external-calendars/connections"


def _log(*calls: tuple[str, str, str], kept: int = 100) -> ActivityLog:
    log = ActivityLog(Clock(), kept)
    for n, (method, path, outcome) in enumerate(calls):
        log.heard(Call(method=method, path=path, request_id=f"r-{n}", attempts=2), outcome, 0.25)
    return log


def test_newest_first_and_no_more_than_is_kept() -> None:
    log = _log(*(("GET", f"/{n}", "200") for n in range(10)), kept=3)
    assert [one.path for one in log.entries()] == ["/9", "/8", "/7"]
    assert [one.number for one in log.entries()] == [10, 9, 8]


def test_a_request_keeps_when_how_long_and_under_which_id() -> None:
    (one,) = _log(("GET", CONNECTIONS, "503")).entries()
    assert (one.at, one.seconds, one.request_id, one.attempt, one.failed) == (1000.0, 0.25, "r-0", 2, True)


def test_filters_by_words_and_failures() -> None:
    log = _log(("GET", CONNECTIONS, "200"), ("PATCH", f"{CONNECTIONS}/abc/sync-config", "Unreachable"))
    found = [
        [one.request_id for one in log.entries(ActivityFilter(**wanted))]  # type: ignore[arg-type]
        for wanted in ({"text": "r-0"}, {"text": "SAVE abc"}, {"failures_only": True}, {"text": "nowhere"})
    ]
    assert found == [["r-0"], ["r-1"], ["r-1"], []]


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("GET", CONNECTIONS, "Read all connections"),
        ("GET", f"{CONNECTIONS}/abc", "Read a connection"),
        ("GET", f"{CONNECTIONS}/abc/calendars", "Read the calendars of an account"),
        ("PATCH", f"{CONNECTIONS}/abc/sync-config", "Save switches"),
        ("POST", f"{CONNECTIONS}/abc/disconnect", "Disconnect"),
        ("POST", f"{CONNECTIONS}:connectByOAuth", "Ask for a sign-in page"),
        ("GET", "/apps-installer-service/v1/app-instances", "Look which apps are installed"),
        ("GET", "/something/new", "/something/new"),
    ],
)
def test_what_a_request_was_for(method: str, path: str, words: str) -> None:
    assert task(_log((method, path, "200")).entries()[0]) == words


def test_subscribers_hear_each_until_they_leave() -> None:
    log, heard = _log(), []
    leave = log.subscribe(heard.append)
    log.heard(Call(), "200", 0.1)
    leave()
    leave()
    log.heard(Call(), "200", 0.1)
    assert [one.number for one in heard] == [1]


def test_lines_for_the_clipboard() -> None:
    text = lines(_log(("GET", CONNECTIONS, "200")).entries(), lambda at: f"t{at:.0f}")
    assert text == f"t1000  GET {CONNECTIONS}  200  250 ms  r-0"


def test_a_file_for_spreadsheets() -> None:
    head, row = csv_of(_log(("GET", CONNECTIONS, "200")).entries()).decode("utf-8-sig").splitlines()
    assert head == ",".join(COLUMNS)
    assert row == f"1970-01-01T00:16:40.000+00:00,Read all connections,GET,{CONNECTIONS},200,250,2,r-0"
