"""Linux: NetworkManager tells the system bus; where it does not run, nothing is known.

Qt knows the same, but with its network library and GLib's, 6 MB that nothing else here needs. Source: NetworkManager's
D-Bus interface, `org.freedesktop.NetworkManager`, properties `State` (NMState) and `Metered` (NMMetered).
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from caldesk.ui.bus import PROPERTIES, Said, ask, call, hear, value
from caldesk.ui.line.port import Line

MANAGER = "org.freedesktop.NetworkManager"
PATH = "/org/freedesktop/NetworkManager"

_GONE = frozenset({10, 20, 30, 40})
"""Asleep, disconnected, disconnecting, connecting. A line to a local network may well lead to a proxy."""
_METERED = frozenset({1, 3})
"""Yes, and guessed so."""


class ManagedLine(Line):
    """Asks once and after each change; it never starts NetworkManager and never waits for an answer."""

    def __init__(self, bus: QDBusConnection, parent: QObject) -> None:
        super().__init__(parent)
        self._bus = bus
        if bus.isConnected():
            hear(bus, PATH, PROPERTIES, "PropertiesChanged", self, "_ask")
            self._ask()

    @Slot(QDBusMessage)
    def _ask(self, _message: QDBusMessage | None = None) -> None:
        for name, take in (("State", self._state_is), ("Metered", self._metered_is)):
            ask(self._bus, call(MANAGER, PATH, PROPERTIES, "Get", MANAGER, name), self, take)

    def _state_is(self, said: Said) -> None:
        self.tell(gone=value(said) in _GONE, metered=self.is_metered)

    def _metered_is(self, said: Said) -> None:
        self.tell(gone=self.is_gone, metered=value(said) in _METERED)
