from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.timespan import (
    DateRange,
    Span,
    add_months,
    agenda_dates,
    day_dates,
    month_grid_dates,
    week_dates,
    week_start,
    work_week_dates,
    zone_or_none,
)

DATES = st.dates(date(1950, 1, 1), date(2100, 1, 1))
SPANS = st.builds(Span, st.integers(0, 30), st.integers(0, 30))


@given(SPANS, SPANS)
def test_spans_overlap_if_and_only_if_they_share_an_instant(one: Span, other: Span):
    shared = {second for second in range(31) if one.holds(second) and other.holds(second)}
    common = one.common(other)
    assert one.overlaps(other) == bool(shared)
    assert (set(range(common.start, common.end)) if common else set()) == shared


def test_touching_spans_do_not_overlap():
    assert not Span(0, 10).overlaps(Span(10, 20))


def test_the_length_of_a_span_is_never_negative():
    assert (Span(10, 20).seconds, Span(5, 3).seconds) == (10, 0)


@given(DATES, st.integers(0, 6))
def test_a_week_has_seven_dates_begins_on_its_weekday_and_holds_the_date(day: date, first_weekday: int):
    week = week_dates(day, first_weekday)
    assert len(week) == 7
    assert week.first.weekday() == first_weekday
    assert day in week
    assert week_start(day, first_weekday) == week.first


@given(DATES, st.integers(0, 6))
def test_c4_a_month_grid_is_four_to_six_whole_weeks_and_no_week_more_than_needed(day: date, first_weekday: int):
    grid = list(month_grid_dates(day, first_weekday))
    weeks = [grid[at : at + 7] for at in range(0, len(grid), 7)]
    assert 4 <= len(weeks) <= 6
    assert all(len(week) == 7 for week in weeks)
    assert all(any((each.year, each.month) == (day.year, day.month) for each in week) for week in weeks)
    month = [each for each in grid if (each.year, each.month) == (day.year, day.month)]
    assert month[0].day == 1
    assert (month[-1] + timedelta(days=1)).day == 1


def test_a_february_that_fills_four_weeks_has_four_rows():
    assert month_grid_dates(date(2027, 2, 14)) == DateRange(date(2027, 2, 1), date(2027, 3, 1))


def test_c6_the_work_week_runs_from_the_first_to_the_last_workday():
    assert work_week_dates(date(2026, 6, 20)) == DateRange(date(2026, 6, 15), date(2026, 6, 20))
    sunday_to_thursday = work_week_dates(date(2026, 6, 20), 6, frozenset({6, 0, 1, 2, 3}))
    assert sunday_to_thursday == DateRange(date(2026, 6, 14), date(2026, 6, 19))


def test_a_site_without_workdays_gets_the_whole_week():
    assert work_week_dates(date(2026, 6, 17), workdays=frozenset()) == week_dates(date(2026, 6, 17))


def test_day_and_agenda_ranges_begin_with_the_date():
    day = date(2026, 12, 31)
    assert list(day_dates(day)) == [day]
    assert agenda_dates(day, 14) == DateRange(day, date(2027, 1, 14))


def test_a_reversed_range_of_dates_is_empty():
    assert list(DateRange(date(2026, 1, 2), date(2026, 1, 1))) == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 30), 14, date(2028, 1, 30)),
    ],
)
def test_months_are_added_without_leaving_the_month(day: date, months: int, expected: date):
    assert add_months(day, months) == expected


@pytest.mark.parametrize("known", ["Europe/London", "UTC", "Etc/GMT-14", "Pacific/Kiritimati"])
def test_c11_a_known_zone_is_found(known: str):
    zone = zone_or_none(known)
    assert zone is not None
    assert zone.key == known


@pytest.mark.parametrize(
    "unknown",
    ["", "Mars/Olympus", "America", "../etc/passwd", "/etc/passwd", "localtime", "zone.tab", "a\0b", "x" * 5000],
)
def test_c11_an_unknown_zone_is_said_and_not_guessed(unknown: str):
    assert zone_or_none(unknown) is None
