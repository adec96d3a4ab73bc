"""The line goes for real while the program runs: the practice site stops answering, and starts again on its port."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from caldesk.sandbox.server import SandboxThread
from caldesk.sandbox.shapes import Status
from caldesk.services import watch_pace
from caldesk.services.history.records import Kind
from caldesk.services.wording import Half, why_switch_unavailable
from caldesk.ui.line import Line as KnownLine
from caldesk.ui.surroundings import Surroundings
from tests.helpers.sandbox import restart
from tests.helpers.waiting import until
from tests.helpers.watched_site import SITE, Watched, watched

ACCOUNT = "aoife.byrne@gmail.example"


class Line:
    """A practice site that can be cut off; it comes back with the same keys, port and connections."""

    def __init__(self) -> None:
        self.server = self._started(0)

    def cut(self) -> None:
        self.server.stop()

    def mend(self) -> None:
        self.server = self._started(urlsplit(self.server.base_url).port or 0)

    @staticmethod
    def _started(port: int) -> SandboxThread:
        server = SandboxThread("busy", port=port).start()
        restart(server)
        for one in server.control.state().connections:
            server.control.settle(one.id, Status.SYNCED)
        return server


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.cut()


def health(desk: Watched) -> str:
    return desk.find(QLabel, "healthLine").accessibleName()


def chosen(desk: Watched) -> str:
    views = desk.session.state.snapshot.connections.values()
    return next(view.id for view in views if view.connection.account_email == ACCOUNT)


def pressable(desk: Watched) -> set[bool]:
    names = ("connection.reconnect", "connection.disconnect")
    return {desk.find(QAbstractButton, name).isEnabled() for name in names}


async def test_an_outage_shows_what_was_and_ends_by_itself(line: Line, tmp_path, monkeypatch):
    monkeypatch.setattr(watch_pace, "FIRST_AFTER_FAILURE", 0.2)
    monkeypatch.setattr(watch_pace, "_REQUESTS_A_MINUTE", 6000.0)
    async with watched(line.server, tmp_path) as desk:
        state = desk.session.state
        await desk.has_read()
        key = chosen(desk)
        desk.view.connections.show_connection(key)
        assert pressable(desk) == {True}
        count, read_at = len(state.snapshot.connections), state.snapshot.checked_at

        line.cut()
        await desk.look()
        assert len(state.snapshot.connections) == count
        assert state.snapshot.checked_at == read_at
        assert "Could not be checked since" in health(desk)
        assert pressable(desk) == {False}
        reason = why_switch_unavailable(state.snapshot.connections[key], Half.IMPORT)
        assert reason
        assert desk.find(QAbstractButton, "connection.disconnect").toolTip() == reason
        assert desk.find(QAbstractButton, "connection.check").isEnabled()
        banner = desk.window.findChild(QWidget, "connections.problem.refused")
        assert banner is not None
        assert any("What you see here is from" in label.text() for label in banner.findChildren(QLabel))
        desk.view.dialogs.connect_calendar("any")
        assert [notice.id for notice in desk.posted] == ["not-read"]

        line.mend()
        await until(lambda: not state.snapshot.out_of_reach and not state.snapshot.loading, what="the look by itself")
        assert state.snapshot.checked_at != read_at
        assert "checked" in health(desk)
        assert pressable(desk) == {True}
        assert why_switch_unavailable(state.snapshot.connections[key], Half.IMPORT) == ""
        assert "not-read" in desk.withdrawn
        kinds = [entry.kind for entry in await desk.session.history.entries(SITE)]
    assert kinds.count(Kind.FAILURE) == 1
    assert kinds.count(Kind.RECOVERED) == 1
    assert Kind.STATE not in kinds, "no connection is said to have changed"


async def test_a_save_that_met_the_outage_is_not_taken_for_done(line: Line, tmp_path):
    async with watched(line.server, tmp_path) as desk:
        await desk.has_read()
        key, state = chosen(desk), desk.session.state
        before = state.snapshot.connections[key].connection.sync_config
        line.cut()
        desk.session.connections.set_export(key, False)
        await until(lambda: state.snapshot.connections[key].problem is not None)
        assert state.snapshot.connections[key].shown_config == before


async def test_a_line_that_is_surely_gone_slows_the_watching_and_its_return_hastens_it(line: Line, tmp_path):
    async with watched(line.server, tmp_path) as desk:
        await desk.has_read()
        around = desk.view.findChild(Surroundings)
        assert around is not None
        known = KnownLine(around)
        around.follow(known)
        usual = desk.session.watch.next_look_in
        known.tell(gone=True, metered=False)
        gone = desk.session.watch.next_look_in
        known.tell(gone=False, metered=False)
        back = desk.session.watch.next_look_in
        known.tell(gone=False, metered=True)
        await desk.look()
        metered = desk.session.watch.next_look_in
    assert usual is not None
    assert gone is not None
    assert back is not None
    assert metered is not None
    assert back < 3 < usual < gone
    assert metered >= watch_pace.SLOW


async def test_where_the_system_tells_nothing_of_its_line_it_counts_as_there(line: Line, tmp_path):
    async with watched(line.server, tmp_path) as desk:
        await desk.has_read()
        around = desk.view.findChild(Surroundings)
        assert around is not None
        before = desk.session.watch.next_look_in
        around.follow(KnownLine(around))
        after = desk.session.watch.next_look_in
    assert before is not None
    assert after is not None
    assert abs(before - after) < 10
