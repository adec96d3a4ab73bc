from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.event import EventSource
from caldesk.domain.overlaps import ClashReason, find_clashes, is_booking, split_copies
from caldesk.domain.timespan import Span
from tests.unit.domain.making import HOUR, LONDON, QUICK, all_day, at, booking, timed

PEOPLE = st.sampled_from(["ana", "ben"])
STARTS = st.integers(0, 60).map(lambda quarter: at("2026-03-28T18:00") + quarter * 900)
LENGTHS = st.sampled_from([0, 900, 1800, HOUR, 4 * HOUR])
KINDS = st.sampled_from(["APPOINTMENT", "CLASS", "DEFAULT"])
EVENTS = st.lists(
    st.builds(lambda who, start, length: timed(start, start + length, who), PEOPLE, STARTS, LENGTHS)
    | st.builds(
        lambda who, start, length, kind: booking(start, start + length, who, kind), PEOPLE, STARTS, LENGTHS, KINDS
    )
    | st.builds(lambda who, day: all_day(f"2026-03-{day}", f"2026-03-{day + 1}", who), PEOPLE, st.integers(28, 29)),
    max_size=25,
)


def span_of(event) -> Span:
    if event.all_day:
        return Span(at(f"{event.first_day}T00:00"), at(f"{event.end_day}T00:00"))
    return Span(event.start, event.end)


def clashing_reason(one, other):
    """The rules, said for one pair."""
    if one.schedule_id != other.schedule_id or not span_of(one).overlaps(span_of(other)):
        return None
    wix = [event for event in (one, other) if event.source is EventSource.WIX]
    external = [event for event in (one, other) if event.source is EventSource.EXTERNAL]
    if any(event.kind == "DEFAULT" for event in wix) or not wix:
        return None
    if external:
        return ClashReason.BOOKING_ON_ALL_DAY if external[0].all_day else ClashReason.BOOKING_ON_EXTERNAL
    return ClashReason.TWO_APPOINTMENTS if all(event.kind == "APPOINTMENT" for event in wix) else None


@QUICK
@given(EVENTS)
def test_c10_clashes_are_those_that_a_look_at_every_pair_finds(events):
    shown, _copies = split_copies(events)
    pairs = [(one, other, clashing_reason(one, other)) for one, other in combinations(shown, 2)]
    expected = [(reason, sorted(map(repr, (one, other)))) for one, other, reason in pairs if reason]
    clashes = find_clashes(events, LONDON)
    found = [(clash.reason, sorted(map(repr, (clash.booking, clash.other)))) for clash in clashes]
    assert sorted(found) == sorted(expected)
    for clash in clashes:
        assert clash.span == span_of(clash.booking).common(span_of(clash.other))
        assert is_booking(clash.booking)


@QUICK
@given(EVENTS, st.randoms(use_true_random=False))
def test_clashes_come_by_time_whatever_the_order_of_arrival(events, random):
    clashes = find_clashes(events, LONDON)
    assert [clash.span for clash in clashes] == sorted(clash.span for clash in clashes)
    shuffled = list(events)
    random.shuffle(shuffled)
    assert find_clashes(shuffled, LONDON) == clashes


@QUICK
@given(EVENTS)
def test_an_external_event_in_the_place_of_a_wix_one_is_a_copy_and_nothing_else_is(events):
    shown, copies = split_copies(events)
    wix = [event for event in events if event.source is EventSource.WIX]
    for event in copies:
        assert event.source is EventSource.EXTERNAL
        assert any(
            (event.schedule_id, event.start, event.end) == (each.schedule_id, each.start, each.end) for each in wix
        )
    for event in shown:
        in_place = [
            each
            for each in wix
            if (each.schedule_id, each.start, each.end) == (event.schedule_id, event.start, event.end)
        ]
        assert event.source is EventSource.WIX or not in_place or event.all_day
    assert len(shown) + len(copies) == len(events)


def test_a_copy_need_not_have_the_title_of_the_booking():
    ours = booking(0, HOUR, title="Haircut")
    copy = timed(0, HOUR, title="Wix: Haircut, M.")
    assert split_copies([copy, ours]) == ([ours], [copy])
    assert find_clashes([copy, ours], LONDON) == ()


@pytest.mark.parametrize(
    "other", [timed(0, HOUR, "ben"), timed(0, HOUR + 60), timed(60, HOUR), all_day("1970-01-01", "1970-01-02")]
)
def test_another_schedule_or_another_time_is_not_a_copy(other):
    assert split_copies([booking(0, HOUR), other])[1] == []


def test_c2_touching_ends_and_events_without_length_do_not_clash():
    assert find_clashes([booking(0, HOUR), timed(HOUR, 2 * HOUR), timed(600, 600)], LONDON) == ()


def test_two_equal_appointments_are_a_clash():
    (clash,) = find_clashes([booking(0, HOUR, id="1"), booking(0, HOUR, id="2")], LONDON)
    assert (clash.reason, clash.booking.id, clash.other.id) == (ClashReason.TWO_APPOINTMENTS, "1", "2")


def test_blocked_time_and_sessions_of_a_class_beside_each_other_are_no_double_booking():
    events = [booking(0, HOUR, kind="CLASS"), booking(0, HOUR, kind="CLASS"), booking(0, HOUR, kind="DEFAULT")]
    assert find_clashes([*events, timed(5 * HOUR, 6 * HOUR)], LONDON) == ()


def test_an_all_day_event_clashes_in_its_local_dates_and_is_told_apart():
    summer_night = booking(at("2026-06-17T00:15"), at("2026-06-17T00:45"))
    (clash,) = find_clashes([summer_night, all_day("2026-06-17", "2026-06-18")], LONDON)
    assert clash.reason is ClashReason.BOOKING_ON_ALL_DAY
    assert find_clashes([summer_night, all_day("2026-06-16", "2026-06-17")], LONDON) == ()


@pytest.mark.parametrize("end", ["2026-06-17", "9999-12-31"])
def test_an_all_day_event_without_length_or_without_end_still_clashes(end: str):
    noon = booking(at("2026-06-17T12:00"), at("2026-06-17T13:00"))
    (clash,) = find_clashes([noon, all_day("2026-06-17", end)], LONDON)
    assert clash.span == Span(noon.start, noon.end)


def test_a_crowd_in_one_slot_is_cut_at_the_limit():
    crowd = [booking(0, HOUR + number) for number in range(500)] + [timed(60, HOUR + number) for number in range(5000)]
    assert len(find_clashes(crowd, LONDON, limit=1000)) == 1000
