"""Linux: screen savers tell the session bus that they are active, logind tells the system bus that a session is locked.

Sources: `org.freedesktop.ScreenSaver` and its desktop variants (`ActiveChanged`, `GetActive`); `org.freedesktop.login1`
(`Lock` and `Unlock` are wishes, `LockedHint` is what the desktop says is so).
"""

import os
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath

from caldesk.ui.bus import PROPERTIES, Said, ask, call, hear, value
from caldesk.ui.screen_lock.port import ScreenLock

_DESKTOPS = ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
_LOGIND = "org.freedesktop.login1"
_MANAGER = f"{_LOGIND}.Manager"
_SESSION = f"{_LOGIND}.Session"
_HINT = "LockedHint"


class BusLock(ScreenLock):
    """Listens on both buses, or on the one there is; it never starts a service and never waits for an answer."""

    def __init__(self, session: QDBusConnection | None, system: QDBusConnection | None, parent: QObject) -> None:
        super().__init__(parent)
        self._system, self._path = system, ""
        if session is not None and session.isConnected():
            self._listen_to_screen_savers(session)
        if system is not None and system.isConnected():
            mine = os.environ.get("XDG_SESSION_ID") or "auto"
            question = call(_LOGIND, "/org/freedesktop/login1", _MANAGER, "GetSession", mine)
            ask(system, question, self, self._found_session)

    def _listen_to_screen_savers(self, bus: QDBusConnection) -> None:
        for desktop in _DESKTOPS:
            interface = f"org.{desktop}.ScreenSaver"
            hear(bus, "", interface, "ActiveChanged", self, "_saver_changed")
            question = call(interface, f"/{interface.replace('.', '/')}", interface, "GetActive")
            ask(bus, question, self, partial(self._saver_is, interface))

    @Slot(QDBusMessage)
    def _saver_changed(self, message: QDBusMessage) -> None:
        self._saver_is(message.interface(), message.arguments())

    def _saver_is(self, interface: str, said: Said) -> None:
        if said and isinstance(said[0], bool):
            self.tell(interface, said[0])

    def _found_session(self, said: Said) -> None:
        bus = self._system
        if bus is None or not said or not isinstance(said[0], QDBusObjectPath):
            return
        self._path = said[0].path()
        hear(bus, self._path, _SESSION, "Lock", self, "_wished_to_lock")
        hear(bus, self._path, PROPERTIES, "PropertiesChanged", self, "_ask_for_hint")
        self._ask_for_hint()

    @Slot(QDBusMessage)
    def _wished_to_lock(self, _message: QDBusMessage) -> None:
        self.lock_is_coming()

    @Slot(QDBusMessage)
    def _ask_for_hint(self, _message: QDBusMessage | None = None) -> None:
        if self._system is not None:
            ask(self._system, call(_LOGIND, self._path, PROPERTIES, "Get", _SESSION, _HINT), self, self._hint_is)

    def _hint_is(self, said: Said) -> None:
        if isinstance(locked := value(said), bool):
            self.tell(_LOGIND, locked)
