"""The health line, in every situation a site can be in."""

from types import MappingProxyType

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import ConnectionState, ConnectionStatus, state_of
from caldesk.domain.schedule import Schedule
from caldesk.services.findings import provider_unreachable
from caldesk.services.health import health_line, summary
from caldesk.services.problems import Problem, ProblemId
from caldesk.services.state import ConnectionView, Saving, Snapshot
from tests.helpers.far_side import APPLE, GOOGLE, connection

_OFFLINE = Problem(id=ProblemId.OFFLINE, title="Offline", what="", cure="")


def _view(key: str, status: ConnectionStatus, *, failed: bool = False) -> ConnectionView:
    one = connection(key, status=status)
    return ConnectionView(connection=one, state=state_of(one, provider_failed=failed), as_of=1.0, since=1.0)


def _snapshot(*views: ConnectionView, **values: object) -> Snapshot:
    usual: dict[str, object] = {
        "checked_at": 642.0,
        "schedules": (Schedule(id="s-ana"), Schedule(id="s-room")),
        "providers": (GOOGLE, APPLE),
        "connections": MappingProxyType({view.id: view for view in views}),
    }
    return Snapshot(**(usual | values))  # type: ignore[arg-type]


def _line(snapshot: Snapshot) -> str:
    return health_line(snapshot, lambda seconds: f"10:{int(seconds) % 60:02}")


_WORKING = tuple(_view(f"w{n}", ConnectionStatus.SYNCED) for n in range(5))


def test_the_line_of_the_product_page() -> None:
    views = (*_WORKING, _view("e", ConnectionStatus.ERROR), _view("f", ConnectionStatus.SYNCED, failed=True))
    expected = "5 working, 1 needs sign-in, 1 not reachable right now, checked 10:42"
    assert _line(_snapshot(*views)) == expected


@pytest.mark.parametrize(
    ("snapshot", "line"),
    [
        (_snapshot(), "Nothing connected yet, checked 10:42"),
        (_snapshot(_view("o", ConnectionStatus.DISCONNECTED)), "Nothing connected yet, checked 10:42"),
        (Snapshot(), "Not checked yet"),
        (Snapshot(loading=True), "Checking…"),
        (Snapshot(problems=(_OFFLINE,)), "Could not be checked"),
        (_snapshot(*_WORKING, loading=True), "5 working, checked 10:42, checking again…"),
        (
            _snapshot(*_WORKING, problems=(_OFFLINE,), checked_at=None),
            "5 working, as of 10:01, not everything could be read",
        ),
        (_snapshot(*_WORKING, problems=(_OFFLINE,)), "5 working, not everything could be read since 10:42"),
        (
            _snapshot(*_WORKING, problems=(_OFFLINE,), out_of_reach=True),
            "Could not be checked since 10:42; then: 5 working",
        ),
        (
            _snapshot(*_WORKING, problems=(_OFFLINE,), remembered=True, loading=True),
            "Could not be checked since 10:42; then: 5 working",
        ),
        (_snapshot(_view("n", ConnectionStatus.CONNECTED)), "1 starting, checked 10:42"),
        (
            _snapshot(
                *_WORKING,
                problems=(provider_unreachable("Apple"),),
                failed_provider_ids=frozenset({APPLE.id}),
            ),
            "5 working, Apple not reachable right now, checked 10:42",
        ),
        (_snapshot(replace(_WORKING[0], saving=Saving.FAILED)), "1 working, 1 change not saved, checked 10:42"),
    ],
)
def test_other_situations(snapshot: Snapshot, line: str) -> None:
    assert _line(snapshot) == line


def test_several_need_sign_in() -> None:
    views = (_view("a", ConnectionStatus.ERROR), _view("b", ConnectionStatus.ERROR))
    assert _line(_snapshot(*views)) == "2 need sign-in, checked 10:42"


def test_counts() -> None:
    views = (*_WORKING, _view("o", ConnectionStatus.DISCONNECTED), _view("e", ConnectionStatus.ERROR))
    health = summary(_snapshot(*views))
    assert (health.working, health.off, health.needs_sign_in, health.connections) == (5, 1, 1, 6)
    assert (health.schedules, health.unconnected, health.needs_attention) == (2, 1, 1)


def test_an_ended_connection_leaves_its_schedule_unconnected() -> None:
    assert summary(_snapshot(_view("o", ConnectionStatus.DISCONNECTED))).unconnected == 2


def test_every_state_is_counted_once() -> None:
    views = [_view(status, status) for status in ConnectionStatus]
    health = summary(_snapshot(*views))
    assert health.connections + health.off == len(views)
    assert {view.state for view in views} == set(ConnectionState)
