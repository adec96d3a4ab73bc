"""Opens the program: paints the window first, imports the rest afterwards, runs the loop until it closes.

asyncio on Qt, HTTP and the vault cost more to import than the window costs to show; WebEngine waits for the first
sign-in.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING

from caldesk import paths, plain_import, preflight
from caldesk.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from caldesk.services.policy.policy import Policy
    from caldesk.services.settings import SettingsStore
    from caldesk.ui.instance import Instance
    from caldesk.ui.main_window import MainWindow
    from caldesk.ui.shell import Shell

CANNOT_OPEN = 3


def open_window(practice: str = "") -> int:
    """Run the window to its end; `practice` names a scenario. Returns the exit code.

    Where a window is open already, that one comes forward and this start ends.
    """
    preflight.prepare_environment(os.environ)
    if problem := preflight.window_problem(os.environ) or preflight.qt_problem() or _home_problem():
        sys.stderr.write(problem + "\n")
        return CANNOT_OPEN
    instance = claimed()
    if not instance.is_first and instance.hand_over(practice):
        sys.stderr.write(_("Caldesk is open already. Its window comes to the front.") + "\n")
        return 0
    app, window, shell = first_stage(settings_store())
    wait_for_first_paint(window)
    second_stage(app, window, shell, practice, instance)
    instance.release()
    return 0


def _home_problem() -> str:
    try:
        paths.config_folder()
    except RuntimeError:
        return _("This user has no home folder. Set CALDESK_HOME, or HOME.")
    return ""


def claimed() -> "Instance":
    """The claim of this start on the user's folder; the first of Qt that is imported."""
    import PySide6.QtCore  # noqa: F401 - replaces `import`

    plain_import.restore()
    from caldesk.ui.instance import Instance

    return Instance(paths.data_folder())


def settings_store(policy: "Policy | None" = None) -> "SettingsStore":
    """The settings of this user under the policy of this computer, or under the one that is given."""
    from caldesk.services.policy.policy import read_policy
    from caldesk.services.settings import SettingsStore

    return SettingsStore(paths.config_folder() / "settings.json", read_policy() if policy is None else policy)


def first_stage(settings: "SettingsStore") -> "tuple[QApplication, MainWindow, Shell]":
    """The application and its window, shown but empty; imports nothing that the first paint does not need."""
    from PySide6.QtWidgets import QApplication

    plain_import.restore()
    from caldesk.ui import language
    from caldesk.ui.main_window import MainWindow
    from caldesk.ui.notices import Notices
    from caldesk.ui.shell import Shell
    from caldesk.ui.style import Look, Preference

    spoken = language.choose(settings.preferences.language)
    app = QApplication([*sys.argv[:1], "-style", "fusion"])  # asking for it later makes the fifty enums of QStyle
    language.translate_qt(app, spoken)
    app.setApplicationName("Caldesk")
    app.setDesktopFileName("caldesk")
    app.setQuitOnLastWindowClosed(False)
    look = Look(app, Preference(settings.preferences.look.value))
    shell = Shell(look=look, notices=Notices(app), settings=settings)
    window = MainWindow(look, settings)
    window.notices.listen(shell.notices)
    window.show()
    return app, window, shell


def wait_for_first_paint(window: "MainWindow") -> None:
    """Let Qt draw the window once, on a loop of its own; one that is closed before will not be drawn."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    window.first_painted.connect(lambda: QTimer.singleShot(0, loop.quit))
    window.closed.connect(loop.quit)
    loop.exec()  # asyncio's loop is not imported yet: nothing runs that could be entered twice


def second_stage(
    app: "QApplication", window: "MainWindow", shell: "Shell", practice: str, instance: "Instance"
) -> None:
    """Import the rest and work until the window is closed."""
    from caldesk import log
    from caldesk.program import Program
    from caldesk.services.history.store import HistoryStore
    from caldesk.services.last_state import LastStates
    from caldesk.services.profiles import ProfileStore
    from caldesk.services.secrets import VaultSecretStore
    from caldesk.ui import loop, start_notices

    log.set_up(paths.log_folder())
    start_notices.post_all(shell, unanswered=not instance.is_first)

    async def work() -> None:
        profiles = ProfileStore(paths.config_folder() / "sites.json")
        history = HistoryStore(paths.data_folder() / "history.sqlite3")
        last_states = LastStates(paths.data_folder() / "last")
        updates = paths.data_folder() / "updates.json"
        program = Program(window, shell, profiles, VaultSecretStore(), history, last_states, updates)
        _close_on_signals(window)
        instance.listen(program.heed)
        await program.run(practice)

    gc.freeze()  # what is imported by now stays: the collector need not look through it again and again
    loop.run(work(), app)


def _close_on_signals(window: "MainWindow") -> None:
    """Ctrl-C and a polite kill close the window, where the operating system can tell the loop."""
    import asyncio
    import signal

    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, window.close)
