"""A stand-in for a service of Linux on a bus of the test's own, answering in a thread of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from jeepney import HeaderFields, Message, MessageType
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection


class Answers(Protocol):
    """Who the stand-in plays."""

    def reply(self, message: Message, member: str) -> Message:
        """The answer to a call of the method `member`."""
        ...


@contextmanager
def bus_connection(address: str, name: str) -> Iterator[DBusConnection]:
    """A connection that owns a service's name."""
    with open_dbus_connection(address) as connection:
        connection.send_and_get_reply(message_bus.RequestName(name))
        yield connection


@contextmanager
def answering(connection: DBusConnection, service: Answers) -> Iterator[None]:
    """The service answers for as long as the context lasts."""
    over = threading.Event()
    thread = threading.Thread(target=_answer, args=(connection, service, over))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(5)


def _answer(connection: DBusConnection, service: Answers, over: threading.Event) -> None:
    while not over.is_set():
        try:
            message = connection.receive(timeout=0.05)
        except TimeoutError:
            continue
        if message.header.message_type is MessageType.method_call:
            connection.send(service.reply(message, message.header.fields[HeaderFields.member]))
