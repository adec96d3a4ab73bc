"""Disconnecting on the Connections page: asked first, read back, and quiet when the window closes meanwhile."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from caldesk.api import connections as api
from caldesk.domain.connection import ConnectionState, ConnectionStatus
from caldesk.ui.widgets.buttons import Button
from tests.helpers.waiting import until
from tests.ui.connections_desk import GOOGLE_ACCOUNT, PageDesk, page_on


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
        words = desk.text("disconnect.explanation")
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
        assert not desk.shown("connection.import")
        assert desk.text("connection.state") == "Off"


async def test_disconnecting_what_ended_elsewhere_is_done() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        await api.disconnect(desk.session.client, desk.connection(GOOGLE_ACCOUNT).id)
        await _press_disconnect(desk)
        await _disconnect(desk)
        await until(lambda: desk.connection(GOOGLE_ACCOUNT).state is ConnectionState.OFF, what="the end")
        assert not desk.shown("connection.problem")


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
