"""A running program for tests of the window: all as in life, with folders and a keyring of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from msgspec import Struct
from PySide6.QtWidgets import QApplication, QWidget

from caldesk import paths
from caldesk.program import Program
from caldesk.services.history.store import HistoryStore
from caldesk.services.last_state import LastStates
from caldesk.services.policy.policy import Policy
from caldesk.services.profiles import ProfileStore
from caldesk.services.secrets import VaultSecretStore
from caldesk.services.settings import SettingsStore
from caldesk.ui import start_notices
from caldesk.ui.main_window import MainWindow
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.shell import Shell
from caldesk.ui.style import Look
from tests.helpers.waiting import until

NO_POLICY = Policy()


class ProgramDesk(Struct):
    """The window, the program in it, and every notice that was posted."""

    window: MainWindow
    program: Program
    posted: list[Notice]
    ended: Callable[[], bool]

    def find(self, kind: type, name: str) -> QWidget | None:
        """The visible widget with that name."""
        return next((one for one in self.window.findChildren(kind, name) if one.isVisible()), None)

    async def see(self, name: str, kind: type = QWidget) -> QWidget:
        """Wait until that widget is visible."""
        await until(lambda: self.find(kind, name), what=name)
        found = self.find(kind, name)
        assert found is not None
        return found


@asynccontextmanager
async def started(
    practice: str = "", *, close_first: bool = False, policy: Policy = NO_POLICY
) -> AsyncIterator[ProgramDesk]:
    """The program as the composition root starts it; it is closed at the end, however the test ends.

    `close_first` closes the window before there is a program in it.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = SettingsStore(paths.config_folder() / "settings.json", policy)
    shell = Shell(look=Look(app), notices=Notices(), settings=settings)
    posted: list[Notice] = []
    shell.notices.posted.connect(posted.append)
    window = MainWindow(shell.look, settings)
    window.notices.listen(shell.notices)
    window.show()
    start_notices.post_all(shell)
    if close_first:
        window.close()
    profiles = ProfileStore(paths.config_folder() / "sites.json")
    history = HistoryStore(paths.data_folder() / "history.sqlite3")
    program = Program(window, shell, profiles, VaultSecretStore(), history, LastStates(paths.data_folder() / "last"))
    running = asyncio.create_task(program.run(practice), name="program")
    try:
        yield ProgramDesk(window, program, posted, running.done)
    finally:
        window.close()
        await running
        window.deleteLater()
        shell.look.deleteLater()
