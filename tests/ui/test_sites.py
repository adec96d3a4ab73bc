"""Adding, changing and removing sites, with the real form against a practice site."""

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QRadioButton, QWidget

from caldesk.sandbox.server import SandboxThread
from caldesk.services.clock import SystemClock
from caldesk.services.policy.declared import LookChoice
from caldesk.services.profiles import ProfileStore, SiteProfile
from caldesk.services.secrets import VaultSecretStore
from caldesk.services.settings import SettingsStore
from caldesk.services.updates.kept import HeardFile
from caldesk.services.updates.updates import Updates
from caldesk.ui.notices import Notices
from caldesk.ui.shell import Shell
from caldesk.ui.sites.first_run import FirstRunPage, WayCard
from caldesk.ui.sites.settings_page import SettingsPage
from caldesk.ui.sites.site_dialog import SiteDialog
from caldesk.ui.style import Look
from caldesk.ui.widgets.switch import Switch
from tests.helpers.memory_keyring import MemoryKeyring
from tests.helpers.sandbox import running
from tests.helpers.waiting import until


@pytest.fixture
def shell(qapp: QApplication) -> Shell:
    return Shell(look=Look(qapp), notices=Notices(), settings=SettingsStore(None))


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1024, 700)
    made.show()
    yield made
    made.close()


@pytest.fixture(scope="module")
def site() -> Iterator[SandboxThread]:
    with running("fresh") as server:
        yield server


def updates_of(shell: Shell) -> Updates:
    return Updates(lambda: shell.settings.rules, HeardFile(None), SystemClock(), built_in="")


class Desk:
    """A site dialog with everything it works on."""

    def __init__(self, shell: Shell, window: QWidget, known: SiteProfile | None = None) -> None:
        self.profiles = ProfileStore(None)
        if known is not None:
            self.profiles.put(known)
        self.secrets = VaultSecretStore()
        self.dialog = SiteDialog(shell, self.profiles, self.secrets, SystemClock(), known, "", window)
        self.saved: list[str] = []
        self.dialog.saved.connect(self.saved.append)
        self.dialog.open()

    def fill(self, site: SandboxThread, *, key: str = "") -> None:
        self.type("apiKey", key or site.api_key)
        self.type("siteId", f"https://manage.wix.com/dashboard/{site.site_id}/home")
        self.type("accountId", site.account_id)
        self.type("baseUrl", site.base_url)

    def type(self, name: str, text: str) -> None:
        self.dialog.findChild(QLineEdit, name).setText(text)

    def press(self, name: str) -> None:
        self.dialog.findChild(QPushButton, name).click()

    def hint(self, name: str) -> str:
        return self.dialog.findChild(QLabel, f"{name}.hint").text()

    def end(self) -> str:
        found = self.dialog.findChild(QWidget, "trialEnd")
        return found.accessibleName() if found is not None else ""


async def test_a_site_is_saved_after_its_key_was_tried(
    shell: Shell, window: QWidget, site: SandboxThread, own_keyring: MemoryKeyring
):
    desk = Desk(shell, window)
    desk.fill(site)
    desk.press("saveSite")
    await until(lambda: desk.saved, what="the site to be saved")
    (profile,) = desk.profiles.profiles
    assert (profile.site_id, profile.base_url) == (site.site_id, site.base_url)
    assert profile.name
    assert list(own_keyring.entries.values()) == [site.api_key]
    assert desk.dialog.findChild(QLineEdit, "apiKey").text() == ""


async def test_for_this_session_only_leaves_the_vault_empty(
    shell: Shell, window: QWidget, site: SandboxThread, own_keyring: MemoryKeyring
):
    desk = Desk(shell, window)
    desk.fill(site)
    desk.dialog.findChild(QRadioButton, "keepForSession").click()
    desk.press("saveSite")
    await until(lambda: desk.saved, what="the site to be saved")
    assert own_keyring.entries == {}


async def test_a_wrong_key_is_said_and_nothing_is_kept(
    shell: Shell, window: QWidget, site: SandboxThread, own_keyring: MemoryKeyring
):
    desk = Desk(shell, window)
    desk.fill(site, key="IST.wrong")
    desk.press("saveSite")
    await until(lambda: desk.end(), what="the trial to end")
    assert "does not open" in desk.end()
    assert desk.profiles.profiles == ()
    assert own_keyring.entries == {}
    assert desk.dialog.findChild(QLineEdit, "siteId").text()
    desk.dialog.reject()


async def test_a_site_without_the_plan_can_be_saved_anyway(shell: Shell, window: QWidget):
    with running("not-premium") as site:
        desk = Desk(shell, window)
        desk.fill(site)
        anyway = desk.dialog.findChild(QPushButton, "saveSiteAnyway")
        assert not anyway.isVisible()
        desk.press("saveSite")
        await until(anyway.isVisible, what="the offer to save anyway")
        assert desk.saved == []
        desk.press("saveSiteAnyway")
        await until(lambda: desk.saved, what="the site to be saved")


async def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(shell: Shell, window: QWidget):
    desk = Desk(shell, window)
    desk.type("siteName", "Quinn")
    desk.type("siteId", "not an id")
    desk.press("saveSite")
    assert "Enter the API key" in desk.hint("apiKey")
    assert "site ID" in desk.hint("siteId")
    assert desk.dialog.findChild(QLineEdit, "siteName").text() == "Quinn"
    desk.dialog.reject()


async def test_the_site_can_be_chosen_from_the_accounts_list(shell: Shell, window: QWidget, site: SandboxThread):
    desk = Desk(shell, window)
    desk.fill(site)
    desk.type("siteId", "")
    desk.press("findSites")
    await until(lambda: desk.dialog.findChild(QMenu, "foundSites"), what="the list of sites")
    menu = desk.dialog.findChild(QMenu, "foundSites")
    menu.actions()[0].trigger()
    menu.close()
    assert len(desk.dialog.findChild(QLineEdit, "siteId").text()) == 36
    assert desk.dialog.findChild(QLineEdit, "siteName").text()
    desk.dialog.reject()


async def test_an_empty_key_keeps_the_stored_one(
    shell: Shell, window: QWidget, site: SandboxThread, own_keyring: MemoryKeyring
):
    known = SiteProfile(id="known", name="Quinn", site_id=site.site_id, base_url=site.base_url)
    own_keyring.set_password("Caldesk", "site known", site.api_key)
    desk = Desk(shell, window, known)
    desk.type("siteName", "Quinn Wellness")
    desk.press("saveSite")
    await until(lambda: desk.saved, what="the change to be saved")
    assert desk.profiles.profiles[0].name == "Quinn Wellness"
    assert list(own_keyring.entries.values()) == [site.api_key]


async def test_cancelling_while_the_key_is_tried_leaves_nothing(
    shell: Shell, window: QWidget, own_keyring: MemoryKeyring
):
    with running("slow") as site:
        desk = Desk(shell, window)
        desk.fill(site)
        desk.press("saveSite")
        await until(lambda: desk.dialog.findChild(QWidget, "siteTrial").layout().count(), what="the trial to start")
        desk.press("cancelSite")
        await until(lambda: not any(task.get_name() == "ui:save" for task in asyncio.all_tasks()), what="its end")
    assert desk.profiles.profiles == ()
    assert own_keyring.entries == {}


async def test_a_missing_vault_is_said_and_the_session_is_offered(shell: Shell, window: QWidget):
    import keyring
    from keyring.backends.fail import Keyring as NoKeyring

    keyring.set_keyring(NoKeyring())
    desk = Desk(shell, window)
    await until(lambda: not desk.dialog.findChild(QRadioButton, "keepInVault").isEnabled(), what="the vault's answer")
    assert desk.dialog.findChild(QRadioButton, "keepForSession").isChecked()
    assert desk.dialog.findChild(QLabel, "vaultProblem").text().endswith(".")
    desk.dialog.reject()


def test_the_first_page_offers_three_ways(shell: Shell, qapp: QApplication):
    page = FirstRunPage(shell)
    asked: list[str] = []
    page.add_requested.connect(lambda: asked.append("add"))
    page.practice_requested.connect(lambda: asked.append("practice"))
    page.show()
    for card in page.findChildren(WayCard):
        card.click()
    assert asked == ["add", "practice"]
    assert page.findChild(QWidget, "firstRunNeeds").isVisible()
    page.close()


async def test_settings_take_effect_at_once(shell: Shell, window: QWidget):
    page = SettingsPage(shell, ProfileStore(None), VaultSecretStore(), updates_of(shell))
    page.setParent(window)
    choice = page.findChild(QComboBox, "lookChoice")
    choice.setCurrentIndex(choice.findData(LookChoice.DARK))
    assert shell.look.theme.is_dark
    assert shell.settings.preferences.look is LookChoice.DARK
    choice.setCurrentIndex(choice.findData(LookChoice.LIGHT))
    assert not shell.look.theme.is_dark
    blur = page.findChild(Switch, "hideOnBlur")
    for on in (True, False):
        blur.click()
        assert blur.isChecked() is on
        assert shell.settings.preferences.hide_on_blur is on


async def test_a_site_is_removed_only_after_the_question(shell: Shell, window: QWidget, own_keyring: MemoryKeyring):
    profiles = ProfileStore(None)
    profiles.put(SiteProfile(id="a", name="Quinn"))
    own_keyring.set_password("Caldesk", "site a", "IST.key")
    page = SettingsPage(shell, profiles, VaultSecretStore(), updates_of(shell))
    page.setParent(window)
    page.show()
    remove = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "Remove Quinn")
    for verb, left in (("question.keep", 1), ("question.verb", 0)):
        remove.click()
        await until(lambda: QApplication.activeModalWidget(), what="the question")
        dialog = QApplication.activeModalWidget()
        dialog.findChild(QPushButton, verb).click()
        await until(lambda: not page._tasks.is_running("remove"), what="the answer")
        assert len(profiles.profiles) == left
    assert own_keyring.entries == {}
