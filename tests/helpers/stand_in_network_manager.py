"""A stand-in for NetworkManager on a bus of the test's own, whose line the test cuts and mends."""

from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import DBusAddress, Message, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection

from tests.helpers.stand_in_bus_service import answering, bus_connection

_NAME = "org.freedesktop.NetworkManager"
_PLACE = DBusAddress("/org/freedesktop/NetworkManager", interface="org.freedesktop.DBus.Properties")


class StandInNetworkManager:
    """Answers with its two properties, and tells when they change."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._state = 70
        self._metered = 4

    def is_now(self, *, state: int, metered: int = 4) -> None:
        """An NMState and an NMMetered."""
        self._state, self._metered = state, metered
        self._connection.send(new_signal(_PLACE, "PropertiesChanged", "sa{sv}as", (_NAME, self._properties(), [])))

    def reply(self, message: Message, member: str) -> Message:
        """To `Get`."""
        assert member == "Get"
        _interface, name = message.body
        return new_method_return(message, "v", (self._properties()[name],))

    def _properties(self) -> dict[str, tuple[str, object]]:
        return {"State": ("u", self._state), "Metered": ("u", self._metered)}


@contextmanager
def network_manager_on(address: str, **first: int) -> Iterator[StandInNetworkManager]:
    """The stand-in under NetworkManager's name, for as long as the context lasts."""
    with bus_connection(address, _NAME) as connection:
        made = StandInNetworkManager(connection)
        made.is_now(**first)
        with answering(connection, made):
            yield made
