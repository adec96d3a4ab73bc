"""The dialog while somebody signs in on another device or in a browser, and when two do."""

import asyncio

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from caldesk.domain.provider import CalendarType
from caldesk.sandbox.faults import Fault
from caldesk.services.connect import oauth
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from tests.helpers.connecting import at, bench, button, press
from tests.helpers.consenting import browse
from tests.helpers.waiting import until
from tests.ui.sign_in_desk import begun, opened, shown, text_of

pytestmark = [pytest.mark.limit(60), pytest.mark.usefixtures("watched_often")]


async def test_a_phone_that_never_comes_back_to_us_is_noticed(server, links):
    async with bench(server) as desk:
        wizard = await begun(desk, Way.PHONE)
        assert links == []
        code = await shown(wizard, "connect.qr")
        assert code.grab().toImage().pixelColor(1, 1).lightness() == 255
        await press(wizard, "connect.consent.copy")
        link = QGuiApplication.clipboard().text()
        assert link == wizard.flow.state.link
        page = await browse(link, "account-0", "allow")
        assert page.next_request.url.host == "www.wix.com"
        await at(wizard, Step.REVIEW)
        notice = await shown(wizard, "connect.review.whose")
        assert wizard.focusWidget().objectName() == "connect.review.mine"
        assert not button(wizard, "connect.accept").isEnabled()
        button(notice, "connect.review.mine").click()
        await until(lambda: not wizard.flow.state.ask_mine, what="the answer")
        await press(wizard, "connect.accept")
        await at(wizard, Step.DONE)
        kept = desk.shell.settings.site_view(desk.session.profile.id).sign_in_ways
        assert kept == {desk.provider_id(CalendarType.GOOGLE): "phone"}
        wizard.close()


async def test_the_address_at_the_end_can_be_pasted(server, links, monkeypatch):
    monkeypatch.setattr(oauth, "WATCH_EVERY", 3600.0)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.PHONE)
        page = await browse(wizard.flow.state.link, "account-0", "allow")
        button(wizard, "connect.paste.toggle").click()
        field = wizard.findChild(QLineEdit, "connect.paste.address")
        field.setText("https://www.wix.com/caldesk/another/return?connectionId=x")
        button(wizard, "connect.paste.check").click()
        assert "another sign-in" in text_of(wizard, "connect.paste.said")
        field.setText("hello")
        button(wizard, "connect.paste.check").click()
        assert "not the address" in text_of(wizard, "connect.paste.said")
        field.setText(str(page.next_request.url))
        button(wizard, "connect.paste.check").click()
        await at(wizard, Step.REVIEW)
        assert not wizard.flow.state.ask_mine
        wizard.close()


async def test_from_the_browser_to_the_phone_the_first_link_stays_good(server, links):
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        first = await opened(links, 0)
        await press(wizard, "connect.consent.phone")
        await shown(wizard, "connect.qr")
        await until(lambda: wizard.flow.state.link not in ("", first), what="the second link")
        await asyncio.to_thread(asyncio.run, browse_and_ignore(first))
        await at(wizard, Step.REVIEW)
        assert len(server.control.state().connections) == 1
        wizard.close()


async def browse_and_ignore(link):
    """Allow on a link whose listener has gone meanwhile."""
    import httpx

    try:
        await browse(link, "account-0", "allow")
    except httpx.ConnectError:
        return


async def test_two_sign_ins_at_once_are_asked_about(server, links):
    async with bench(server) as desk:
        wizard = await begun(desk, Way.PHONE)
        first = wizard.flow.state.link
        wizard.flow.choose_way(Way.BROWSER)
        await until(lambda: wizard.flow.state.link not in ("", first), what="another link")
        wizard.flow.choose_way(Way.PHONE)
        await until(lambda: wizard.flow.state.link not in ("", first, *links), what="the third link")
        server.control.add_fault(Fault(route="listConnections", status=503, times=60))
        await browse(first, "account-0", "allow")
        await browse(wizard.flow.state.link, "account-1", "allow")
        server.control.clear_faults()
        await at(wizard, Step.FAILED)
        assert wizard.flow.state.failure.ending is Ending.SEVERAL
        chosen = wizard.flow.state.candidates[1]
        assert button(wizard, "connect.failed.candidate.1").text() == chosen.account_email
        await press(wizard, "connect.failed.candidate.1")
        await at(wizard, Step.REVIEW)
        assert wizard.flow.state.connection_id == chosen.id
        wizard.close()
