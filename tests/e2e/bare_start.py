"""Starts the real program where something is missing, waits for what a test expects to see, and tells it as JSON.

The plan comes in CALDESK_PLAN: `{"lack", "policy", "key", "patience", "do", "see"}`. Exit 77 means that this computer
does not let us take that away.
"""

import asyncio
import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from caldesk.program import Program

CANNOT_TAKE_AWAY = 77
_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
_LIMIT = 20.0


def take_away(lack: str) -> None:
    """Nothing of it reaches beyond this process and its children."""
    if lack == "home":
        import pwd

        pwd.getpwuid = _nobody
        return
    home = os.environ.get("CALDESK_HOME") or os.environ["HOME"]
    if lack == "webengine":
        sys.modules["PySide6.QtWebEngineWidgets"] = None
    elif lack == "qt":
        sys.modules["PySide6"] = None
    elif lack == "writing":
        _own_mounts()
        _run("mount", "--bind", home, home)
        _run("mount", "-o", "remount,ro,bind", home)
    elif lack == "space":
        _own_mounts()
        _small_disk(Path(home))


def _nobody(number: int) -> None:
    raise KeyError(number)


def _own_mounts() -> None:
    flags = _NEW_MOUNTS if os.geteuid() == 0 else _NEW_MOUNTS | _NEW_USER
    user = os.geteuid()
    if ctypes.CDLL(None, use_errno=True).unshare(flags):
        sys.exit(CANNOT_TAKE_AWAY)
    if flags & _NEW_USER:
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    _run("mount", "--make-rprivate", "/")


def _run(*command: str) -> None:
    if subprocess.run(command, capture_output=True, check=False).returncode:
        sys.exit(CANNOT_TAKE_AWAY)


def _small_disk(home: Path) -> None:
    """The same files on a disk of 256 KB without a free byte."""
    aside = home.with_name("aside")
    shutil.copytree(home, aside)
    _run("mount", "-t", "tmpfs", "-o", "size=256k", "none", str(home))
    shutil.copytree(aside, home, dirs_exist_ok=True)
    with (home / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return


def prepare(plan: dict[str, str]) -> None:
    """A policy, a key and an amount of patience of the test's own."""
    if "policy" in plan:
        from caldesk.services.policy import places

        places.LINUX_FILE = Path(plan["policy"])
    if "key" in plan:
        import keyring

        from caldesk.services.secrets import SERVICE
        from tests.helpers.memory_keyring import MemoryKeyring

        keyring.set_keyring(MemoryKeyring())
        keyring.set_password(SERVICE, "site a", plan["key"])
    if "patience" in plan:
        from caldesk.ui import instance

        instance.PATIENCE = plan["patience"]


def show_settings(program: "Program") -> None:
    program.window.show_page("settings")


def choose_dark(program: "Program") -> None:
    from caldesk.services.policy.declared import LookChoice

    program._shell.settings.change(look=LookChoice.DARK)


def ask_how(program: "Program") -> None:
    """Open the connect dialog at the choice of the ways, with a sign-in by OAuth."""
    snapshot = program._session.state.snapshot
    program._view.dialogs.connect_calendar(snapshot.schedules[0].id)
    provider = next(one for one in snapshot.providers if one.connects_by_oauth)
    program._view.dialogs.wizard.flow.choose_provider(provider.id)


def minimise(program: "Program") -> None:
    """Tell that it is so, for the test to start another one; what is seen next is in a window that came forward."""
    program.window.showMinimized()
    program.window.hide()
    tell("ready")


def is_forward(program: "Program") -> bool:
    return program.window.isVisible() and not program.window.isMinimized()


DEEDS: dict[str, Callable[["Program"], None]] = {
    "settings": show_settings,
    "dark": choose_dark,
    "how": ask_how,
    "minimise": minimise,
}


async def watch(program: "Program", plan: dict[str, object]) -> dict[str, object]:
    """Wait for the site, do the deed, wait for every name to be seen; how each looked."""
    if plan.get("do"):
        await until(lambda: found("firstRunPage") or has_read(program))
        DEEDS[str(plan["do"])](program)
    if plan.get("do") == "minimise":
        await until(lambda: is_forward(program))
    names = [str(name) for name in plan["see"]]
    await until(lambda: all(found(name) is not None for name in names))
    return {name: told(found(name)) for name in names}


def has_read(program: "Program") -> bool:
    return program._session is not None and bool(program._session.state.snapshot.providers)


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + _LIMIT
    while not condition() and time.monotonic() < end:  # noqa: ASYNC110 - any condition
        await asyncio.sleep(0.05)


def found(name: str) -> "QWidget | None":
    from PySide6.QtWidgets import QApplication, QWidget

    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            for one in (top, *top.findChildren(QWidget, name)):
                if one.objectName() == name and one.isVisibleTo(top):
                    return one
    return None


def told(widget: "QWidget | None") -> object:
    """The words on it, and whether it can be used; None where it never came."""
    from PySide6.QtWidgets import QLabel

    if widget is None:
        return None
    labels = [widget, *widget.findChildren(QLabel)]
    words = [label.text() for label in labels if isinstance(label, QLabel) and label.isVisibleTo(widget.window())]
    return {"words": "\n".join(words), "enabled": widget.isEnabled()}


def main() -> None:
    plan = json.loads(os.environ["CALDESK_PLAN"])
    take_away(plan.get("lack", ""))
    prepare(plan)
    if plan.get("lack") not in ("qt", "home"):
        observe(plan)
    from caldesk.cli.main import main

    sys.exit(main(sys.argv[1:]))


def observe(plan: dict[str, object]) -> None:
    """Have the program watched while it runs; then its window is closed as by a person."""
    from caldesk.program import Program

    run = Program.run

    async def watched(program: Program, practice: str = "") -> None:
        running = asyncio.create_task(run(program, practice))
        tell(json.dumps(await watch(program, plan)))
        program.window.close()
        await running

    Program.run = watched


if __name__ == "__main__":
    main()
