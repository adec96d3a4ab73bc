"""The screen's lock: what the system tells, over real buses where it is Linux, and what follows from it."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from msgspec import Struct
from PySide6.QtCore import QAbstractEventDispatcher, QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from caldesk.ui.screen_lock import ScreenLock, screen_lock
from caldesk.ui.screen_lock.mac import LOCKED, UNLOCKED, MacLock
from caldesk.ui.screen_lock.windows import (
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    WTS_SESSION_UNLOCK,
    Message,
    WindowsLock,
)
from caldesk.ui.surroundings import Surroundings
from tests.helpers import sandbox
from tests.helpers.session_bus import session_bus
from tests.helpers.waiting import until
from tests.helpers.watched_site import watched

with_buses = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs Linux and its package dbus"
)


class Heard(Struct):
    """What a lock has said."""

    states: list[bool]
    locking: list[str]

    @classmethod
    def of(cls, lock: ScreenLock) -> "Heard":
        made = cls([], [])
        lock.changed.connect(made.states.append)
        lock.locking.connect(lambda: made.locking.append("now"))
        return made


@pytest.fixture
def parent(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    if shiboken6.isValid(made):
        shiboken6.delete(made)


def test_it_is_locked_while_any_source_says_so(parent: QObject):
    lock = ScreenLock(parent)
    heard = Heard.of(lock)
    for source, locked in (("one", True), ("two", True), ("one", False), ("one", False), ("two", False)):
        lock.tell(source, locked)
    assert heard.states == [True, False]
    assert len(heard.locking) == 1
    assert not lock.is_locked


def test_who_is_at_the_window_knows_better(parent: QObject):
    lock = ScreenLock(parent)
    heard = Heard.of(lock)
    lock.tell("saver that was killed", True)
    lock.somebody_is_here()
    lock.somebody_is_here()
    assert heard.states == [True, False]


def test_a_wish_to_lock_hides_and_pauses_nothing(parent: QObject):
    lock = ScreenLock(parent)
    heard = Heard.of(lock)
    lock.lock_is_coming()
    assert (heard.states, heard.locking) == ([], ["now"])


# ----- Linux


@pytest.fixture
def buses(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The addresses of a session bus and of one that stands for the computer's."""
    for name in ("session", "system"):
        (tmp_path / name).mkdir()
    with session_bus(tmp_path / "session") as session, session_bus(tmp_path / "system") as system:
        yield session["DBUS_SESSION_BUS_ADDRESS"], system["DBUS_SESSION_BUS_ADDRESS"]


def tell_session(address: str, interface: str, active: bool) -> None:
    """A screen saver says that it is active, or not."""
    path, what = f"/{interface.replace('.', '/')}", f"boolean:{str(active).lower()}"
    subprocess.run(
        ["dbus-send", "--session", "--type=signal", path, f"{interface}.ActiveChanged", what],
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": address},
        check=True,
        timeout=10,
    )


def bus_lock(buses: tuple[str, str], parent: QObject) -> ScreenLock:
    from PySide6.QtDBus import QDBusConnection

    from caldesk.ui.screen_lock.linux import BusLock

    session, system = (QDBusConnection.connectToBus(address, address) for address in buses)
    return BusLock(session, system, parent)


@with_buses
@pytest.mark.parametrize("desktop", ["freedesktop", "gnome", "mate"])
async def test_a_screen_saver_of_any_desktop_is_heard(buses: tuple[str, str], parent: QObject, desktop: str):
    lock = bus_lock(buses, parent)
    heard = Heard.of(lock)
    for active in (True, False):
        tell_session(buses[0], f"org.{desktop}.ScreenSaver", active)
        await until(lambda active=active: heard.states[-1:] == [active], what=f"active {active}")
    assert heard.states == [True, False]


@with_buses
async def test_logind_tells_the_wish_and_the_lock(buses: tuple[str, str], parent: QObject):
    from tests.helpers.stand_in_logind import logind_on

    with logind_on(buses[1]) as logind:
        lock = bus_lock(buses, parent)
        heard = Heard.of(lock)
        await until(lambda: "Get" in logind.asked)
        logind.wish_to_lock()
        await until(lambda: heard.locking)
        assert heard.states == []
        logind.set_hint(True)
        await until(lambda: heard.states == [True])
        logind.set_hint(False)
        await until(lambda: heard.states == [True, False])


@with_buses
async def test_started_behind_a_lock_it_knows_so(buses: tuple[str, str], parent: QObject):
    from tests.helpers.stand_in_logind import logind_on

    with logind_on(buses[1]) as logind:
        logind.set_hint(True)
        lock = bus_lock(buses, parent)
        await until(lambda: lock.is_locked)


@with_buses
async def test_nobody_on_the_buses_means_not_locked(buses: tuple[str, str], parent: QObject):
    lock = bus_lock(buses, parent)
    tell_session(buses[0], "org.freedesktop.ScreenSaver", False)
    await until(lambda: not lock.children(), what="every question to be answered")
    assert not lock.is_locked


@pytest.mark.skipif(sys.platform != "linux", reason="the buses are Linux's")
def test_without_a_session_bus_none_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    from caldesk.ui.bus import session_bus as bus_of_the_session

    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert bus_of_the_session() is None


def test_a_system_without_the_library_counts_as_not_locked(parent: QObject, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtDBus", None)
    for name in ("bus", "screen_lock.linux"):
        monkeypatch.delitem(sys.modules, f"caldesk.ui.{name}", raising=False)
    lock = screen_lock(None, parent)  # type: ignore[arg-type] - only Windows looks at the window
    assert type(lock) is ScreenLock
    assert not lock.is_locked


def test_it_costs_nothing_before_somebody_asks():
    heavy = "PySide6.QtDBus PySide6.QtNetwork caldesk.ui.screen_lock caldesk.ui.line"
    code = f"import sys, caldesk.ui.site_view; sys.exit(', '.join(set('{heavy}'.split()) & set(sys.modules)) or 0)"
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "desktop")}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# ----- Windows and macOS: the real libraries are not here, what is done with them is


class Sessions:
    """Stands in for wtsapi32."""

    def __init__(self) -> None:
        self.registered: list[int | None] = []

    def WTSRegisterSessionNotification(self, window: ctypes.c_void_p, _which: int) -> int:  # noqa: N802 - its name
        self.registered.append(window.value)
        return 1

    def WTSUnRegisterSessionNotification(self, window: ctypes.c_void_p) -> int:  # noqa: N802 - its name
        self.registered.remove(window.value)
        return 1


def send(message: int, what: int) -> None:
    """A native message through Qt's own dispatcher."""
    made = Message(window=77, message=message, what=what, more=1)
    pointer = shiboken6.VoidPtr(ctypes.addressof(made))
    QAbstractEventDispatcher.instance().filterNativeEvent(QByteArray(b"windows_generic_MSG"), pointer, 0)


def test_windows_messages_about_the_session_are_understood(parent: QObject):
    sessions = Sessions()
    lock = WindowsLock(77, parent, sessions)
    heard = Heard.of(lock)
    send(WM_WTSSESSION_CHANGE + 1, WTS_SESSION_LOCK)
    send(WM_WTSSESSION_CHANGE, 5)  # somebody has logged on
    assert heard.states == []
    send(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)
    send(WM_WTSSESSION_CHANGE, WTS_SESSION_UNLOCK)
    assert heard.states == [True, False]
    assert sessions.registered == [77]
    shiboken6.delete(lock)
    assert sessions.registered == []
    send(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)


class Core:
    """Stands in for CoreFoundation: strings are their own numbers, callbacks are kept by name."""

    def __init__(self) -> None:
        self.strings: list[bytes] = []
        self.callbacks: dict[bytes, object] = {}

    def CFNotificationCenterGetDistributedCenter(self) -> int:  # noqa: N802 - its name
        return 1

    def CFStringCreateWithCString(self, _allocator: None, words: bytes, _encoding: int) -> int:  # noqa: N802 - its name
        self.strings.append(words)
        return len(self.strings)

    def CFNotificationCenterAddObserver(self, _center, _me, callback, name, *_more) -> None:  # noqa: N802 - its name
        self.callbacks[self.strings[name - 1]] = callback

    def CFNotificationCenterRemoveEveryObserver(self, _center, _me) -> None:  # noqa: N802 - its name
        self.callbacks.clear()

    def CFRelease(self, _string) -> None:  # noqa: N802 - its name
        pass


def test_what_the_mac_tells_everybody_is_understood(parent: QObject):
    core = Core()
    lock = MacLock(parent, core)
    heard = Heard.of(lock)
    for name in (LOCKED, UNLOCKED):
        core.callbacks[name](1, 2, 3, 4, 5)
    assert heard.states == [True, False]
    shiboken6.delete(lock)
    assert core.callbacks == {}


# ----- what follows


async def test_locked_titles_go_and_nothing_is_asked_until_somebody_is_back(tmp_path: Path):
    with sandbox.running("busy") as server:
        async with watched(server, tmp_path) as desk:
            await desk.has_read()
            around = desk.view.findChild(Surroundings)
            assert around is not None
            lock = ScreenLock(around)
            around.heed(lock)
            desk.session.calendar.reveal(60)
            assert desk.session.calendar.revealed_until is not None
            lock.tell("test", True)
            assert desk.session.calendar.revealed_until is None
            assert desk.session.watch.next_look_in is None
            handle = desk.window.windowHandle()
            assert handle is not None
            press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(handle, press)
            assert not lock.is_locked
            assert desk.session.watch.next_look_in is not None


async def test_a_wish_to_lock_hides_titles_but_goes_on_watching(tmp_path: Path):
    with sandbox.running("busy") as server:
        async with watched(server, tmp_path) as desk:
            await desk.has_read()
            around = desk.view.findChild(Surroundings)
            assert around is not None
            lock = ScreenLock(around)
            around.heed(lock)
            desk.session.calendar.reveal(60)
            lock.lock_is_coming()
            assert desk.session.calendar.revealed_until is None
            assert desk.session.watch.next_look_in is not None
