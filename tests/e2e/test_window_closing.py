"""The real window on a real X screen: it appears, keys move through it, and it can be closed at any moment."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.desktop import Program, came, running, wait_for
from tests.helpers.hands import Hands

TITLE = "^Caldesk – PRACTICE$"
WIZARD = "^Connect a calendar"


@contextmanager
def practice(folder: Path, display: str, scenario: str = "busy") -> Iterator[tuple[Program, Hands]]:
    with running(folder, "practice", "--scenario", scenario, DISPLAY=display, QT_QPA_PLATFORM="xcb") as program:
        yield program, Hands(display, program)


def remembered(program: Program) -> dict[str, str]:
    """How the program remembers the practice site to be looked at."""
    file = program.home / "config" / "settings.json"
    kept = json.loads(file.read_text()) if file.exists() else {}
    return kept.get("sites", {}).get("practice", {})


def open_web_view(program: Program, hands: Hands) -> None:
    """By keyboard alone: find the front desk, connect it, take the first provider and the first way."""
    window = hands.window(TITLE)

    def searched() -> bool:
        hands.keys(window, "ctrl+f", "ctrl+a")
        hands.type(window, "Jo Ek")
        return came(lambda: remembered(program).get("search") == "Jo Ek", within=2)  # typing on would keep it waiting

    def asked() -> bool:
        """From the search over the two filters to the list; what is read meanwhile may move the keyboard's row."""
        hands.keys(window, "ctrl+f", "Tab", "Tab", "Tab", "Down", "Return")
        return hands.sees(WIZARD, within=2)

    wait_for(searched, "the list, and a search in it")
    wait_for(asked, "the dialog")
    wizard = hands.window(WIZARD)
    hands.keys(wizard, "Return")
    hands.keys(wizard, "Return")
    wait_for(program.shows_web_page, "the sign-in page")


def test_window_appears_and_keys_change_the_page(tmp_path: Path, display: str):
    with practice(tmp_path, display) as (program, hands):
        window = hands.window(TITLE)
        for key, page in (("ctrl+2", "calendar"), ("ctrl+3", "checks"), ("ctrl+1", "connections")):
            hands.keys(window, key)
            wait_for(lambda page=page: remembered(program).get("page", "connections") == page, page)
        hands.keys(window, "ctrl+q")
        program.ended_cleanly()


def test_close_as_soon_as_there_is_a_window(tmp_path: Path, display: str):
    with practice(tmp_path, display) as (program, hands):
        hands.close(hands.window("^Caldesk"))
        program.ended_cleanly()


def test_terminate_as_soon_as_there_is_a_window(tmp_path: Path, display: str):
    with practice(tmp_path, display) as (program, hands):
        hands.window("^Caldesk")
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(20) in (0, -signal.SIGTERM), program.stderr
        assert "Traceback" not in program.stderr


def test_close_while_everything_is_being_read(tmp_path: Path, display: str):
    with practice(tmp_path, display, "slow") as (program, hands):
        hands.close(hands.window(TITLE))
        program.ended_cleanly()


def test_terminate_while_somebody_signs_in(tmp_path: Path, display: str):
    with practice(tmp_path, display) as (program, hands):
        open_web_view(program, hands)
        program.process.terminate()
        program.ended_cleanly()


def test_close_the_dialog_then_the_window_while_somebody_signs_in(tmp_path: Path, display: str):
    with practice(tmp_path, display) as (program, hands):
        open_web_view(program, hands)
        hands.close(hands.window(WIZARD))  # not the one from before: Qt made it anew for the page
        wait_for(lambda: not hands.has_window(WIZARD), "the end of the dialog")
        hands.close(hands.window(TITLE))
        program.ended_cleanly()
