"""The connect dialog without a web view: choosing, the form, the browser way, reviewing, reconnecting, closing."""

import asyncio
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QListView, QWidget

from caldesk.domain.connection import ConnectionStatus
from caldesk.domain.provider import CalendarType
from caldesk.sandbox.shapes import ErrorReason, Status
from caldesk.services.connect.app_password import APPLE_ACCOUNT
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.services.problems import Action
from caldesk.ui.connect import wizard as wizard_module
from tests.helpers.connecting import at, bench, button, press
from tests.helpers.consenting import browse
from tests.helpers.waiting import until
from tests.ui.sign_in_desk import text_of

RIGHT = "abcd-efgh-ijkl-mnop"
CANARY = "canary-wrong-password"


def field(wizard, name):
    found = wizard.findChild(QLineEdit, name)
    assert found is not None, name
    return found


async def apple_form(desk):
    wizard = desk.wizard(schedule_id=desk.free_schedule())
    wizard.flow.choose_provider(desk.provider_id(CalendarType.I_CAL))
    await at(wizard, Step.FORM)
    return wizard


async def test_apple_wrong_then_right(server, caplog):
    async with bench(server) as desk:
        wizard = await apple_form(desk)
        field(wizard, "connect.form.email").setText("ana@icloud.example")
        field(wizard, "connect.form.password").setText(CANARY)
        await press(wizard, "connect.connect")
        await until(lambda: wizard.findChild(QWidget, "connect.form.failure"), what="the failure in the form")
        assert wizard.flow.state.step is Step.FORM
        assert field(wizard, "connect.form.email").text() == "ana@icloud.example"
        assert field(wizard, "connect.form.password").text() == ""
        assert CANARY not in repr(wizard.flow.state) + caplog.text
        field(wizard, "connect.form.password").setText(f" {RIGHT}\n")
        await press(wizard, "connect.connect")
        await at(wizard, Step.REVIEW)
        connection = desk.session.state.snapshot.connections[wizard.flow.state.connection_id].connection
        assert connection.account_email == "ana@icloud.example"
        assert RIGHT not in repr(wizard.flow.state) + repr(desk.session.state.snapshot) + caplog.text
        await until(lambda: len(wizard.findChildren(QCheckBox)) > 1, what="the calendars")
        wizard.close()


async def test_the_shape_of_the_password_is_a_hint_that_can_be_overridden(server):
    async with bench(server) as desk:
        wizard = await apple_form(desk)
        field(wizard, "connect.form.email").setText("ana@icloud.example")
        field(wizard, "connect.form.password").setText("Tr0ub4dor")
        assert "abcd-efgh-ijkl-mnop" in text_of(wizard, "connect.form.hint")
        assert button(wizard, "connect.connect").isEnabled()
        field(wizard, "connect.form.password").setText(RIGHT)
        assert "not stored" in text_of(wizard, "connect.form.hint")
        wizard.close()


async def test_the_form_explains_apples_own_calendar_and_a_changed_password(server):
    async with bench(server) as desk:
        wizard = await apple_form(desk)
        assert "a calendar of their own" in text_of(wizard, "connect.form.own")
        assert "cancels every app-specific password" in text_of(wizard, "connect.form.changed")
        assert wizard.findChild(QLabel, "connect.form.own").isVisible()
        wizard.close()


async def test_the_form_warns_before_an_account_is_used_twice(busy, links):
    async with bench(busy) as desk:
        taken = next(
            v.connection for v in desk.session.state.snapshot.connections.values() if v.connection.account_email
        )
        wizard = await apple_form(desk)
        field(wizard, "connect.form.email").setText(taken.account_email.upper())
        other = desk.session.state.snapshot.schedule(taken.schedule_id)
        assert other.name in text_of(wizard, "connect.form.twice")
        button(wizard, "connect.form.open-apple").click()
        assert links == [APPLE_ACCOUNT]
        wizard.close()


async def test_what_was_typed_survives_going_back_and_the_password_does_not_survive_closing(server):
    async with bench(server) as desk:
        wizard = await apple_form(desk)
        field(wizard, "connect.form.email").setText("ana@icloud.example")
        password = field(wizard, "connect.form.password")
        password.setText(RIGHT)
        await press(wizard, "connect.back")
        await at(wizard, Step.WHAT)
        await press(wizard, "connect.continue")
        await at(wizard, Step.FORM)
        assert field(wizard, "connect.form.email").text() == "ana@icloud.example"
        wizard.close()
        assert password.text() == ""


async def test_from_search_to_sign_in_by_keyboard_alone(busy, links):
    async with bench(busy) as desk:
        wizard = desk.wizard()
        wizard.activateWindow()
        search = field(wizard, "connect.who.search")
        assert wizard.focusWidget() is search
        wanted = desk.session.state.snapshot.schedules[3]
        QTest.keyClicks(search, wanted.name)
        chooser = wizard.findChild(QListView, "connect.who.list")
        await until(lambda: chooser.model().rowCount() == 1, what="one match")
        QTest.keyClick(search, Qt.Key.Key_Return)
        await at(wizard, Step.WHAT)
        assert wizard.flow.state.schedule_id == wanted.id
        first = wizard.focusWidget()
        assert isinstance(first, QAbstractButton)
        assert first.isChecked()
        QTest.keyClick(first, Qt.Key.Key_Return)
        await at(wizard, Step.HOW)
        QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Down)
        assert button(wizard, "connect.way.browser").isChecked()
        QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
        await at(wizard, Step.CONSENT)
        await until(lambda: links, what="the browser")
        QTest.keyClick(wizard, Qt.Key.Key_Escape)
        await at(wizard, Step.FAILED)
        assert wizard.flow.state.failure.ending is Ending.CLOSED
        QTest.keyClick(wizard, Qt.Key.Key_Escape)
        assert not wizard.isVisible()


async def test_a_search_without_a_match_says_so(busy):
    async with bench(busy) as desk:
        wizard = desk.wizard()
        search = field(wizard, "connect.who.search")
        search.setText("nobody has this name")
        await until(lambda: wizard.findChild(QWidget, "connect.who.none").isVisible(), what="the words")
        assert not button(wizard, "connect.continue").isEnabled()
        await press(wizard, "connect.who.clear")
        await until(lambda: button(wizard, "connect.continue").isEnabled(), what="the rows again")
        wizard.close()


async def _in_browser(desk):
    wizard = desk.wizard(schedule_id=desk.free_schedule())
    wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
    wizard.flow.choose_way(Way.BROWSER)
    await at(wizard, Step.HOW)
    await press(wizard, "connect.sign-in")
    return wizard


async def test_the_browser_way_hears_the_redirect_and_remembers_the_way(server, links):
    async with bench(server) as desk:
        wizard = await _in_browser(desk)
        await until(lambda: links, what="the link")
        page = await browse(links[0], "account-0", "allow")
        assert "You can close this page" in page.text
        await at(wizard, Step.REVIEW)
        view = desk.shell.settings.site_view(desk.session.profile.id)
        assert view.sign_in_ways == {desk.provider_id(CalendarType.GOOGLE): "browser"}
        wizard.close()


async def test_the_way_is_remembered_for_the_provider_and_the_site_only(server, links):
    async with bench(server) as desk:
        settings, site = desk.shell.settings, desk.session.profile.id
        google, microsoft = (desk.provider_id(kind) for kind in (CalendarType.GOOGLE, CalendarType.MICROSOFT))
        settings.change_site_view(site, sign_in_ways={google: "browser"})
        settings.change_site_view("another site", sign_in_ways={microsoft: "phone"})
        for provider_id, way in ((google, Way.BROWSER), (microsoft, Way.HERE)):
            wizard = desk.wizard(schedule_id=desk.free_schedule(), provider_id=provider_id)
            assert button(wizard, f"connect.way.{way}").isChecked()
            wizard.close()
        wizard = desk.wizard(schedule_id=desk.free_schedule(), provider_id=microsoft)
        button(wizard, "connect.way.phone").click()
        await press(wizard, "connect.sign-in")
        assert settings.site_view(site).sign_in_ways == {google: "browser", microsoft: "phone"}
        assert settings.site_view("another site").sign_in_ways == {microsoft: "phone"}
        wizard.close()


async def test_the_browser_way_hears_a_rejection(server, links):
    async with bench(server) as desk:
        wizard = await _in_browser(desk)
        await until(lambda: links, what="the link")
        await browse(links[0], "account-0", "cancel")
        await at(wizard, Step.FAILED)
        assert wizard.flow.state.failure.ending is Ending.REJECTED
        wizard.close()


async def test_a_browser_that_cannot_be_started_is_said_and_the_link_is_good_all_the_same(server, links, monkeypatch):
    monkeypatch.setattr(wizard_module.QDesktopServices, "openUrl", lambda _url: False)
    async with bench(server) as desk:
        wizard = await _in_browser(desk)
        await until(lambda: wizard.flow.state.link, what="the link")
        assert "No browser could be started" in text_of(wizard, "connect.link.first")
        await browse(wizard.flow.state.link, "account-0", "allow")
        await at(wizard, Step.REVIEW)
        wizard.close()


@pytest.mark.limit(60)
async def test_without_loopback_the_list_is_watched(server, links):
    server.control.set_knobs(loopback_redirects=False)
    async with bench(server) as desk:
        wizard = await _in_browser(desk)
        await until(lambda: links, what="the link")
        page = await browse(links[0], "account-0", "allow")
        assert page.next_request.url.host == "www.wix.com"
        await at(wizard, Step.REVIEW)
        wizard.close()


async def test_a_reconnect_starts_at_the_sign_in_with_everything_known(busy):
    async with bench(busy) as desk:
        view = next(iter(desk.session.state.snapshot.connections.values()))
        busy.control.settle(view.id, Status.ERROR, ErrorReason.TOKEN_REVOKED)
        await desk.session.connections.refresh()
        wizard = desk.wizard(reconnect_id=view.id)
        assert wizard.flow.state.step in {Step.HOW, Step.FORM}
        assert wizard.flow.state.schedule_id == view.connection.schedule_id
        assert wizard.flow.former is not None
        assert not button(wizard, "connect.back").isVisible()
        assert desk.session.state.snapshot.connections[view.id].connection.status is ConnectionStatus.ERROR
        wizard.close()


async def test_a_problem_of_the_site_is_handed_to_the_window(server):
    async with bench(server) as desk:
        server.control.set_knobs(premium=False)
        wizard = await apple_form(desk)
        wished = []
        wizard.action_requested.connect(wished.append)
        field(wizard, "connect.form.email").setText("ana@icloud.example")
        field(wizard, "connect.form.password").setText(RIGHT)
        await press(wizard, "connect.connect")
        await at(wizard, Step.FAILED)
        await press(wizard, "connect.failed.open-plans")
        assert wished == [Action.OPEN_PLANS]
        assert not wizard.isVisible()


async def test_the_switches_of_the_review_are_wishes_to_the_service(server):
    async with bench(server) as desk:
        wizard = await apple_form(desk)
        field(wizard, "connect.form.email").setText("ana@icloud.example")
        field(wizard, "connect.form.password").setText(RIGHT)
        await press(wizard, "connect.connect")
        await at(wizard, Step.REVIEW)
        connection_id = wizard.flow.state.connection_id
        switch = button(wizard, "connect.review.export")
        before = switch.isChecked()
        switch.click()
        await until(lambda: switch.isChecked() is not before, what="the confirmed value")

        def held():
            views = desk.session.state.snapshot.connections
            return views[connection_id].connection.sync_config.exports.enabled

        await until(lambda: held() is not before, what="the service's answer")
        wizard.close()


async def test_closing_while_the_service_is_asked(server):
    async with bench(server) as desk:
        server.control.set_knobs(latency=0.5)
        wizard = await apple_form(desk)
        field(wizard, "connect.form.email").setText("ana@icloud.example")
        field(wizard, "connect.form.password").setText(RIGHT)
        await press(wizard, "connect.connect")
        await at(wizard, Step.WAIT)
        told = []
        wizard.finished_with.connect(told.append)
        wizard.close()
        assert told == [""]
        assert desk.posted == []


async def test_every_control_has_a_name_for_screen_readers(server):
    async with bench(server) as desk:
        wizard = await apple_form(desk)
        nameless = [
            type(one).__name__
            for kind in (QAbstractButton, QLineEdit, QListView)
            for one in wizard.findChildren(kind)
            if one.isVisible() and not (one.accessibleName() or getattr(one, "text", str)() or one.toolTip())
            if one.objectName() not in ("connect.form.email", "connect.form.password")
        ]
        assert nameless == []
        assert field(wizard, "connect.form.password").accessibleName() == "App-specific password"
        wizard.close()


async def test_a_web_view_that_cannot_be_loaded_offers_the_browser(server, monkeypatch):
    monkeypatch.setitem(sys.modules, "caldesk.ui.connect.web_consent", None)
    async with bench(server) as desk:
        wizard = desk.wizard(schedule_id=desk.free_schedule())
        wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        await press(wizard, "connect.sign-in")
        await at(wizard, Step.FAILED)
        assert wizard.flow.state.failure.ending is Ending.CRASHED
        assert button(wizard, "connect.failed.in-browser").isVisible()
        wizard.close()


async def test_a_missing_library_is_said_and_the_browser_is_chosen(server, monkeypatch):
    monkeypatch.setattr("caldesk.ui.connect.pages.how_page.embedded_problem", lambda: "libnss3 is missing.")
    async with bench(server) as desk:
        wizard = desk.wizard(schedule_id=desk.free_schedule())
        wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        assert not button(wizard, "connect.way.here").isEnabled()
        assert "libnss3 is missing." in button(wizard, "connect.way.here").accessibleDescription()
        assert button(wizard, "connect.way.browser").isChecked()
        wizard.close()


async def test_importing_the_dialog_loads_no_web_engine():
    code = "import sys, caldesk.ui.connect.wizard; print([m for m in sys.modules if 'WebEngine' in m])"
    process = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert process.stdout.strip() == "[]"
