"""Linux: screen savers tell the session bus that they are active, logind tells the system bus that a session is locked.

Sources: `org.freedesktop.ScreenSaver` and its desktop variants (`ActiveChanged`, `GetActive`); `org.freedesktop.login1`
(`Lock` and `Unlock` are wishes, `LockedHint` is what the desktop says is so).
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusPendingCallWatcher, QDBusVariant

from caldesk.ui.screen_lock.port import ScreenLock

_DESKTOPS = ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
_LOGIND = "org.freedesktop.login1"
_MANAGER = f"{_LOGIND}.Manager"
_SESSION = f"{_LOGIND}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_HINT = "LockedHint"


class BusLock(ScreenLock):
    """Listens on both buses, or on the one there is; it never starts a service and never waits for an answer."""

    def __init__(self, session: QDBusConnection | None, system: QDBusConnection | None, parent: QObject) -> None:
        super().__init__(parent)
        self._system, self._path = system, ""
        if session is not None and session.isConnected():
            self._listen_to_screen_savers(session)
        if system is not None and system.isConnected():
            ask = _call(_LOGIND, "/org/freedesktop/login1", _MANAGER, "GetSession")
            ask.setArguments([os.environ.get("XDG_SESSION_ID") or "auto"])
            self._ask(system, ask, self._found_session)

    def _listen_to_screen_savers(self, bus: QDBusConnection) -> None:
        for desktop in _DESKTOPS:
            interface = f"org.{desktop}.ScreenSaver"
            self._hear(bus, "", interface, "ActiveChanged", "_saver_changed")
            ask = _call(interface, f"/{interface.replace('.', '/')}", interface, "GetActive")
            self._ask(bus, ask, partial(self._saver_is, interface))

    @Slot(QDBusMessage)
    def _saver_changed(self, message: QDBusMessage) -> None:
        self._saver_is(message.interface(), message.arguments())

    def _saver_is(self, interface: str, said: list[object]) -> None:
        if said and isinstance(said[0], bool):
            self.tell(interface, said[0])

    def _found_session(self, said: list[object]) -> None:
        bus = self._system
        if bus is None or not said or not isinstance(said[0], QDBusObjectPath):
            return
        self._path = said[0].path()
        self._hear(bus, self._path, _SESSION, "Lock", "_wished_to_lock")
        self._hear(bus, self._path, _PROPERTIES, "PropertiesChanged", "_ask_for_hint")
        self._ask_for_hint()

    @Slot(QDBusMessage)
    def _wished_to_lock(self, _message: QDBusMessage) -> None:
        self.lock_is_coming()

    @Slot(QDBusMessage)
    def _ask_for_hint(self, _message: QDBusMessage | None = None) -> None:
        if self._system is not None:
            ask = _call(_LOGIND, self._path, _PROPERTIES, "Get")
            ask.setArguments([_SESSION, _HINT])
            self._ask(self._system, ask, self._hint_is)

    def _hint_is(self, said: list[object]) -> None:
        value = said[0].variant() if said and isinstance(said[0], QDBusVariant) else None
        if isinstance(value, bool):
            self.tell(_LOGIND, value)

    def _hear(self, bus: QDBusConnection, path: str, interface: str, signal: str, slot: str) -> None:
        """Have a slot called with each message of that kind, whoever sends it."""
        # PySide wants the text that its own stub says is bytes.
        bus.connect("", path, interface, signal, self, cast("bytes", SLOT(f"{slot}(QDBusMessage)")))

    def _ask(self, bus: QDBusConnection, message: QDBusMessage, take: Callable[[list[object]], None]) -> None:
        """Call `take` with the arguments of the answer; a service that is not there is no news."""
        message.setAutoStartService(False)
        waiting = QDBusPendingCallWatcher(bus.asyncCall(message), self)

        def answered(_call: QDBusPendingCallWatcher) -> None:
            if not waiting.isError():
                take(waiting.reply().arguments())
            waiting.deleteLater()

        waiting.finished.connect(answered)


def session_bus() -> QDBusConnection | None:
    """The bus of this user's session, None where there is none: asking for it then would start one."""
    own = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent") / "bus"
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS") or own.exists():
        return QDBusConnection.sessionBus()
    return None


def system_bus() -> QDBusConnection:
    """The bus of the computer; perhaps not connected."""
    return QDBusConnection.systemBus()


def _call(service: str, path: str, interface: str, method: str) -> QDBusMessage:
    return QDBusMessage.createMethodCall(service, path, interface, method)
