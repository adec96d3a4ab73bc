"""An open site looked after: its past, what was missed, incidents, the line that goes, and starts without one."""

import csv
from io import StringIO
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QSystemTrayIcon, QWidget

from caldesk.domain.connection import ConnectionState
from caldesk.sandbox.shapes import ErrorReason, Status
from caldesk.services import watch_pace
from caldesk.services.policy.declared import Watching
from caldesk.services.settings import SettingsStore
from caldesk.services.state import Saving
from caldesk.ui.tray import Tray
from tests.helpers import sandbox
from tests.helpers.waiting import until
from tests.helpers.watched_site import NOBODY, SITE, Watched, watched

DAY = 86_400
ACCOUNT = "aoife.byrne@gmail.example"


@pytest.fixture
def server():
    with sandbox.running("busy") as running:
        for one in running.control.state().connections:
            running.control.settle(one.id, Status.SYNCED)
        yield running


def id_of(desk: Watched, account: str = ACCOUNT) -> str:
    views = desk.session.state.snapshot.connections.values()
    return next(view.id for view in views if view.connection.account_email == account)


def revoke(server, connection_id: str) -> None:
    server.control.settle(connection_id, Status.ERROR, ErrorReason.TOKEN_REVOKED)


def words_in(desk: Watched, name: str) -> str:
    shown = desk.window.findChildren(QWidget, name)
    labels = [label.text() for one in shown if one.isVisible() for label in one.findChildren(QLabel)]
    return "\n".join(labels)


def health(desk: Watched) -> str:
    return desk.find(QLabel, "healthLine").accessibleName()


async def test_how_often_to_look_is_settled_while_the_site_is_open(server, tmp_path):
    settings = SettingsStore(None)
    settings.change(watching=Watching.ASKED)
    async with watched(server, tmp_path, settings=settings) as desk:
        await desk.has_read()
        watch = desk.session.watch
        await until(lambda: watch.next_look_in is None, what="the only look to be over")
        settings.change(watching=Watching.SELDOM)
        assert watch.next_look_in is not None
        assert watch.next_look_in > watch_pace.USUAL * 2
        settings.change(watching=Watching.USUAL)
        assert watch.next_look_in < watch_pace.USUAL * 2


async def test_opening_reads_and_goes_on_watching(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        assert "11 working" in health(desk)
        assert desk.session.watch.next_look_in is not None
        assert desk.posted == []


async def test_the_past_of_a_connection_is_told_with_times_and_by_whom(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        chosen = id_of(desk)
        desk.view.connections.show_connection(chosen)
        await until(lambda: "First seen: Working" in words_in(desk, "connection.history"))
        assert "Known here since" in words_in(desk, "connection.history")
        desk.session.connections.set_export(chosen, False)
        views = desk.session.state
        await until(lambda: views.snapshot.connections[chosen].saving is Saving.SETTLED)
        await until(lambda: "was switched off" in words_in(desk, "connection.history"))
        assert f"here, by {desk.session.who}" in words_in(desk, "connection.history")
        revoke(server, chosen)
        await desk.look()
        await until(lambda: "Needs sign-in, after" in words_in(desk, "connection.history"))


async def test_what_was_missed_since_the_last_visit_is_told(server, tmp_path):
    async with watched(server, tmp_path, by=-3 * DAY) as desk:
        await desk.has_read()
        assert words_in(desk, "summary.missed") == ""
        chosen = id_of(desk)
    revoke(server, chosen)
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        await until(lambda: "Needs sign-in, after 3 d of: Working" in words_in(desk, "summary.missed"))
        assert "Aoife Byrne" in words_in(desk, "summary.missed")
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        await until(lambda: "Nothing has changed." in words_in(desk, "summary.missed"))


async def test_the_history_is_saved_as_a_table(server, tmp_path):
    async with watched(server, tmp_path, by=-DAY) as desk:
        await desk.has_read()
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        await until(lambda: words_in(desk, "summary.missed"))
        desk.find(QAbstractButton, "summary.missed.export").click()
        dialog = desk.find(QFileDialog, "saveFile")
        assert isinstance(dialog, QFileDialog)
        file = tmp_path / "past.csv"
        dialog.fileSelected.emit(str(file))
        dialog.close()
        await until(file.exists)
        await until(lambda: any(notice.id == "export" for notice in desk.posted))
        rows = list(csv.DictReader(StringIO(file.read_text("utf-8-sig"))))
        assert {row["kind"] for row in rows} == {"first-seen"}
        assert len(rows) == 11


async def test_an_incident_is_told_once_and_withdrawn_on_repair(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        chosen = id_of(desk)
        revoke(server, chosen)
        await desk.look()
        await desk.look()
        assert [notice.title for notice in desk.posted] == ["Aoife Byrne: Google needs sign-in"]
        key = desk.posted[0].id
        server.control.settle(chosen, Status.SYNCED)
        await desk.look()
        assert key in desk.withdrawn


def notice_shown(desk: Watched) -> bool:
    banner = desk.window.findChild(QWidget, f"notice.{desk.posted[0].id}")
    assert banner is not None
    return banner.isVisible()


async def test_what_a_page_says_itself_is_not_said_above_it_too(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        revoke(server, id_of(desk))
        await desk.look()
        assert notice_shown(desk)
        desk.window.show_page("calendar")
        await until(lambda: "needs sign-in" in words_in(desk, "calendar.banner.missing"))
        assert not notice_shown(desk)
        assert not desk.find(QWidget, "noticeArea").isVisible()
        desk.window.show_page("activity")
        assert notice_shown(desk)


async def test_a_provider_that_fails_for_an_hour_is_said_once_on_every_page(server, tmp_path):
    async with watched(server, tmp_path, by=-4000) as desk:
        await desk.has_read()
        server.control.set_knobs(failing_providers=["GOOGLE"])
        await desk.look()
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        await until(lambda: desk.posted)
        assert desk.posted[0].title == "Google is not reachable right now"
        assert "Google" in words_in(desk, "connections.problem.provider-unreachable")
        assert not notice_shown(desk)
        desk.window.show_page("activity")
        assert notice_shown(desk)


async def test_after_days_it_is_told_again_with_its_age(server, tmp_path):
    async with watched(server, tmp_path, by=-3 * DAY) as desk:
        await desk.has_read()
        revoke(server, id_of(desk))
        await desk.look()
        assert len(desk.posted) == 1
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        await until(lambda: desk.posted)
        assert desk.posted[0].text.startswith("For 3 days.")


async def test_the_notice_leads_to_signing_in(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        revoke(server, id_of(desk))
        await desk.look()
        desk.posted[0].actions[0].run()
        await until(lambda: desk.window.findChild(QWidget, "connectWizard") or desk.view.dialogs.wizard is not None)


async def test_the_detective_leads_to_connecting_the_schedule_that_was_asked_about(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        free = next(one.id for one in desk.session.state.snapshot.schedules if one.name == "Jo Ek")
        desk.view._checks.page().connect_wished.emit(free, "")
        wizard = desk.view.dialogs.wizard
        assert wizard is not None
        assert wizard.flow.state.schedule_id == free


async def test_on_a_kiosk_nothing_is_told(server, tmp_path):
    settings = SettingsStore(None)
    settings.change(kiosk=True)
    async with watched(server, tmp_path, settings=settings) as desk:
        await desk.has_read()
        revoke(server, id_of(desk))
        await desk.look()
        assert desk.posted == []


async def test_a_start_without_a_line_shows_the_last_state_and_its_age(server, tmp_path):
    async with watched(server, tmp_path, by=-DAY) as desk:
        await desk.has_read()
    async with watched(server, tmp_path, base_url=NOBODY) as desk:
        await until(lambda: desk.session.state.snapshot.problems, limit=20)
        snapshot = desk.session.state.snapshot
        assert snapshot.remembered
        assert len(snapshot.connections) == 11
        assert "Could not be checked since yesterday" in health(desk)
        desk.view.connections.show_connection(id_of(desk))
        assert not desk.find(QAbstractButton, "connection.disconnect").isEnabled()
        assert "could not be read yet" in desk.find(QAbstractButton, "connection.reconnect").toolTip()
        assert desk.find(QLabel, "connection.state").text() == "Last: Working"
        desk.view.dialogs.connect_calendar("any")
        assert [notice.id for notice in desk.posted] == ["not-read"]


async def test_the_first_reading_takes_the_place_of_what_was_remembered(server, tmp_path):
    async with watched(server, tmp_path, by=-DAY) as desk:
        await desk.has_read()
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        desk.view.connections.show_connection(id_of(desk))
        assert desk.find(QAbstractButton, "connection.disconnect").isEnabled()
        assert desk.find(QLabel, "connection.state").text() == "Working"
        entries = await desk.session.history.entries(SITE)
        assert {entry.kind.value for entry in entries} == {"first-seen"}


async def test_a_provider_that_fails_at_the_start_leaves_its_connections_with_their_age(server, tmp_path):
    async with watched(server, tmp_path, by=-DAY) as desk:
        await desk.has_read()
    server.control.set_knobs(failing_providers=["GOOGLE"])
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        view = desk.session.state.snapshot.connections[id_of(desk)]
        assert (view.state, view.remembered) == (ConnectionState.NOT_REACHABLE, True)
        assert view.as_of < desk.clock.now() - DAY + 60
        entries = await desk.session.history.entries(SITE)
        changed = [entry for entry in entries if entry.kind.value == "state"]
        assert {entry.after for entry in changed} == {"not-reachable"}


async def test_keys_and_clicks_tell_the_watch_that_somebody_is_here(server, tmp_path, monkeypatch):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        used: list[bool] = []
        monkeypatch.setattr(desk.session.watch, "used", lambda: used.append(True))
        handle = desk.window.windowHandle()
        assert handle is not None
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(handle, press)
        assert used
        before = len(used)
        QApplication.sendEvent(handle, QEvent(QEvent.Type.Leave))
        assert len(used) == before


class FakeIcon:
    """Stands in for the system's notification area, which the offscreen platform has not."""

    made: ClassVar[list["FakeIcon"]] = []
    MessageIcon = QSystemTrayIcon.MessageIcon
    ActivationReason = QSystemTrayIcon.ActivationReason

    class _Signal:
        def __init__(self) -> None:
            self.slots = []

        def connect(self, slot) -> None:
            self.slots.append(slot)

        def emit(self, *values) -> None:
            for slot in self.slots:
                slot(*values)

    def __init__(self, *_about) -> None:
        self.messages: list[str] = []
        self.shown = False
        self.tip = ""
        self.messageClicked, self.activated = self._Signal(), self._Signal()
        FakeIcon.made.append(self)

    @staticmethod
    def isSystemTrayAvailable() -> bool:  # noqa: N802 - called as Qt calls it
        return True

    @staticmethod
    def supportsMessages() -> bool:  # noqa: N802 - called as Qt calls it
        return True

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False

    def setToolTip(self, words: str) -> None:  # noqa: N802 - called as Qt calls it
        self.tip = words

    def showMessage(self, title: str, *_more) -> None:  # noqa: N802 - called as Qt calls it
        self.messages.append(title)


@pytest.fixture
def icons(monkeypatch):
    FakeIcon.made = []
    monkeypatch.setattr("caldesk.ui.tray.QSystemTrayIcon", FakeIcon)
    return FakeIcon.made


async def test_the_sign_beside_the_clock_comes_with_the_incident_and_goes_with_it(server, tmp_path, icons):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        assert icons == []
        chosen = id_of(desk)
        revoke(server, chosen)
        await desk.look()
        await desk.look()
        (icon,) = icons
        assert icon.shown
        assert icon.messages == ["Aoife Byrne: Google needs sign-in"]
        desk.window.show_page("calendar")
        icon.messageClicked.emit()
        assert desk.window.page == "connections"
        assert desk.find(QLabel, "connection.account").text() == ACCOUNT
        server.control.settle(chosen, Status.SYNCED)
        await desk.look()
        assert not icon.shown


async def test_the_sign_can_be_switched_off(server, tmp_path, icons):
    settings = SettingsStore(None)
    settings.change(tray=False)
    async with watched(server, tmp_path, settings=settings) as desk:
        await desk.has_read()
        revoke(server, id_of(desk))
        await desk.look()
        assert len(desk.posted) == 1
        assert icons == []


async def test_seen_again_after_a_restart_is_a_sign_without_a_message(server, tmp_path, icons):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        revoke(server, id_of(desk))
        await desk.look()
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        await until(lambda: len(icons) == 2)
        assert icons[1].shown
        assert icons[1].messages == []


async def test_without_a_place_beside_the_clock_nothing_is_made(monkeypatch, qapp):
    monkeypatch.setattr("caldesk.ui.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: False)
    tray = Tray(lambda: True, qapp)
    tray.tell("one", "Title", "Text")
    tray.withdraw("one")
    tray.close()
    assert tray.icon is None
