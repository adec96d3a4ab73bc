"""The history as sentences and as a file for spreadsheets."""

import csv
from datetime import UTC
from io import StringIO

import pytest

from caldesk.services.history.history_csv import COLUMNS, csv_of
from caldesk.services.history.records import Kind, Place
from caldesk.services.history.timeline import CONNECTED, details, doer, length, sentence
from tests.unit.services.history.making_history import entry


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_sentence_without_holes(kind: Kind) -> None:
    said = sentence(entry(kind=kind, part="import", before="working", after="off", seconds=90.0))
    assert said
    assert "{" not in said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"before": "working", "after": "needs-sign-in", "seconds": 7200.0}, "Needs sign-in, after 2 h of: Working"),
        (
            {"kind": Kind.SWITCH, "part": "import", "after": "off"},
            "“Their events block bookings here” was switched off",
        ),
        ({"kind": Kind.ATTEMPT, "after": CONNECTED, "account": "a@b.example"}, "Connected: a@b.example"),
        ({"kind": Kind.ATTEMPT, "after": "rejected", "provider_name": "Google"}, "Connecting Google did not work"),
        ({"kind": Kind.SYNC_DELAY, "seconds": 420.0}, "The first sync took 7 min at most"),
    ],
)
def test_sentences(values: dict[str, object], said: str) -> None:
    assert sentence(entry(**values)) == said


def test_a_state_of_another_version_is_shown_as_it_was_kept() -> None:
    assert "paused" in sentence(entry(before="paused", after="working"))


def test_codes_are_details_not_sentences() -> None:
    failed = entry(kind=Kind.ATTEMPT, after="rejected", way="browser", request_id="r-9")
    assert details(failed) == "rejected, browser, r-9"
    assert "rejected" not in sentence(failed)
    assert details(entry(kind=Kind.ATTEMPT, after=CONNECTED)) == ""


def test_who_did_it() -> None:
    assert doer(entry(place=Place.HERE, who="ana")) == "here, by ana"
    assert doer(entry(place=Place.ELSEWHERE)) == "changed elsewhere"
    assert doer(entry()) == ""


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (90, "90 s"), (120, "2 min"), (5400, "90 min"), (172800, "2 d")]
)
def test_lengths(seconds: float, words: str) -> None:
    assert length(seconds) == words


def test_the_file_holds_every_column_and_runs_nothing() -> None:
    evil = entry(
        0.0, schedule_name="=HYPERLINK(1)", account=" @SUM(A1)", who="-2+3", reason='a,b\n"c"', not_before=-60.0
    )
    text = csv_of([evil], UTC).decode("utf-8-sig")
    head, row = csv.reader(StringIO(text))
    assert tuple(head) == COLUMNS
    cells = dict(zip(head, row, strict=True))
    assert cells["at"] == "1970-01-01T00:00:00+00:00"
    assert cells["not_before"] == "1969-12-31T23:59:00+00:00"
    assert (cells["schedule"], cells["account"], cells["who"]) == ("'=HYPERLINK(1)", "' @SUM(A1)", "'-2+3")
    assert cells["reason"] == 'a,b\n"c"'
