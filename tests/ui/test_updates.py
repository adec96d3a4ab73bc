"""Newer versions in the window: the settings in every state, the one notice, and the About box."""

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import keyring
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from caldesk import paths
from caldesk.services.opening import secret_name
from caldesk.services.policy.declared import UpdateChoice
from caldesk.services.policy.places import Layer
from caldesk.services.policy.policy import Policy, made_policy
from caldesk.services.profiles import ProfileStore, SiteProfile
from caldesk.services.secrets import SERVICE
from caldesk.services.settings import SettingsStore
from caldesk.services.updates.fault import Fault
from caldesk.services.updates.feed import Release
from caldesk.services.updates.kept import Heard, HeardFile
from caldesk.services.updates.updates import Updates
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.shell import Shell
from caldesk.ui.sites.updates_fields import UpdatesFields
from caldesk.ui.style import Look
from caldesk.ui.updates import desk as desk_module
from caldesk.ui.updates.desk import UpdateDesk
from caldesk.ui.updates.notice import newer_notice
from tests.helpers.connecting import profile_of
from tests.helpers.hostile_server import HostileServer, hostile, saying
from tests.helpers.program_desk import started
from tests.helpers.sandbox import running
from tests.helpers.waiting import until
from tests.unit.services.watch.fake_time import FakeTime

FEED = "https://downloads.example/releases.json"
PAGE = "https://downloads.example/1.4.0"
NEWER = Release(version="91.4.0", date=date(2026, 12, 1), page=PAGE, summary="Weeks are printed on one page.")
NEWEST = Release(version="0.0.1", date=date(2026, 1, 1))
CONTACT = "IT desk, ext. 4711"


def policy(**values: object) -> Policy:
    return made_policy([Layer(place="policy.toml", values={"support_contact": CONTACT, **values})])


def keep(profile: SiteProfile, key: str) -> None:
    """Store a site as the dialog does."""
    ProfileStore(paths.config_folder() / "sites.json").put(profile)
    keyring.set_password(SERVICE, secret_name(profile), key)


class Desk:
    """The fields of the settings page with a far side of the test's own."""

    def __init__(self, app, *, settled: Policy, built_in: str, practice: bool, heard: Heard) -> None:
        self.shell = Shell(look=Look(app), notices=Notices(), settings=SettingsStore(None, settled))
        self.posted: list[Notice] = []
        self.shell.notices.posted.connect(self.posted.append)
        self.outcome: Release | Fault = NEWER
        self.answer = asyncio.Event()
        self.clock = FakeTime()
        self.updates = Updates(
            lambda: self.shell.settings.rules,
            HeardFile(None),
            self.clock,
            built_in=built_in,
            may_leave=lambda: not practice,
            ask=self._ask,
        )
        self.updates._heard = heard
        self.fields = UpdatesFields(self.shell, self.updates)
        self.fields.show()

    async def _ask(self, _feed, _rules):
        await self.answer.wait()
        return self.outcome

    async def look(self, outcome: Release | Fault) -> str:
        self.outcome = outcome
        self.answer.clear()
        self.find(QPushButton, "updates.look").click()
        assert "Asking downloads.example…" in await self.said("Asking")
        assert not self.find(QPushButton, "updates.look").isEnabled()
        self.answer.set()
        return await self.said("Last asked")

    async def said(self, words: str = "") -> str:
        await until(lambda: words in self.words(), what=words)
        return self.words()

    def words(self) -> str:
        return "\n".join(one.text() for one in self.fields.findChildren(QLabel) if one.isVisible())

    def find(self, kind, name):
        return next((one for one in self.fields.findChildren(kind, name) if one.isVisible()), None)


@asynccontextmanager
async def fields(app, *, settled=Policy(), built_in=FEED, practice=False, heard=Heard()):  # noqa: B008 - frozen
    made = Desk(app, settled=settled, built_in=built_in, practice=practice, heard=heard)
    try:
        yield made
    finally:
        made.fields.close()
        made.fields.deleteLater()
        made.shell.look.deleteLater()


async def test_each_answer_stands_beside_the_button(qapp):
    async with fields(qapp) as desk:
        assert "Not asked yet." in await desk.said()
        assert "asks downloads.example for the newest version" in desk.words()
        newer = await desk.look(NEWER)
        assert "Caldesk 91.4.0 of" in newer
        assert NEWER.summary in newer
        assert desk.find(QPushButton, "updates.page") is not None
        newest = await desk.look(NEWEST)
        assert "is the newest version." in newest
        assert "91.4.0" not in newest
        assert desk.find(QPushButton, "updates.page") is None


@pytest.mark.parametrize("fault", list(Fault))
async def test_what_could_not_be_asked_says_why_and_what_to_do(qapp, fault):
    async with fields(qapp) as desk:
        said = await desk.look(fault)
        row = desk.find(QLabel, "updates.result.0.text")
        assert row.text().count(".") >= 2
        assert row.text() in said
        assert "newest version." not in said.replace("for the newest version.", "")
        assert desk.find(QPushButton, "updates.look").isEnabled()


async def test_a_version_that_is_known_stays_while_nobody_answers(qapp):
    async with fields(qapp) as desk:
        await desk.look(NEWER)
        said = await desk.look(Fault.OFFLINE)
        assert "91.4.0" in said
        assert "This computer is offline." in said


async def test_the_page_opens_in_the_browser_or_its_address_is_shown(qapp, monkeypatch):
    async with fields(qapp) as desk:
        await desk.look(NEWER)
        opened = Mock(side_effect=[True, False])
        monkeypatch.setattr(QDesktopServices, "openUrl", opened)
        for _time in range(2):
            desk.find(QPushButton, "updates.page").click()
        assert [call.args[0].toString() for call in opened.call_args_list] == [PAGE, PAGE]
        (notice,) = desk.posted
        assert PAGE in notice.text


async def test_what_a_feed_says_is_plain_text(qapp):
    async with fields(qapp) as desk:
        release = Release(version="91.4.0", date=date(2026, 12, 1), summary="<b>bold</b> <img src='file:///x'>")
        assert "<b>bold</b>" in await desk.look(release)
        label = desk.find(QLabel, "updates.result.0.also")
        assert label.textFormat() is Qt.TextFormat.PlainText


async def test_the_choice_is_kept_and_holds_at_once(qapp):
    async with fields(qapp) as desk:
        choice = desk.find(QComboBox, "updates.choice")
        choice.setCurrentIndex(choice.findData(UpdateChoice.OFF))
        assert desk.shell.settings.preferences.updates is UpdateChoice.OFF
        assert not desk.updates.allowance.by_itself
        assert "91.4.0" in await desk.look(NEWER)


async def test_where_no_place_is_known_it_says_so_and_offers_nothing(qapp):
    async with fields(qapp, built_in="") as desk:
        assert desk.words() == (
            "This build knows no place to look for newer versions: whoever installed it updates it."
        )
        assert desk.find(QPushButton, "updates.look") is None


@pytest.mark.parametrize("values", [{"updates": "off"}, {"update_feed": "none"}, {"updates": 7}, {"update_feed": "x"}])
async def test_where_the_organisation_forbids_it_there_is_a_lock_and_whom_to_ask(qapp, values):
    async with fields(qapp, settled=policy(**values)) as desk:
        assert "Set by your organisation" in desk.words()
        assert CONTACT in desk.words()
        assert desk.find(QPushButton, "updates.look") is None


async def test_where_the_organisation_wants_it_the_choice_is_locked_and_looking_is_not(qapp):
    mirror = "https://intranet.example/releases.json"
    async with fields(qapp, settled=policy(updates="notify", update_feed=mirror), built_in="") as desk:
        assert not desk.find(QComboBox, "updates.choice").isEnabled()
        assert "Set by your organisation" in desk.words()
        assert "asks intranet.example" in desk.words()
        assert desk.find(QPushButton, "updates.look").isEnabled()


async def test_on_the_practice_site_the_button_is_off_and_says_why(qapp):
    async with fields(qapp, practice=True) as desk:
        look = desk.find(QPushButton, "updates.look")
        assert not look.isEnabled()
        assert "never leaves this computer" in look.toolTip()
        assert "never leaves this computer" in desk.words()


async def test_fields_that_are_gone_hear_nothing(qapp):
    async with fields(qapp) as desk:
        assert len(list(desk.updates._subscribers)) == 1
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert list(desk.updates._subscribers) == []


async def test_the_notice_tells_who_installs_and_can_be_declined(qapp, monkeypatch):
    opened = Mock(return_value=True)
    monkeypatch.setattr(QDesktopServices, "openUrl", opened)
    notices, declined, withdrawn = Notices(), [], []
    notices.withdrawn.connect(withdrawn.append)
    notice = newer_notice(NEWER, declined.append, notices)
    assert notice.title == "Caldesk 91.4.0 is there"
    assert NEWER.summary in notice.text
    assert "installs nothing by itself" in notice.text
    assert notice.said_on == {"settings"}
    page, decline = notice.actions
    page.run()
    decline.run()
    assert opened.call_args.args[0].toString() == PAGE
    assert (declined, withdrawn) == (["91.4.0"], [notice.id])
    bare = newer_notice(NEWEST, declined.append, notices)
    assert [action.text for action in bare.actions] == ["Not this version"]


@asynccontextmanager
async def daily(monkeypatch, file: Path, server: HostileServer | None, **settings):
    """The desk of the window at its daily work, with a clock of the test's own and a feed over real HTTP."""
    feed = f"{server.base_url}/releases.json" if server else ""
    monkeypatch.setattr(desk_module, "_built_in", lambda: feed)
    clock, posted, store = FakeTime(), [], SettingsStore(None)
    store.change(**settings)
    shell = Shell(look=Mock(), notices=Notices(), settings=store)
    shell.notices.posted.connect(posted.append)
    desk = UpdateDesk(shell, clock, file, lambda: True)
    task = asyncio.create_task(desk.run(), name="updates")
    try:
        yield desk, clock, posted
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


SAID = {"version": NEWER.version, "date": "2026-12-01", "summary": NEWER.summary, "page": PAGE}


async def test_it_is_told_once_the_window_has_settled(monkeypatch, tmp_path):
    file = tmp_path / "data" / "updates.json"
    with hostile({"*": saying(SAID)}) as server:
        async with daily(monkeypatch, file, server) as (desk, clock, posted):
            await clock.pass_(29)
            assert server.asked == []
            await clock.pass_(31)
            await until(lambda: posted, what="the notice")
            assert desk.newer() == "Newer version: 91.4.0 of 2026-12-01"
        assert [notice.title for notice in posted] == ["Caldesk 91.4.0 is there"]
        assert len(server.asked) == 1
    kept = HeardFile(file).load()
    assert kept.release is not None
    assert (kept.release.version, kept.release.page) == (NEWER.version, "")


async def test_a_kiosk_shows_no_notice(monkeypatch, tmp_path):
    with hostile({"*": saying(SAID)}) as server:
        async with daily(monkeypatch, tmp_path / "updates.json", server, kiosk=True) as (desk, clock, posted):
            await clock.pass_(61)
            await until(lambda: desk.updates().known.newer, what="the answer")
            await clock.pass_(4000)
            assert posted == []


async def test_where_nobody_is_to_be_asked_nothing_is_even_made(monkeypatch, tmp_path):
    with hostile({"*": saying(SAID)}) as server:
        for one, settings in ((None, {}), (server, {"updates": UpdateChoice.OFF})):
            async with daily(monkeypatch, tmp_path / "updates.json", one, **settings) as (desk, clock, posted):
                await clock.pass_(90_000)
                assert desk._updates is None
                assert posted == []
        assert server.asked == []


async def test_without_a_file_as_in_the_tour_nobody_looks_by_itself(monkeypatch):
    shell = Shell(look=Mock(), notices=Notices(), settings=SettingsStore(None))
    desk = UpdateDesk(shell, FakeTime(), None, lambda: True)
    await asyncio.wait_for(desk.run(), 1)
    assert desk.newer() == ""


async def test_in_the_program_nothing_of_site_or_key_is_sent_and_the_about_box_knows():
    with hostile({"*": saying(SAID)}) as server, running("fresh") as site:
        keep(profile_of(site, id="canary-profile", name="Canary Studio", practice=False), site.api_key)
        settled = policy(update_feed=f"{server.base_url}/releases.json")
        async with started(policy=settled) as desk:
            await desk.see("connections.filters")
            assert desk.program._may_leave()
            desk.window.show_page("settings")
            (await desk.see("updates.look", QPushButton)).click()
            await desk.see("updates.result.0.text")
            await until(lambda: "91.4.0" in desk.find(QLabel, "updates.result.0.text").text(), what="the answer")
            desk.window.help.show_about()
            about = await desk.see("aboutDialog")
            assert "Newer version: 91.4.0 of 2026-12-01" in [one.text() for one in about.findChildren(QLabel)]
            about.close()
        (asked,) = server.asked
        sent = f"{asked.method} {asked.target} {asked.headers} {asked.body!r}"
        for secret in (site.api_key, site.site_id, site.account_id, "canary", "Canary"):
            assert secret not in sent
        assert set(asked.headers) == {"host", "user-agent", "accept", "accept-encoding"}


async def test_practising_asks_nobody():
    with hostile({"*": saying(SAID)}) as server:
        async with started("fresh", policy=policy(update_feed=f"{server.base_url}/releases.json")) as desk:
            await desk.see("connections.filters")
            assert not desk.program._may_leave()
            desk.window.show_page("settings")
            assert not (await desk.see("updates.look", QPushButton)).isEnabled()
            await desk.program._updates.updates().look()
        assert server.asked == []
