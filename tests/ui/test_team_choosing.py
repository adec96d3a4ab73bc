"""Choosing whom to connect of a whole team: by search and keyboard, with which calendar, and who cannot be chosen."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QWidget

from caldesk.domain.connection import ConnectionState
from caldesk.domain.provider import CalendarType
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import EntryState
from caldesk.services.connect.queue.people import connectable, people
from caldesk.services.connect.queue.sign_in_queue import SignInQueue
from caldesk.services.connect.queue.words import lines
from caldesk.ui.connect.queue.lines_model import LinesModel
from caldesk.ui.connect.queue.people_model import Column, PeopleModel
from caldesk.ui.style import Look
from tests.helpers.connecting import bench, button, practice, press
from tests.helpers.fake_connections import FakeSession
from tests.helpers.waiting import until
from tests.ui.team_desk import cell, states, table, team_of, text


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
