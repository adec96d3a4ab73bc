from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.day_axis import Mark, axis_of
from caldesk.domain.local_day import local_day, local_time
from tests.unit.domain.making import ISSUE_ZONES, LONDON, QUICK, at, week_of

CHANGE_DAYS = [
    ("Europe/London", "2026-03-29"),
    ("Europe/London", "2026-10-25"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Africa/Cairo", "2026-04-24"),
    ("Africa/Cairo", "2026-10-29"),
    ("Asia/Beirut", "2026-03-29"),
    ("America/Sao_Paulo", "2018-11-04"),
    ("America/Sao_Paulo", "2018-02-17"),
    ("Pacific/Kiritimati", "2026-01-01"),
]
SHARES = st.floats(0, 1, exclude_max=True)


def axis(zone: str, day: str):
    return axis_of(local_day(ZoneInfo(zone), date.fromisoformat(day)))


@pytest.mark.parametrize(("zone", "day"), CHANGE_DAYS)
@QUICK
@given(share=SHARES)
def test_c1_from_instant_to_axis_and_back_is_exact_to_the_second(zone: str, day: str, share: float):
    found = axis(zone, day)
    instant = found.day.start + int((found.day.end - found.day.start) * share)
    assert found.instant_at(found.top_of(instant)) == instant


@pytest.mark.parametrize(("zone", "day"), CHANGE_DAYS)
@QUICK
@given(one=SHARES, other=SHARES)
def test_c1_later_is_never_higher(zone: str, day: str, one: float, other: float):
    found = axis(zone, day)
    length = found.day.end - found.day.start
    earlier, later = sorted(found.day.start + int(length * share) for share in (one, other))
    assert 0 <= found.top_of(earlier) <= found.top_of(later) <= 1440
    assert found.bottom_of(earlier) <= found.top_of(earlier)


@QUICK
@given(st.sampled_from(ISSUE_ZONES), st.dates(date(1995, 1, 1), date(2037, 1, 1)), SHARES)
def test_c1_outside_of_a_repeat_the_axis_is_the_wall_clock(zone: str, day: date, share: float):
    found = axis(zone, day.isoformat())
    instant = found.day.start + int((found.day.end - found.day.start) * share)
    local = local_time(ZoneInfo(zone), instant)
    wall = local.hour * 60 + local.minute + local.second / 60
    repeated = any(repeat.first <= wall < repeat.end for repeat in found.day.repeats)
    assert repeated or not found.pieces or abs(found.top_of(instant) - wall) < 1e-6


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_c1_a_change_day_does_not_move_the_other_days_of_the_week(change: str):
    for day in week_of(change).days:
        nine = axis_of(day).top_of(at(f"{day.date}T09:00"))
        assert nine == 540


def test_c1_the_missing_hour_stays_empty_between_what_ends_and_what_begins_at_the_jump():
    spring = axis("Europe/London", "2026-03-29")
    jump = at("2026-03-29T02:00")
    assert spring.bottom_of(jump) == 60
    assert spring.top_of(jump) == 120
    assert spring.instant_at(60) == spring.instant_at(90) == spring.instant_at(119.9) == jump


def test_c1_each_pass_of_the_repeated_hour_has_half_of_its_height():
    autumn = axis("Europe/London", "2026-10-25")
    first, second = at("2026-10-25T01:30", fold=0), at("2026-10-25T01:30", fold=1)
    assert second - first == 3600
    assert (autumn.top_of(first), autumn.top_of(second)) == (75, 105)
    assert (autumn.instant_at(75), autumn.instant_at(105)) == (first, second)


def test_c1_the_repeated_hour_is_marked_a_and_b():
    marks = list(axis("America/New_York", "2026-11-01").marks())
    assert marks[:4] == [Mark(0, 0), Mark(60, 60, "A"), Mark(90, 60, "B"), Mark(120, 120)]
    assert len(marks) == 25


def test_c1_a_repeated_half_hour_is_marked_although_no_full_hour_repeats():
    marks = [mark for mark in axis("Australia/Lord_Howe", "2026-04-05").marks() if mark.turn]
    assert marks == [Mark(90, 90, "A"), Mark(105, 90, "B")]


def test_c1_missing_hours_have_no_mark():
    assert [mark.wall for mark in axis("Africa/Cairo", "2026-04-24").marks()][:2] == [60, 120]
    assert [mark.wall for mark in axis("Europe/London", "2026-03-29").marks(30)][:4] == [0, 30, 120, 150]


def test_c1_a_date_that_was_left_out_has_an_axis_with_nothing_on_it():
    found = axis("Pacific/Apia", "2011-12-30")
    assert found.pieces == ()
    assert list(found.marks()) == []
    assert found.instant_at(700) == found.day.start
    assert found.top_of(found.day.start) == 0


def test_instants_outside_of_the_day_stand_at_its_edges():
    day = axis_of(local_day(LONDON, date(2026, 6, 17)))
    assert day.top_of(day.day.start - 5) == 0
    assert day.bottom_of(day.day.end + 5) == 1440
    assert (day.instant_at(-3), day.instant_at(1500)) == (day.day.start, day.day.end)
