"""What is only remembered from an earlier run is told, noted and judged as such."""

from msgspec.structs import replace

from caldesk.domain.connection import ConnectionState, ConnectionStatus, ErrorReason
from caldesk.services.history.missed import missed
from caldesk.services.history.records import Entry, Kind, Place, Visit
from caldesk.services.incidents import LINE, incidents
from caldesk.services.problems import Problem, ProblemId
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import state_sentence, state_word
from tests.helpers.far_side import connection

NOW = 1_000_000.0


def view(state: ConnectionState, **values) -> ConnectionView:
    return ConnectionView(connection=connection(), state=state, as_of=1.0, since=1.0, **values)


def test_a_remembered_state_is_not_said_to_be_so_now():
    old = view(ConnectionState.WORKING, remembered=True)
    assert state_word(old) == "Last: Working"
    assert "not known" in state_sentence(old)


def test_a_provider_that_fails_now_is_known_to_fail_now():
    failing = view(ConnectionState.NOT_REACHABLE, remembered=True, provider_failed=True)
    assert state_word(failing) == "Not reachable right now"


def test_an_error_without_a_reason_is_not_called_unreachable():
    one = connection(status=ConnectionStatus.ERROR, error_reason=ErrorReason.UNDEFINED)
    doubtful = replace(view(ConnectionState.NOT_REACHABLE), connection=one)
    assert "does not say why" in state_sentence(doubtful)
    assert "looks again" in state_sentence(doubtful)
    assert "could not read" in state_sentence(replace(doubtful, provider_failed=True))


def test_remembered_connections_are_no_incidents_and_the_line_counts_from_now():
    waiting = view(ConnectionState.NEEDS_SIGN_IN, remembered=True)
    problem = Problem(id=ProblemId.OFFLINE, title="No line", what="", cure="")
    snapshot = Snapshot(checked_at=1.0, remembered=True, connections={"c1": waiting}, problems=(problem,))
    (one,) = incidents(snapshot, NOW)
    assert (one.id, one.began) == (LINE, NOW)


def test_what_one_did_oneself_is_no_news():
    mine = Entry(at=1.0, kind=Kind.SWITCH, place=Place.HERE, who="ana")
    theirs = Entry(at=2.0, kind=Kind.SWITCH, place=Place.HERE, who="bo")
    measured = Entry(at=3.0, kind=Kind.SYNC_DELAY)
    news = missed(Visit(at=5.0, number=1), (measured, theirs, mine), "ana")
    assert news.entries == (theirs,)
    assert news.since == 5.0
    assert missed(None, (theirs,), "ana").since is None
