"""A stand-in for logind on a bus of the test's own: one session, whose lock the test turns."""

from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import DBusAddress, Message, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection

from tests.helpers.stand_in_bus_service import answering, bus_connection

SESSION = "/org/freedesktop/login1/session/_31"
_INTERFACE = "org.freedesktop.login1.Session"


class StandInLogind:
    """Answers for its session; `asked` holds the methods that were called."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._locked = False
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

    def reply(self, message: Message, member: str) -> Message:
        """Where the session is, or whether it is locked."""
        self.asked.append(member)
        if member == "GetSession":
            return new_method_return(message, "o", (SESSION,))
        return new_method_return(message, "v", (("b", self._locked),))


@contextmanager
def logind_on(address: str) -> Iterator[StandInLogind]:
    """The stand-in under logind's name, for as long as the context lasts."""
    with bus_connection(address, "org.freedesktop.login1") as connection:
        made = StandInLogind(connection)
        with answering(connection, made):
            yield made
