"""The whole program on a site of the stand-in, with all its events in memory and the calendar on screen."""

import asyncio
import sys

import keyring

from caldesk import app as caldesk_app
from caldesk.program import Program
from caldesk.services.history.store import HistoryStore
from caldesk.services.last_state import LastStates
from caldesk.services.profiles import ProfileStore, SiteProfile
from caldesk.services.secrets import SERVICE, VaultSecretStore
from caldesk.ui.main_window import MainWindow
from caldesk.ui.notices import Notice
from caldesk.ui.shell import Shell
from caldesk.ui.site_view import SiteView
from tests.benchmarks.held_year import YEAR, until_held
from tests.benchmarks.processes import tell
from tests.helpers.memory_keyring import MemoryKeyring

_SETTLED = 2.0
"""Seconds after which everything that a start brings has been done."""


async def _fill(shell: Shell, view: SiteView) -> None:
    shell.notices.post(Notice(id="bench", title="A notice stands over the page", text="As on many a morning."))
    session = view._session
    session.calendar.wish("bench", YEAR)
    await until_held(session)
    await asyncio.sleep(_SETTLED)
    web = any(name.startswith("PySide6.QtWebEngine") for name in sys.modules)
    tell({"events": len(session.calendar._feed.index), "web_engine": web})


async def work(window: MainWindow, shell: Shell, base_url: str) -> None:
    """Open the site and stay until the window is closed."""
    profiles = ProfileStore(None)
    profiles.put(SiteProfile(id="bench", name="Bench", site_id="bench", base_url=base_url, proxy=""))
    shell.settings.change_site_view("bench", page="calendar")  # where a front desk was when it closed the window
    vault = MemoryKeyring()
    vault.set_password(SERVICE, "site bench", "bench")
    keyring.set_keyring(vault)
    program = Program(window, shell, profiles, VaultSecretStore(), HistoryStore(None), LastStates(None))
    filling: list[asyncio.Task[None]] = []
    program.site_opened.connect(lambda view: filling.append(asyncio.ensure_future(_fill(shell, view))))
    caldesk_app._close_on_signals(window)
    await program.run()
