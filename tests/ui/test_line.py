"""The line to the world: what the system tells of it, over a real bus where it is Linux."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from caldesk.ui.line import Line, line
from tests.helpers.session_bus import session_bus
from tests.helpers.waiting import until

with_bus = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs Linux and its package dbus"
)


@pytest.fixture
def parent(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    if shiboken6.isValid(made):
        shiboken6.delete(made)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """The address of a bus that stands for the computer's."""
    with session_bus(tmp_path) as made:
        yield made["DBUS_SESSION_BUS_ADDRESS"]


def managed(bus: str, parent: QObject) -> Line:
    from PySide6.QtDBus import QDBusConnection

    from caldesk.ui.line.linux import ManagedLine

    return ManagedLine(QDBusConnection.connectToBus(bus, bus), parent)


def test_a_change_is_told_once(parent: QObject):
    known, told = Line(parent), list[bool]()
    known.changed.connect(lambda: told.append(known.is_gone))
    for gone in (False, True, True, False):
        known.tell(gone=gone, metered=False)
    assert told == [True, False]


@with_bus
async def test_network_manager_tells_that_the_line_goes_and_comes(bus: str, parent: QObject):
    from tests.helpers.stand_in_network_manager import network_manager_on

    with network_manager_on(bus, state=70) as manager:
        known = managed(bus, parent)
        for state, gone in ((20, True), (60, False), (10, True), (40, True), (50, False)):
            manager.is_now(state=state)
            await until(lambda gone=gone: known.is_gone is gone, what=f"state {state}")
        assert not known.is_metered


@with_bus
@pytest.mark.parametrize(("metered", "costs"), [(0, False), (1, True), (2, False), (3, True)])
async def test_a_line_that_costs_money_is_known(bus: str, parent: QObject, metered: int, costs: bool):
    from tests.helpers.stand_in_network_manager import network_manager_on

    with network_manager_on(bus, state=20, metered=metered):
        known = managed(bus, parent)
        await until(lambda: not known.children(), what="the answers")
        assert known.is_gone
        assert known.is_metered is costs


@with_bus
async def test_without_network_manager_the_line_counts_as_there(bus: str, parent: QObject):
    known = managed(bus, parent)
    await until(lambda: not known.children(), what="the question to be answered")
    assert not known.is_gone


@pytest.mark.skipif(sys.platform != "linux", reason="the bus is Linux's")
def test_a_system_without_a_bus_tells_nothing(parent: QObject):
    known = managed("unix:path=/nonexistent", parent)
    assert not known.is_gone
    assert not known.children(), "nobody is asked"


def test_a_system_without_the_library_tells_nothing(parent: QObject, monkeypatch: pytest.MonkeyPatch):
    for name in ("PySide6.QtDBus", "PySide6.QtNetwork"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("bus", "line.linux", "line.by_qt"):
        monkeypatch.delitem(sys.modules, f"caldesk.ui.{name}", raising=False)
    assert type(line(parent)) is Line


class Network(QObject):
    """Stands in for Qt's network information."""

    reachabilityChanged = Signal(object)  # noqa: N815 - Qt's name
    isMeteredChanged = Signal(bool)  # noqa: N815 - Qt's name

    def __init__(self) -> None:
        super().__init__()
        self.reach: object = None
        self.costs = False

    def reachability(self) -> object:
        return self.reach

    def isMetered(self) -> bool:  # noqa: N802 - called as Qt calls it
        return self.costs


def test_elsewhere_qt_tells(parent: QObject):
    from PySide6.QtNetwork import QNetworkInformation

    from caldesk.ui.line.by_qt import QtLine

    known, network = QtLine(parent), Network()
    known.follow(network)  # type: ignore[arg-type] - it has what is asked of it
    network.reach = QNetworkInformation.Reachability.Disconnected
    network.reachabilityChanged.emit(network.reach)
    assert known.is_gone
    network.reach, network.costs = QNetworkInformation.Reachability.Local, True
    network.isMeteredChanged.emit(True)
    assert (known.is_gone, known.is_metered) == (False, True)
