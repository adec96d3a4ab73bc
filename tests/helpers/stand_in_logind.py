"""A stand-in for logind on a bus of the test's own: one session, whose lock the test turns."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

SESSION = "/org/freedesktop/login1/session/_31"
_INTERFACE = "org.freedesktop.login1.Session"


class StandInLogind:
    """Answers for its session in a thread of its own; `asked` holds the methods that were called."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._locked = False
        self._over = threading.Event()
        self.asked: list[str] = []

    def wish_to_lock(self) -> None:
        """What `loginctl lock-session` does: a wish, of which nobody knows whether it is heard."""
        self._connection.send(new_signal(DBusAddress(SESSION, interface=_INTERFACE), "Lock"))

    def set_hint(self, locked: bool) -> None:
        """What a desktop does once its lock stands, or is gone."""
        self._locked = locked
        place = DBusAddress(SESSION, interface="org.freedesktop.DBus.Properties")
        changed = (_INTERFACE, {"LockedHint": ("b", locked)}, [])
        self._connection.send(new_signal(place, "PropertiesChanged", "sa{sv}as", changed))

    def answer(self) -> None:
        """Until `end`."""
        while not self._over.is_set():
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._reply(message))

    def end(self) -> None:
        self._over.set()

    def _reply(self, message: Message) -> Message:
        member = message.header.fields[HeaderFields.member]
        self.asked.append(member)
        if member == "GetSession":
            return new_method_return(message, "o", (SESSION,))
        return new_method_return(message, "v", (("b", self._locked),))


@contextmanager
def logind_on(address: str) -> Iterator[StandInLogind]:
    """The stand-in under logind's name, for as long as the context lasts."""
    with open_dbus_connection(address) as connection:
        connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
        made = StandInLogind(connection)
        answering = threading.Thread(target=made.answer)
        answering.start()
        try:
            yield made
        finally:
            made.end()
            answering.join(5)
