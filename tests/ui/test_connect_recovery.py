"""The dialog when a sign-in does not simply work: ladder, other devices, doubles, the stopwatch, a cut-off sign-in."""

import asyncio

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from caldesk.domain.connection import ConnectionStatus
from caldesk.domain.provider import CalendarType
from caldesk.domain.schedule import ScheduleKind
from caldesk.sandbox.faults import Fault
from caldesk.services.connect import oauth, stopwatch
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.settings_keeper import SettingsKeeper
from caldesk.services.connect.sign_in_book import Kept, SignIn
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.ui.connect import stopwatch_panel
from caldesk.ui.connect import wizard as wizard_module
from caldesk.ui.main_window import MainWindow
from caldesk.ui.site_view import SiteView
from tests.helpers.connecting import at, bench, button, practice, press
from tests.helpers.consenting import browse
from tests.helpers.waiting import until

pytestmark = pytest.mark.limit(60)


@pytest.fixture
def server():
    with practice("fresh") as running:
        yield running


@pytest.fixture
def busy():
    with practice("busy") as running:
        yield running


@pytest.fixture
def links(monkeypatch):
    """The addresses that were given to this computer's browser; the list is looked at often."""
    opened = []
    monkeypatch.setattr(wizard_module.QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toString()) or 1))
    monkeypatch.setattr(oauth, "WATCH_EVERY", 0.1)
    return opened


def text_of(wizard, name):
    found = wizard.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


async def shown(wizard, name):
    """Wait for a part that can be seen."""

    def visible():
        return [one for one in wizard.findChildren(QWidget, name) if one.isVisible()]

    await until(visible, what=name)
    return visible()[0]


async def begun(desk, way, kind=CalendarType.GOOGLE, **about):
    """The dialog with a sign-in that runs by a way."""
    wizard = desk.wizard(**(about or {"schedule_id": staff(desk)}))
    if wizard.flow.state.step is Step.WHAT:
        wizard.flow.choose_provider(desk.provider_id(kind))
    await at(wizard, Step.HOW)
    button(wizard, f"connect.way.{way}").click()
    await press(wizard, "connect.sign-in")
    await until(lambda: wizard.flow.state.link, what="the link")
    return wizard


async def opened(links, number):
    """The address that this computer's browser was given, as that one of several; it comes after the link is known."""
    await until(lambda: len(links) > number, what=f"page {number} in the browser")
    return links[number]


def staff(desk):
    """A person without a connection."""
    snapshot = desk.session.state.snapshot
    people = [one.id for one in snapshot.schedules if one.kind is ScheduleKind.STAFF]
    return next(one for one in people if not snapshot.on_schedule(one))


async def fails(wizard, links):
    """Sign in once more, and meet an internal error."""
    await at(wizard, Step.CONSENT)
    await until(lambda: wizard.flow.state.link, what="the link")
    await browse(wizard.flow.state.link, "account-0", "allow")
    await at(wizard, Step.FAILED)
    assert wizard.flow.state.failure.ending is Ending.INTERNAL


async def test_up_the_ladder_to_the_other_schedule_and_back(server, links):
    server.control.set_knobs(internal_times=2)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        wanted = wizard.flow.state.schedule_id
        await fails(wizard, links)
        assert wizard.focusWidget().objectName() == "connect.failed.again"
        await press(wizard, "connect.failed.again")
        await fails(wizard, links)
        assert len(text_of(wizard, "connect.failed.today").splitlines()) == 2
        await press(wizard, "connect.failed.other-schedule")
        question = await shown(wizard, "connect.rung.ask")
        assert "undo" in text_of(question, "connect.rung.ask.explanation")
        await press(question, "connect.rung.ask.verb")
        await at(wizard, Step.CONSENT)
        await until(lambda: len(links) == 3, what="the third page")
        await browse(await opened(links, 2), "account-0", "allow")
        await at(wizard, Step.REVIEW)
        assert wizard.flow.state.wanted_schedule_id == wanted
        notice = await shown(wizard, "connect.review.detour")
        button(notice, "connect.review.undo").click()
        question = await shown(wizard, "disconnect")
        assert "are deleted there" in text_of(question, "disconnect.explanation")
        await press(question, "disconnect.verb")
        await at(wizard, Step.HOW)
        assert wizard.flow.state.schedule_id == wanted
        assert {one.status for one in server.control.state().connections} == {"DISCONNECTED"}
        wizard.close()


async def test_what_was_connected_elsewhere_can_be_undone_later(server, links):
    server.control.set_knobs(internal_times=1)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        wanted = wizard.flow.state.schedule_id
        await fails(wizard, links)
        await press(wizard, "connect.failed.skip")
        await press(wizard, "connect.failed.other-schedule")
        await press(await shown(wizard, "connect.rung.ask"), "connect.rung.ask.verb")
        await until(lambda: len(links) == 2, what="the second page")
        await browse(await opened(links, 1), "account-0", "allow")
        await at(wizard, Step.REVIEW)
        wizard.close()
        again = desk.wizard(schedule_id=wanted)
        again.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        notice = await shown(again, "connect.how.detour")
        button(notice, "connect.how.undo").click()
        await press(await shown(again, "disconnect"), "disconnect.verb")
        await until(lambda: not desk.session.sign_ins.detours_from(wanted), what="the detour to be undone")
        assert {one.status for one in server.control.state().connections} == {"DISCONNECTED"}
        again.close()


async def test_a_question_of_the_ladder_can_be_answered_with_not_now(server, links):
    server.control.set_knobs(internal_times=9)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        await fails(wizard, links)
        await press(wizard, "connect.failed.skip")
        await press(wizard, "connect.failed.other-schedule")
        question = await shown(wizard, "connect.rung.ask")
        await press(question, "connect.rung.ask.keep")
        assert wizard.flow.state.step is Step.FAILED
        await press(wizard, "connect.failed.skip")
        await shown(wizard, "connect.failed.clean-session")
        await press(wizard, "connect.failed.clean-session")
        await until(lambda: wizard.flow.state.link, what="the link")
        assert "private window" in text_of(wizard, "connect.link.first")
        assert len(links) == 1  # a person opens it where nothing is remembered
        wizard.close()


async def test_the_pause_can_be_seen_and_skipped(server, links):
    server.control.set_knobs(internal_times=9)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        await fails(wizard, links)
        await press(wizard, "connect.failed.skip")
        await press(wizard, "connect.failed.pause")
        label = await shown(wizard, "connect.pause.left")
        await until(lambda: label.text().startswith(("4:5", "5:00")), what="the countdown")
        await press(wizard, "connect.pause.skip")
        await shown(wizard, "connect.failed.other-schedule")
        wizard.close()


async def test_the_top_of_the_ladder_says_what_is_left(server, links):
    server.control.set_knobs(internal_times=9)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        await fails(wizard, links)
        for _rung in range(5):
            await press(wizard, "connect.failed.skip")
        assert "Nothing is left" in text_of(wizard, "connect.ladder.top")
        await press(wizard, "connect.failed.once-more")
        await at(wizard, Step.CONSENT)
        wizard.close()


async def test_a_colleague_sees_what_was_tried(server, links):
    server.control.set_knobs(internal_times=1)
    async with bench(server) as desk:
        first = await begun(desk, Way.BROWSER)
        await fails(first, links)
        first.close()
        wizard = desk.wizard(schedule_id=first.flow.state.schedule_id)
        wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        notice = await shown(wizard, "connect.how.today")
        assert "failed at the far side" in notice.accessibleDescription()
        wizard.close()


# on their own device


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


# reconnecting


async def test_a_reconnect_that_leaves_two_offers_to_end_the_older_one(busy, links):
    busy.control.set_knobs(same_account_again="add")
    async with bench(busy) as desk:
        views = desk.session.state.snapshot.connections.values()
        old = next(view for view in views if view.connection.calendar_type is CalendarType.GOOGLE)
        wizard = await begun(desk, Way.BROWSER, reconnect_id=old.id)
        await browse(await opened(links, 0), "account-2", "allow")
        await at(wizard, Step.REVIEW)
        words = text_of(wizard, "connect.review.other-account.text")
        assert old.connection.account_email in words
        assert "was not ended" in words
        notice = await shown(wizard, "connect.review.beside.0")
        button(notice, "connect.review.end.0").click()
        question = await shown(wizard, "disconnect")
        await press(question, "disconnect.verb")
        await until(lambda: not wizard.flow.state.beside, what="the older one to be ended")
        held = desk.session.state.snapshot.connections
        assert held[old.id].connection.status is ConnectionStatus.DISCONNECTED
        assert held[wizard.flow.state.connection_id].connection.status is not ConnectionStatus.DISCONNECTED
        assert "was not ended" not in text_of(wizard, "connect.review.other-account.text")
        told = await shown(wizard, "connect.review.ended")
        assert told.accessibleName().startswith(f"Disconnected {old.connection.account_email}")
        wizard.close()


# proving it


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


async def test_a_sign_in_that_was_cut_off_is_said_at_the_next_start(server, links):
    async with bench(server, practice=False) as desk:
        profile = desk.session.profile
        running = SignIn(began=1.0, schedule_id="s", provider_id="p")
        SettingsKeeper(desk.shell.settings, profile.id).save(Kept(running=running))
        window = MainWindow(desk.shell.look, desk.shell.settings)
        view = SiteView(desk.session, desk.shell, window)
        window.set_pages(view.pages(), "connections")
        view.start()
        assert [notice.id for notice in desk.posted] == ["sign-in-cut-off"]
        desk.posted.clear()
        await until(lambda: not desk.session.state.snapshot.loading, what="the first look")
        view.close()
        window.close()
        window.deleteLater()


# faults anywhere


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 503, "body": "html"},
        {"status": 429, "headers": {"Retry-After": "1"}},
        {"cut": "at-once"},
        {"cut": "midway"},
        {"body": "truncated"},
        {"status": 401},
        {"status": 403},
        {"status": 404},
    ],
    ids=str,
)
@pytest.mark.parametrize("route", ["listConnections", "connectByOAuth"])
async def test_a_fault_before_the_sign_in_ends_in_one_clear_next_step(server, links, fault, route):
    async with bench(server) as desk:
        server.control.add_fault(Fault(route=route, **fault))
        wizard = desk.wizard(schedule_id=staff(desk))
        wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        wizard.flow.choose_way(Way.PHONE)
        await press(wizard, "connect.sign-in")
        await at(wizard, Step.FAILED, limit=40)
        failure = wizard.flow.state.failure
        assert failure.title
        assert failure.cure
        assert failure.moves or failure.actions
        assert wizard.focusWidget().objectName().startswith("connect.failed.")
        server.control.clear_faults()
        wizard.close()


@pytest.mark.parametrize("fault", [{"status": 500}, {"cut": "at-once"}, {"body": "truncated"}], ids=str)
async def test_a_fault_after_the_sign_in_is_looked_at_again(server, links, fault):
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        for route in ("getConnection", "listConnections"):
            server.control.add_fault(Fault(route=route, **fault))
        await browse(await opened(links, 0), "account-0", "allow")
        await at(wizard, Step.FAILED, limit=40)
        assert wizard.flow.state.failure.ending is Ending.NOT_CHECKED
        server.control.clear_faults()
        await press(wizard, "connect.failed.look-again")
        await at(wizard, Step.REVIEW)
        wizard.close()


async def test_a_schedule_that_is_gone_leads_to_another(server, links):
    async with bench(server) as desk:
        wizard = desk.wizard(schedule_id=staff(desk))
        wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        state = desk.session.state
        state.replace(replace(state.snapshot, schedules=state.snapshot.schedules))
        wizard.flow._board.state = replace(wizard.flow.state, schedule_id="3e0579a5-491e-4e70-a872-d097eed6e520")
        await press(wizard, "connect.sign-in")
        await at(wizard, Step.FAILED)
        assert wizard.flow.state.failure.ending is Ending.SCHEDULE_GONE
        await press(wizard, "connect.failed.other-schedule")
        await at(wizard, Step.WHO)
        wizard.close()
