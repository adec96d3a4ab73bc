"""The dialog when a sign-in does not simply work: a second connection, a cut-off sign-in, faults anywhere."""

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import ConnectionStatus
from caldesk.domain.provider import CalendarType
from caldesk.sandbox.faults import Fault
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.settings_keeper import SettingsKeeper
from caldesk.services.connect.sign_in_book import Kept, SignIn
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.ui.main_window import MainWindow
from caldesk.ui.site_view import SiteView
from tests.helpers.connecting import at, bench, button, press
from tests.helpers.consenting import browse
from tests.helpers.waiting import until
from tests.ui.sign_in_desk import begun, opened, shown, staff, text_of

pytestmark = [pytest.mark.limit(60), pytest.mark.usefixtures("watched_often")]


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
