"""The connections page over a practice site, by mouse and keyboard, over real HTTP."""

from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from caldesk.api import connections as api
from caldesk.domain.connection import ConnectionState
from caldesk.sandbox.shapes import CalendarType
from caldesk.services.problems import Action
from caldesk.services.settings import SettingsStore
from caldesk.ui.connections.model import Column
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import PageState
from tests.helpers.waiting import until
from tests.ui.connections_desk import APPLE_ACCOUNT, GOOGLE_ACCOUNT, page_on

REVOKED = "priya.raman@gmail.example"


async def test_the_list_shows_schedules_and_their_connections() -> None:
    async with page_on("busy") as desk:
        assert desk.page.state is PageState.CONTENT
        titles = [row.title for row in desk.model.rows]
        assert titles[0] == "Quinn Wellness Ltd"
        assert titles[titles.index("Aoife Byrne") + 1] == GOOGLE_ACCOUNT
        assert desk.row("Jo Ek").unconnected
        assert desk.row(REVOKED).state_text == "Needs sign-in"


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
        assert "no longer lets Wix in" in desk.text("connection.sentence")
        assert not desk.shown("connection.reconnect")
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
        await until(lambda: desk.shown("connection.problem"), what="the problem")
        assert desk.text("connection.problem.title") == "The site's plan has no external calendars"


async def test_a_check_that_fails_after_another_row_was_chosen_is_not_told_there() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        desk.server.control.set_knobs(premium=False)
        desk.find(Button, "connection.check").click()
        desk.choose(REVOKED)
        await until(lambda: desk.notices, what="the notice")
        assert not desk.shown("connection.problem")
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
        assert desk.text("connection.account") == REVOKED


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
        assert desk.shown("problem.install-bookings")


async def test_a_provider_that_fails_is_named_and_its_rows_stay() -> None:
    async with page_on("busy") as desk:
        before = len(desk.model.rows)
        desk.server.control.set_knobs(failing_providers=frozenset({CalendarType.MICROSOFT}))
        await desk.session.connections.refresh()
        assert desk.page.state is PageState.CONTENT
        assert len(desk.model.rows) == before
        assert desk.text("connections.problem.provider-unreachable.title") == (
            "Not reachable right now: Outlook or Office 365"
        )
        assert desk.row("daniel.okafor@contoso.example").state_text == "Not reachable right now"
        desk.server.control.set_knobs(failing_providers=frozenset())
        await desk.session.connections.refresh()
        assert not desk.shown("connections.problem.provider-unreachable")


async def test_old_data_stays_and_says_from_when_it_is() -> None:
    async with page_on("busy") as desk:
        desk.server.control.set_knobs(premium=False)
        await desk.session.connections.refresh()
        assert desk.page.state is PageState.CONTENT
        notice = desk.find(Notice, "connections.problem.premium")
        assert "What you see here is from" in notice.accessibleDescription()


async def test_every_status_can_be_opened() -> None:
    async with page_on("statuses") as desk:
        for title in [row.title for row in desk.model.rows]:
            desk.choose(title)
            shown = "connection" if "@" in title else "schedule"
            assert desk.shown(shown)


async def test_details_hold_the_technical_ids() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        assert desk.connection(GOOGLE_ACCOUNT).id in desk.text("connection.ids.text")


async def test_closing_while_reading_is_quiet() -> None:
    async with page_on("slow", read=False) as desk:
        task = desk.session.tasks.start(desk.session.connections.refresh(), "refresh")
        await until(lambda: desk.session.state.snapshot.loading, what="the reading")
    assert task is not None
    assert task.done()
