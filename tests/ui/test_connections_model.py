"""The list as a Qt model: rows by key, searches, orders, wishes, and what a screen reader hears."""

from types import MappingProxyType

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QSignalSpy

from caldesk.domain.connection import ConnectionStatus, state_of
from caldesk.domain.provider import ExportAbility
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.services.state import ConnectionView, Saving, Snapshot
from caldesk.ui.connections.listing import Query, Show, SortBy
from caldesk.ui.connections.model import Column, ConnectionsModel
from caldesk.ui.connections.rows import connection_key, schedule_key
from tests.helpers.far_side import APPLE, BOTH_ON, GOOGLE, connection

_PROVIDERS = {provider.id: provider for provider in (GOOGLE, APPLE)}
_SCHEDULES = (
    Schedule(id="s-biz", name="Studio Nine", kind=ScheduleKind.BUSINESS),
    Schedule(id="s-ana", name="Ana Bell", kind=ScheduleKind.STAFF, email="ana@studio.example"),
    Schedule(id="s-bo", name="Bo Chen", kind=ScheduleKind.STAFF),
)


def _view(key: str, **values: object) -> ConnectionView:
    one = connection(key, **values)
    provider = _PROVIDERS.get(one.provider_id)
    return ConnectionView(connection=one, state=state_of(one), as_of=60.0, since=60.0, provider=provider)


def _snapshot(*views: ConnectionView, schedules: tuple[Schedule, ...] = _SCHEDULES) -> Snapshot:
    return Snapshot(
        checked_at=60.0,
        providers=(GOOGLE, APPLE),
        schedules=schedules,
        connections=MappingProxyType({view.id: view for view in views}),
    )


_GOOD = _view("good")
_BAD = _view("bad", status=ConnectionStatus.ERROR, provider_id=APPLE.id, schedule_id="s-bo")
_USUAL = _snapshot(_GOOD, _BAD)


@pytest.fixture
def model(qapp) -> ConnectionsModel:
    made = ConnectionsModel(lambda seconds: f"{seconds:.0f}")
    made.take(_USUAL)
    return made


def _keys(model: ConnectionsModel) -> list[str]:
    return [row.key for row in model.rows]


def _spoken(model: ConnectionsModel, key: str, column: Column) -> str:
    text = model.data(model.index(model.row_of(key), column), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(text, str)
    return text


def test_it_behaves_as_a_model(model: ConnectionsModel, qtmodeltester) -> None:
    qtmodeltester.check(model, force_py=True)
    model.take(_snapshot(_GOOD))
    model.take(_snapshot(_GOOD, _view("third"), _BAD))
    qtmodeltester.check(model, force_py=True)


def test_each_schedule_is_followed_by_its_connections(model: ConnectionsModel) -> None:
    assert _keys(model) == ["s:s-biz", "s:s-ana", "c:good", "s:s-bo", "c:bad"]


def test_a_row_that_comes_is_inserted_and_the_others_stay(model: ConnectionsModel) -> None:
    held = QPersistentModelIndex(model.index(model.row_of("c:bad"), 0))
    reset = QSignalSpy(model.modelReset)
    model.take(_snapshot(_GOOD, _view("new"), _BAD))
    assert model.rows[held.row()].key == "c:bad"
    assert held.row() == 5
    assert reset.count() == 0


def test_a_row_that_goes_is_removed_and_the_others_stay(model: ConnectionsModel) -> None:
    held = QPersistentModelIndex(model.index(model.row_of("c:bad"), 0))
    gone = QPersistentModelIndex(model.index(model.row_of("c:good"), 0))
    model.take(_snapshot(_BAD))
    assert model.rows[held.row()].key == "c:bad"
    assert not gone.isValid()


def test_only_what_changed_is_said_to_have_changed(model: ConnectionsModel) -> None:
    changed = QSignalSpy(model.dataChanged)
    model.take(_USUAL)
    assert changed.count() == 0
    model.take(_snapshot(_GOOD, replace(_BAD, as_of=120.0)))
    rows = [(changed.at(place)[0].row(), changed.at(place)[1].row()) for place in range(changed.count())]
    assert rows == [(3, 4)]


def test_another_order_draws_anew(model: ConnectionsModel) -> None:
    reset = QSignalSpy(model.modelReset)
    model.take(_snapshot(_GOOD, _BAD, schedules=_SCHEDULES[::-1]))
    assert reset.count() == 1
    assert _keys(model)[0] == "s:s-bo"


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        (Query(text="ana"), ["s:s-ana", "c:good"]),
        (Query(text="ANA@studio"), ["s:s-ana", "c:good"]),
        (Query(text="bad@mail"), ["s:s-bo", "c:bad"]),
        (Query(text="bo apple"), ["s:s-bo", "c:bad"]),
        (Query(text="ana apple"), []),
        (Query(text="needs sign"), ["s:s-bo", "c:bad"]),
        (Query(show=Show.ATTENTION), ["s:s-bo", "c:bad"]),
        (Query(show=Show.UNCONNECTED), ["s:s-biz"]),
        (Query(provider_id=APPLE.id), ["s:s-bo", "c:bad"]),
        (Query(provider_id=GOOGLE.id, show=Show.ATTENTION), []),
        (Query(provider_id=GOOGLE.id, show=Show.UNCONNECTED), []),
    ],
)
def test_search_and_filters(model: ConnectionsModel, query: Query, keys: list[str]) -> None:
    model.ask(query)
    assert _keys(model) == keys
    model.ask(Query())
    assert len(_keys(model)) == 5


def test_a_filter_holds_while_rows_come(model: ConnectionsModel) -> None:
    model.ask(Query(text="ana"))
    model.take(_snapshot(_GOOD, _BAD, _view("new")))
    assert _keys(model) == ["s:s-ana", "c:good", "c:new"]


@pytest.mark.parametrize(
    ("column", "order", "first"),
    [
        (Column.NAME, Qt.SortOrder.AscendingOrder, "s:s-ana"),
        (Column.NAME, Qt.SortOrder.DescendingOrder, "s:s-biz"),
        (Column.STATE, Qt.SortOrder.AscendingOrder, "s:s-bo"),
        (-1, Qt.SortOrder.AscendingOrder, "s:s-biz"),
    ],
)
def test_groups_are_sorted_as_a_whole(model: ConnectionsModel, column: int, order: Qt.SortOrder, first: str) -> None:
    model.sort(column, order)
    keys = _keys(model)
    assert keys[0] == first
    assert keys[keys.index("s:s-bo") + 1] == "c:bad"


def test_sorting_by_age_puts_the_oldest_first(model: ConnectionsModel) -> None:
    model.take(_snapshot(_GOOD, replace(_BAD, as_of=1.0)))
    model.sort(Column.AS_OF)
    assert model.query.sort is SortBy.AGE
    assert _keys(model)[0] == "s:s-bo"


def test_every_cell_says_all(model: ConnectionsModel) -> None:
    assert _spoken(model, "c:good", Column.NAME) == "Ana Bell, Google, good@mail.example, Working"
    assert _spoken(model, "c:good", Column.STATE) == "Working"
    assert _spoken(model, "c:good", Column.IMPORT) == "Their events block bookings here: on"
    assert _spoken(model, "c:good", Column.EXPORT) == "Bookings appear in their calendar: on"
    assert _spoken(model, "c:good", Column.AS_OF) == "As of 60"
    assert _spoken(model, "s:s-biz", Column.NAME) == "Studio Nine, Business schedule, Not connected"
    assert _spoken(model, "s:s-biz", Column.IMPORT) == "Connect"
    assert _spoken(model, "s:s-ana", Column.NAME) == "Ana Bell, Staff schedule, 1 connection"


def test_the_headers_say_the_whole_words(model: ConnectionsModel) -> None:
    horizontal, role = Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
    assert model.headerData(Column.IMPORT, horizontal, role) == "Their events block bookings here"
    assert model.headerData(Column.STATE, horizontal, role) == "State"


def test_switches_are_checkable_and_tell_their_state(model: ConnectionsModel) -> None:
    index = model.index(model.row_of("c:good"), Column.IMPORT)
    assert model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable
    assert model.data(index, Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked


def test_flipping_a_switch_is_a_wish_that_changes_nothing_here(model: ConnectionsModel) -> None:
    wished = QSignalSpy(model.switch_wished)
    index = model.index(model.row_of("c:good"), Column.EXPORT)
    assert model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert wished.at(0) == ["good", "export", False]
    assert model.data(index, Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked


def test_a_pending_wish_is_drawn_and_said(model: ConnectionsModel) -> None:
    wish = replace(BOTH_ON, imports=replace(BOTH_ON.imports, enabled=False))
    model.take(_snapshot(replace(_GOOD, saving=Saving.PENDING, wish=wish), _BAD))
    switch = model.switch_at(model.row_of("c:good"), Column.IMPORT)
    assert switch is not None
    assert (switch.on, switch.pending) == (False, True)
    assert _spoken(model, "c:good", Column.IMPORT) == "Their events block bookings here: off, saving"


def test_a_switch_that_the_provider_lacks_is_explained_and_takes_no_wish(model: ConnectionsModel) -> None:
    mute = replace(_GOOD, provider=replace(GOOGLE, export_ability=ExportAbility.NOT_SUPPORTED))
    model.take(_snapshot(mute, _BAD))
    wished = QSignalSpy(model.switch_wished)
    index = model.index(model.row_of("c:good"), Column.EXPORT)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert "Google cannot receive bookings." in _spoken(model, "c:good", Column.EXPORT)
    assert wished.count() == 0


def test_an_ended_connection_leaves_its_schedule_unconnected_and_has_no_switches(model: ConnectionsModel) -> None:
    model.take(_snapshot(_view("ended", status=ConnectionStatus.DISCONNECTED), _BAD))
    assert model.rows[model.row_of("s:s-ana")].unconnected
    assert model.rows[model.row_of("c:ended")].switches == ()


def test_an_ended_connection_disappears_once_the_provider_is_connected_again(model: ConnectionsModel) -> None:
    model.take(_snapshot(_view("ended", status=ConnectionStatus.DISCONNECTED), _GOOD))
    assert model.row_of("c:ended") == -1
    assert model.row_of("c:good") >= 0


def test_a_connection_whose_schedule_is_not_listed_is_shown_all_the_same(model: ConnectionsModel) -> None:
    model.take(_snapshot(_view("lost", schedule_id="s-gone")))
    assert model.rows[model.row_of(schedule_key("s-gone"))].title == "Schedule that is not listed"
    assert model.row_of(connection_key("lost")) == model.row_of(schedule_key("s-gone")) + 1


def test_nobody_is_called_unconnected_while_a_provider_could_not_be_read(model: ConnectionsModel) -> None:
    model.take(replace(_USUAL, failed_provider_ids=frozenset({APPLE.id})))
    row = model.rows[model.row_of("s:s-biz")]
    assert (row.state_text, row.missing) == ("Could not be read", "Apple")


def test_thousands_of_changes_at_once_still_lead_to_the_right_rows(model: ConnectionsModel) -> None:
    schedules = tuple(Schedule(id=f"s{n}", name=f"Person {n:04}") for n in range(2000))
    views = tuple(_view(f"c{n}", schedule_id=f"s{n % 2000}") for n in range(5000))
    model.take(_snapshot(*views, schedules=schedules))
    assert len(model.rows) == 7000
    model.take(_snapshot(*views[::2], schedules=schedules))
    assert len(model.rows) == 4500
    assert model.rowCount() == 4500
