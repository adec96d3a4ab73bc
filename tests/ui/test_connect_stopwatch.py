"""The stopwatch of the connect dialog: how long a new event takes."""

import asyncio

import pytest
from PySide6.QtWidgets import QLabel

from caldesk.services.connect import stopwatch
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.ui.connect import stopwatch_panel
from tests.helpers.connecting import at, bench, button, press
from tests.helpers.consenting import browse
from tests.helpers.waiting import until
from tests.ui.sign_in_desk import begun, opened, text_of

pytestmark = [pytest.mark.limit(60), pytest.mark.usefixtures("watched_often")]


async def test_the_stopwatch_measures_a_new_event(server, links, monkeypatch):
    monkeypatch.setattr(stopwatch, "LOOK_EVERY", 0.2)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        await browse(await opened(links, 0), "account-0", "allow")
        await at(wizard, Step.REVIEW)
        server.control.move_time(60)
        await press(wizard, "connect.stopwatch.start")
        server.control.forget_requests()
        await until(lambda: server.control.requests("listEvents"), what="the first look")
        await until(lambda: len(server.control.requests("listEvents")) > 1, what="a second look")
        start = int(desk.session.clock.now()) + 1800
        server.control.add_event(wizard.flow.state.connection_id, "TEST", start, start + 900)
        words = wizard.findChild(QLabel, "connect.stopwatch.words")
        await until(lambda: "arrived after" in words.text(), what="the result")
        assert desk.session.sign_ins.delay(wizard.flow.state.connection_id).seconds < 30
        await press(wizard, "connect.stopwatch.start")
        await press(wizard, "connect.stopwatch.start")
        assert "stopped" in words.text()
        wizard.close()


async def test_the_stopwatch_can_be_started_again_the_moment_it_has_ended(server, links, monkeypatch):
    monkeypatch.setattr(stopwatch, "LONGEST", 0.0)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        await browse(await opened(links, 0), "account-0", "allow")
        await at(wizard, Step.REVIEW)
        start = button(wizard, "connect.stopwatch.start")
        seen = []

        def start_again():
            monkeypatch.setattr(stopwatch, "LONGEST", 60.0)
            start.click()
            seen.append(text_of(wizard, "connect.stopwatch.words"))

        def soon(_panel, _words):  # before the task is known to have ended
            asyncio.get_running_loop().call_soon(start_again)

        monkeypatch.setattr(stopwatch_panel, "announce", soon)
        start.click()
        await until(lambda: seen, what="the end of the first test")
        await until(lambda: server.control.requests("listEvents"), what="the first look of the second test")
        assert start.text() == "Stop the test"
        assert "Waiting" in seen[0]
        wizard.close()
