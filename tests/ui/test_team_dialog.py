"""Connecting a whole team in the window: choosing, one after another, links, pausing, and going on tomorrow."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QMenu, QPlainTextEdit, QTableView, QWidget

from caldesk.domain.connection import ConnectionState
from caldesk.domain.provider import CalendarType
from caldesk.sandbox.shapes import ErrorReason, Status
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import EntryState
from caldesk.services.connect.queue.people import connectable, people
from caldesk.services.connect.queue.sign_in_queue import SignInQueue
from caldesk.services.connect.queue.words import lines
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.services.problems import Action
from caldesk.services.settings import SettingsStore
from caldesk.ui.connect import wizard as wizard_module
from caldesk.ui.connect.qr_code import QrCode
from caldesk.ui.connect.queue.lines_model import Column as LineColumn
from caldesk.ui.connect.queue.lines_model import LinesModel
from caldesk.ui.connect.queue.people_model import Column, PeopleModel
from caldesk.ui.connect.queue.team_dialog import TeamDialog
from caldesk.ui.style import Look
from tests.helpers.connecting import at, bench, button, practice, press
from tests.helpers.consenting import browse
from tests.helpers.fake_connections import FakeSession
from tests.helpers.waiting import until
from tests.helpers.watched_site import watched


@pytest.fixture
def server():
    with practice("fresh") as running:
        yield running


@pytest.fixture
def team_site():
    with practice("team") as running:
        yield running


@pytest.fixture
def links(monkeypatch):
    """The addresses that were given to this computer's browser."""
    opened = []
    monkeypatch.setattr(
        wizard_module.QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toString())) or True
    )
    return opened


def team_of(desk):
    dialog = TeamDialog(desk.session, desk.shell, desk.window)
    dialog.open()
    return dialog


def table(dialog, name):
    found = dialog.findChild(QTableView, name)
    assert found is not None, name
    return found


def text(dialog, name):
    return dialog.findChild(QLabel, name).text()


def states(desk):
    return [one.state for one in desk.session.queue.book.entries]


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


def cell(view, row, column):
    return view.visualRect(view.model().index(row, column)).center()


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


async def test_choosing_by_search_and_keyboard(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        chooser = table(dialog, "team.people")
        await press(dialog, "team.nobody")
        assert not button(dialog, "team.primary").isEnabled()
        search = dialog.findChild(QLineEdit, "team.search")
        QTest.keyClicks(search, "mara q")
        await until(lambda: chooser.model().rowCount() == 1, what="one match")
        chooser.setCurrentIndex(chooser.model().index(0, Column.PERSON))
        QTest.keyClick(chooser, Qt.Key.Key_Space)
        assert text(dialog, "team.count") == "1 of 11 schedules chosen"
        QTest.keyClick(chooser, Qt.Key.Key_Return)
        menu = dialog.findChild(QMenu, "team.provider-menu")
        assert [one.isChecked() for one in menu.actions()] == [True, False, False]
        menu.close()
        QTest.keyClick(chooser, Qt.Key.Key_Space)
        assert text(dialog, "team.count") == "0 of 11 schedules chosen"
        QTest.mouseClick(chooser.viewport(), Qt.MouseButton.LeftButton, pos=cell(chooser, 0, Column.PERSON))
        assert text(dialog, "team.count") == "1 of 11 schedules chosen"
        search.setText("nobody has this name")
        await until(lambda: dialog.findChild(QWidget, "team.none").isVisible(), what="the words")
        await press(dialog, "team.clear")
        assert chooser.model().rowCount() == 11
        dialog.close()


async def test_a_reading_of_the_site_keeps_the_place_and_the_choices(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        chooser = table(dialog, "team.people")
        chooser.setCurrentIndex(chooser.model().index(7, Column.PROVIDER))
        chooser.model().toggle(2)
        resets = []
        chooser.model().modelReset.connect(lambda: resets.append(True))
        desk.session.queue.add(
            [Aim(schedule_id=chooser.model().person(4).schedule.id, provider_id=chooser.model().default)]
        )
        await desk.session.connections.refresh()
        assert chooser.currentIndex().row() == 7
        assert text(dialog, "team.count") == "9 of 11 schedules chosen"
        assert chooser.model().index(4, Column.STANDING).data() == "In the queue already"
        assert resets == []
        dialog.close()


async def test_another_calendar_for_everybody_changes_those_without_their_own(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        model = table(dialog, "team.people").model()
        model.set_provider(model.person(2).schedule.id, desk.provider_id(CalendarType.MICROSOFT))
        everybody = dialog.findChild(QComboBox, "team.default-provider")
        everybody.setCurrentIndex(everybody.findData(desk.provider_id(CalendarType.I_CAL)))
        everybody.activated.emit(everybody.currentIndex())
        calendars = [model.index(row, Column.PROVIDER).data() for row in range(4)]
        assert calendars == ["Apple", "Apple", "Outlook or Office 365", "Apple"]
        await press(dialog, "team.primary")
        table(dialog, "team.queue").selectRow(0)
        await until(lambda: "has to be here" in text(dialog, "team.details.state.text"))
        assert not button(dialog, "team.give-link").isVisibleTo(dialog)
        dialog.close()


async def test_what_works_already_is_not_chosen():
    with practice("busy") as busy:
        async with bench(busy) as desk:
            dialog = team_of(desk)
            snapshot = desk.session.state.snapshot
            views = snapshot.connections.values()
            working = {v.connection.schedule_id for v in views if v.state in _WORKS}
            chosen = {aim.schedule_id for aim in dialog._people.aims}
            assert chosen == {one.id for one in snapshot.schedules} - working
            model = table(dialog, "team.people").model()
            said = [model.index(row, Column.STANDING).data() for row in range(model.rowCount())]
            assert any(words.startswith("Already connected: Google") for words in said)
            assert any(words.startswith("Needs a new sign-in") for words in said)
            assert "Not connected" in said
            dialog.close()


_WORKS = {ConnectionState.WORKING, ConnectionState.STARTING, ConnectionState.NOT_REACHABLE}


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


async def test_links_for_all_who_are_absent_are_copied_and_saved(team_site, tmp_path):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.links")
        absent = dialog.findChild(QWidget, "teamLinks")
        assert button(absent, "links.make").text() == "Make 11 links"
        assert not button(absent, "links.copy").isEnabled()
        await press(absent, "links.make")
        await until(lambda: desk.session.queue.progress.links == 11, what="eleven links")
        await until(lambda: not button(absent, "links.make").isVisible(), what="the end")
        shown = absent.findChild(QPlainTextEdit, "links.text").toPlainText()
        assert shown.count("http://") == 11
        assert "Bartholomew Featherstonehaugh-Montgomery\nGoogle, watched until" in shown
        button(absent, "links.copy").click()
        assert QGuiApplication.clipboard().text() == shown
        button(absent, "links.save").click()
        asked = absent.findChild(QFileDialog, "saveFile")
        file = tmp_path / "links.txt"
        asked.fileSelected.emit(str(file))
        asked.close()
        await until(file.exists)
        await until(lambda: text(absent, "links.said") == "Saved as links.txt")
        assert file.read_text("utf-8") == shown
        absent.close()
        dialog.close()


async def test_links_that_cannot_be_made_say_why_and_can_be_tried_again(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.links")
        absent = dialog.findChild(QWidget, "teamLinks")
        team_site.control.set_knobs(premium=False)
        await press(absent, "links.make")
        await until(lambda: absent.findChild(QWidget, "links.problem") is not None, what="the reason")
        assert desk.session.queue.progress.links == 0
        team_site.control.set_knobs(premium=True)
        await press(absent, "links.make")
        await until(lambda: desk.session.queue.progress.links == 11, what="eleven links")
        absent.close()
        dialog.close()


async def test_a_link_that_cannot_be_made_says_why_above_the_queue(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.pause")
        team_site.control.set_knobs(premium=False)
        await press(dialog, "team.give-link")
        await until(lambda: dialog.findChild(QWidget, "team.problem") is not None, what="the reason")
        assert not desk.session.queue.book.paused  # whoever begins something does not want a pause
        team_site.control.set_knobs(premium=True)
        await press(dialog, "team.give-link")
        await until(lambda: desk.session.queue.progress.links == 1, what="the link")
        await until(lambda: dialog.findChild(QWidget, "team.problem") is None, what="no reason any more")
        await press(dialog, "team.stop-waiting")
        assert states(desk)[0] is EntryState.WAITING
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


async def test_people_are_added_to_a_queue(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        model = table(dialog, "team.people").model()
        await press(dialog, "team.nobody")
        model.toggle(0)
        await press(dialog, "team.primary")
        assert len(states(desk)) == 1
        await press(dialog, "team.add")
        assert model.index(0, Column.STANDING).data() == "In the queue already"
        model.toggle(0)
        assert not button(dialog, "team.primary").isEnabled()
        model.toggle(1)
        await press(dialog, "team.primary")
        assert len(states(desk)) == 2
        dialog.close()


async def test_a_site_without_schedules_or_providers_says_so():
    with practice("no-bookings") as bare:
        async with bench(bare) as desk:
            dialog = team_of(desk)
            assert dialog.findChild(QWidget, "team.empty").isVisible()
            assert not button(dialog, "team.primary").isEnabled()
            dialog.close()
    with practice("fresh") as fresh:
        async with bench(fresh) as desk:
            desk.session.state.replace(replace(desk.session.state.snapshot, providers=()))
            dialog = team_of(desk)
            assert dialog.findChild(QWidget, "team.no-provider").isVisible()
            assert not button(dialog, "team.primary").isEnabled()
            dialog.close()


async def test_whoever_was_skipped_can_be_added_again_and_nobody_is_chosen_beforehand(team_site):
    async with bench(team_site) as desk:
        google = desk.provider_id(CalendarType.GOOGLE)
        aim = Aim(schedule_id=desk.session.state.snapshot.schedules[0].id, provider_id=google)
        desk.session.queue.add([aim])
        desk.session.queue.skip(aim)
        dialog = team_of(desk)
        await press(dialog, "team.add")
        assert text(dialog, "team.count") == "0 of 11 schedules chosen"
        table(dialog, "team.people").model().toggle(0)
        await press(dialog, "team.primary")
        assert states(desk) == [EntryState.WAITING]
        dialog.close()


def test_both_behave_as_models(qapp, qtmodeltester):
    session = FakeSession()
    session.tasks = None  # nothing is found, so nothing has to be proven
    session.state.replace(replace(session.state.snapshot, checked_at=1.0))
    queue, look = SignInQueue(session), Look(qapp)
    choosing, lines_model = PeopleModel(look, qapp), LinesModel(look, qapp)
    choosing.show_people(people(queue.snapshot, queue.book), connectable(queue.snapshot))
    qtmodeltester.check(choosing, force_py=True)
    choosing.choose_unconnected()
    choosing.search("ana")
    assert (choosing.rowCount(), len(choosing.aims)) == (1, 2)
    queue.add(choosing.aims)
    lines_model.show_lines(lines(queue, str))
    qtmodeltester.check(lines_model, force_py=True)
    changed = []
    lines_model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    queue.skip(choosing.aims[1])
    lines_model.show_lines(lines(queue, str))
    assert changed == [(1, 1)]
    queue.book.remove(choosing.aims[0])
    lines_model.show_lines(lines(queue, str))
    assert lines_model.rowCount() == 1


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
