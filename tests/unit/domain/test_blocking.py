from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.blocking import Answer, Verdict, what_blocks
from caldesk.domain.event import Event, EventSource
from caldesk.domain.timespan import Span
from tests.unit.domain.making import HOUR, LONDON, QUICK, all_day, at, booking, timed

PEOPLE = ("ana", "ben", "cleo")
NIGHT = at("2026-03-29T00:00")
"""London's clocks go forward in it."""
STARTS = st.integers(-20, 40).map(lambda quarter: NIGHT + quarter * 900)
LENGTHS = st.sampled_from([0, 900, HOUR, 5 * HOUR])
EVENTS = st.lists(
    st.builds(lambda who, start, length: timed(start, start + length, who), st.sampled_from(PEOPLE), STARTS, LENGTHS)
    | st.builds(
        lambda who, start, length, kind: booking(start, start + length, who, kind),
        st.sampled_from(PEOPLE),
        STARTS,
        LENGTHS,
        st.sampled_from(["APPOINTMENT", "DEFAULT", "WORKING_HOURS"]),
    )
    | st.builds(
        lambda who, day: all_day(f"2026-03-{day}", f"2026-03-{day + 1}", who),
        st.sampled_from(PEOPLE),
        st.integers(28, 30),
    ),
    max_size=12,
)


def instants_of(event: Event) -> Span:
    """All-day events last for their dates in London."""
    if not event.all_day:
        return Span(event.start, event.end)
    return Span(at(f"{event.first_day}T00:00"), at(f"{event.end_day}T00:00"))


def holds_at(events: Sequence[Event], who: str, minute: int) -> Verdict | None:
    """The rules, said for one quarter of an hour of one person."""
    ours = {(e.schedule_id, e.all_day, e.start, e.end) for e in events if e.source is EventSource.WIX}
    here = [
        event
        for event in events
        if event.schedule_id == who
        and instants_of(event).holds(minute)
        and event.kind != "WORKING_HOURS"
        and (event.source is EventSource.WIX or (who, event.all_day, event.start, event.end) not in ours)
    ]
    if any(not event.all_day for event in here):
        return Verdict.TAKEN
    return Verdict.PERHAPS if here else None


@QUICK
@given(EVENTS, STARTS, st.integers(1, 24), st.sets(st.sampled_from(PEOPLE)))
def test_verdicts_are_those_of_a_look_at_every_quarter(
    events: list[Event], start: int, quarters: int, unread: set[str]
) -> None:
    span = Span(start, start + quarters * 900)
    answers = {answer.schedule_id: answer for answer in what_blocks(events, span, LONDON, PEOPLE, unread)}
    assert set(answers) == set(PEOPLE)
    for who, answer in answers.items():
        found = {holds_at(events, who, minute) for minute in range(span.start, span.end, 900)}
        nothing = Verdict.NOT_KNOWN if who in unread else Verdict.FREE
        expected = next((each for each in (Verdict.TAKEN, Verdict.PERHAPS) if each in found), nothing)
        assert answer.verdict is expected
        assert answer.read == (who not in unread)
        for blocker in answer.blockers:
            assert blocker.span == instants_of(blocker.event).common(span)


@QUICK
@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_shows(events: list[Event], random: object) -> None:
    span = Span(NIGHT, NIGHT + 4 * HOUR)
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert what_blocks(shuffled, span, LONDON, PEOPLE) == what_blocks(events, span, LONDON, PEOPLE)


def verdicts(answers: Sequence[Answer]) -> list[tuple[str, Verdict]]:
    return [(answer.schedule_id, answer.verdict) for answer in answers]


def test_the_taken_come_first_and_the_free_last() -> None:
    span = Span(at("2026-06-17T10:00"), at("2026-06-17T11:00"))
    events = [timed(span.start, span.end, "cleo"), all_day("2026-06-17", "2026-06-18", "ben")]
    assert verdicts(what_blocks(events, span, LONDON, ("ana", "dan", "ben", "cleo"), {"dan"})) == [
        ("cleo", Verdict.TAKEN),
        ("ben", Verdict.PERHAPS),
        ("dan", Verdict.NOT_KNOWN),
        ("ana", Verdict.FREE),
    ]


@pytest.mark.parametrize("event", [timed(HOUR, 2 * HOUR), timed(1800, 1800), booking(0, HOUR, kind="WORKING_HOURS")])
def test_touching_ends_no_length_and_offered_time_block_nothing(event: Event) -> None:
    [answer] = what_blocks([event], Span(0, HOUR), LONDON, ["ana"])
    assert answer.verdict is Verdict.FREE


def test_our_own_exported_copy_is_not_named_twice() -> None:
    [answer] = what_blocks([booking(0, HOUR), timed(0, HOUR)], Span(0, HOUR), LONDON, ["ana"])
    assert [blocker.event.source for blocker in answer.blockers] == [EventSource.WIX]
