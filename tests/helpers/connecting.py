"""Drives the connect dialog in tests: a session on a practice site, the wizard, and the pages inside it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import shiboken6
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from caldesk.domain.provider import CalendarType
from caldesk.domain.secret import Secret
from caldesk.sandbox.server import SandboxThread
from caldesk.services.clock import SystemClock
from caldesk.services.connect.steps import Step
from caldesk.services.opening import open_session
from caldesk.services.profiles import SiteProfile
from caldesk.services.session import Session
from caldesk.services.settings import SettingsStore
from caldesk.ui.connect.wizard import ConnectWizard
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.shell import Shell
from caldesk.ui.style import Look
from tests.helpers import sandbox
from tests.helpers.waiting import until


@contextmanager
def practice(scenario: str) -> Iterator[SandboxThread]:
    """A practice site. Qt objects that an earlier test left to Python go first: its thread must not collect them."""
    with sandbox.running(scenario) as server:
        yield server


class Bench(Struct):
    """A session with a shell and a window around it; `posted` holds the notices, of which a test expects none.

    The window owns the dialogs, as in life: one that only Python owned could be collected in the practice site's
    thread.
    """

    session: Session
    shell: Shell
    window: QWidget
    posted: list[Notice]

    def wizard(self, **about: str) -> ConnectWizard:
        """The dialog, opened."""
        made = ConnectWizard(self.session, self.shell, self.window, **about)
        made.open()
        return made

    def provider_id(self, kind: CalendarType) -> str:
        """Id of the provider of a kind."""
        return next(one.id for one in self.session.state.snapshot.providers if one.calendar_type is kind)

    def free_schedule(self) -> str:
        """Id of a schedule without a connection."""
        snapshot = self.session.state.snapshot
        return next(one.id for one in snapshot.schedules if not snapshot.on_schedule(one.id))


def profile_of(server: SandboxThread, **changes: object) -> SiteProfile:
    """The practice site as a profile."""
    profile = SiteProfile(
        id="practice",
        name="Practice studio",
        site_id=server.site_id,
        account_id=server.account_id,
        base_url=server.base_url,
        practice=True,
    )
    return replace(profile, **changes)


@asynccontextmanager
async def bench(server: SandboxThread, **changes: object) -> AsyncIterator[Bench]:
    """A session that has read the practice site once."""
    session = open_session(profile_of(server, **changes), Secret(server.api_key), SystemClock())
    app = QGuiApplication.instance()
    assert isinstance(app, QApplication)
    notices = Notices()
    posted: list[Notice] = []
    notices.posted.connect(posted.append)
    look = Look(app)
    window = QWidget()
    try:
        await session.connections.refresh()
        yield Bench(session, Shell(look=look, notices=notices, settings=SettingsStore(None)), window, posted)
    finally:
        await session.close()
        window.deleteLater()
        look.deleteLater()
        await until(lambda: not shiboken6.isValid(window), what="the window to be gone")


@asynccontextmanager
async def busy_bench() -> AsyncIterator[Bench]:
    """The same on a busy studio of its own."""
    with practice("busy") as server:
        async with bench(server) as made:
            yield made


async def at(wizard: ConnectWizard, step: Step, limit: float = 15.0) -> None:
    """Wait until the dialog shows a step."""
    await until(lambda: wizard.flow.state.step is step, limit=limit, what=f"{step}, not {wizard.flow.state.step}")


def button(wizard: QWidget, name: str) -> QAbstractButton:
    """The button with that object name."""
    found = wizard.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


async def press(wizard: QWidget, name: str) -> None:
    """Press a button once it can be pressed."""
    await until(lambda: button(wizard, name).isEnabled(), what=name)
    button(wizard, name).click()


async def page_of(wizard: ConnectWizard):
    """The embedded page that is shown, once there is one."""
    from PySide6.QtWebEngineWidgets import QWebEngineView

    await until(lambda: wizard.findChild(QWebEngineView) is not None, what="the embedded view")
    return wizard.findChildren(QWebEngineView)[-1].page()


async def js(page, code: str) -> object:
    """Run JavaScript in a page; only numbers, texts and truth come back."""
    answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    page.runJavaScript(code, 0, lambda said: answer.done() or answer.set_result(said))
    return await asyncio.wait_for(answer, 5)


async def click(wizard: ConnectWizard, element: str) -> None:
    """Click an element of the embedded page once it is there."""
    there = f"document.getElementById({json.dumps(element)})"
    end = asyncio.get_running_loop().time() + 10
    while True:
        page = await page_of(wizard)
        if await js(page, f"!!{there} && document.readyState === 'complete'"):
            break
        assert asyncio.get_running_loop().time() < end, f"no element {element} on {page.url().toString()}"
        await asyncio.sleep(0.02)
    page.runJavaScript(f"{there}.click()")


async def sign_in_page(wizard: ConnectWizard) -> None:
    """From the opened dialog to the provider's first page, in the embedded view."""
    await at(wizard, Step.HOW)
    await press(wizard, "connect.sign-in")
    await at(wizard, Step.CONSENT)
