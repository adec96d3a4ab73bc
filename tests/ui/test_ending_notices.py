"""What is told after a disconnect, and connecting again as it was: at once, later, and after a restart."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from caldesk.domain.connection import ConnectionState
from caldesk.domain.secret import Secret
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.shapes import Status
from caldesk.services.connect.steps import Step
from caldesk.services.settings import SettingsStore
from caldesk.ui.connect import wizard as wizard_module
from caldesk.ui.connect.wizard import ConnectWizard
from caldesk.ui.style import Tone
from tests.helpers import sandbox
from tests.helpers.connecting import at, press
from tests.helpers.consenting import browse
from tests.helpers.waiting import until
from tests.helpers.watched_site import watched

APPLE = "sian.obriain@icloud.example"
GOOGLE = "noa.levy@gmail.example"
SHARED = "studio.frontdesk@gmail.example"
PASSWORD = "abcd-efgh-ijkl-mnop"

pytestmark = pytest.mark.limit(60)


@pytest.fixture
def server():
    with sandbox.running("busy") as running:
        for one in running.control.state().connections:
            running.control.settle(one.id, Status.SYNCED)
        yield running


def view_of(desk, account=APPLE):
    views = desk.session.state.snapshot.connections.values()
    return next(view for view in views if view.connection.account_email == account)


async def disconnected(desk, account=APPLE):
    """Disconnect as a person does; the result is the notice."""
    connection_id = view_of(desk, account).id
    desk.view.connections.show_connection(connection_id)
    desk.find(QAbstractButton, "connection.disconnect").click()
    await until(lambda: desk.window.findChild(QAbstractButton, "disconnect.verb"), what="the question")
    verb = desk.find(QAbstractButton, "disconnect.verb")
    await until(verb.isEnabled, what="the count")
    verb.click()
    return await told(desk)


async def told(desk):
    await until(lambda: any(notice.id == "disconnected" for notice in desk.posted), what="the notice")
    return [notice for notice in desk.posted if notice.id == "disconnected"][-1]


async def wizard_of(desk):
    await until(lambda: desk.window.findChild(ConnectWizard), what="the dialog")
    return desk.window.findChild(ConnectWizard)


async def signed_in(wizard):
    """Sign in with the same account, and close the dialog."""
    assert wizard.flow.state.step is Step.FORM
    await wizard.flow.submit(wizard.flow.state.email, Secret(PASSWORD))
    assert wizard.flow.state.step is Step.REVIEW
    made = wizard.flow.state.connection_id
    wizard.close()
    return made


async def test_it_is_told_and_can_be_connected_again_as_it_was(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        desk.session.connections.set_export(view_of(desk).id, False)
        await until(lambda: view_of(desk).connection.sync_config.exports.enabled is False, what="the switch")
        notice = await disconnected(desk)
        assert notice.title == f"Disconnected {APPLE} from Siân Ó Briain-Fernández"
        assert notice.tone is Tone.GOOD
        desk.find(QAbstractButton, "disconnected.again").click()
        wizard = await wizard_of(desk)
        assert "Bookings appear in their calendar: off" in wizard.findChild(QLabel, "connect.former.text").text()
        made = await signed_in(wizard)
        fresh = desk.session.state.snapshot.connections[made].connection
        assert fresh.sync_config.exports.enabled is False
        assert "disconnected" in desk.withdrawn
        await until(lambda: not desk.session.state.snapshot.loading, what="the last look")


async def test_another_account_gets_the_old_switches_too_and_nothing_is_left_to_undo(server, tmp_path, monkeypatch):
    links = []
    monkeypatch.setattr(wizard_module.QDesktopServices, "openUrl", lambda url: bool(links.append(url.toString()) or 1))
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        desk.session.connections.set_export(view_of(desk, GOOGLE).id, False)
        await until(lambda: view_of(desk, GOOGLE).connection.sync_config.exports.enabled is False, what="the switch")
        await disconnected(desk, GOOGLE)
        desk.find(QAbstractButton, "disconnected.again").click()
        wizard = await wizard_of(desk)
        await at(wizard, Step.HOW)
        wizard.findChild(QAbstractButton, "connect.way.browser").click()
        await press(wizard, "connect.sign-in")
        await until(lambda: links, what="the sign-in page")
        await browse(links[0], "account-0", "allow")
        await at(wizard, Step.REVIEW)
        fresh = desk.session.state.snapshot.connections[wizard.flow.state.connection_id].connection
        assert fresh.account_email != GOOGLE
        assert fresh.sync_config.exports.enabled is False
        assert desk.session.endings.lately() == ()
        assert "disconnected" in desk.withdrawn
        wizard.close()
        await until(lambda: not desk.session.state.snapshot.loading, what="the last look")


async def test_after_a_restart_it_is_offered_again_even_if_it_is_not_listed_any_more(server, tmp_path):
    file = tmp_path / "settings.json"
    server.control.set_knobs(list_disconnected=False)
    async with watched(server, tmp_path, settings=SettingsStore(file)) as desk:
        await desk.has_read()
        await disconnected(desk)
    async with watched(server, tmp_path, settings=SettingsStore(file)) as desk:
        await desk.has_read()
        notice = await told(desk)
        assert notice.title == f"Disconnected {APPLE} from Siân Ó Briain-Fernández"
        assert all(view.connection.account_email != APPLE for view in desk.session.state.snapshot.connections.values())
        desk.find(QAbstractButton, "disconnected.again").click()
        wizard = await wizard_of(desk)
        assert wizard.flow.former.account_email == APPLE
        await signed_in(wizard)
        assert "disconnected" in desk.withdrawn
        await until(lambda: not desk.session.state.snapshot.loading, what="the last look")


async def test_what_nobody_wants_back_is_not_offered_after_the_next_start(server, tmp_path):
    file = tmp_path / "settings.json"
    async with watched(server, tmp_path, settings=SettingsStore(file)) as desk:
        await desk.has_read()
        await disconnected(desk)
    async with watched(server, tmp_path, settings=SettingsStore(file)) as desk:
        await told(desk)
        desk.find(QAbstractButton, "disconnected.forget").click()
        assert desk.withdrawn == ["disconnected"]
    async with watched(server, tmp_path, settings=SettingsStore(file)) as desk:
        await desk.has_read()
        await desk.look()
        assert desk.posted == []


async def test_the_schedule_offers_it_too(server, tmp_path):
    server.control.set_knobs(list_disconnected=False)
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        page = desk.view.connections
        row = next(row for row in page._model.rows if row.title.startswith("Siân"))
        await disconnected(desk)
        page._view.choose(row.key)
        await desk.look()
        assert APPLE in desk.find(QLabel, "schedule.ended.0").text()
        desk.find(QAbstractButton, "schedule.again.0").click()
        wizard = await wizard_of(desk)
        assert wizard.flow.former.account_email == APPLE
        wizard.close()
        await until(lambda: not desk.session.state.snapshot.loading, what="the last look")


async def test_what_is_not_known_can_be_looked_up_later(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        server.control.add_fault(Fault(route="disconnect", after=True, status=503))
        server.control.add_fault(Fault(route="getConnection", status=403))
        notice = await disconnected(desk)
        assert "not known" in notice.title
        assert notice.tone is Tone.ATTENTION
        assert [action.name for action in notice.actions] == ["disconnected.look"]
        server.control.clear_faults()
        desk.posted.clear()
        desk.find(QAbstractButton, "disconnected.look").click()
        assert (await told(desk)).text == "Looking again…"
        await until(lambda: len(desk.posted) > 1, what="what the look tells")
        notice = await told(desk)
        assert notice.tone is Tone.GOOD
        assert [action.name for action in notice.actions] == ["disconnected.again"]
        assert view_of(desk).state is ConnectionState.OFF


async def test_the_other_one_with_the_same_account_is_told(tmp_path):
    with sandbox.running("duplicates") as server:
        async with watched(server, tmp_path) as desk:
            await desk.has_read()
            desk.posted.clear()
            notice = await disconnected(desk, SHARED)
            assert "still works on" in notice.text


async def test_leaving_the_site_takes_the_notice_along(server, tmp_path):
    async with watched(server, tmp_path) as desk:
        await desk.has_read()
        await disconnected(desk)
        assert desk.withdrawn == []
        assert desk.find(QWidget, "notice.disconnected").isVisible()
    assert "disconnected" in desk.withdrawn
