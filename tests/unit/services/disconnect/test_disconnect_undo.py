"""Connecting again as it was: what is offered, for how long, over a restart, and what is set again."""

import json

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import ConnectionStatus, ImportSource, wish_calendars, wish_export
from caldesk.domain.secret import Secret
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.settings_kept import remembered_words
from caldesk.services.connect.steps import Step
from caldesk.services.disconnect.ending import end
from caldesk.services.disconnect.undo import former_of, offers
from caldesk.services.disconnect.undo_book import LASTS, MOST_KEPT, UndoBook
from caldesk.services.disconnect.undo_keeper import UndoKeeper
from caldesk.services.settings import SettingsStore
from tests.helpers.disconnect_desk import QuickClock, disconnect_desk
from tests.helpers.fake_connections import made
from tests.helpers.waiting import until

APPLE = "sian.obriain@icloud.example"
PASSWORD = "abcd-efgh-ijkl-mnop"


def book_in(path, clock):
    book = UndoBook(clock)
    book.keep_with(UndoKeeper(SettingsStore(path), "site"))
    return book


async def with_own_settings(desk):
    """The Apple connection with one calendar chosen and the export switched off."""
    view = desk.view(APPLE)
    first = view.connection.sync_config.imports.calendars[:1]
    desk.session.connections.set_calendars(view.id, first)
    desk.session.connections.set_export(view.id, False)
    await until(lambda: desk.connection(APPLE).sync_config.exports.enabled is False)
    return desk.connection(APPLE)


async def connected_again(desk, former):
    """The flow after a sign-in with the same account."""
    flow = ConnectFlow(desk.session, {}, former=former)
    assert (flow.state.step, flow.state.schedule_id) == (Step.FORM, former.schedule_id)
    await flow.submit(flow.state.email, Secret(PASSWORD))
    assert flow.state.step is Step.REVIEW
    return flow


async def test_it_is_connected_again_with_the_old_switches_and_calendars():
    async with disconnect_desk() as desk:
        old = await with_own_settings(desk)
        await end(desk.session, old.id)
        assert [one.connection.id for one in offers(desk.session)] == [old.id]
        flow = await connected_again(desk, former_of(desk.session, old.id))
        fresh = desk.session.state.snapshot.connections[flow.state.connection_id].connection
        assert fresh.id != old.id
        assert fresh.sync_config.exports.enabled is False
        assert fresh.sync_config.imports.source is ImportSource.CALENDARS
        assert {one.id for one in fresh.sync_config.imports.calendars} == {
            one.id for one in old.sync_config.imports.calendars
        }
        assert flow.state.settings_problem is None
        assert offers(desk.session) == ()
        assert desk.session.endings.lately() == ()


async def test_it_is_connected_again_though_the_service_lists_it_no_more():
    async with disconnect_desk() as desk:
        desk.server.control.set_knobs(list_disconnected=False)
        old = await with_own_settings(desk)
        await end(desk.session, old.id)
        await desk.session.connections.refresh()
        assert old.id not in desk.session.state.snapshot.connections
        flow = await connected_again(desk, former_of(desk.session, old.id))
        fresh = desk.session.state.snapshot.connections[flow.state.connection_id].connection
        assert fresh.sync_config.exports.enabled is False


async def test_settings_that_the_service_has_forgotten_are_those_that_are_remembered():
    async with disconnect_desk() as desk:
        old = await with_own_settings(desk)
        await end(desk.session, old.id)
        view = desk.session.state.snapshot.connections[old.id]
        empty = wish_calendars(wish_export(view.connection.sync_config, True, view.provider), ())
        desk.session.connections.take(replace(view.connection, sync_config=empty))
        assert former_of(desk.session, old.id).sync_config == old.sync_config


async def test_settings_that_were_not_understood_are_not_set_again_and_that_is_said():
    async with disconnect_desk() as desk:
        old = await with_own_settings(desk)
        odd = replace(old, sync_config=replace(old.sync_config, understood=False))
        desk.session.endings.note(odd)
        await desk.session.connections.disconnect(old.id)
        former = former_of(desk.session, old.id)
        assert "does not know" in remembered_words(former)
        desk.server.control.forget_requests()
        flow = await connected_again(desk, former)
        assert desk.server.control.requests("updateSyncConfig") == []
        assert "not set again" in flow.state.settings_problem.what


def test_what_is_set_again_is_said_before():
    old = made(account_email="ana@example.com")
    assert remembered_words(old) == ""
    config = wish_calendars(old.sync_config, ())
    config = replace(config, exports=replace(config.exports, enabled=True))
    words = remembered_words(replace(old, sync_config=config))
    assert words.splitlines() == ["Their events block bookings here: off", "Bookings appear in their calendar: on"]


# what is offered


async def test_nothing_is_offered_once_the_account_is_connected_there_again():
    async with disconnect_desk() as desk:
        old = desk.connection(APPLE)
        await end(desk.session, old.id)
        flow = ConnectFlow(desk.session, {}, schedule_id=old.schedule_id)
        flow.choose_provider(old.provider_id)
        await flow.submit(APPLE, Secret(PASSWORD))
        assert flow.state.step is Step.REVIEW
        assert offers(desk.session) == ()


async def test_nothing_is_offered_while_it_still_shows_as_connected():
    async with disconnect_desk() as desk:
        desk.session.endings.note(desk.connection(APPLE))
        assert offers(desk.session) == ()


async def test_nothing_is_offered_for_a_schedule_or_a_provider_that_is_gone():
    async with disconnect_desk() as desk:
        old = desk.connection(APPLE)
        for gone in (replace(old, id="x", schedule_id="x"), replace(old, id="y", provider_id="y")):
            desk.session.endings.note(gone)
        assert offers(desk.session) == ()


async def test_nothing_is_offered_before_the_site_was_read():
    async with disconnect_desk() as desk:
        old = desk.connection(APPLE)
        await end(desk.session, old.id)
        desk.session.state.replace(replace(desk.session.state.snapshot, remembered=True))
        assert offers(desk.session) == ()


async def test_nothing_is_offered_where_nothing_may_be_changed():
    async with disconnect_desk() as desk:
        await end(desk.session, desk.connection(APPLE).id)
        desk.session.state._unchangeable = "Look only."
        desk.session.state.replace(desk.session.state.snapshot)
        assert offers(desk.session) == ()


async def test_offers_are_told_by_schedule_the_newest_first():
    async with disconnect_desk() as desk:
        first, second = desk.connection("noa.levy@gmail.example"), desk.connection(APPLE)
        for one in (first, second):
            await end(desk.session, one.id)
        assert [one.connection.id for one in offers(desk.session)] == [second.id, first.id]
        assert [one.connection.id for one in offers(desk.session, first.schedule_id)] == [first.id]


async def test_one_that_stands_is_replaced_as_it_stands_now():
    async with disconnect_desk() as desk:
        present = desk.connection(APPLE)
        desk.session.endings.note(replace(present, account_email="old@example.com"))
        assert former_of(desk.session, present.id) == present
        assert former_of(desk.session, "unknown") is None


# the book


def test_the_book_survives_a_restart(tmp_path):
    clock = QuickClock()
    book = book_in(tmp_path / "settings.json", clock)
    book.note(made("c", status=ConnectionStatus.SYNCED))
    (kept,) = book_in(tmp_path / "settings.json", clock).lately()
    assert kept.connection == made("c", status=ConnectionStatus.DISCONNECTED)
    book.forget("c")
    assert book_in(tmp_path / "settings.json", clock).lately() == ()


def test_after_a_week_it_is_forgotten_in_the_file_too(tmp_path):
    clock = QuickClock()
    book_in(tmp_path / "settings.json", clock).note(made("c", account_email="ana@example.com"))
    assert "ana@example.com" in (tmp_path / "settings.json").read_text()
    clock.by = LASTS + 1
    assert book_in(tmp_path / "settings.json", clock).lately() == ()
    assert "ana@example.com" not in (tmp_path / "settings.json").read_text()


def test_the_book_does_not_grow_for_ever():
    book = UndoBook(QuickClock())
    for number in range(MOST_KEPT + 5):
        book.note(made(f"c{number}"))
    assert len(book.lately()) == MOST_KEPT
    assert book.lately()[0].connection.id == f"c{MOST_KEPT + 4}"


def test_one_that_is_ended_twice_is_told_once():
    book = UndoBook(QuickClock())
    book.note(made("c"))
    book.note(made("c", account_email="new@example.com"))
    assert [one.connection.account_email for one in book.lately()] == ["new@example.com"]


@pytest.mark.parametrize("odd", [[{"connection": 1}], ["x"], [{"at": 1.0, "connection": {"id": "c", "status": "NEW"}}]])
def test_a_book_that_cannot_be_read_is_as_good_as_none(tmp_path, odd, caplog):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"sites": {"site": {"ended": odd}}}))
    book = book_in(path, QuickClock())
    assert book.lately() == ()
    assert "could not be read" in caplog.text
    assert SettingsStore(path).trouble is None
