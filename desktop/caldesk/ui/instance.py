"""One program for each person: a second start asks the first to come forward, and ends.

A lock in the data folder tells who is first; one whose owner is gone counts as free. The first listens on a local
socket beside it. Without a place for the lock (a read-only home) every start is a first one.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 5.0
"""Seconds in which the first one must answer; it may still be starting itself."""
_PAUSE = 0.1
_LONGEST = 4096
_LONGEST_ADDRESS = 100
"""Bytes: a Unix socket's path has 108."""
_ANSWER = b"here\n"


class Call(Struct, frozen=True, kw_only=True):
    """What a second start wants: the window, or a practice site in it. `token` lets the first take the focus."""

    practice: str = ""
    token: str = ""


class Instance:
    """The claim of one start on one data folder. Keep it as long as the program runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: QLocalServer | None = None
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
        call = msgspec.json.encode(Call(practice=practice, token=os.environ.get("XDG_ACTIVATION_TOKEN", ""))) + b"\n"
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            try:
                return _asked(_address(self._folder), call, left) == _ANSWER
            except OSError:  # it does not listen yet
                time.sleep(min(_PAUSE, left))
        return False

    def listen(self, heard: Callable[[Call], None]) -> None:
        """Tell `heard` of each later start. Whoever does not hold the lock does not listen."""
        if self._lock is None or not self._lock.isLocked():
            return
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: _serve(server, heard))
        address = _address(self._folder)
        QLocalServer.removeServer(address)  # left by one that crashed; the lock says that nobody listens on it
        if server.listen(address):
            self._server = server

    def release(self) -> None:
        """The program ends."""
        if self._server is not None:
            self._server.close()
        if self._lock is not None:
            self._lock.unlock()


def _serve(server: "QLocalServer", heard: Callable[[Call], None]) -> None:
    while (socket := server.nextPendingConnection()) is not None:
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda socket=socket: _answer(socket, heard))


def _answer(socket: "QLocalSocket", heard: Callable[[Call], None]) -> None:
    """Take one call once its line is whole; what is not one is hung up on."""
    if not socket.canReadLine():
        if socket.bytesAvailable() > _LONGEST:
            socket.abort()
        return
    try:
        call = msgspec.json.decode(bytes(socket.readLine(_LONGEST).data()), type=Call)
    except ValueError:
        socket.abort()
        return
    socket.write(_ANSWER)
    socket.disconnectFromServer()
    heard(call)


def _asked(address: str, call: bytes, seconds: float) -> bytes:
    """The answer to a call. Raises OSError where nobody listens, or nobody answers in time."""
    if sys.platform == "win32":
        _let_it_take_the_focus()
        with Path(rf"\\.\pipe\{address}").open("r+b", buffering=0) as pipe:
            pipe.write(call)
            return pipe.read(len(_ANSWER)) or b""
    import socket

    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(seconds)
        line.connect(address)
        line.sendall(call)
        return line.recv(len(_ANSWER))


def _let_it_take_the_focus() -> None:
    """Windows lets only the program that the user has just started say who may come to the front."""
    if sys.platform == "win32":
        import ctypes

        anybody = -1
        ctypes.windll.user32.AllowSetForegroundWindow(anybody)


def _address(folder: Path) -> str:
    """A socket in the folder itself, which belongs to the user; a name made from it where that is too long."""
    path = folder / "running.socket"
    if sys.platform != "win32" and len(os.fsencode(path)) <= _LONGEST_ADDRESS:
        return str(path)
    import tempfile
    from hashlib import sha256  # 3 MB that the first paint does without

    name = f"caldesk-{sha256(os.fsencode(folder)).hexdigest()[:24]}"
    return name if sys.platform == "win32" else str(Path(tempfile.gettempdir()) / name)
