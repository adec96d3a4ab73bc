"""What an answer means in the light of what was seen before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.connection import Connection, ConnectionState, ConnectionStatus, ErrorReason
from caldesk.services.judgement import CONFIRM_AFTER, SYNC_PATIENCE, Memory, is_definite, judge

STATE = ConnectionState
UNEXPLAINED = Connection(id="c", status=ConnectionStatus.ERROR)
REVOKED = Connection(id="c", status=ConnectionStatus.ERROR, error_reason=ErrorReason.TOKEN_REVOKED)
SYNCED = Connection(id="c", status=ConnectionStatus.SYNCED)
SYNCING = Connection(id="c", status=ConnectionStatus.SYNC_IN_PROGRESS)

connections = st.builds(
    Connection, id=st.just("c"), status=st.sampled_from(ConnectionStatus), error_reason=st.sampled_from(ErrorReason)
)
looks = st.lists(st.tuples(connections, st.booleans(), st.floats(0, 3600)), min_size=1, max_size=12)


def _run(*seen: tuple[Connection, bool, float]) -> list[Memory]:
    memory, now, found = None, 1000.0, []
    for connection, failed, pause in seen:
        now += pause
        memory = judge(connection, memory, now, provider_failed=failed)
        found.append(memory)
    return found


def _states(*seen: tuple[Connection, bool, float]) -> list[ConnectionState]:
    return [memory.state for memory in _run(*seen)]


def test_an_error_without_a_reason_needs_two_looks() -> None:
    assert _states((SYNCED, False, 0), (UNEXPLAINED, False, 60), (UNEXPLAINED, False, 60)) == [
        STATE.WORKING,
        STATE.NOT_REACHABLE,
        STATE.NEEDS_SIGN_IN,
    ]


def test_two_looks_at_once_are_one() -> None:
    soon = CONFIRM_AFTER / 2
    assert _states((UNEXPLAINED, False, 0), (UNEXPLAINED, False, soon), (UNEXPLAINED, False, soon)) == [
        STATE.NOT_REACHABLE,
        STATE.NOT_REACHABLE,
        STATE.NEEDS_SIGN_IN,
    ]


def test_an_error_that_passes_asks_nobody_and_counts_no_more() -> None:
    assert _states((UNEXPLAINED, False, 0), (SYNCED, False, 60), (UNEXPLAINED, False, 60)) == [
        STATE.NOT_REACHABLE,
        STATE.WORKING,
        STATE.NOT_REACHABLE,
    ]


def test_a_provider_that_was_down_is_no_first_failed_look() -> None:
    assert _states((SYNCED, True, 0), (UNEXPLAINED, False, 60), (UNEXPLAINED, False, 60)) == [
        STATE.NOT_REACHABLE,
        STATE.NOT_REACHABLE,
        STATE.NEEDS_SIGN_IN,
    ]


def test_what_the_service_says_for_sure_is_said_at_once() -> None:
    assert _states((REVOKED, False, 0)) == [STATE.NEEDS_SIGN_IN]


def test_no_answer_is_no_repair() -> None:
    assert _states((REVOKED, False, 0), (REVOKED, True, 60), (SYNCED, False, 60)) == [
        STATE.NEEDS_SIGN_IN,
        STATE.NEEDS_SIGN_IN,
        STATE.WORKING,
    ]


def test_a_routine_sync_is_work_a_first_one_is_a_start() -> None:
    assert _states((SYNCING, False, 0), (SYNCED, False, 60), (SYNCING, False, 60)) == [
        STATE.STARTING,
        STATE.WORKING,
        STATE.WORKING,
    ]
    assert _states((SYNCED, False, 0), (SYNCING, False, 60), (SYNCING, False, SYNC_PATIENCE + 1))[-1] is STATE.STARTING


@given(looks)
def test_since_moves_only_with_the_state(seen: list[tuple[Connection, bool, float]]) -> None:
    found, now = _run(*seen), 1000.0
    for n, memory in enumerate(found):
        now += seen[n][2]
        same = n > 0 and found[n - 1].state is memory.state
        assert memory.since == (found[n - 1].since if same else now)


@given(looks)
def test_sign_in_is_asked_for_only_on_a_reason_or_two_failed_looks_in_a_row(
    seen: list[tuple[Connection, bool, float]],
) -> None:
    answered: list[Connection] = []
    before: ConnectionState | None = None
    for (connection, failed, _pause), memory in zip(seen, _run(*seen), strict=True):
        if memory.state is STATE.NEEDS_SIGN_IN and before is not STATE.NEEDS_SIGN_IN:
            assert not failed
            assert connection.status is ConnectionStatus.ERROR
            assert is_definite(connection) or answered[-1].status is ConnectionStatus.ERROR
        before = memory.state
        if not failed:
            answered.append(connection)


@given(looks, connections)
def test_nothing_ever_looks_better_for_a_missing_answer(
    seen: list[tuple[Connection, bool, float]], last: Connection
) -> None:
    memory = judge(last, _run(*seen)[-1], 1e6, provider_failed=True)
    assert memory.state in (STATE.NOT_REACHABLE, STATE.NEEDS_SIGN_IN, STATE.OFF)


@given(looks)
def test_an_ended_connection_is_off_whatever_came_before(seen: list[tuple[Connection, bool, float]]) -> None:
    ended = Connection(id="c", status=ConnectionStatus.DISCONNECTED)
    assert judge(ended, _run(*seen)[-1], 1e6).state is STATE.OFF


@given(looks, st.floats(-1e9, 1e9))
def test_an_answer_in_sync_ends_every_doubt_wherever_the_clock_went(
    seen: list[tuple[Connection, bool, float]], jump: float
) -> None:
    memory = judge(SYNCED, _run(*seen)[-1], jump)
    assert memory.state is STATE.WORKING
    assert memory.doubt_since is None


@pytest.mark.parametrize("status", list(ConnectionStatus))
def test_every_status_has_a_state_at_first_sight(status: ConnectionStatus) -> None:
    assert judge(Connection(id="c", status=status), None, 5.0).since == 5.0
