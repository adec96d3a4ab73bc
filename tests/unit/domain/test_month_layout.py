from datetime import date

import pytest
from hypothesis import given

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.local_day import local_days
from caldesk.domain.month_layout import lay_out_month, only_hidden, shown_places
from caldesk.domain.row_layout import lay_out_week_rows
from caldesk.domain.timespan import month_grid_dates
from tests.unit.domain.making import LONDON, QUICK, all_day, between, columns_of, events_around

MARCH = local_days(LONDON, month_grid_dates(date(2026, 3, 15)))
WEEKEND = frozenset({5, 6})


@pytest.mark.parametrize(("month", "weeks"), [("2027-02-01", 4), ("2026-03-01", 6), ("2026-06-01", 5)])
def test_c4_a_month_has_four_to_six_rows(month: str, weeks: int):
    days = local_days(LONDON, month_grid_dates(date.fromisoformat(month)))
    assert len(lay_out_month([], days, capacity=3)) == weeks


@QUICK
@given(events_around(columns_of("2026-02-23", 42)))
def test_c4_each_week_is_laid_out_from_all_its_events(events):
    for week in lay_out_month(events, MARCH, capacity=3):
        assert week.rows == lay_out_week_rows(week.columns.touches(events), 7, capacity=3)


def test_c4_a_bar_goes_on_in_the_next_week_with_arrows():
    weeks = lay_out_month([all_day("2026-03-13", "2026-03-18")], MARCH, capacity=3)
    (before,), (after,) = weeks[2].rows.bars, weeks[3].rows.bars
    assert (before.first, before.span, before.continues_after) == (4, 3, True)
    assert (after.first, after.span, after.continues_before) == (0, 2, True)


def test_c4_a_hidden_weekend_takes_its_events_along():
    saturday = between("2026-03-14T09:00", "2026-03-14T10:00")
    weekend_trip = all_day("2026-03-13", "2026-03-15")
    week = lay_out_month([saturday, weekend_trip], MARCH, capacity=3, hidden_weekdays=WEEKEND)[2]
    assert [day.date.weekday() for day in week.columns.days] == [0, 1, 2, 3, 4]
    assert [(bar.event, bar.span, bar.continues_after) for bar in week.rows.bars] == [(weekend_trip, 1, True)]


@pytest.mark.parametrize(
    ("first", "hidden", "places"),
    [
        (0, WEEKEND, range(5)),
        (6, WEEKEND, range(1, 6)),
        (5, {4, 5}, range(1, 6)),
        (0, {6}, range(6)),
        (0, {4, 5}, None),
        (0, {4, 6}, None),
        (0, set(range(7)), None),
        (3, set(), range(7)),
    ],
)
def test_c6_the_days_that_are_left_follow_each_other(first, hidden, places):
    assert shown_places(first, frozenset(hidden)) == places


def test_c6_an_event_that_reaches_a_shown_day_is_not_hidden():
    saturday = between("2026-03-14T09:00", "2026-03-14T10:00")
    trip, party = all_day("2026-03-13", "2026-03-15"), all_day("2026-03-14", "2026-03-16")
    elsewhere = all_day("2026-08-01", "2026-08-02")
    assert only_hidden([saturday, trip, party, elsewhere], DayColumns(MARCH), WEEKEND) == (saturday, party)
