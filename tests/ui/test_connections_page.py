"""The connections page over a practice site, by mouse and keyboard, over real HTTP."""

from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from caldesk.api import connections as api
from caldesk.domain.connection import ConnectionState, ConnectionStatus, wish_calendars
from caldesk.sandbox.shapes import CalendarType
from caldesk.services.problems import Action
from caldesk.services.settings import SettingsStore
from caldesk.services.state import Saving
from caldesk.ui.connections.model import Column
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import PageState
from caldesk.ui.widgets.switch import Switch
from tests.helpers.waiting import until
from tests.ui.connections_desk import PageDesk, page_on

GOOGLE_ACCOUNT = "aoife.byrne@gmail.example"
APPLE_ACCOUNT = "sian.obriain@icloud.example"
REVOKED = "priya.raman@gmail.example"


def _text(desk: PageDesk, name: str) -> str:
    return desk.find(QLabel, name).text()


def _shown(desk: PageDesk, name: str) -> bool:
    return any(widget.isVisible() for widget in desk.page.findChildren(QWidget, name))


def _import_on(desk: PageDesk, account: str) -> bool:
    return bool(desk.connection(account).connection.sync_config.imports.enabled)


async def _settled(desk: PageDesk, account: str) -> None:
    await until(lambda: desk.connection(account).saving is not Saving.PENDING, what="the wish to settle")


async def test_the_list_shows_schedules_and_their_connections() -> None:
    async with page_on("busy") as desk:
        assert desk.page.state is PageState.CONTENT
        titles = [row.title for row in desk.model.rows]
        assert titles[0] == "Quinn Wellness Ltd"
        assert titles[titles.index("Aoife Byrne") + 1] == GOOGLE_ACCOUNT
        assert desk.row("Jo Ek").unconnected
        assert desk.row(REVOKED).state_text == "Needs sign-in"


async def test_a_click_on_a_switch_saves_what_is_wished() -> None:
    async with page_on("busy") as desk:
        desk.click_switch(GOOGLE_ACCOUNT, Column.IMPORT)
        assert desk.connection(GOOGLE_ACCOUNT).saving is Saving.PENDING
        await _settled(desk, GOOGLE_ACCOUNT)
        key = desk.connection(GOOGLE_ACCOUNT).id
        there = await api.get_connection(desk.session.client, key)
        assert there.sync_config.imports.enabled is False
        assert there.sync_config.exports.enabled is True


async def test_space_flips_the_switch_under_the_keyboard() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        desk.view.setFocus()
        QTest.keyClick(desk.view, Qt.Key.Key_Right)
        QTest.keyClick(desk.view, Qt.Key.Key_Right)
        assert desk.view.currentIndex().column() == Column.IMPORT
        QTest.keyClick(desk.view, Qt.Key.Key_Space)
        await _settled(desk, GOOGLE_ACCOUNT)
        assert not _import_on(desk, GOOGLE_ACCOUNT)
        QTest.keyClick(desk.view, Qt.Key.Key_Return)
        await _settled(desk, GOOGLE_ACCOUNT)
        assert _import_on(desk, GOOGLE_ACCOUNT)


async def test_the_switch_in_the_details_is_the_same_switch() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        switch = desk.find(Switch, "connection.export")
        assert switch.isChecked()
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
        assert not switch.isChecked()
        assert switch.accessibleDescription() == "Saving"
        await _settled(desk, GOOGLE_ACCOUNT)
        assert switch.accessibleDescription() == ""
        assert _text(desk, "connection.export.effect").startswith("Bookings made here are not written")


async def test_a_switch_that_was_not_saved_goes_back_and_says_why() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        desk.server.control.set_knobs(owner_only=True)
        desk.click_switch(GOOGLE_ACCOUNT, Column.IMPORT)
        await _settled(desk, GOOGLE_ACCOUNT)
        assert desk.connection(GOOGLE_ACCOUNT).saving is Saving.FAILED
        assert desk.find(Switch, "connection.import").isChecked()
        assert "The key is not allowed to do this" in _text(desk, "connection.failed.text")
        desk.server.control.set_knobs(owner_only=False)
        desk.click_switch(GOOGLE_ACCOUNT, Column.IMPORT)
        await _settled(desk, GOOGLE_ACCOUNT)
        assert not _shown(desk, "connection.failed")


async def test_calendars_can_be_chosen_where_the_provider_lets_them() -> None:
    async with page_on("busy") as desk:
        desk.choose(APPLE_ACCOUNT)
        await until(lambda: desk.page.findChild(QCheckBox, "connection.calendars.0"), what="the calendars")
        first = desk.find(QCheckBox, "connection.calendars.0")
        save = desk.find(Button, "connection.calendars.save")
        assert first.isChecked()
        assert not save.isVisible()
        first.click()
        assert save.isVisible()
        desk.find(Button, "connection.calendars.undo").click()
        assert first.isChecked()
        assert not save.isVisible()
        before = desk.connection(APPLE_ACCOUNT).connection.sync_config.imports.calendars
        first.click()
        save.click()
        await _settled(desk, APPLE_ACCOUNT)
        after = desk.connection(APPLE_ACCOUNT).connection.sync_config.imports.calendars
        assert len(after) == len(before) - 1
        assert not save.isVisible()


async def test_calendars_that_cannot_be_listed_say_so_and_can_be_asked_for_again() -> None:
    async with page_on("busy") as desk:
        desk.server.control.set_knobs(owner_only=True)
        desk.choose(APPLE_ACCOUNT)
        again = desk.find(Button, "connection.calendars.again")
        await until(again.isVisible, what="the failure")
        assert "The key is not allowed to do this" in _text(desk, "connection.calendars.words")
        desk.server.control.set_knobs(owner_only=False)
        again.click()
        await until(lambda: desk.page.findChild(QCheckBox, "connection.calendars.0"), what="the calendars")
        assert not again.isVisible()


async def test_no_choice_is_offered_where_only_the_main_calendar_is_read() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        assert not _shown(desk, "connection.calendars")
        assert _text(desk, "connection.import.limit") == "Google: only the main calendar of the account is read."


async def test_a_conflict_shows_both_and_lets_the_user_choose() -> None:
    async with page_on("busy") as desk:
        desk.choose(APPLE_ACCOUNT)
        await until(lambda: desk.page.findChild(QCheckBox, "connection.calendars.0"), what="the calendars")
        view = desk.connection(APPLE_ACCOUNT)
        calendars = view.connection.sync_config.imports.calendars
        theirs = wish_calendars(view.connection.sync_config, calendars[:1])
        await api.update_sync_config(desk.session.client, view.id, theirs)
        desk.session.connections.set_calendars(view.id, calendars[1:])
        await _settled(desk, APPLE_ACCOUNT)
        assert desk.connection(APPLE_ACCOUNT).saving is Saving.CONFLICT
        assert _text(desk, "connection.conflict.text") == (
            "In force now: these are read: Home. You wanted: these are read: Work, Birthdays."
        )
        desk.find(Button, "connection.conflict.mine").click()
        await _settled(desk, APPLE_ACCOUNT)
        there = await api.get_connection(desk.session.client, view.id)
        assert {one.id for one in there.sync_config.imports.calendars} == {one.id for one in calendars[1:]}
        assert not _shown(desk, "connection.conflict")


async def _press_disconnect(desk: PageDesk) -> None:
    desk.find(Button, "connection.disconnect").click()
    await until(lambda: desk.page.findChild(QAbstractButton, "disconnect.keep"), what="the question")


async def _disconnect(desk: PageDesk) -> None:
    """Answer the question with its verb, once the bookings have been counted."""
    verb = desk.find(QAbstractButton, "disconnect.verb")
    await until(verb.isEnabled, what="the count")
    verb.click()


async def test_disconnect_asks_and_enter_keeps() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        await _press_disconnect(desk)
        words = _text(desk, "disconnect.explanation")
        assert "are deleted there" in words
        assert "takes a new sign-in" in words
        question = desk.find(QWidget, "disconnect")
        QTest.keyClick(question, Qt.Key.Key_Return)
        await until(lambda: not question.isVisible(), what="the question to go")
        assert desk.connection(GOOGLE_ACCOUNT).state is ConnectionState.WORKING


async def test_disconnect_ends_the_connection_there_and_here() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        key = desk.connection(GOOGLE_ACCOUNT).id
        await _press_disconnect(desk)
        await _disconnect(desk)
        await until(lambda: desk.connection(GOOGLE_ACCOUNT).state is ConnectionState.OFF, what="the end")
        there = await api.get_connection(desk.session.client, key)
        assert there.status is ConnectionStatus.DISCONNECTED
        assert desk.row("Aoife Byrne").unconnected
        assert not _shown(desk, "connection.import")
        assert _text(desk, "connection.state") == "Off"


async def test_disconnecting_what_ended_elsewhere_is_done() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        await api.disconnect(desk.session.client, desk.connection(GOOGLE_ACCOUNT).id)
        await _press_disconnect(desk)
        await _disconnect(desk)
        await until(lambda: desk.connection(GOOGLE_ACCOUNT).state is ConnectionState.OFF, what="the end")
        assert not _shown(desk, "connection.problem")


async def test_connect_is_asked_for_by_mouse_keyboard_and_button() -> None:
    async with page_on("busy") as desk:
        asked = QSignalSpy(desk.page.connect_requested)
        schedule = desk.row("Jo Ek").schedule.id
        desk.choose("Jo Ek")
        index = desk.model.index(desk.view.currentIndex().row(), Column.IMPORT)
        QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.view.visualRect(index).center())
        QTest.keyClick(desk.view, Qt.Key.Key_Return)
        one = lambda: len(desk.page.findChildren(Button, "schedule.connect")) == 1  # noqa: E731 - the former one is going
        await until(one, what="one button")
        desk.find(Button, "schedule.connect").click()
        assert [asked.at(place) for place in range(asked.count())] == [[schedule]] * 3


async def test_sign_in_again_is_the_one_step_for_a_revoked_account() -> None:
    async with page_on("busy") as desk:
        asked = QSignalSpy(desk.page.reconnect_requested)
        desk.choose(REVOKED)
        assert "no longer lets Wix in" in _text(desk, "connection.sentence")
        assert not _shown(desk, "connection.reconnect")
        desk.find(Button, "connection.next").click()
        assert asked.at(0) == [desk.connection(REVOKED).id]


async def test_check_now_reads_the_connection_again() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        await api.disconnect(desk.session.client, desk.connection(GOOGLE_ACCOUNT).id)
        desk.find(Button, "connection.check").click()
        await until(lambda: desk.connection(GOOGLE_ACCOUNT).state is ConnectionState.OFF, what="the check")


async def test_a_check_that_fails_says_so_in_the_details() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        desk.server.control.set_knobs(premium=False)
        desk.find(Button, "connection.check").click()
        await until(lambda: _shown(desk, "connection.problem"), what="the problem")
        assert _text(desk, "connection.problem.title") == "The site's plan has no external calendars"


async def test_a_check_that_fails_after_another_row_was_chosen_is_not_told_there() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        desk.server.control.set_knobs(premium=False)
        desk.find(Button, "connection.check").click()
        desk.choose(REVOKED)
        await until(lambda: desk.notices, what="the notice")
        assert not _shown(desk, "connection.problem")
        assert [notice.id for notice in desk.notices] == ["premium"]
        desk.notices.clear()


async def test_selection_and_scroll_survive_a_refresh() -> None:
    async with page_on("busy") as desk:
        desk.page.resize(1024, 500)
        desk.choose(APPLE_ACCOUNT)
        desk.view.verticalScrollBar().setValue(111)
        await desk.session.connections.refresh()
        await desk.session.connections.refresh()
        assert desk.view.chosen == desk.row(APPLE_ACCOUNT).key
        assert desk.view.verticalScrollBar().value() == 111


async def test_what_is_seen_stays_where_it_is_when_rows_come_above() -> None:
    async with page_on("busy") as desk:
        desk.page.resize(1024, 500)
        bar = desk.view.verticalScrollBar()
        bar.setValue(245)
        seen = desk.model.rows[desk.view.rowAt(0)].key
        first = desk.row("hello@quinnwellness.example").view
        assert first is not None
        desk.session.connections.take(replace(first.connection, id="another", account_email="a@b.example"))
        assert desk.model.row_of("c:another") == 1
        assert desk.model.rows[desk.view.rowAt(0)].key == seen
        assert bar.value() == 285


async def test_a_row_that_a_screen_reader_selects_is_shown() -> None:
    async with page_on("busy") as desk:
        place = desk.model.row_of(desk.row(REVOKED).key)
        desk.view.selectRow(0)
        index = desk.model.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag
        desk.view.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
        assert desk.view.chosen == desk.row(REVOKED).key
        assert _text(desk, "connection.account") == REVOKED


async def test_search_and_filters_narrow_the_list_and_can_be_cleared() -> None:
    async with page_on("busy") as desk:
        search = desk.find(QLineEdit, "connections.search")
        QTest.keyClicks(search, "priya")
        await until(lambda: len(desk.model.rows) == 2, what="the search")
        QTest.keyClicks(search, "zzz")
        await until(lambda: desk.page.state is PageState.FILTERED, what="nothing to match")
        assert search.isVisible()
        desk.find(Button, "connections.clear").click()
        assert desk.page.state is PageState.CONTENT
        assert search.text() == ""


async def test_needs_attention_and_provider_filters() -> None:
    async with page_on("busy") as desk:
        desk.find(QAbstractButton, "connections.show.attention").click()
        assert [row.title for row in desk.model.rows if row.view] == [REVOKED]
        desk.find(QAbstractButton, "connections.show.all").click()
        providers = desk.find(QComboBox, "connections.provider")
        place = providers.findText("Apple")
        providers.setCurrentIndex(place)
        providers.activated.emit(place)
        assert {row.note for row in desk.model.rows if row.view} == {"Apple"}


async def test_how_the_site_was_looked_at_is_remembered() -> None:
    settings = SettingsStore(None)
    async with page_on("busy", settings=settings) as desk:
        desk.find(QAbstractButton, "connections.show.attention").click()
        desk.choose(REVOKED)
    async with page_on("busy", settings=settings) as desk:
        assert [row.title for row in desk.model.rows if row.view] == [REVOKED]
        assert desk.find(QAbstractButton, "connections.show.attention").isChecked()
        assert desk.view.chosen == desk.row(REVOKED).key


async def test_before_the_first_reading_the_page_is_loading() -> None:
    async with page_on("busy", read=False) as desk:
        assert desk.page.state is PageState.LOADING
        assert not desk.find(QWidget, "connections.filters").isVisible()
        await desk.session.connections.refresh()
        assert desk.page.state is PageState.CONTENT


async def test_a_site_without_premium_says_so_and_offers_the_plans() -> None:
    async with page_on("not-premium") as desk:
        asked = QSignalSpy(desk.page.action_requested)
        assert desk.page.state is PageState.FAILED
        desk.find(Button, "problem.open-plans").click()
        assert asked.at(0) == [Action.OPEN_PLANS]


async def test_a_site_without_bookings_offers_to_install_them() -> None:
    async with page_on("no-bookings") as desk:
        assert desk.page.state is PageState.FAILED
        assert _shown(desk, "problem.install-bookings")


async def test_a_provider_that_fails_is_named_and_its_rows_stay() -> None:
    async with page_on("busy") as desk:
        before = len(desk.model.rows)
        desk.server.control.set_knobs(failing_providers=frozenset({CalendarType.MICROSOFT}))
        await desk.session.connections.refresh()
        assert desk.page.state is PageState.CONTENT
        assert len(desk.model.rows) == before
        assert _text(desk, "connections.problem.provider-unreachable.title") == (
            "Not reachable right now: Outlook or Office 365"
        )
        assert desk.row("daniel.okafor@contoso.example").state_text == "Not reachable right now"
        desk.server.control.set_knobs(failing_providers=frozenset())
        await desk.session.connections.refresh()
        assert not _shown(desk, "connections.problem.provider-unreachable")


async def test_old_data_stays_and_says_from_when_it_is() -> None:
    async with page_on("busy") as desk:
        desk.server.control.set_knobs(premium=False)
        await desk.session.connections.refresh()
        assert desk.page.state is PageState.CONTENT
        notice = desk.find(Notice, "connections.problem.premium")
        assert "What you see here is from" in notice.accessibleDescription()


async def test_a_switch_that_the_provider_lacks_is_explained_in_the_details() -> None:
    async with page_on("statuses") as desk:
        desk.choose("limited@mail.example")
        switch = desk.find(Switch, "connection.export")
        assert switch.isVisible()
        assert switch.accessibleDescription() == "Studio Diary cannot receive bookings."
        desk.click_switch("limited@mail.example", Column.EXPORT)
        assert desk.connection("limited@mail.example").saving is Saving.SETTLED


async def test_every_status_can_be_opened() -> None:
    async with page_on("statuses") as desk:
        for title in [row.title for row in desk.model.rows]:
            desk.choose(title)
            shown = "connection" if "@" in title else "schedule"
            assert _shown(desk, shown)


async def test_details_hold_the_technical_ids() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        assert desk.connection(GOOGLE_ACCOUNT).id in _text(desk, "connection.ids.text")


async def test_closing_while_the_question_is_open_is_quiet() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        await _press_disconnect(desk)
        question = desk.find(QWidget, "disconnect")
    await until(lambda: not isValid(question) or not question.isVisible(), what="the question to go")


async def test_closing_while_disconnecting_and_checking_is_quiet() -> None:
    async with page_on("busy") as desk:
        desk.server.control.set_knobs(latency=1.0)
        desk.choose(GOOGLE_ACCOUNT)
        desk.find(Button, "connection.check").click()
        await _press_disconnect(desk)
        await _disconnect(desk)
        desk.server.control.forget_requests()
        await until(lambda: desk.server.control.requests(), what="the call")
    assert not desk.notices


async def test_closing_while_reading_is_quiet() -> None:
    async with page_on("slow", read=False) as desk:
        task = desk.session.tasks.start(desk.session.connections.refresh(), "refresh")
        await until(lambda: desk.session.state.snapshot.loading, what="the reading")
    assert task is not None
    assert task.done()
