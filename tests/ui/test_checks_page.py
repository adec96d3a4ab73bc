"""The Checks page over a practice site: lines in groups, buttons, days, stopping."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QTreeWidget

from caldesk.domain.blocking import Verdict as Taken
from caldesk.domain.event import Event
from caldesk.domain.secret import Secret
from caldesk.domain.timespan import Span
from caldesk.services.checks import Check, CheckState, DayCount, Group
from caldesk.services.clock import SystemClock
from caldesk.services.opening import open_session
from caldesk.services.problems import Action
from caldesk.services.profiles import SiteProfile
from caldesk.services.settings import SettingsStore
from caldesk.services.why.asking import Inquiry
from caldesk.services.why.blocks import Blocked, Blocking
from caldesk.ui.checks.board import _RANK
from caldesk.ui.checks.diagnostics_dialog import DiagnosticsDialog
from caldesk.ui.checks.line import CheckLine
from caldesk.ui.checks.page import ChecksPage, summary
from caldesk.ui.checks.why_dialog import FindingLine, WhyDialog, headline
from caldesk.ui.notices import Notices
from caldesk.ui.shell import Shell
from caldesk.ui.style import Look, Tone
from caldesk.ui.widgets.card import Card
from caldesk.ui.widgets.label import Label
from tests.helpers.sandbox import running
from tests.helpers.waiting import until

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def page_on(scenario: str, **knobs: object) -> AsyncIterator[ChecksPage]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with running(scenario) as site:
        site.control.set_knobs(**knobs)
        profile = SiteProfile(id="p", name="Practice", site_id=site.site_id, base_url=site.base_url)
        session = open_session(profile, Secret(site.api_key), SystemClock())
        page = ChecksPage(session, Shell(look=Look(app), notices=Notices(app), settings=SettingsStore(None)))
        page.resize(1024, 700)
        page.show()
        yield page
        page.stop()
        await until(lambda: not any(task.get_name().startswith("ui:") for task in asyncio.all_tasks()))
        page.close()
        await session.close()


def words_of(page: ChecksPage, name: str) -> str:
    label = page.findChild(Label, name)
    return label.text() if label is not None else ""


def button(page: ChecksPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


async def done(page: ChecksPage) -> None:
    await until(lambda: words_of(page, "checksSummary.title"), limit=25, what="the summary")


async def test_lines_stand_in_groups_with_the_worst_first():
    async with page_on("duplicates") as page:
        await done(page)
        card = page.findChild(Label, "checks.connections.title").parentWidget()
        lines = sorted(card.findChildren(CheckLine), key=lambda line: line.y())
        states = {f"check.{check.id}": check.state for check in page.found}
        assert states[lines[0].objectName()] is CheckState.FAIL
        assert states[lines[-1].objectName()] is CheckState.PASS
        assert {check.group for check in page.found} == set(Group)
        assert "attention" in words_of(page, "checksSummary.title")


def cards_seen(page: ChecksPage) -> list[Card]:
    """The groups from above, as they are laid out."""
    return sorted((card for card in page.findChildren(Card) if card.isVisible()), key=lambda card: card.y())


async def test_the_groups_that_need_attention_stand_first_and_tab_follows_them():
    async with page_on("busy") as page:
        await done(page)
        ranks = {f"checks.{group}": [] for group in Group}
        for one in page.found:
            ranks[f"checks.{one.group}"].append(_RANK[one.state])
        by_need = sorted(ranks, key=lambda name: min(ranks[name]))
        await until(lambda: [card.objectName() for card in cards_seen(page)] == by_need, what="the cards in order")
        assert by_need[0] == "checks.connections"
        stops = [one for one in page._board._stops() if one.isVisible()]
        heights = [one.mapTo(page._board.widget(), one.rect().topLeft()).y() for one in stops]
        assert len(stops) > 3
        assert heights == sorted(heights)
        reached = stops[0]
        for wanted in stops[1:]:
            while (reached := reached.nextInFocusChain()) not in stops:
                pass
            assert reached is wanted
        button(page, "checkAgain").click()
        await until(lambda: page._board._column.itemAt(0).widget().objectName() == "checks.site")
        await done(page)


async def test_the_summary_says_when_it_was_true():
    async with page_on("fresh") as page:
        await done(page)
        assert words_of(page, "checksSummary.text").startswith("Checked ")
        assert page._looked_at is not None
        page._looked_at -= 86_400
        page.hide()
        page.show()
        await until(lambda: words_of(page, "checksSummary.text").startswith("Checked yesterday"))


async def test_the_page_says_what_the_command_says():
    async with page_on("busy") as page:
        await done(page)
        profile, key = page._session.profile, page._session.secret
        assert key is not None
        site = {
            "CALDESK_BASE_URL": profile.base_url,
            "CALDESK_SITE_ID": profile.site_id,
            "CALDESK_API_KEY": key.reveal(),
        }
        command = [sys.executable, "-m", "caldesk", "check", "--json"]
        environ = os.environ | site | {"PYTHONPATH": str(ROOT / "desktop"), "LC_ALL": "C.UTF-8"}
        said = await asyncio.to_thread(
            subprocess.run, command, env=environ, capture_output=True, timeout=25, check=False
        )
        lines = {line["id"]: (line["title"], line["state"]) for line in json.loads(said.stdout)["checks"]}
        shown = {check.id: (check.title, check.state.value) for check in page.found}
    del lines["switches"], shown["switches"]  # a command has no history before a window has begun one
    assert lines == shown


async def test_a_missing_app_offers_to_install_it():
    asked: list[Action] = []
    async with page_on("no-bookings") as page:
        page.action_requested.connect(asked.append)
        await done(page)
        button(page, "check.bookings.install-bookings").click()
    assert asked == [Action.INSTALL_BOOKINGS]


async def test_a_day_of_a_line_leads_to_the_calendar():
    asked: list[date] = []
    async with page_on("fresh") as page:
        await done(page)
        page.day_requested.connect(asked.append)
        line = replace(page.found[0], id="double-bookings", days=(DayCount(date(2026, 11, 23), 2),))
        page._board.add(line)
        button(page, "check.double-bookings.day.2026-11-23").click()
    assert asked == [date(2026, 11, 23)]


async def test_it_can_be_stopped_and_begun_again():
    async with page_on("busy", latency=3.0) as page:
        await until(lambda: not button(page, "checkStop").isHidden())
        button(page, "checkStop").click()
        assert "Stopped" in words_of(page, "checksSummary.title")
        assert button(page, "checkStop").isHidden()
        button(page, "checkAgain").click()
        await until(lambda: not button(page, "checkStop").isHidden())


def line_of(state: CheckState) -> Check:
    return Check(id="site", state=state, title="Key and site", what="Found")


@pytest.mark.parametrize(
    ("states", "tone"),
    [
        ((CheckState.PASS,), Tone.GOOD),
        ((CheckState.PASS, CheckState.UNKNOWN), Tone.OFF),
        ((CheckState.WARNING, CheckState.PASS), Tone.ATTENTION),
        ((CheckState.FAIL, CheckState.UNKNOWN), Tone.ATTENTION),
    ],
)
async def test_the_summary_never_calls_unknown_fine(states: tuple[CheckState, ...], tone: Tone):
    said, words = summary([line_of(state) for state in states])
    assert said is tone
    assert ("fine" in words) is (tone is Tone.GOOD)


async def test_why_names_the_cause_for_somebody_without_a_calendar():
    async with page_on("fresh") as page:
        await page._session.connections.refresh()
        page.ask_why()
        dialog = page.findChild(WhyDialog)
        assert dialog is not None
        dialog.findChild(QPushButton, "why.look").click()
        await until(lambda: dialog.findChild(FindingLine, "why.zone") is not None)
        line = dialog.findChild(FindingLine, "why.connection")
        assert line is not None
        assert "This is why" in line.accessibleName()
        wished: list[tuple[str, str]] = []
        page.connect_wished.connect(lambda *about: wished.append(about))
        asked = dialog._form.question().schedule_id
        button(page, "why.connection.connect").click()
        assert wished == [(asked, "")]


async def test_why_leads_to_signing_in_to_the_very_connection():
    async with page_on("statuses") as page:
        await page._session.connections.refresh()
        views = page._session.state.snapshot.connections.values()
        revoked = next(view for view in views if view.connection.account_email == "revoked@mail.example")
        page.ask_why(revoked.connection.schedule_id, Span(1_800_000_000, 1_800_003_600))
        wished: list[tuple[str, str]] = []
        page.connect_wished.connect(lambda *about: wished.append(about))
        await until(lambda: page.findChild(QPushButton, "why.connection.reconnect") is not None)
        button(page, "why.connection.reconnect").click()
        assert wished == [("", revoked.id)]


async def test_diagnostics_are_shown_saved_and_proven(tmp_path: Path):
    async with page_on("busy") as page:
        await page._session.connections.refresh()
        await done(page)
        page.save_diagnostics()
        await until(lambda: page.findChild(DiagnosticsDialog) is not None)
        dialog = page.findChild(DiagnosticsDialog)
        assert dialog is not None
        key = page._session.secret
        assert key is not None
        assert key.reveal().casefold() in dialog._values
        tree = dialog.findChild(QTreeWidget, "diagnostics.tree")
        assert tree is not None
        tree.setCurrentItem(tree.topLevelItem(0).child(3))
        assert "double-bookings" in dialog.findChild(QPlainTextEdit, "diagnostics.text").toPlainText()
        dialog.save(str(tmp_path / "bundle.zip"))
        await until(lambda: dialog.findChild(Label, "diagnostics.said.title") is not None)
        assert "none is in it" in dialog.findChild(Label, "diagnostics.said.text").text()
        dialog.save(str(tmp_path / "bundle.zip" / "below.zip"))
        await until(lambda: "Nothing was saved" in said(dialog))
        dialog.reject()
    with ZipFile(tmp_path / "bundle.zip") as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "mara" not in text.casefold()


def said(dialog: DiagnosticsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(Label, "diagnostics.said.title")]


@pytest.mark.parametrize("doubt", ["", "A calendar could not be read."])
def test_a_blocked_time_is_told_with_what_blocks_it_and_what_could_not_be_read(doubt: str):
    event = Event(schedule_id="s", start=0, end=60)
    by = Blocking(event=event, span=Span(0, 60), surely=True, evidence="Booked in Wix.", cure="Move it.")
    blocked = Blocked(verdict=Taken.TAKEN, by=(by, by), doubt=doubt)
    _tone, _title, words = headline(Inquiry(blocked=blocked, findings=()))
    assert words == f"Booked in Wix. {doubt}".strip()
