"""CSV: read back by the standard library, safe in a spreadsheet, the same in every language."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.event import EventSource
from caldesk.domain.provider import CalendarType
from caldesk.services.calendar_export import NotRead, clean
from caldesk.services.csv_export import COLUMNS, csv_of
from tests.unit.domain.making import all_day, at, between, booking, timed
from tests.unit.services.export.extracts import UNHURRIED, extract_of


def rows_of(extract, **more) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(csv_of(extract, **more).decode("utf-8-sig"), newline=""), strict=True))


def one(extract) -> dict[str, str]:
    (row,) = rows_of(extract)
    return row


def test_c13_a_timed_event():
    event = between("2026-11-23T10:00", "2026-11-23T11:30", calendar_type=CalendarType.GOOGLE)
    assert one(extract_of(event)) == {
        "date": "2026-11-23",
        "start": "2026-11-23T10:00:00+00:00",
        "end": "2026-11-23T11:30:00+00:00",
        "all_day": "no",
        "minutes": "90",
        "zone": "Europe/London",
        "person": "Ana Díaz",
        "source": "Google",
        "calendar": "",
        "title": "Busy",
        "status": "read",
        "site": "Salon Lotus",
        "as_of": "2026-11-22T10:29:00+00:00",
    }


def test_c13_an_all_day_event_has_its_first_and_last_date_and_no_minutes():
    row = one(extract_of(all_day("2026-11-24", "2026-11-26")))
    assert [row[name] for name in ("date", "start", "end", "all_day", "minutes")] == [
        "2026-11-24",
        "2026-11-24",
        "2026-11-25",
        "yes",
        "",
    ]


def test_c13_minutes_are_true_where_clocks_go_back():
    row = one(extract_of(between("2026-10-25T00:30", "2026-10-25T03:00")))
    assert (row["start"], row["end"]) == ("2026-10-25T00:30:00+01:00", "2026-10-25T03:00:00+00:00")
    assert row["minutes"] == "210"


def test_c13_busy_only_holds_nothing_personal():
    event = between("2026-11-23T10:00", "2026-11-23T11:00", title="Dentist", calendar_name="Private")
    content = csv_of(extract_of(event)).decode()
    assert not any(word in content for word in ("Dentist", "Private"))
    assert one(extract_of(booking(event.start, event.end, title="Massage")))["title"] == "Busy"
    row = one(extract_of(event, titles=True))
    assert (row["title"], row["calendar"]) == ("Dentist", "Private")


def test_c13_bookings_and_other_calendars_have_a_source():
    start, end = at("2026-11-24T09:00"), at("2026-11-24T10:00")
    assert one(extract_of(booking(start, end)))["source"] == EventSource.WIX.value.capitalize()
    assert one(extract_of(timed(start, end)))["source"] == "Other"


def test_c13_what_was_not_read_has_a_row_for_the_whole_period():
    first, row = rows_of(
        extract_of(
            between("2026-11-23T10:00", "2026-11-23T11:00"),
            not_read=(NotRead(person="Ben Ito", source="ben@x.example", why="needs sign-in"),),
            practice=True,
        )
    )
    assert (first["person"], first["status"], first["start"], first["end"]) == (
        "Ben Ito",
        "not-read",
        "2026-11-23",
        "2026-11-29",
    )
    assert "needs sign-in" in first["title"]
    assert row["status"] == "read"
    assert {each["site"] for each in (first, row)} == {"PRACTICE – Salon Lotus"}


def test_c13_the_byte_order_mark_is_optional():
    assert csv_of(extract_of()).startswith(b"\xef\xbb\xbf")
    plain = csv_of(extract_of(), bom=False)
    assert plain == (",".join(COLUMNS) + "\r\n").encode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "  =", "＝"])
def test_c13_no_cell_is_taken_for_a_formula(start: str):
    text = f"{start}cmd|' /C calc'!A0"
    event = between("2026-11-23T10:00", "2026-11-23T11:00", title=text, calendar_name=text)
    row = one(extract_of(event, titles=True, people={"ana": text}, site_name=text))
    for name in ("title", "calendar", "person", "site"):
        assert row[name] == "'" + clean(text)


@UNHURRIED
@given(st.text(max_size=80), st.text(max_size=80))
def test_c13_any_text_comes_back(title: str, name: str):
    event = between("2026-11-23T10:00", "2026-11-23T11:00", title=title)
    row = one(extract_of(event, titles=True, people={"ana": name}))
    assert row["title"].removeprefix("'") == (clean(title).removeprefix("'") or ("Busy" if not title else ""))
    assert row["person"].removeprefix("'") == clean(name).removeprefix("'")
    assert row["title"][:1] not in tuple("=+-@\t\r\n")


def test_c13_rows_stand_in_order_of_time():
    early, late = (
        timed(at("2026-11-23T08:00"), at("2026-11-23T09:00"), "ben"),
        timed(at("2026-11-25T08:00"), at("2026-11-25T09:00")),
    )
    assert [row["date"] for row in rows_of(extract_of(late, early))] == ["2026-11-23", "2026-11-25"]
