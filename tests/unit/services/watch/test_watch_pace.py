"""How long to wait: the numbers that were promised, and the bounds that hold for every situation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from caldesk.services.history.database import LOOKS_GAP
from caldesk.services.policy.declared import Watching
from caldesk.services.watch_pace import (
    FAST,
    FAST_FOR,
    FIRST_AFTER_FAILURE,
    IDLE_AFTER,
    IDLE_FULLY,
    NEVER,
    SLOW,
    SLOWEST,
    STARTING,
    STARTING_FOR,
    USUAL,
    Situation,
    next_pause,
)

situations = st.builds(
    Situation,
    since_change=st.none() | st.floats(0, 1e7),
    starting=st.booleans(),
    idle_for=st.floats(0, 1e7),
    failures=st.integers(0, 10_000),
    metered=st.booleans(),
    wish=st.sampled_from([Watching.USUAL, Watching.SELDOM]),
    requests=st.integers(1, 60),
    luck=st.floats(0, 1, exclude_max=True),
)


@pytest.mark.parametrize(
    ("situation", "pause"),
    [
        (Situation(), USUAL),
        (Situation(since_change=0), FAST),
        (Situation(since_change=FAST_FOR), USUAL),
        (Situation(since_change=FAST_FOR, starting=True), STARTING),
        (Situation(since_change=STARTING_FOR, starting=True), USUAL),
        (Situation(starting=True), USUAL),
        (Situation(idle_for=IDLE_AFTER), USUAL),
        (Situation(idle_for=IDLE_FULLY), SLOW),
        (Situation(idle_for=1e9), SLOW),
        (Situation(idle_for=1e9, since_change=0), FAST),
        (Situation(wish=Watching.SELDOM), SLOW),
        (Situation(wish=Watching.SELDOM, idle_for=1e9), SLOW),
        (Situation(wish=Watching.SELDOM, since_change=0), FAST),
        (Situation(wish=Watching.ASKED), NEVER),
        (Situation(wish=Watching.ASKED, failures=3), NEVER),
        (Situation(wish=Watching.ASKED, metered=True), NEVER),
        (Situation(wish=Watching.ASKED, since_change=0), FAST),
        (Situation(wish=Watching.ASKED, since_change=FAST_FOR, starting=True), STARTING),
        (Situation(wish=Watching.ASKED, since_change=STARTING_FOR, starting=True), NEVER),
        (Situation(metered=True, since_change=0), SLOW),
        (Situation(metered=True, idle_for=1e9), SLOWEST),
        (Situation(failures=1), FIRST_AFTER_FAILURE),
        (Situation(failures=2), 2 * FIRST_AFTER_FAILURE),
        (Situation(failures=99), SLOWEST),
        (Situation(requests=50), 100.0),
        (Situation(luck=0.5), USUAL * 1.05),
    ],
)
def test_paces(situation: Situation, pause: float) -> None:
    assert next_pause(situation) == pytest.approx(pause)


@given(situations)
def test_watching_never_takes_more_than_its_part_of_the_budget(now: Situation) -> None:
    assert now.requests / next_pause(now) * 60 <= 30 + 1e-9


@given(situations)
def test_a_look_comes_neither_at_once_nor_never(now: Situation) -> None:
    assert FAST <= next_pause(now) <= SLOWEST * 1.5 < LOOKS_GAP - 60, "or the history would take a pause for an absence"


@given(situations, st.integers(1, 100))
def test_more_failures_never_mean_more_looks(now: Situation, more: int) -> None:
    failing = replace(now, failures=max(1, now.failures))
    assert next_pause(replace(failing, failures=failing.failures + more)) >= next_pause(failing)


@given(situations, st.floats(0, 1e6))
def test_being_away_longer_never_means_more_looks(now: Situation, longer: float) -> None:
    assert next_pause(replace(now, idle_for=now.idle_for + longer)) >= next_pause(now)


@given(situations)
def test_a_metered_line_never_means_more_looks(now: Situation) -> None:
    assert next_pause(replace(now, metered=True)) >= next_pause(replace(now, metered=False))


@given(situations)
def test_after_a_failure_computers_do_not_come_back_together(now: Situation) -> None:
    failing = replace(now, failures=max(1, now.failures), luck=0.0)
    assert next_pause(replace(failing, luck=0.9)) > 1.4 * next_pause(failing)
