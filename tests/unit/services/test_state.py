"""The one snapshot and those who follow it."""

from types import MappingProxyType

from caldesk.domain.connection import ConnectionState, SyncConfig
from caldesk.domain.provider import CalendarType
from caldesk.domain.schedule import Schedule
from caldesk.services.state import AppState, ConnectionView, Saving, Snapshot
from tests.helpers.far_side import BOTH_ON, GOOGLE, connection


def _view(key: str = "c1", **values: object) -> ConnectionView:
    return ConnectionView(connection=connection(key, **values), state=ConnectionState.WORKING, as_of=1.0, since=1.0)


def test_subscribers_hear_of_each_snapshot_in_order() -> None:
    state, heard = AppState(), []
    state.subscribe(lambda snapshot: heard.append(("first", snapshot.loading)))
    state.subscribe(lambda snapshot: heard.append(("second", snapshot.loading)))
    state.replace(Snapshot(loading=True))
    assert heard == [("first", True), ("second", True)]
    assert state.snapshot.loading


def test_whoever_leaves_hears_no_more_even_while_others_are_told() -> None:
    state, heard = AppState(), []
    end = state.subscribe(lambda _snapshot: (heard.append("once"), end()))
    state.subscribe(lambda _snapshot: heard.append("always"))
    state.replace(Snapshot())
    state.replace(Snapshot())
    assert heard == ["once", "always", "always"]
    end()


def test_a_wish_is_drawn_only_while_it_is_being_saved() -> None:
    wish = SyncConfig()
    pending = ConnectionView(
        connection=connection(), state=ConnectionState.WORKING, as_of=1.0, since=1.0, saving=Saving.PENDING, wish=wish
    )
    conflict = ConnectionView(
        connection=connection(), state=ConnectionState.WORKING, as_of=1.0, since=1.0, saving=Saving.CONFLICT, wish=wish
    )
    assert pending.shown_config == wish
    assert conflict.shown_config == BOTH_ON


def test_the_connections_of_a_schedule_have_a_steady_order() -> None:
    views = (_view("b"), _view("a"), _view("m", calendar_type=CalendarType.MICROSOFT), _view("x", schedule_id="other"))
    snapshot = Snapshot(connections=MappingProxyType({view.id: view for view in views}))
    assert [view.id for view in snapshot.on_schedule("s-ana")] == ["a", "b", "m"]


def test_looking_things_up_by_id() -> None:
    snapshot = Snapshot(providers=(GOOGLE,), schedules=(Schedule(id="s"),))
    assert snapshot.provider(GOOGLE.id) == GOOGLE
    assert snapshot.provider("?") is None
    assert snapshot.schedule("s") == Schedule(id="s")
    assert snapshot.schedule("?") is None
