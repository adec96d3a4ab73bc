from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.event import floating
from caldesk.domain.local_day import Gap, Repeat, local_day, local_days, local_time, span_of, window_of, zone_names
from caldesk.domain.timespan import DateRange, Span
from tests.unit.domain.making import ISSUE_ZONES, LONDON, at

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
DATES = st.dates(date(1990, 1, 1), date(2037, 12, 30))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/London", "2026-03-29", 23),
        ("Europe/London", "2026-10-25", 25),
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Africa/Cairo", "2026-04-24", 23),
        ("Africa/Cairo", "2026-10-29", 25),
        ("Asia/Beirut", "2026-03-29", 23),
        ("Pacific/Apia", "2011-12-30", 0),
        ("Pacific/Apia", "2011-12-29", 24),
        ("Pacific/Apia", "2011-12-31", 24),
        ("America/Sao_Paulo", "2018-11-04", 23),
        ("America/Sao_Paulo", "2018-02-17", 25),
        ("Pacific/Kiritimati", "2026-01-01", 24),
        ("Etc/GMT-14", "2026-01-01", 24),
    ],
)
def test_c1_a_day_has_its_true_length(zone: str, day: str, hours: float):
    assert local_day(ZoneInfo(zone), date.fromisoformat(day)).hours == hours


@given(ZONES, DATES)
def test_c1_days_follow_each_other_without_a_hole(zone: ZoneInfo, day: date):
    today, tomorrow = local_day(zone, day), local_day(zone, day + timedelta(days=1))
    assert today.start <= today.end == tomorrow.start
    edges = [today.start, *(segment.end for segment in today.segments)]
    assert edges == [*(segment.start for segment in today.segments), today.end]


@given(ZONES, DATES, st.floats(0, 1, exclude_max=True))
def test_c1_every_instant_of_a_day_has_its_date(zone: ZoneInfo, day: date, share: float):
    found = local_day(zone, day)
    instant = found.start + int((found.end - found.start) * share)
    local = local_time(zone, instant)
    minute_past_midnight = local.hour == 0 and local.minute == 0  # zones that changed at 00:01, see below
    assert not found.segments or local.date() == day or (minute_past_midnight and found.repeats)


@given(ZONES, DATES)
def test_c1_missing_and_repeated_wall_time_account_for_the_length(zone: ZoneInfo, day: date):
    found = local_day(zone, day)
    missing = sum(gap.end - gap.first for gap in found.gaps)
    twice = sum(repeat.end - repeat.first for repeat in found.repeats)
    over_midnight = 1 if found.repeats else 0
    assert abs(found.hours * 60 - (1440 - missing + twice)) <= over_midnight


@given(ZONES, DATES)
def test_c1_the_offset_is_even_within_a_segment_and_changes_between(zone: ZoneInfo, day: date):
    segments = local_day(zone, day).segments
    for segment in segments:
        for instant in (segment.start, segment.end - 1):
            assert local_time(zone, instant).utcoffset() == timedelta(seconds=segment.offset)
    assert all(one.offset != other.offset for one, other in pairwise(segments))


def test_c1_the_missing_hour_is_named_in_wall_minutes():
    assert local_day(LONDON, date(2026, 3, 29)).gaps == (Gap(60, 120),)
    assert local_day(ZoneInfo("Australia/Lord_Howe"), date(2026, 10, 4)).gaps == (Gap(120, 150),)


def test_c1_the_repeated_hour_is_named_in_wall_minutes():
    assert local_day(LONDON, date(2026, 10, 25)).repeats == (Repeat(60, 120),)
    assert local_day(ZoneInfo("Australia/Lord_Howe"), date(2026, 4, 5)).repeats == (Repeat(90, 120),)


@pytest.mark.parametrize(("zone", "day"), [("Africa/Cairo", "2026-04-24"), ("Asia/Beirut", "2026-03-29")])
def test_c1_a_day_without_midnight_begins_at_one(zone: str, day: str):
    found = local_day(ZoneInfo(zone), date.fromisoformat(day))
    assert local_time(ZoneInfo(zone), found.start).isoformat()[:16] == f"{day}T01:00"
    assert found.gaps == (Gap(0, 60),)


def test_c1_an_hour_repeated_before_midnight_stays_in_the_day_that_has_it():
    assert local_day(ZoneInfo("America/Sao_Paulo"), date(2018, 2, 17)).repeats == (Repeat(1380, 1440),)


def test_c1_a_change_a_minute_past_midnight_keeps_both_passes_in_one_day():
    day = local_day(ZoneInfo("America/St_Johns"), date(2010, 11, 6))
    assert day.hours == 25
    assert day.repeats == (Repeat(1381, 1440),)


def test_c1_a_date_that_was_left_out_has_no_segment_and_is_all_gap():
    day = local_day(ZoneInfo("Pacific/Apia"), date(2011, 12, 30))
    assert (day.segments, day.gaps, day.changes) == ((), (Gap(0, 1440),), True)


@pytest.mark.parametrize("zone", ISSUE_ZONES)
def test_c1_an_ordinary_day_has_neither_gap_nor_repeat(zone: str):
    day = local_day(ZoneInfo(zone), date(2026, 6, 17))
    assert (day.gaps, day.repeats, len(day.segments), day.changes) == ((), (), 1, False)


def test_c1_the_zone_names_of_a_change_day_come_in_turn():
    assert zone_names(LONDON, local_day(LONDON, date(2026, 3, 29))) == ("GMT", "BST")
    assert zone_names(LONDON, local_day(LONDON, date(2026, 6, 1))) == ("BST",)


def test_a_range_of_dates_covers_their_instants_and_their_floating_seconds():
    dates = DateRange(date(2026, 3, 28), date(2026, 3, 31))
    span = Span(at("2026-03-28T00:00"), at("2026-03-31T00:00"))
    assert span_of(LONDON, dates) == span
    assert span.seconds == 71 * 3600
    window = window_of(LONDON, dates)
    assert window.span == span
    assert window.dates == Span(floating(dates.first), floating(dates.end))
    assert [day.date for day in local_days(LONDON, dates)] == list(dates)
