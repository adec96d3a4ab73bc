"""D-Bus as Linux desktops use it: hear what is said, ask without waiting, start nothing that does not run."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import SLOT, QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

PROPERTIES = "org.freedesktop.DBus.Properties"

Said = list[object]
"""The arguments of an answer."""


def session_bus() -> QDBusConnection | None:
    """The bus of this user's session, None where there is none: asking for it then would start one."""
    own = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent") / "bus"
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS") or own.exists():
        return QDBusConnection.sessionBus()
    return None


def system_bus() -> QDBusConnection:
    """The bus of the computer; perhaps not connected."""
    return QDBusConnection.systemBus()


def call(service: str, path: str, interface: str, method: str, *arguments: object) -> QDBusMessage:
    """A question for `ask`."""
    message = QDBusMessage.createMethodCall(service, path, interface, method)
    message.setArguments(list(arguments))
    return message


def hear(bus: QDBusConnection, path: str, interface: str, signal: str, listener: QObject, slot: str) -> None:
    """Have a slot of the listener, which takes a QDBusMessage, called with each such message, whoever sends it."""
    # PySide wants the text that its own stub says is bytes.
    bus.connect("", path, interface, signal, listener, cast("bytes", SLOT(f"{slot}(QDBusMessage)")))


def ask(bus: QDBusConnection, message: QDBusMessage, parent: QObject, take: Callable[[Said], None]) -> None:
    """Call `take` with what is answered while `parent` lives; a service that is not there is no news."""
    message.setAutoStartService(False)
    waiting = QDBusPendingCallWatcher(bus.asyncCall(message), parent)

    def answered(_call: QDBusPendingCallWatcher) -> None:
        if not waiting.isError():
            take(waiting.reply().arguments())
        waiting.deleteLater()

    waiting.finished.connect(answered)


def value(said: Said) -> object:
    """What the answer to a `Get` of a property holds; None where it is no variant."""
    return said[0].variant() if said and isinstance(said[0], QDBusVariant) else None
