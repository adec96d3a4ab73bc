from itertools import combinations, permutations
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.calendar_layout import Column, lay_out_day, lay_out_days, lay_out_people
from caldesk.domain.day_columns import is_bar
from tests.unit.domain.making import HOUR, QUICK, all_day, at, between, columns_of, events_around, timed, week_of

SPRING, AUTUMN = week_of("2026-03-29"), week_of("2026-10-25")
MINUTES = 20


def laid_out(events, columns=SPRING, max_lanes=6) -> tuple[Column, ...]:
    return lay_out_days(events, columns, min_minutes=MINUTES, max_lanes=max_lanes)


def sunday(events, columns=SPRING, max_lanes=6) -> Column:
    return laid_out(events, columns, max_lanes)[6]


@pytest.mark.parametrize("columns", [SPRING, AUTUMN])
@QUICK
@given(data=st.data(), lanes=st.integers(2, 8))
def test_c2_every_timed_event_stands_once_in_each_of_its_days(columns, data, lanes):
    events = data.draw(events_around(columns))
    for index, column in enumerate(laid_out(events, columns, lanes)):
        shown = [box.event for box in column.boxes] + [event for more in column.more for event in more.events]
        expected = [event for event in events if not is_bar(event) and touches(columns, event, index)]
        assert sorted(shown, key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("columns", [SPRING, AUTUMN])
@QUICK
@given(data=st.data(), lanes=st.integers(2, 8))
def test_c2_a_day_alone_is_laid_out_as_it_is_among_others(columns, data, lanes):
    events = data.draw(events_around(columns))
    for index, column in enumerate(laid_out(events, columns, lanes)):
        mine = [event for event in events if touches(columns, event, index)]
        assert lay_out_day(mine, columns.days[index], min_minutes=MINUTES, max_lanes=lanes) == column


def test_c1_a_day_that_the_zone_left_out_has_no_timed_event():
    apia = columns_of("2011-12-29", 3, ZoneInfo("Pacific/Apia"))
    night = between("2011-12-29T22:00", "2011-12-31T02:00", ZoneInfo("Pacific/Apia"))
    assert lay_out_day([night], apia.days[1], min_minutes=MINUTES, max_lanes=6) == Column()


def touches(columns, event, index) -> bool:
    touch = columns.touch(event)
    return touch is not None and touch.first <= index <= touch.last


@pytest.mark.parametrize("columns", [SPRING, AUTUMN])
@QUICK
@given(data=st.data(), lanes=st.integers(2, 8))
def test_c2_nothing_in_a_column_covers_anything_else(columns, data, lanes):
    for column in laid_out(data.draw(events_around(columns)), columns, lanes):
        for one, other in combinations([*column.boxes, *column.more], 2):
            apart = one.bottom <= other.top or other.bottom <= one.top
            beside = one.left + one.width <= other.left + 1e-9 or other.left + other.width <= one.left + 1e-9
            assert apart or beside


@QUICK
@given(events_around(AUTUMN))
def test_c2_boxes_stay_in_their_column_and_have_the_least_height(events):
    for column in laid_out(events, AUTUMN):
        for box in column.boxes:
            assert 0 <= box.top <= box.bottom <= 1440
            assert box.bottom - box.top >= MINUTES - 1e-9
            assert box.left >= 0
            assert box.left + box.width <= 1 + 1e-9


@QUICK
@given(events_around(SPRING), st.randoms(use_true_random=False))
def test_c2_the_order_of_arrival_does_not_show(events, random: Random):
    shuffled = list(events)
    random.shuffle(shuffled)
    assert laid_out(shuffled, max_lanes=3) == laid_out(events, max_lanes=3)


def test_c2_events_of_one_slot_have_their_places_whatever_came_first():
    nine = at("2026-03-29T09:00")
    events = [timed(nine, nine + HOUR, who) for who in ("ana", "ben", "cleo")]
    assert {sunday(order, max_lanes=2) for order in permutations(events)} == {sunday(events, max_lanes=2)}
    assert {sunday(order).boxes for order in permutations(events)} == {sunday(events).boxes}


def test_c2_touching_events_share_the_full_width():
    boxes = sunday(
        [between("2026-03-29T09:00", "2026-03-29T10:00"), between("2026-03-29T10:00", "2026-03-29T11:00")]
    ).boxes
    assert [(box.left, box.width) for box in boxes] == [(0, 1), (0, 1)]


def test_c2_an_event_without_length_takes_part_with_its_least_height():
    nine = at("2026-03-29T09:00")
    boxes = sunday([timed(nine, nine), timed(nine + 600, nine + HOUR)]).boxes
    assert [(box.top, box.bottom, box.left, box.width) for box in boxes] == [(540, 560, 0, 0.5), (550, 600, 0.5, 0.5)]


def test_c2_a_short_event_before_midnight_keeps_its_height_inside_of_the_day():
    (box,) = sunday([between("2026-03-29T23:58", "2026-03-30T00:00")]).boxes
    assert (box.top, box.bottom) == (1420, 1440)


def test_c2_two_hundred_in_one_slot_show_five_and_name_the_rest():
    start = at("2026-03-29T09:00")
    events = [timed(start, start + HOUR, f"s{number:03}") for number in range(200)]
    column = sunday(events)
    (more,) = column.more
    assert [box.event for box in column.boxes] == events[:5]
    assert list(more.events) == events[5:]
    assert more.left + more.width == 1


def test_c3_a_timed_event_over_midnight_is_clipped_to_each_day_with_arrows():
    days = laid_out([between("2026-03-27T22:00", "2026-03-28T06:00")])
    (friday,), (saturday,) = days[4].boxes, days[5].boxes
    assert (friday.top, friday.bottom, friday.continues_before, friday.continues_after) == (1320, 1440, False, True)
    assert (saturday.top, saturday.bottom, saturday.continues_before, saturday.continues_after) == (0, 360, True, False)


def test_c3_an_event_ending_at_midnight_has_no_arrow():
    (box,) = laid_out([between("2026-03-27T22:00", "2026-03-28T00:00")])[4].boxes
    assert not box.continues_after


def test_c3_bars_are_not_repeated_in_the_columns():
    bars = [all_day("2026-03-29", "2026-03-30"), between("2026-03-27T09:00", "2026-03-29T09:00")]
    assert all(column == Column() for column in laid_out(bars))


def test_c1_an_event_across_the_missing_hour_covers_it():
    (box,) = sunday([between("2026-03-29T00:30", "2026-03-29T02:30")]).boxes
    assert (box.top, box.bottom, box.event.end - box.event.start) == (30, 150, HOUR)


def test_c1_events_of_the_two_passes_of_an_hour_do_not_overlap():
    first, second = at("2026-10-25T01:00"), at("2026-10-25T01:00", fold=1)
    boxes = sunday([timed(first, second), timed(second, second + HOUR)], AUTUMN).boxes
    assert [(box.top, box.bottom, box.width) for box in boxes] == [(60, 90, 1), (90, 120, 1)]


@QUICK
@given(events_around(columns_of("2026-03-29", 1)))
def test_a_person_column_is_the_day_column_of_their_events_alone(events):
    day = columns_of("2026-03-29", 1)
    people = lay_out_people(events, day.days[0], ["cleo", "ana"], min_minutes=MINUTES, max_lanes=4)
    assert list(people) == ["cleo", "ana"]
    for schedule_id, column in people.items():
        mine = [event for event in events if event.schedule_id == schedule_id]
        assert (column,) == laid_out(mine, day, 4)
