"""A stand-in for a desktop on a session bus of the test's own: the place of signs beside the clock, and messages."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import HeaderFields, Message, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_NAMES = ("org.kde.StatusNotifierWatcher", "org.freedesktop.Notifications")


class StandInDesktop:
    """Keeps what programs show there: signs by the name of their owner, and the titles of messages."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._over = threading.Event()
        self.signs: list[str] = []
        self.messages: list[str] = []

    def serve(self) -> None:
        """Until `end`."""
        while not self._over.is_set():
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            fields = message.header.fields
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._reply(message, fields[HeaderFields.member]))
            elif fields.get(HeaderFields.member) == "NameOwnerChanged" and not message.body[2]:
                self.signs = [sign for sign in self.signs if sign not in message.body[:2]]

    def end(self) -> None:
        self._over.set()

    def _reply(self, message: Message, member: str) -> Message:
        if member == "RegisterStatusNotifierItem":
            self.signs.append(message.body[0])
            return new_method_return(message)
        if member == "Get":  # whether somebody shows signs
            return new_method_return(message, "v", (("b", True),))
        if member == "GetCapabilities":
            return new_method_return(message, "as", (["body", "actions"],))
        if member == "Notify":
            self.messages.append(message.body[3])
            return new_method_return(message, "u", (len(self.messages),))
        return new_method_return(message)


@contextmanager
def desktop_on(address: str) -> Iterator[StandInDesktop]:
    """The stand-in under a desktop's names, for as long as the context lasts."""
    with open_dbus_connection(address) as connection:
        for name in _NAMES:
            connection.send_and_get_reply(message_bus.RequestName(name))
        rule = "type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged'"
        connection.send_and_get_reply(message_bus.AddMatch(rule))
        made = StandInDesktop(connection)
        serving = threading.Thread(target=made.serve)
        serving.start()
        try:
            yield made
        finally:
            made.end()
            serving.join(5)
