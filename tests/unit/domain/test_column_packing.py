from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.column_packing import Hidden, Slot, pack
from tests.unit.domain.making import QUICK

STRETCHES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=40
).map(lambda drawn: sorted(drawn, key=lambda each: (each[0], -each[1])))
LIMITS = st.integers(2, 8)


def packed(stretches, limit=10**9):
    return pack(stretches, limit)


def meet(one, other):
    return one[0] < other[1] and other[0] < one[1]


def groups(stretches):
    """Connected overlaps, by joining any two that meet until nothing changes."""
    found = [{index} for index in range(len(stretches))]
    for one, other in combinations(range(len(stretches)), 2):
        if meet(stretches[one], stretches[other]):
            left = next(group for group in found if one in group)
            right = next(group for group in found if other in group)
            if left is not right:
                found.remove(right)
                left |= right
    return found


@QUICK
@given(STRETCHES, LIMITS)
def test_c2_every_stretch_is_placed_or_hidden_exactly_once(stretches, limit):
    slots, hidden = packed(stretches, limit)
    seen = [slot.index for slot in slots] + [index for each in hidden for index in each.indices]
    assert sorted(seen) == list(range(len(stretches)))


@QUICK
@given(STRETCHES, LIMITS)
def test_c2_no_slot_covers_another_even_when_widened(stretches, limit):
    slots, _hidden = packed(stretches, limit)
    for one, other in combinations(slots, 2):
        if meet(stretches[one.index], stretches[other.index]):
            assert one.lanes == other.lanes
            assert one.lane + one.span <= other.lane or other.lane + other.span <= one.lane


@QUICK
@given(STRETCHES, LIMITS)
def test_c2_a_count_covers_no_slot_and_spans_what_it_hides(stretches, limit):
    slots, hidden = packed(stretches, limit)
    for each in hidden:
        assert each.top == min(stretches[index][0] for index in each.indices)
        assert each.bottom == max(stretches[index][1] for index in each.indices)
        for slot in slots:
            if meet(stretches[slot.index], (each.top, each.bottom)):
                assert slot.lane + slot.span < slot.lanes == each.lanes


@QUICK
@given(STRETCHES)
def test_c2_a_slot_takes_the_first_lane_free_when_it_begins(stretches):
    slots, _hidden = packed(stretches)
    earlier: list[Slot] = []
    for slot in sorted(slots, key=lambda each: each.index):
        top = stretches[slot.index][0]
        taken = {each.lane for each in earlier if stretches[each.index][1] > top}
        assert slot.lane == min(set(range(len(stretches))) - taken)
        earlier.append(slot)


@QUICK
@given(STRETCHES, LIMITS)
def test_c2_a_slot_ends_only_where_something_is_in_its_way(stretches, limit):
    slots, hidden = packed(stretches, limit)
    for slot in slots:
        end = slot.lane + slot.span
        if end < slot.lanes:
            in_lane = [stretches[each.index] for each in slots if each.lane == end and each.lanes == slot.lanes]
            counts = [(each.top, each.bottom) for each in hidden if end == each.lanes - 1]
            assert any(meet(stretches[slot.index], other) for other in in_lane + counts)


@QUICK
@given(STRETCHES, LIMITS)
def test_c2_a_group_is_as_wide_as_its_worst_moment_needs_up_to_the_limit(stretches, limit):
    slots, hidden = packed(stretches, limit)
    lanes = {slot.index: slot.lanes for slot in slots} | {i: each.lanes for each in hidden for i in each.indices}
    for group in groups(stretches):
        moments = [stretches[index][0] for index in group]
        worst = max(sum(stretches[i][0] <= moment < stretches[i][1] for i in group) for moment in moments)
        assert {lanes[index] for index in group} == {min(worst, limit)}


def test_c2_touching_ends_do_not_overlap():
    slots, _hidden = packed([(0, 10), (10, 20)])
    assert slots == [Slot(0, 0, 1, 1), Slot(1, 0, 1, 1)]


def test_c2_a_stretch_widens_to_the_right_into_free_space():
    slots, _hidden = packed([(0, 60), (0, 30), (0, 30), (30, 60)])
    assert {slot.index: (slot.lane, slot.span) for slot in slots} == {0: (0, 1), 1: (1, 1), 2: (2, 1), 3: (1, 2)}


@pytest.mark.parametrize(("count", "shown"), [(6, 6), (7, 5), (200, 5)])
def test_c2_over_the_limit_the_last_lane_names_exactly_what_is_hidden(count: int, shown: int):
    slots, hidden = packed([(0, 60)] * count, 6)
    assert len(slots) == shown
    left_out = tuple(range(shown, count))
    assert hidden == ([Hidden(0, 60, 6, left_out)] if left_out else [])


def test_c2_counts_apart_from_each_other_are_counted_apart():
    busy = [(0, 100), *[(0, 10)] * 3, *[(50, 60)] * 4]
    _slots, hidden = packed(busy, 3)
    assert [(each.top, each.bottom, len(each.indices)) for each in hidden] == [(0, 10, 2), (50, 60, 3)]


def test_c2_two_hundred_in_one_slot_are_all_placed_side_by_side():
    slots, hidden = packed([(600, 660)] * 200)
    assert sorted(slot.lane for slot in slots) == list(range(200))
    assert not hidden
