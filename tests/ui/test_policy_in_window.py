"""What an organisation has settled, as a person meets it in the window."""

import keyring
import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from caldesk import paths
from caldesk.sandbox.server import SandboxThread
from caldesk.services.opening import secret_name
from caldesk.services.policy.places import Layer
from caldesk.services.policy.policy import Policy, made_policy
from caldesk.services.profiles import ProfileStore
from caldesk.services.secrets import SERVICE
from caldesk.ui.notices import Notice
from caldesk.ui.style import Tone
from caldesk.ui.widgets.switch import Switch
from tests.helpers import sandbox
from tests.helpers.connecting import profile_of
from tests.helpers.program_desk import ProgramDesk, started
from tests.helpers.waiting import until

PLACE = "/etc/caldesk/policy.toml"
CONTACT = "IT desk, ext. 4711"
HERE = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
ELSEWHERE = "11111111-2222-3333-4444-555555555555"


def policy(**values: object) -> Policy:
    return made_policy([Layer(place=PLACE, values={"support_contact": CONTACT, **values})])


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


async def settings_page(desk: ProgramDesk) -> QWidget:
    await desk.see("connections.list")
    desk.window.show_page("settings")
    return await desk.see("settingsPage")


async def test_locked_settings_are_off_and_say_who_has_set_them_and_whom_to_ask():
    locked = policy(look="dark", kiosk=True, hide_on_blur=True, reveal_seconds=60, proxy="http://proxy.example:8080")
    async with started("busy", policy=locked) as desk:
        page = await settings_page(desk)
        for kind, name in ((QComboBox, "lookChoice"), (QCheckBox, "notices.kiosk"), (QComboBox, "revealTime")):
            assert not page.findChild(kind, name).isEnabled(), name
        assert not page.findChild(QLineEdit, "network.proxy").isEnabled()
        assert page.findChild(QLineEdit, "network.caFile").isEnabled()
        for key in ("look", "kiosk", "hide_on_blur", "reveal_seconds", "proxy"):
            said = page.findChild(QLabel, f"locked.{key}.words").text()
            assert "Set by your organisation" in said
            assert CONTACT in said
        blur = page.findChild(Switch, "hideOnBlur")
        blur.click()
        assert blur.isChecked()
        assert desk.program._shell.settings.preferences.hide_on_blur
        assert page.findChild(QLabel, "organisation.contact").text() == f"Questions: {CONTACT}."
        assert PLACE in page.findChild(QLabel, "organisation.places").text()


async def test_without_a_policy_nothing_is_locked_and_no_organisation_is_named():
    async with started("busy") as desk:
        page = await settings_page(desk)
        assert page.findChild(QComboBox, "lookChoice").isEnabled()
        assert page.findChild(QWidget, "organisation") is None
        assert "organisation" not in words_of(page)


async def test_where_nothing_may_be_changed_every_control_is_off_and_says_why():
    async with started("busy", policy=policy(read_only=True)) as desk:
        await desk.see("connections.list")
        page, session = desk.program._view.connections, desk.program._session
        await until(lambda: session.state.snapshot.connections, what="the connections")
        why = session.rules.why_unchangeable()
        banner = page.findChild(QWidget, "connections.rule")
        assert CONTACT in banner.accessibleName()
        page.show_connection(next(iter(session.state.snapshot.connections)))
        for name in ("connection.import", "connection.export"):
            assert page.findChild(Switch, name).toolTip() == why
        for name in ("connection.reconnect", "connection.disconnect"):
            button = page.findChild(QAbstractButton, name)
            assert not button.isEnabled()
            assert button.toolTip() == why
        assert all(cell.reason for row in page._model.rows for cell in row.switches)
        page._view.choose(f"s:{session.state.snapshot.schedules[0].id}")
        connect = page.findChild(QAbstractButton, "schedule.connect")
        assert not connect.isEnabled()
        assert connect.toolTip() == why
        assert page.findChild(QAbstractButton, "connection.check").isEnabled()
        incident = await desk.see("incident.reconnect", QAbstractButton)
        assert not incident.isEnabled()
        assert incident.toolTip() == why


async def test_where_nothing_may_be_changed_the_connect_dialog_does_not_open():
    async with started("busy", policy=policy(read_only=True)) as desk:
        await desk.see("connections.list")
        desk.program._view.dialogs.connect_calendar()
        assert desk.find(QWidget, "connectWizard") is None
        assert desk.posted[-1].id == "not-allowed"
        assert CONTACT in desk.posted[-1].text


async def test_a_way_that_is_not_allowed_is_not_offered_and_says_why():
    async with started("busy", policy=policy(sign_in_ways=["phone"])) as desk:
        await desk.see("connections.list")
        session = desk.program._session
        await until(lambda: session.state.snapshot.providers, what="the providers")
        desk.program._view.dialogs.connect_calendar(session.state.snapshot.schedules[1].id)
        wizard = desk.program._view.dialogs.wizard
        wizard.flow.choose_provider(session.state.snapshot.providers[0].id)
        for way in ("here", "browser"):
            card = wizard.findChild(QAbstractButton, f"connect.way.{way}")
            assert not card.isEnabled()
            assert "Set by your organisation" in words_of(card)
        phone = wizard.findChild(QAbstractButton, "connect.way.phone")
        assert phone.isEnabled()
        assert phone.isChecked()
        wizard.reject()


async def test_titles_that_may_not_be_shown_cannot_be_asked_for():
    async with started("busy", policy=policy(reveal_titles=False)) as desk:
        await desk.see("connections.list")
        desk.window.show_page("calendar")
        titles = await desk.see("calendar.titles", QAbstractButton)
        assert not titles.isEnabled()
        assert CONTACT in titles.toolTip()
        page = await settings_page(desk) if desk.window.page == "connections" else desk.window
        desk.window.show_page("settings")
        assert "Titles are not shown" in page.findChild(QLabel, "locked.reveal_titles.words").text()


@pytest.fixture
def studio():
    with sandbox.running("busy") as running:
        yield running


def keep_site(studio: SandboxThread, **changes: object) -> None:
    profile = replace(profile_of(studio), practice=False, **changes)
    store = ProfileStore(paths.config_folder() / "sites.json")
    store.load()
    store.put(profile)
    keyring.set_password(SERVICE, secret_name(profile), studio.api_key)


async def test_a_saved_site_that_is_not_allowed_is_refused_and_the_next_one_opens(studio):
    keep_site(studio, id="a", name="First", site_id=ELSEWHERE)
    async with started(policy=policy(allowed_sites=[profile_of(studio).site_id])) as desk:
        pane = await desk.see("siteNotAllowed")
        assert "First" in words_of(pane)
        assert CONTACT in words_of(pane)
        desk.window.show_page("settings")
        (opens, changes, removes) = desk.window.findChild(QWidget, "site.a").findChildren(QAbstractButton)
        assert [opens.isEnabled(), changes.isEnabled(), removes.isEnabled()] == [False, False, True]
    keep_site(studio, id="b", name="Second")
    async with started(policy=policy(allowed_sites=[profile_of(studio).site_id])) as desk:
        await desk.see("connections.list")
        assert desk.program._session.profile.id == "b"
        desk.program.open_profile("a")
        await until(lambda: any(one.id == "not-allowed" for one in desk.posted), what="the refusal")
        assert desk.program._session.profile.id == "b"


async def test_a_site_that_is_not_allowed_is_refused_at_its_field_when_it_is_added():
    async with started(policy=policy(allowed_sites=[HERE])) as desk:
        (await desk.see("firstAdd", QAbstractButton)).click()
        dialog = await desk.see("siteDialog")
        dialog.findChild(QLineEdit, "apiKey").setText("IST.key")
        dialog.findChild(QLineEdit, "siteId").setText(ELSEWHERE)
        (await desk.see("saveSite", QAbstractButton)).click()
        assert "not among those" in dialog.findChild(QLabel, "siteId.hint").text()
        (await desk.see("cancelSite", QAbstractButton)).click()


async def test_where_no_site_may_be_added_nobody_fills_in_a_form_in_vain():
    async with started(policy=policy(allowed_sites=[])) as desk:
        (await desk.see("firstAdd", QAbstractButton)).click()
        assert desk.find(QWidget, "siteDialog") is None
        assert "No site may be added" in desk.posted[-1].text
        assert CONTACT in desk.posted[-1].text


async def test_mistakes_in_a_policy_are_said_with_file_and_key():
    async with started("busy", policy=policy(read_onyl=True, reveal_seconds="long")) as desk:
        (notice,) = [one for one in desk.posted if one.id == "policy-faults"]
        for words in (PLACE, "read_onyl", "reveal_seconds", CONTACT):
            assert words in notice.text
        page = await settings_page(desk)
        assert "reveal_seconds" in words_of(page.findChild(QWidget, "organisation"))


async def test_mistakes_in_a_policy_are_not_pushed_away_by_what_happens_on_the_site():
    async with started(policy=policy(kiosk="yes")) as desk:
        notices = desk.program._shell.notices
        for number in range(5):
            notices.post(Notice(id=f"n{number}", title="Something", tone=Tone.ATTENTION))
        await desk.see("notice.policy-faults")
        await desk.see("notice.n4")
        assert desk.find(QWidget, "notice.n0") is None


async def test_proxy_and_certificates_for_all_sites_are_checked_and_kept():
    async with started("busy") as desk:
        page = await settings_page(desk)
        proxy, settings = page.findChild(QLineEdit, "network.proxy"), desk.program._shell.settings
        proxy.setText("ftp://nowhere")
        proxy.editingFinished.emit()
        assert settings.preferences.proxy == ""
        assert "http://" in page.findChild(QLabel, "network.proxy.hint").text()
        proxy.setText("http://proxy.example:8080")
        proxy.editingFinished.emit()
        assert settings.preferences.proxy == "http://proxy.example:8080"
        certificates = page.findChild(QLineEdit, "network.caFile")
        certificates.setText("/nowhere.pem")
        certificates.editingFinished.emit()
        assert settings.preferences.ca_file == ""
