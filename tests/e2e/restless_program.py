"""The program as in life, with hands of its own that never rest and that can be told where to die: a test's process.

CALDESK_TEST_KEY holds the key of the site, CALDESK_TEST_DEATH the place to die at, "" to be killed from outside,
"look" to do nothing but look, "watch" to be left alone with titles revealed, or "close". Each line of standard output
is one JSON object: what stands at the start, then what was confirmed.
"""

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import keyring

from caldesk import app, program
from caldesk.api import connections
from caldesk.domain.connection import is_live
from caldesk.domain.provider import CalendarType
from caldesk.services import watch_pace
from caldesk.services.connect.ways import Way
from caldesk.services.history.database import Database
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import Saving
from caldesk.ui.site_view import SiteView
from caldesk.ui.surroundings import Surroundings
from tests.helpers.memory_keyring import MemoryKeyring
from tests.helpers.waiting import until

WARM = 6
"""Confirmed things before a death that is planned."""
DEATH = os.environ["CALDESK_TEST_DEATH"]
told = 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def tell(**facts: Any) -> None:
    global told
    told += 1
    print(json.dumps(facts), flush=True)  # noqa: T201 - the test reads it


def at_death(place: str) -> bool:
    return place == DEATH and told >= WARM


def dying_fsync(descriptor: int, sync: Callable[[int], None] = os.fsync) -> None:
    """Between what was written and what takes the old file's place."""
    if at_death("torn file"):
        os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
        die()
    sync(descriptor)
    if at_death("file not replaced"):
        die()


def dying_put(self: Database, *about: Any, put: Callable[..., None] = Database._put) -> None:
    """Between what was written into the history and its commit."""
    put(self, *about)
    if at_death("half a batch"):
        die()


async def dying_update(*about: Any, update: Callable[..., Awaitable[Any]] = connections.update_sync_config) -> Any:
    """Between the service's answer and whoever waits for it."""
    answer = await update(*about)
    if at_death("answer not taken"):
        die()
    return answer


class Restless(program.Program):
    """Begins to do things as soon as the site was read."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._notices: list[str] = []
        self._shell.notices.posted.connect(lambda notice: self._notices.append(notice.id))
        self.site_opened.connect(lambda view: self._tasks.run(self._live(view), key="restless"))

    async def _live(self, view: SiteView) -> None:
        session, state = view._session, view._session.state
        await until(lambda: state.snapshot.checked_at and not (state.snapshot.remembered or state.snapshot.loading))
        await session.history.flush()
        held = {key: each.connection.sync_config.exports.enabled for key, each in state.snapshot.connections.items()}
        tell(
            notices=self._notices,
            trouble=bool(session.history.trouble),
            reveal=self._shell.settings.preferences.reveal_seconds,
            sites=len(self._profiles.profiles),
            accounts=sorted(each.connection.account_email for each in state.snapshot.connections.values()),
            exports=held,
        )
        if DEATH == "close":
            self.window.close()
        elif DEATH == "look":
            await self._look(view)
        elif DEATH == "watch":
            await self._reveal(view)
        elif DEATH == "signing in":
            await self._sign_in(view)
        else:
            await asyncio.gather(self._switch(view), self._choose(), self._add_sites(), self._look(view))

    async def _switch(self, view: SiteView) -> None:
        """A switch to and fro, each time once the last one is confirmed."""
        session, state = view._session, view._session.state
        key = min(key for key, each in state.snapshot.connections.items() if is_live(each.connection))
        while True:
            on = not state.snapshot.connections[key].connection.sync_config.exports.enabled
            session.connections.set_export(key, on)
            await until(lambda: state.snapshot.connections[key].saving is Saving.SETTLED)
            tell(switch=key, on=on)

    async def _choose(self) -> None:
        while True:
            wished = self._shell.settings.preferences.reveal_seconds + 1
            self._shell.settings.change(reveal_seconds=wished)
            tell(reveal=wished)
            await asyncio.sleep(0.01)

    async def _add_sites(self) -> None:
        while True:
            count = len(self._profiles.profiles)
            self._profiles.put(SiteProfile(id=f"other-{count}", name=f"Site {count}"))
            tell(sites=count + 1)
            await asyncio.sleep(0.02)

    async def _look(self, view: SiteView) -> None:
        while True:
            await view._session.connections.refresh()
            await asyncio.sleep(0)

    async def _reveal(self, view: SiteView) -> None:
        """Show titles, and tell when they are gone; the site is watched as ever, only faster."""
        watch_pace.USUAL = watch_pace.FAST = watch_pace.STARTING = 0.2
        watch_pace._REQUESTS_A_MINUTE = 100_000.0
        calendar = view._session.calendar
        calendar.reveal(600)
        await until(lambda: view.findChild(Surroundings)._lock is not None, limit=20)
        await view._session.connections.refresh()
        tell(revealed=True)
        await until(lambda: calendar.revealed_until is None, limit=60)
        tell(revealed=False)
        await asyncio.Event().wait()

    async def _sign_in(self, view: SiteView) -> None:
        """As far as the link for somebody's own phone."""
        snapshot = view._session.state.snapshot
        view.dialogs.connect_calendar(next(one.id for one in snapshot.schedules if not snapshot.on_schedule(one.id)))
        wizard = view.dialogs.wizard
        assert wizard is not None
        google = next(one.id for one in snapshot.providers if one.calendar_type is CalendarType.GOOGLE)
        wizard.flow.choose_provider(google, Way.PHONE)
        signing_in = asyncio.ensure_future(wizard.flow.sign_in())
        await until(lambda: wizard.flow.state.link)
        tell(link=wizard.flow.state.link)
        await signing_in


class KeyInHand(MemoryKeyring):
    """Holds the key of every site."""

    def get_password(self, service: str, username: str) -> str | None:
        return os.environ["CALDESK_TEST_KEY"]


keyring.set_keyring(KeyInHand())
os.fsync = dying_fsync  # type: ignore[assignment]
Database._put = dying_put  # type: ignore[method-assign]
connections.update_sync_config = dying_update  # type: ignore[assignment]
program.Program = Restless  # type: ignore[misc]
raise SystemExit(app.open_window())
