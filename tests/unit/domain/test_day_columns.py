from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.day_columns import Touch, is_bar, steady_order
from caldesk.domain.local_day import local_time
from tests.unit.domain.making import (
    HOUR,
    ISSUE_ZONES,
    QUICK,
    all_day,
    at,
    between,
    columns_of,
    events_around,
    timed,
    week_of,
)

CAIRO, APIA = ZoneInfo("Africa/Cairo"), ZoneInfo("Pacific/Apia")
SPRING_WEEK = week_of("2026-03-29")


def dates_touched(columns, event):
    touch = columns.touch(event)
    return [columns.days[index].date.isoformat() for index in columns.shown_in(event, touch)] if touch else []


@pytest.mark.parametrize("zone", ISSUE_ZONES)
@QUICK
@given(data=st.data())
def test_c1_an_event_touches_the_local_dates_of_its_instants(zone: str, data: st.DataObject):
    local = ZoneInfo(zone)
    columns = week_of(data.draw(st.sampled_from(["2026-03-29", "2026-10-28", "2011-12-30", "2018-11-04"])), local)
    begin = columns.window.span.start
    start = begin + data.draw(st.integers(-30, 200)) * 1800
    end = start + data.draw(st.integers(0, 80)) * 1800
    instants = range(start, max(end, start + 1), 1800)
    dates = {local_time(local, instant).date() for instant in instants}
    expected = [day.date.isoformat() for day in columns.days if day.date in dates]
    assert dates_touched(columns, timed(start, end)) == expected


@QUICK
@given(events_around(columns_of("2026-03-27", 5)))
def test_c3_an_all_day_event_touches_its_dates_whatever_the_zone(events):
    columns = columns_of("2026-03-27", 5, APIA)
    for event in events:
        if event.all_day:
            first = datetime.fromtimestamp(event.start, UTC).date()
            last = max(first, datetime.fromtimestamp(event.end, UTC).date() - timedelta(days=1))
            expected = [day.date.isoformat() for day in columns.days if first <= day.date <= last]
            assert dates_touched(columns, event) == expected


def test_c3_an_event_ending_at_midnight_does_not_touch_the_next_day():
    event = between("2026-03-28T20:00", "2026-03-29T00:00")
    assert dates_touched(SPRING_WEEK, event) == ["2026-03-28"]


def test_c3_an_event_ending_at_a_midnight_that_does_not_exist_does_not_touch_the_next_day():
    jump = at("2026-04-24T01:00", CAIRO)
    assert dates_touched(week_of("2026-04-24", CAIRO), timed(jump - HOUR, jump)) == ["2026-04-23"]


def test_c3_an_event_without_length_touches_its_own_day():
    midnight = at("2026-03-29T00:00")
    assert dates_touched(SPRING_WEEK, timed(midnight, midnight)) == ["2026-03-29"]


def test_c3_an_event_that_ends_before_it_begins_is_taken_as_without_length():
    nine = at("2026-03-28T09:00")
    assert dates_touched(SPRING_WEEK, timed(nine, nine - HOUR)) == ["2026-03-28"]


def test_c3_the_end_date_of_an_all_day_event_is_exclusive():
    assert dates_touched(SPRING_WEEK, all_day("2026-03-28", "2026-03-29")) == ["2026-03-28"]


def test_c3_an_all_day_event_without_length_has_one_date():
    assert dates_touched(SPRING_WEEK, all_day("2026-03-28", "2026-03-28")) == ["2026-03-28"]


def test_c1_an_event_across_a_date_that_was_left_out_touches_its_neighbours_only():
    columns = columns_of("2011-12-28", 5, APIA)
    night = between("2011-12-29T22:00", "2011-12-31T02:00", APIA)
    assert night.end - night.start == 4 * HOUR
    assert dates_touched(columns, night) == ["2011-12-29", "2011-12-31"]


def test_c3_going_on_outside_of_the_view_is_told():
    long = between("2026-03-01T09:00", "2026-04-30T09:00")
    assert SPRING_WEEK.touch(long) == Touch(0, 6, True, True)
    assert SPRING_WEEK.touch(all_day("2026-03-29", "2026-04-02")) == Touch(6, 6, False, True)


def test_events_beside_the_view_touch_nothing():
    assert SPRING_WEEK.touch(between("2026-03-22T09:00", "2026-03-23T00:00")) is None
    assert SPRING_WEEK.touch(between("2026-03-30T00:00", "2026-03-30T01:00")) is None
    assert SPRING_WEEK.touch(all_day("2026-03-30", "2026-04-02")) is None


def test_c3_bars_are_all_day_events_and_those_of_24_hours_and_more():
    assert is_bar(all_day("2026-03-28", "2026-03-29"))
    assert is_bar(timed(0, 24 * HOUR))
    assert not is_bar(timed(0, 24 * HOUR - 1))


def test_the_steady_order_tells_events_apart_by_what_may_be_seen():
    assert steady_order(timed(0, 1, title="A")) < steady_order(timed(0, 1, title="B"))
    assert steady_order(timed(0, 1)) < steady_order(timed(0, 1, title="A"))
