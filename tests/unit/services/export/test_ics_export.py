"""ICS: what was written is read back by the library and compared with the events."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from caldesk.domain.event import Event
from caldesk.domain.local_day import local_day, offset_at
from caldesk.domain.timespan import DateRange
from caldesk.services.calendar_export import NotRead, clean, one_line
from caldesk.services.ics_export import ics_of
from tests.unit.domain.making import ISSUE_ZONES, LONDON, all_day, at, between, booking, timed
from tests.unit.services.export.extracts import NOW, UNHURRIED, WEEK, extract_of

SECRET = "Dentist, root canal"


def read_back(content: bytes) -> tuple[Calendar, list]:
    calendar = Calendar.from_ical(content)
    return calendar, calendar.walk("VEVENT")


def one(extract):
    (found,) = read_back(ics_of(extract))[1]
    return found


def uids(*events: Event, titles: bool = False) -> list[str]:
    return [str(each["uid"]) for each in read_back(ics_of(extract_of(*events, titles=titles)))[1]]


def test_c13_a_timed_event_stands_in_the_zone_of_the_site():
    found = one(extract_of(between("2026-11-23T10:00", "2026-11-23T11:30")))
    assert found["dtstart"].params["TZID"] == "Europe/London"
    assert found.start == datetime(2026, 11, 23, 10, tzinfo=LONDON)
    assert found.end == datetime(2026, 11, 23, 11, 30, tzinfo=LONDON)
    assert found["dtstamp"].dt == datetime.fromtimestamp(NOW, UTC)


def test_c13_an_all_day_event_is_dates_with_an_exclusive_end():
    found = one(extract_of(all_day("2026-11-24", "2026-11-26")))
    assert (found["dtstart"].dt, found["dtend"].dt) == (date(2026, 11, 24), date(2026, 11, 26))
    assert found["dtstart"].params["VALUE"] == "DATE"


def test_c13_an_all_day_event_that_ends_where_it_begins_has_its_one_date():
    found = one(extract_of(all_day("2026-11-24", "2026-11-24")))
    assert found["dtend"].dt == date(2026, 11, 25)


def test_c13_an_event_without_length_has_no_end():
    start = at("2026-11-24T09:00")
    assert "dtend" not in one(extract_of(timed(start, start)))


def test_c13_only_what_is_known_is_said_about_blocking_and_privacy():
    start, end = at("2026-11-24T09:00"), at("2026-11-24T10:00")
    assert str(one(extract_of(booking(start, end)))["transp"]) == "OPAQUE"
    for event in (timed(start, end), booking(start, end, kind="WORKING_HOURS")):
        found = one(extract_of(event))
        assert "transp" not in found
        assert "class" not in found


def test_c13_busy_only_holds_nothing_personal():
    event = between("2026-11-23T10:00", "2026-11-23T11:00", title=SECRET, calendar_name="Private")
    content = ics_of(extract_of(event)).decode()
    assert not any(word in content for word in ("Dentist", "Private"))
    assert one(extract_of(event))["summary"] == "Ana Díaz: Busy"


def test_c13_with_titles_says_them():
    event = between("2026-11-23T10:00", "2026-11-23T11:00", title=SECRET, calendar_name="Private")
    found = one(extract_of(event, titles=True))
    assert found["summary"] == f"Ana Díaz: {SECRET}"
    assert "Private" in found["description"]


@pytest.mark.parametrize(("titles", "words"), [(False, "busy only"), (True, "with titles")])
def test_c13_the_name_says_site_and_level(titles: bool, words: str):
    calendar, _found = read_back(ics_of(extract_of(titles=titles)))
    assert calendar["x-wr-calname"] == f"Salon Lotus ({words})"
    assert calendar["x-wr-timezone"] == "Europe/London"


def test_c13_practice_is_marked_on_the_calendar_and_on_every_event():
    event = between("2026-11-23T10:00", "2026-11-23T11:00")
    calendar, (found,) = read_back(ics_of(extract_of(event, practice=True)))
    assert "PRACTICE" in calendar["x-wr-calname"]
    assert "PRACTICE" in calendar["x-wr-caldesc"]
    assert found["summary"].startswith("PRACTICE")


def test_c13_what_is_missing_is_named():
    missing = (NotRead(person="Ben Ito", source="ben@x.example", why="needs sign-in"), NotRead(why="Sunday is unread"))
    calendar, _found = read_back(ics_of(extract_of(not_read=missing)))
    assert calendar["x-caldesk-complete"] == "FALSE"
    assert "Ben Ito (ben@x.example): needs sign-in" in calendar["x-wr-caldesc"]
    assert len(calendar["x-caldesk-not-read"]) == 2
    assert read_back(ics_of(extract_of()))[0]["x-caldesk-complete"] == "TRUE"


def test_c13_a_uid_does_not_depend_on_the_title_nor_on_the_order():
    start, end = at("2026-11-24T09:00"), at("2026-11-24T10:00")
    bare = [timed(start, end), timed(start, end), timed(start, end, "ben"), booking(start, end, id="w1")]
    titled = [timed(start, end, title=title) for title in "AB"] + [timed(start, end, "ben", title="C"), bare[3]]
    wanted = sorted(uids(*bare))
    assert len(set(wanted)) == 4
    assert sorted(uids(*titled, titles=True)) == wanted
    assert all(sorted(uids(*order)) == wanted for order in permutations(bare))


def test_c13_a_moved_booking_keeps_its_uid_and_a_title_is_in_no_uid():
    start, end = at("2026-11-24T09:00"), at("2026-11-24T10:00")
    assert uids(booking(start, end, id="w1")) == uids(booking(start + 900, end + 900, id="w1"))
    assert uids(timed(start, end, title="A"), titles=True) == uids(timed(start, end, title="B"), titles=True)


@pytest.mark.parametrize("zone_id", ISSUE_ZONES)
def test_c13_the_zone_definition_is_the_zone(zone_id: str):
    zone = ZoneInfo(zone_id)
    calendar, _found = read_back(ics_of(extract_of(zone=zone)))
    (definition,) = calendar.walk("VTIMEZONE")
    onsets = _onsets(definition)
    begin, end = (local_day(zone, day).start for day in (WEEK.first - timedelta(360), WEEK.end + timedelta(360)))
    for instant in range(begin, end, 3 * 3600):
        assert _defined_offset(onsets, instant) == offset_at(zone, instant), instant


def _onsets(definition) -> list[tuple[int, int]]:
    """Instants from which on an offset holds, as RFC 5545, 3.6.5, reads them: local time by the offset before."""
    found = []
    for part in definition.subcomponents:
        before = part["tzoffsetfrom"].td
        onset = part["dtstart"].dt.replace(tzinfo=UTC) - before
        found.append((int(onset.timestamp()), int(part["tzoffsetto"].td.total_seconds())))
    return sorted(found)


def _defined_offset(onsets: list[tuple[int, int]], instant: int) -> int:
    return [offset for start, offset in onsets if start <= instant][-1]


def test_c13_a_zone_that_left_out_a_date():
    zone = ZoneInfo("Pacific/Apia")
    extract = extract_of(
        timed(at("2011-12-31T09:00", zone), at("2011-12-31T10:00", zone)),
        zone=zone,
        dates=DateRange(date(2011, 12, 26), date(2012, 1, 2)),
    )
    calendar, (found,) = read_back(ics_of(extract))
    onsets = _onsets(calendar.walk("VTIMEZONE")[0])
    assert _defined_offset(onsets, at("2011-12-29T12:00", zone)) == -10 * 3600
    assert _defined_offset(onsets, at("2011-12-31T12:00", zone)) == 14 * 3600
    assert found.start.timestamp() == at("2011-12-31T09:00", zone)


def test_c13_utc_needs_no_definition():
    calendar, (found,) = read_back(ics_of(extract_of(timed(0, 60), zone=ZoneInfo("UTC"))))
    assert not calendar.walk("VTIMEZONE")
    assert found.start == datetime(1970, 1, 1, tzinfo=UTC)


def test_c13_the_second_pass_of_a_repeated_hour_is_written_in_utc():
    first, second = at("2026-10-25T01:30", fold=0), at("2026-10-25T01:30", fold=1)
    found = one(extract_of(timed(first, second), dates=DateRange(date(2026, 10, 19), date(2026, 10, 26))))
    assert found["dtstart"].params.get("TZID") == "Europe/London"
    assert "TZID" not in found["dtend"].params
    assert (found.start.timestamp(), found.end.timestamp()) == (first, second)


def test_c13_events_that_never_end_are_written():
    forever = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
    found = one(extract_of(timed(at("2026-11-24T09:00"), forever), zone=ZoneInfo("Pacific/Kiritimati")))
    assert found.end == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert one(extract_of(all_day("2026-11-24", "9999-12-31")))["dtend"].dt == date(9999, 12, 31)


ODD = st.text(max_size=300) | st.sampled_from(
    ["a\r\nEND:VEVENT", "a,b;c\\n", "🎄" * 120, "פגישה עם דנה", "a\x00b\x07c", "\ud800", 'say "hi"', "BEGIN:VCALENDAR"]
)


@UNHURRIED
@given(ODD, ODD, ODD)
def test_c13_any_title_name_and_calendar_come_back(title: str, name: str, calendar_name: str):
    event = between("2026-11-23T10:00", "2026-11-23T11:00", title=title, calendar_name=calendar_name)
    extract = extract_of(event, titles=True, people={"ana": name}, site_name=name)
    content = ics_of(extract)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar, (found,) = read_back(content)
    person, shown = one_line(name), clean(title) or "Busy"
    assert str(found["summary"]) == (f"{person}: {shown}" if person else shown)
    assert re.sub(r"\\(.)", r"\1", calendar["x-wr-calname"]) == f"{person} (with titles)"


@given(
    st.lists(st.tuples(st.integers(-40_000, 40_000), st.integers(0, 3000)), max_size=20), st.sampled_from(ISSUE_ZONES)
)
def test_c13_times_come_back_to_the_second(slots: list[tuple[int, int]], zone_id: str):
    zone = ZoneInfo(zone_id)
    origin = local_day(zone, WEEK.first).start
    events = [timed(origin + start * 900, origin + (start + length) * 900) for start, length in slots]
    found = read_back(ics_of(extract_of(*events, zone=zone)))[1]
    times = sorted((int(each.start.timestamp()), int(each.end.timestamp())) for each in found)
    assert times == sorted((event.start, event.end) for event in events)
