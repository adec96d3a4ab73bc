"""One program for each person: a second start asks the first to come forward, and ends.

A lock in the data folder tells who is first; one whose owner is gone counts as free. A later start leaves a call, a
file in a folder that the first one watches, and takes its vanishing for the answer. A socket would do as well, but Qt's
come with its network library, 3 MB that nothing else needs before a sign-in. Without a place for the lock (a read-only
home) every start is a first one.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct
from PySide6.QtCore import QFileSystemWatcher, QLockFile, QTimer

from caldesk.services.whole_file import write_whole

PATIENCE = 5.0
"""Seconds in which the first one must answer; it may still be starting itself. No call is heard any later."""
_PAUSE = 0.05
_LONGEST = 4096


class Call(Struct, frozen=True, kw_only=True):
    """What a second start wants: the window, or a practice site in it. `token` lets the first take the focus."""

    practice: str = ""
    token: str = ""


class Instance:
    """The claim of one start on one data folder. Keep it as long as the program runs."""

    def __init__(self, folder: Path) -> None:
        self._calls = folder / "starts"
        self._watcher: QFileSystemWatcher | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self._lock = None
        else:
            self._lock = QLockFile(str(folder / "running.lock"))
            self._lock.setStaleLockTime(0)  # no lock is too old, only its owner can be gone
        self.is_first = self._claim()

    def _claim(self) -> bool:
        """Whether nobody else holds the folder; a lock that cannot be made holds nobody back."""
        if self._lock is None or self._lock.tryLock(0):
            return True
        return self._lock.error() is not QLockFile.LockError.LockFailedError

    def hand_over(self, practice: str) -> bool:
        """Ask the first to come forward; whether it answered in time."""
        _let_it_take_the_focus()
        call = Call(practice=practice, token=os.environ.get("XDG_ACTIVATION_TOKEN", ""))
        file = self._calls / f"{os.getpid()}.json"
        try:
            write_whole(file, msgspec.json.encode(call))
        except OSError:  # a full disk
            return False
        end = time.monotonic() + PATIENCE
        while file.exists() and time.monotonic() < end:
            time.sleep(_PAUSE)
        return not _taken_back(file)

    def listen(self, heard: Callable[[Call], None]) -> None:
        """Tell `heard` of each later start, also of one since the lock. Who does not hold the lock does not listen."""
        if self._lock is None or not self._lock.isLocked():
            return
        try:
            self._calls.mkdir(exist_ok=True)
        except OSError:
            return
        self._watcher = QFileSystemWatcher([str(self._calls)])
        self._watcher.directoryChanged.connect(lambda _folder: _answer(self._calls, heard))
        QTimer.singleShot(0, self._watcher, lambda: _answer(self._calls, heard))  # those that came before

    def release(self) -> None:
        """The program ends."""
        self._watcher = None
        if self._lock is not None:
            self._lock.unlock()


def _answer(calls: Path, heard: Callable[[Call], None]) -> None:
    """Take every call that is there; what is none, and what nobody waits for any more, goes unheard."""
    for file in sorted(calls.glob("*.json")):
        try:
            too_old = time.time() - file.stat().st_mtime > PATIENCE
            with file.open("rb") as opened:
                said = opened.read(_LONGEST)
            file.unlink()
        except OSError:  # it was taken back
            continue
        if not too_old and (call := _understood(said)) is not None:
            heard(call)


def _understood(said: bytes) -> Call | None:
    try:
        return msgspec.json.decode(said, type=Call)
    except ValueError:
        return None


def _taken_back(file: Path) -> bool:
    """Whether nobody has taken it before us."""
    try:
        file.unlink()
    except OSError:  # it is gone, or just being read
        return False
    return True


def _let_it_take_the_focus() -> None:
    """Windows lets only the program that the user has just started say who may come to the front."""
    if sys.platform == "win32":
        import ctypes

        anybody = -1
        ctypes.windll.user32.AllowSetForegroundWindow(anybody)
