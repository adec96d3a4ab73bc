"""The question before a disconnect: the count, the copy, the milder ways; nothing dangerous comes by itself."""

from contextlib import asynccontextmanager

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget
from shiboken6 import isValid

from caldesk.domain.connection import ConnectionState
from caldesk.sandbox.faults import Fault
from caldesk.services.disconnect import bookings
from caldesk.services.disconnect.ending import Outcome
from caldesk.ui.bookings_copy_row import BookingsCopyRow
from caldesk.ui.connections.connection_details import ConnectionDetails
from tests.helpers.waiting import until
from tests.ui.connections_desk import page_on

GOOGLE = "mara.quinn@gmail.example"
REVOKED = "priya.raman@gmail.example"

pytestmark = pytest.mark.limit(60)


def text(desk, name):
    return desk.find(QLabel, name).text()


def button(desk, name):
    return desk.find(QAbstractButton, name)


async def asked(desk, account=GOOGLE):
    """The question about an account, opened."""
    desk.choose(account)
    button(desk, "connection.disconnect").click()
    await until(lambda: desk.page.findChild(QWidget, "disconnect"), what="the question")
    return desk.find(QWidget, "disconnect")


async def counted(desk):
    await until(button(desk, "disconnect.verb").isEnabled, what="the count")


@asynccontextmanager
async def question(account=GOOGLE):
    """The page with the question counted; answered with Keep if the test leaves it open."""
    async with page_on("busy") as desk:
        shown = await asked(desk, account)
        await counted(desk)
        yield desk, shown
        if desk.page.findChild(QWidget, "disconnect") is shown:
            shown.reject()
            await until(lambda: desk.page.findChild(QWidget, "disconnect") is None, what="the question to go")


async def saved(desk, path):
    """Choose a file in the dialog that asks for one."""
    button(desk, "disconnect.copy").click()
    dialog = desk.find(QFileDialog, "saveFile")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    await until(lambda: desk.find(QLabel, "disconnect.copy.said").isVisible(), what="how the saving ended")


async def test_it_opens_at_once_and_nothing_can_be_ended_before_the_count():
    async with page_on("busy") as desk:
        desk.server.control.add_fault(Fault(route="queryEvents", delay=0.5))
        shown = await asked(desk)
        assert text(desk, "disconnect.count").startswith("Counting")
        assert desk.find(QWidget, "disconnect.counting").isVisible()
        assert not button(desk, "disconnect.verb").isEnabled()
        assert shown.focusWidget() is button(desk, "disconnect.keep")
        await counted(desk)
        exported = desk.server.control.exported_count(desk.connection(GOOGLE).id)
        assert text(desk, "disconnect.count").startswith(f"{exported} bookings")
        assert not desk.find(QWidget, "disconnect.counting").isVisible()
        assert str(exported) in shown.accessibleDescription()
        shown.reject()


async def test_a_count_that_fails_is_said_and_disconnecting_is_possible(monkeypatch):
    monkeypatch.setattr(bookings, "COUNT_PATIENCE", 0.2)
    async with page_on("busy") as desk:
        desk.server.control.add_fault(Fault(route="queryEvents", status=500))
        shown = await asked(desk)
        await counted(desk)
        assert "could not be counted" in text(desk, "disconnect.count")
        assert button(desk, "disconnect.copy").isVisible()
        shown.reject()


async def test_the_export_can_be_switched_off_instead():
    async with question() as (desk, _shown):
        assert "still block" in text(desk, "disconnect.export-off.effect")
        button(desk, "disconnect.export-off").click()
        await until(lambda: desk.connection(GOOGLE).connection.sync_config.exports.enabled is False, what="the switch")
        assert desk.connection(GOOGLE).state is ConnectionState.WORKING
        assert desk.server.control.requests("disconnect") == []


async def test_signing_in_again_can_be_chosen_instead():
    async with question(REVOKED) as (desk, _shown):
        spy = QSignalSpy(desk.page.reconnect_requested)
        assert "what it needs now" in text(desk, "disconnect.reconnect.effect")
        button(desk, "disconnect.reconnect").click()
        await until(spy.count, what="the wish")
        assert spy.at(0) == [desk.connection(REVOKED).id]
        assert desk.server.control.requests("disconnect") == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
async def test_enter_and_escape_keep_the_connection(key):
    async with question() as (desk, shown):
        QTest.keyClick(shown, key)
        await until(lambda: not isValid(shown) or not shown.isVisible(), what="the question to go")
        assert desk.server.control.requests("disconnect") == []


async def test_what_came_of_it_is_told():
    async with question() as (desk, _shown):
        told = []
        desk.page.ended.connect(told.append)
        button(desk, "disconnect.verb").click()
        await until(lambda: told, what="the ending")
        assert told[0].outcome is Outcome.ENDED


async def test_a_refusal_is_said_in_the_details():
    async with question() as (desk, _shown):
        desk.server.control.add_fault(Fault(route="disconnect", status=403))
        button(desk, "disconnect.verb").click()
        await until(lambda: desk.page.findChild(QWidget, "connection.problem"), what="the problem")
        assert desk.connection(GOOGLE).state is ConnectionState.WORKING
        assert desk.find(ConnectionDetails, "connection").isVisible()


async def test_it_grows_with_its_words_and_never_beyond_the_screen():
    async with question() as (desk, shown):
        row = desk.find(BookingsCopyRow, "disconnect.copy.row")
        before = shown.height()
        row._say("It could not be saved. " * 10)
        await until(lambda: shown.height() > before, what="room for the words")
        most = shown.screen().availableGeometry().height()
        row._say("It could not be saved. " * 500)
        await until(lambda: shown.height() > most / 2, what="as much room as there is")
        assert shown.height() <= most
        verb = button(desk, "disconnect.verb")
        assert verb.mapTo(shown, verb.rect().bottomRight()).y() < shown.height()


# the copy


async def test_a_copy_is_saved_without_titles_while_they_are_hidden(tmp_path):
    async with question() as (desk, _shown):
        assert "Titles are hidden" in text(desk, "disconnect.copy.note")
        await saved(desk, tmp_path / "copy.ics")
        assert text(desk, "disconnect.copy.said").startswith("Saved as copy.ics")
        found = Calendar.from_ical((tmp_path / "copy.ics").read_bytes()).walk("VEVENT")
        assert len(found) == desk.server.control.exported_count(desk.connection(GOOGLE).id)
        assert {str(event["summary"]) for event in found} == {"Mara Quinn: Busy"}


async def test_nothing_can_be_ended_while_a_copy_is_on_its_way(tmp_path):
    async with question() as (desk, _shown):
        desk.server.control.add_fault(Fault(route="queryEvents", delay=0.5))
        button(desk, "disconnect.copy").click()
        dialog = desk.find(QFileDialog, "saveFile")
        dialog.fileSelected.emit(str(tmp_path / "copy.ics"))
        dialog.close()
        await until(lambda: not button(desk, "disconnect.verb").isEnabled(), what="the verb to wait")
        await counted(desk)
        assert (tmp_path / "copy.ics").exists()


async def test_a_copy_that_cannot_be_written_says_why_and_the_question_stays(tmp_path):
    async with question() as (desk, shown):
        (tmp_path / "file").write_text("")
        await saved(desk, tmp_path / "file" / "copy.ics")
        assert "Choose another place" in text(desk, "disconnect.copy.said")
        assert shown.isVisible()


async def test_a_copy_that_cannot_be_read_says_why_and_leaves_no_file(tmp_path):
    async with question() as (desk, _shown):
        desk.server.control.add_fault(Fault(route="queryEvents", status=403))
        await saved(desk, tmp_path / "copy.ics")
        assert "The copy was not saved" in text(desk, "disconnect.copy.said")
        assert list(tmp_path.glob("*.ics")) == []


async def test_closing_while_a_copy_is_being_read_is_quiet(tmp_path):
    async with question() as (desk, shown):
        desk.server.control.forget_requests()
        desk.server.control.add_fault(Fault(route="queryEvents", delay=3.0))
        button(desk, "disconnect.copy").click()
        dialog = desk.find(QFileDialog, "saveFile")
        dialog.fileSelected.emit(str(tmp_path / "copy.ics"))
        dialog.close()
        shown.reject()
        await until(lambda: not isValid(shown) or not shown.isVisible(), what="the question to go")
    assert list(tmp_path.glob("*.ics")) == []
