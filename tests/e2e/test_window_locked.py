"""The screen is locked around the real program, over a real session bus: titles go, and nothing more is asked."""

import os
import subprocess
import time
from pathlib import Path

from caldesk.sandbox.server import SandboxThread
from caldesk.services.profiles import ProfileStore, SiteProfile
from tests.helpers import sandbox
from tests.helpers.desktop import ROOT, running, wait_for
from tests.helpers.session_bus import session_bus

RESTLESS = Path(__file__).with_name("restless_program.py")
QUIET = 2.0
"""Seconds without a question, ten times as long as its pace in this test."""


def tell(bus: dict[str, str], active: bool) -> None:
    """What a screen saver sends."""
    signal = "org.freedesktop.ScreenSaver.ActiveChanged"
    command = ["dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver", signal]
    subprocess.run([*command, f"boolean:{str(active).lower()}"], env=os.environ | bus, check=True, timeout=10)


def asked(studio: SandboxThread) -> int:
    return len(studio.control.requests("listConnections"))


def is_quiet(studio: SandboxThread) -> bool:
    """Whether nothing was asked for a while."""
    count, end = asked(studio), time.monotonic() + QUIET
    while time.monotonic() < end:
        if asked(studio) != count:
            return False
        time.sleep(0.05)
    return True


def test_behind_a_locked_screen_titles_are_gone_and_nothing_is_asked(tmp_path: Path):
    with sandbox.running("busy") as studio, session_bus(tmp_path) as bus:
        profile = SiteProfile(
            id="studio", name="Studio", site_id=studio.site_id, account_id=studio.account_id, base_url=studio.base_url
        )
        ProfileStore(tmp_path / "home" / "config" / "sites.json").put(profile)
        environ = bus | {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
            "CALDESK_TEST_KEY": studio.api_key,
            "CALDESK_TEST_DEATH": "watch",
        }
        with running(tmp_path, start=[str(RESTLESS)], **environ) as program:
            wait_for(lambda: '{"revealed": true}' in program.stdout, "the titles")
            before = asked(studio)
            wait_for(lambda: asked(studio) > before + 3, "the watching")
            tell(bus, True)
            wait_for(lambda: '{"revealed": false}' in program.stdout, "the end of the titles")
            wait_for(lambda: is_quiet(studio), "the end of the questions")  # one may be on its way
            tell(bus, False)
            locked = asked(studio)
            wait_for(lambda: asked(studio) > locked + 3, "the watching again")
