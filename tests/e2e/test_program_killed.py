"""kill -9 of the whole program, again and again: nothing that was confirmed is lost, and no file is corrupt."""

import asyncio
import json
import random
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from caldesk.sandbox.server import SandboxThread
from caldesk.services.profiles import ProfileStore, SiteProfile
from caldesk.services.settings import SettingsStore
from tests.helpers import sandbox
from tests.helpers.consenting import browse
from tests.helpers.desktop import ROOT, Program, running, wait_for

RESTLESS = Path(__file__).with_name("restless_program.py")
SITE = "studio"
PLANNED = ("torn file", "file not replaced", "half a batch", "answer not taken")
ANYWHERE = 3
"""Deaths at moments that nobody planned."""


@pytest.fixture
def studio() -> Iterator[SandboxThread]:
    with sandbox.running("busy") as server:
        yield server


class Chain:
    """One start of the program after the other on the same home; each finds what the last one left."""

    def __init__(self, folder: Path, studio: SandboxThread) -> None:
        self.folder, self.studio = folder, studio
        self.home = folder / "home"
        self.confirmed: dict[str, Any] = {"sites": 1, "reveal": 0}
        self.switches = 0
        profile = SiteProfile(
            id=SITE, name="Studio", site_id=studio.site_id, account_id=studio.account_id, base_url=studio.base_url
        )
        ProfileStore(self.home / "config" / "sites.json").put(profile)
        SettingsStore(self.home / "config" / "settings.json").change(last_site=SITE)

    def run(self, death: str, until_lines: int = 0) -> dict[str, Any]:
        """Start, let it live, see it die; what it found at its start."""
        environ = {
            "CALDESK_TEST_KEY": self.studio.api_key,
            "CALDESK_TEST_DEATH": death,
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
            "QT_QPA_PLATFORM": "offscreen",
        }
        with running(self.folder, start=[str(RESTLESS)], **environ) as program:
            if until_lines:
                wait_for(lambda: len(lines(program)) >= until_lines or program.process.poll() is not None, death)
                if death == "signing in":
                    asyncio.run(browse(lines(program)[1]["link"], "account-0", "allow"))
                program.process.send_signal(signal.SIGKILL)
            expected = 0 if death == "close" else -signal.SIGKILL
            assert program.process.wait(20) == expected, f"{death}: {program.stderr}"
            found, *confirmed = lines(program)
        for each in confirmed:
            self.confirmed |= each
            self.switches += "switch" in each
        return found

    def whole(self) -> None:
        """Every file can be read by itself; what was half written has not taken the place of anything."""
        for name in ("sites.json", "settings.json"):
            json.loads((self.home / "config" / name).read_bytes())
        for last in (self.home / "data" / "last").glob("*.json"):
            json.loads(last.read_bytes())
        assert not list(self.home.rglob("*unreadable*"))
        with closing(sqlite3.connect(self.home / "data" / "history.sqlite3")) as history:
            assert history.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def kept(self, found: dict[str, Any]) -> None:
        """What a start finds is at least what was confirmed before; what was under way may have been done too."""
        assert not found["trouble"]
        assert found["sites"] - self.confirmed["sites"] in (0, 1)
        assert not self.confirmed["reveal"] or found["reveal"] - self.confirmed["reveal"] in (0, 1)
        halves = {key: one.sync_config.sync_to_calendar for key, one in self.studio.site.world.connections.items()}
        assert found["exports"] == {key: half.enabled if half else None for key, half in halves.items()}

    def switched(self) -> list[tuple[str, str]]:
        """What the history says of switches: to what, and where."""
        with closing(sqlite3.connect(self.home / "data" / "history.sqlite3")) as history:
            return history.execute("SELECT after, place FROM entry WHERE kind = 'switch' ORDER BY number").fetchall()


def lines(program: Program) -> list[dict[str, Any]]:
    """What it has said, without a line that its death cut off."""
    return [json.loads(line) for line in program.stdout.splitlines(keepends=True) if line.endswith("\n")]


def test_killed_anywhere_it_loses_nothing_that_was_confirmed(tmp_path: Path, studio: SandboxThread):
    chain, luck = Chain(tmp_path, studio), random.Random(5)  # noqa: S311 - no secret
    plan = [(death, 0) for death in PLANNED] + [("", luck.randint(2, 40)) for _ in range(ANYWHERE)]
    for death, moment in plan:
        found = chain.run(death, moment)
        chain.whole()
    found = chain.run("close")
    chain.kept(found)
    said = chain.switched()
    assert chain.switches > len(PLANNED)
    assert {place for _after, place in said} == {"here"}, "no change is blamed on somebody elsewhere"
    assert [after for after, _place in said] == ["off", "on"] * (len(said) // 2) + ["off"] * (len(said) % 2)
    assert chain.switches <= len(said) <= chain.switches + len(plan)


def test_killed_while_somebody_signs_in_it_says_so_and_finds_what_came_of_it(tmp_path: Path, studio: SandboxThread):
    chain = Chain(tmp_path, studio)
    before = chain.run("signing in", 2)["accounts"]
    chain.whole()
    found = chain.run("close")
    assert "sign-in-cut-off" in found["notices"]
    assert len(found["accounts"]) == len(before) + 1
    again = chain.run("close")
    assert "sign-in-cut-off" not in again["notices"], "said once"
