"""An open site in a window, as the program opens one: with a history, a last state, and a clock that can be moved."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QApplication, QWidget

from caldesk.domain.secret import Secret
from caldesk.sandbox.server import SandboxThread
from caldesk.services.history.store import HistoryStore
from caldesk.services.last_state import LastStates
from caldesk.services.opening import open_session
from caldesk.services.session import Session
from caldesk.services.settings import SettingsStore
from caldesk.ui.main_window import MainWindow
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.shell import Shell
from caldesk.ui.site_view import SiteView
from caldesk.ui.style import Look
from tests.helpers.connecting import profile_of
from tests.helpers.waiting import until

SITE = "one"
NOBODY = "http://127.0.0.1:9"
"""An address where nothing listens."""


class MovedClock:
    """The wall clock, `by` seconds from now; sleeping takes its time."""

    def __init__(self, by: float = 0.0) -> None:
        self.by = by

    def now(self) -> float:
        return time.time() + self.by

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Watched(Struct):
    """The parts of an open site; `posted` and `withdrawn` hold its notices."""

    window: MainWindow
    view: SiteView
    session: Session
    shell: Shell
    clock: MovedClock
    posted: list[Notice]
    withdrawn: list[str]

    def find(self, kind: type, name: str) -> QWidget:
        """The widget of that name."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    async def look(self) -> None:
        """One whole look at the site."""
        await self.session.connections.refresh()

    async def has_read(self) -> None:
        """Wait for the first look of this run."""
        state = self.session.state
        await until(lambda: state.snapshot.checked_at and not state.snapshot.remembered and not state.snapshot.loading)


@asynccontextmanager
async def watched(
    server: SandboxThread, folder: Path, *, by: float = 0.0, settings: SettingsStore | None = None, base_url: str = ""
) -> AsyncIterator[Watched]:
    """The site opened and closed; what it keeps is in `folder`."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shell = Shell(look=Look(app), notices=Notices(), settings=settings or SettingsStore(None))
    shell.look.calm(True)
    posted: list[Notice] = []
    withdrawn: list[str] = []
    shell.notices.posted.connect(posted.append)
    shell.notices.withdrawn.connect(withdrawn.append)
    history, clock = HistoryStore(folder / "history.sqlite3"), MovedClock(by)
    profile = profile_of(server, id=SITE, practice=False, base_url=base_url or server.base_url)
    last = LastStates(folder / "last").of(SITE)
    session = open_session(profile, Secret(server.api_key), clock, history, last)
    window = MainWindow(shell.look, shell.settings)
    window.notices.listen(shell.notices)
    window.complete()
    window.show()
    view = SiteView(session, shell, window)
    window.set_pages(view.pages(), "connections")
    view.start()
    try:
        yield Watched(window, view, session, shell, clock, posted, withdrawn)
    finally:
        view.close()
        await session.close()
        await history.close()
        window.close()
        window.deleteLater()
        shell.look.deleteLater()
