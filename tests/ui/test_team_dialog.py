"""Connecting a whole team in the window: one sign-in after another, skipping, pausing, and going on tomorrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from caldesk.domain.provider import CalendarType
from caldesk.sandbox.shapes import ErrorReason, Status
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import EntryState
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.services.problems import Action
from caldesk.services.settings import SettingsStore
from caldesk.ui.connect.qr_code import QrCode
from caldesk.ui.connect.queue.lines_model import Column as LineColumn
from caldesk.ui.connect.queue.people_model import Column
from caldesk.ui.connect.queue.team_dialog import TeamDialog
from tests.helpers.connecting import at, bench, button, practice, press
from tests.helpers.consenting import browse
from tests.helpers.waiting import until
from tests.helpers.watched_site import watched
from tests.ui.team_desk import cell, states, table, team_of, text


async def sign_in(dialog, links, *choices, way=Way.BROWSER):
    """Through the connect dialog that is open now, up to where it ends."""
    await until(lambda: dialog.wizard is not None, what="the connect dialog")
    wizard = dialog.wizard
    assert wizard.flow.state.step is Step.HOW
    wizard.flow.choose_way(way)
    await press(wizard, "connect.sign-in")
    await until(lambda: links, what="the page")
    await browse(links.pop(), *choices)
    return wizard


async def connected(wizard):
    await at(wizard, Step.REVIEW)
    wizard.flow.finish()
    await press(wizard, "connect.close")


async def test_the_whole_way_with_two_people(server, links):
    async with bench(server) as desk:
        dialog = team_of(desk)
        chooser = table(dialog, "team.people")
        assert text(dialog, "team.count") == "2 of 2 schedules chosen"
        QTest.mouseClick(chooser.viewport(), Qt.MouseButton.LeftButton, pos=cell(chooser, 1, Column.PROVIDER))
        menu = dialog.findChild(QMenu, "team.provider-menu")
        menu.actions()[1].trigger()
        menu.close()
        await press(dialog, "team.primary")
        first, second = (one.aim for one in desk.session.queue.book.entries)
        assert second.provider_id == desk.provider_id(CalendarType.MICROSOFT)
        await press(dialog, "team.primary")
        assert states(desk) == [EntryState.SIGNING_IN, EntryState.WAITING]
        assert dialog.wizard.flow.state.provider_id == first.provider_id
        await connected(await sign_in(dialog, links, "account-0", "allow"))
        await until(lambda: states(desk) == [EntryState.CONNECTED, EntryState.SIGNING_IN], what="the next sign-in")
        assert dialog.wizard.flow.state.schedule_id == second.schedule_id
        assert dialog.wizard.flow.state.provider_id == second.provider_id
        dialog.wizard.close()  # nothing was tried: the row ends there
        await until(lambda: dialog.wizard is None)
        assert states(desk) == [EntryState.CONNECTED, EntryState.WAITING]
        await until(lambda: text(dialog, "team.progress") == "1 of 2 connected")
        table(dialog, "team.queue").selectRow(1)
        await press(dialog, "team.give-link")
        link = await shown_link(desk, dialog, second)
        await browse(link, "account-1", "allow")
        await until(lambda: states(desk) == [EntryState.CONNECTED] * 2, what="the link to be used")
        await until(lambda: button(dialog, "team.primary").text() == "Finish")
        assert text(dialog, "team.title") == "The team is connected"
        await press(dialog, "team.primary")
        assert not dialog.isVisible()
        assert desk.session.queue.book.entries == ()
        assert desk.posted == []


async def shown_link(desk, dialog, aim):
    await until(lambda: desk.session.queue.link_of(aim), what="a link")
    await until(lambda: dialog.findChild(QrCode).isVisible(), what="the code")
    button(dialog, "team.copy").click()
    assert QGuiApplication.clipboard().text() == desk.session.queue.link_of(aim)
    return desk.session.queue.link_of(aim)


async def test_a_refusal_is_said_in_its_row_and_the_next_comes(server, links):
    async with bench(server) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.primary")
        wizard = await sign_in(dialog, links, "account-0", "cancel")
        await at(wizard, Step.FAILED)
        assert wizard.flow.state.failure.ending is Ending.REJECTED
        await press(wizard, "connect.cancel")
        await until(lambda: states(desk) == [EntryState.FAILED, EntryState.SIGNING_IN], what="the next sign-in")
        dialog.wizard.close()
        await until(lambda: dialog.wizard is None)
        queue = table(dialog, "team.queue")
        queue.selectRow(0)
        await until(lambda: text(dialog, "team.details.state.title") == "Access was not allowed")
        assert queue.model().index(0, LineColumn.ACTION).data() == "Try again"
        QTest.mouseClick(queue.viewport(), Qt.MouseButton.LeftButton, pos=cell(queue, 0, LineColumn.ACTION))
        await connected(await sign_in(dialog, links, "account-0", "allow"))
        await until(lambda: states(desk) == [EntryState.CONNECTED, EntryState.WAITING])
        assert dialog.wizard is None  # only a row of sign-ins goes on by itself
        dialog.close()


async def test_one_that_needs_a_sign_in_is_reconnected():
    with practice("busy") as busy:
        async with bench(busy) as desk:
            views = desk.session.state.snapshot.connections.values()
            view = next(v for v in views if v.connection.account_email == "mara.quinn@gmail.example")
            busy.control.settle(view.id, Status.ERROR, ErrorReason.TOKEN_REVOKED)
            await desk.session.connections.refresh()
            aim = Aim(schedule_id=view.connection.schedule_id, provider_id=view.connection.provider_id)
            desk.session.queue.add([aim])
            dialog = team_of(desk)
            await press(dialog, "team.primary")
            assert dialog.wizard.flow.former.id == view.id
            dialog.wizard.close()
            dialog.close()


async def test_closing_in_the_middle_of_a_sign_in_is_clean(team_site, links):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.primary")
        dialog.wizard.flow.choose_way(Way.BROWSER)
        await press(dialog.wizard, "connect.sign-in")
        await until(lambda: links, what="the page")
        dialog.close()
        assert states(desk)[0] is EntryState.FAILED
        assert desk.session.queue.book.entries[0].ending == Ending.CLOSED.value


async def test_skip_put_back_take_off_and_discard(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        queue = table(dialog, "team.queue")
        queue.selectRow(0)
        await press(dialog, "team.skip")
        assert states(desk)[0] is EntryState.SKIPPED
        await until(lambda: text(dialog, "team.progress") == "0 of 11 connected, 1 is left out")
        queue.setFocus()
        QTest.keyClick(queue, Qt.Key.Key_Return)  # the next step of a row that was skipped
        assert states(desk)[0] is EntryState.WAITING
        await press(dialog, "team.discard")
        await until(lambda: dialog.findChild(QWidget, "team.discard-question"), what="the question")
        await press(dialog, "team.discard-question.verb")
        await until(lambda: not desk.session.queue.book.entries)
        await until(lambda: table(dialog, "team.people").isVisible(), what="the people")
        dialog.close()


async def test_a_pause_begins_nothing_until_it_is_continued(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.pause")
        await until(lambda: button(dialog, "team.primary").text() == "Continue")
        assert text(dialog, "team.title") == "Paused"
        await press(dialog, "team.primary")
        await until(lambda: button(dialog, "team.primary").text() == "Next sign-in")
        assert not desk.session.queue.book.paused
        assert dialog.wizard is None
        dialog.close()


async def test_what_only_the_window_can_do_closes_both(server):
    async with bench(server) as desk:
        dialog = team_of(desk)
        asked = []
        dialog.action_requested.connect(asked.append)
        await press(dialog, "team.primary")
        await press(dialog, "team.primary")
        dialog.wizard._leave(Action.EDIT_SITE)
        await until(lambda: asked == [Action.EDIT_SITE])
        assert not dialog.isVisible()


async def test_it_goes_on_tomorrow_from_the_connections_page(team_site, tmp_path):
    settings = SettingsStore(tmp_path / "settings.json")
    async with watched(team_site, tmp_path, settings=settings) as desk:
        await desk.has_read()
        desk.find(QWidget, "connections.team").click()
        dialog = desk.window.findChild(TeamDialog)
        await press(dialog, "team.primary")
        entry = desk.session.queue.book.entries[0]
        await desk.session.queue.give_link(entry.aim)
        link = desk.session.queue.link_of(entry.aim)
        dialog.close()
        words = "A team sign-in is waiting: 0 of 11 connected, 1 link is out"
        await until(lambda: _visible(desk, "connections.team.notice", words), what=words)
    await browse(link, "account-0", "allow")
    async with watched(team_site, tmp_path, settings=SettingsStore(tmp_path / "settings.json")) as desk:
        await desk.has_read()
        await until(lambda: states(desk).count(EntryState.CONNECTED) == 1, what="the link that was used meanwhile")
        words = "A team sign-in is waiting: 1 of 11 connected"
        await until(lambda: _visible(desk, "connections.team.notice", words), what=words)
        desk.find(QWidget, "connections.team.continue").click()
        dialog = desk.window.findChild(TeamDialog)
        assert text(dialog, "team.title") == "One sign-in after another"
        await press(dialog, "team.discard")
        await until(lambda: dialog.findChild(QWidget, "team.discard-question"), what="the question")
        await press(dialog, "team.discard-question.verb")
        await until(lambda: not desk.session.queue.book.entries)
        dialog.close()
        await until(lambda: not _visible(desk, "connections.team.notice", ""), what="no notice")


def _visible(desk, name, words):
    found = [one for one in desk.window.findChildren(QWidget, name) if one.isVisible()]
    return any(words in one.accessibleName() for one in found)
