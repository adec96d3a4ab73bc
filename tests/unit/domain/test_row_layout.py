from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.day_columns import is_bar, once
from caldesk.domain.row_layout import DayRows, lay_out_lane, lay_out_sorted_week, lay_out_week_rows, sort_day_rows
from tests.unit.domain.making import QUICK, all_day, between, events_around, week_of

WEEK = week_of("2026-03-29")
EVENTS = events_around(WEEK)


def dates_of(bar) -> set[int]:
    return set(range(bar.first, bar.first + bar.span))


def on_date(events, column) -> list:
    touched = [(event, WEEK.touch(event)) for event in events]
    return [event for event, touch in touched if touch and touch.first <= column <= touch.last]


def check_exact(events, rows):
    """Each date shows or names every event that it has, exactly once."""
    for column in range(7):
        shown = [bar.event for bar in rows.bars if column in dates_of(bar)]
        assert sorted([*shown, *rows.hidden[column]], key=repr) == sorted(on_date(events, column), key=repr)


@QUICK
@given(EVENTS, st.integers(0, 5))
def test_c3_the_lane_counts_exactly_what_it_hides(events, max_rows):
    rows = lay_out_lane(events, WEEK, max_rows=max_rows)
    check_exact([event for event in events if is_bar(event)], rows)
    assert rows.height <= max_rows


@QUICK
@given(EVENTS)
def test_c3_an_open_lane_hides_nothing(events):
    assert not any(lay_out_lane(events, WEEK).hidden)


@QUICK
@given(EVENTS, st.integers(1, 6))
def test_c4_a_week_counts_exactly_what_it_hides(events, capacity):
    check_exact(events, lay_out_week_rows(WEEK.touches(events), 7, capacity=capacity))


@QUICK
@given(EVENTS, st.integers(1, 6))
def test_c4_days_that_were_sorted_one_by_one_make_the_same_week(events, capacity):
    days = [sort_day_rows(on_date(events, column), day) for column, day in enumerate(WEEK.days)]
    together = lay_out_week_rows(WEEK.touches(events), 7, capacity=capacity)
    assert lay_out_sorted_week(days, WEEK, capacity=capacity) == together


@QUICK
@given(EVENTS, st.integers(1, 6))
def test_c4_more_takes_the_last_row_and_only_where_something_is_hidden(events, capacity):
    rows = lay_out_week_rows(WEEK.touches(events), 7, capacity=capacity)
    for column in range(7):
        used = {bar.row for bar in rows.bars if column in dates_of(bar)}
        assert all(row < capacity - bool(rows.hidden[column]) for row in used)
        if rows.hidden[column]:
            assert len(on_date(events, column)) > 1 or capacity == 1 or shares_a_bar(rows.hidden[column])


def shares_a_bar(hidden) -> bool:
    touch = WEEK.touch(hidden[0])
    return touch is not None and touch.last > touch.first


@QUICK
@given(EVENTS)
def test_c4_bars_keep_their_row_and_never_cover_each_other(events):
    rows = lay_out_week_rows(WEEK.touches(events), 7, capacity=100)
    for one, other in combinations(rows.bars, 2):
        assert one.row != other.row or dates_of(one).isdisjoint(dates_of(other))


@QUICK
@given(EVENTS)
def test_c4_no_row_is_left_free_above_a_bar_on_all_of_its_dates(events):
    rows = lay_out_week_rows(WEEK.touches(events), 7, capacity=100)
    for bar in rows.bars:
        for row in range(bar.row):
            assert any(other.row == row and not dates_of(other).isdisjoint(dates_of(bar)) for other in rows.bars)


@QUICK
@given(EVENTS, st.randoms(use_true_random=False))
def test_c2_the_order_of_arrival_does_not_show_in_rows(events, random: Random):
    shuffled = list(events)
    random.shuffle(shuffled)
    assert lay_out_lane(shuffled, WEEK, max_rows=2) == lay_out_lane(events, WEEK, max_rows=2)
    assert lay_out_week_rows(WEEK.touches(shuffled), 7, capacity=3) == lay_out_week_rows(
        WEEK.touches(events), 7, capacity=3
    )


def test_c3_an_all_day_bar_has_its_dates_and_its_arrows():
    (bar,) = lay_out_lane([all_day("2026-03-20", "2026-03-25")], WEEK).bars
    assert (bar.row, bar.first, bar.span, bar.continues_before, bar.continues_after) == (0, 0, 2, True, False)


def test_c3_a_timed_event_of_24_hours_is_a_bar_and_a_shorter_one_is_not():
    day, night = between("2026-03-24T09:00", "2026-03-25T09:00"), between("2026-03-24T22:00", "2026-03-25T06:00")
    (bar,) = lay_out_lane([day, night], WEEK).bars
    assert (bar.event, bar.first, bar.span) == (day, 1, 2)


def test_c3_the_lane_shows_its_rows_and_then_counts_the_rest():
    events = [all_day("2026-03-24", "2026-03-25", f"s{number}") for number in range(5)]
    rows = lay_out_lane(events, WEEK, max_rows=3)
    assert [bar.row for bar in rows.bars] == [0, 1, 2]
    assert rows.hidden[1] == tuple(events[3:])


def test_c4_what_fits_is_shown_without_a_more():
    events = [between(f"2026-03-24T{hour:02}:00", f"2026-03-24T{hour:02}:30") for hour in (9, 10, 11)]
    rows = lay_out_week_rows(WEEK.touches(events), 7, capacity=3)
    assert [bar.row for bar in rows.bars] == [0, 1, 2]
    assert not any(rows.hidden)


def test_c4_one_too_many_hides_two_because_more_needs_a_row():
    events = [between(f"2026-03-24T{hour:02}:00", f"2026-03-24T{hour:02}:30") for hour in (9, 10, 11, 12)]
    rows = lay_out_week_rows(WEEK.touches(events), 7, capacity=3)
    assert [bar.event for bar in rows.bars] == events[:2]
    assert rows.hidden[1] == tuple(events[2:])


def test_c4_single_timed_events_are_lines_after_the_bars():
    line, bar = between("2026-03-24T08:00", "2026-03-24T09:00"), all_day("2026-03-24", "2026-03-26")
    rows = lay_out_week_rows(WEEK.touches([line, bar]), 7, capacity=4)
    assert [(each.event, each.row, each.line) for each in rows.bars] == [(bar, 0, False), (line, 1, True)]


def test_c4_a_bar_hidden_on_one_date_is_counted_on_each_of_its_dates():
    crowd = [all_day("2026-03-24", "2026-03-25", f"s{number}") for number in range(3)]
    late = all_day("2026-03-24", "2026-03-27", "z")
    rows = lay_out_week_rows(WEEK.touches([*crowd, late]), 7, capacity=2)
    assert [len(hidden) for hidden in rows.hidden] == [0, 3, 0, 0, 0, 0, 0]
    assert rows.bars[0].event == late


def test_c3_an_event_that_was_read_again_for_some_of_its_days_is_one_bar():
    leave, again = (all_day("2026-03-25", "2026-03-29") for _ in range(2))
    days = [sort_day_rows([each], day) for each, day in zip([leave, again, leave, again], WEEK.days[2:6], strict=True)]
    empty = DayRows()
    rows = lay_out_sorted_week([empty, empty, *days, empty], WEEK, capacity=3)
    assert [(bar.first, bar.span) for bar in rows.bars] == [(2, 4)]
    assert once([[leave], [again]]) == (leave,)


def test_c3_two_equal_events_are_two_bars():
    leave, twin = (all_day("2026-03-25", "2026-03-27") for _ in range(2))
    days = [sort_day_rows([leave, twin] if place in (2, 3) else [], day) for place, day in enumerate(WEEK.days)]
    rows = lay_out_sorted_week(days, WEEK, capacity=3)
    assert [(bar.row, bar.first, bar.span) for bar in rows.bars] == [(0, 2, 2), (1, 2, 2)]
