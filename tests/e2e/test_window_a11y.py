"""What a screen reader can do with the real program: list, read, press, switch, and hear what was confirmed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers import desktop
from tests.helpers.session_bus import Reader, accessible, session_bus

AOIFE = "Aoife Byrne, Google"
BLOCKS = "Their events block bookings here"


@contextmanager
def read(folder: Path, display: str) -> Iterator[Reader]:
    """The program on the practice site, and a screen reader beside it."""
    with session_bus(folder) as bus:
        environ = bus | accessible(display)
        with desktop.running(folder, "practice", **environ), Reader.at(environ) as reader:
            reader.ask("state", name="Health: 9 working")
            yield reader


@pytest.fixture
def reader(tmp_path: Path, display: str) -> Iterator[Reader]:
    with read(tmp_path, display) as made:
        yield made


def test_schedules_the_health_line_a_switch_and_connect(reader: Reader):
    """One walk, because starting the program and both buses takes longer than the rest."""
    cells = reader.ask("names", role="table cell")
    for words in ("Quinn Wellness Ltd, Business schedule", AOIFE, "Jo Ek, Staff schedule, Not connected"):
        assert any(cell.startswith(words) for cell in cells), words
    (health,) = [name for name in reader.ask("names", role="label") if name.startswith("Health: ")]
    assert "1 needs sign-in" in health

    reader.ask("press", name=AOIFE, role="table cell")
    assert "checked" in reader.ask("state", name=BLOCKS, role="check box")
    reader.ask("press", name=BLOCKS, role="check box")
    reader.ask("state", name="Events in this calendar do not keep anybody from booking here", role="label")
    assert "checked" not in reader.ask("state", name=BLOCKS, role="check box")
    desktop.wait_for(lambda: f"{BLOCKS}: off" in reader.ask("names", role="table cell"), "the confirmed answer")

    reader.ask("press", name="Jo Ek, Staff schedule", role="table cell")
    reader.ask("press", name="Connect a calendar", role="push button")
    reader.ask("state", name="Google", role="radio button")
    assert "checked" in reader.ask("state", name="Google", role="radio button")


def test_every_control_in_sight_has_a_name(reader: Reader):
    controls = {"push button", "check box", "radio button", "text", "combo box", "table"}
    for page in ("Connections", "Calendar", "Checks", "Settings"):
        reader.ask("press", name=page, role="check box")
        nameless = [role for role, name, able in reader.ask("tree") if role in controls and able and not name]
        assert nameless == [], page
