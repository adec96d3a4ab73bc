"""What tests of the window can ask for: British times, a look, practice sites, a browser that only notes addresses."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from caldesk.sandbox.server import SandboxThread
from caldesk.ui.style import Look, Preference
from tests.helpers.connecting import practice


@pytest.fixture
def british() -> Iterator[None]:
    """British dates, times and numbers, whatever the computer has."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The light theme, with nothing that moves."""
    made = Look(qapp, Preference.LIGHT)
    made.calm(True)
    yield made
    made.deleteLater()


@pytest.fixture
def server() -> Iterator[SandboxThread]:
    """A practice site without connections."""
    with practice("fresh") as running:
        yield running


@pytest.fixture
def busy() -> Iterator[SandboxThread]:
    """A practice site with connections and events."""
    with practice("busy") as running:
        yield running


@pytest.fixture
def team_site() -> Iterator[SandboxThread]:
    """A practice site of many people without connections."""
    with practice("team") as running:
        yield running


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were given to this computer's browser, which opens none."""
    from caldesk.ui.connect import wizard

    opened: list[str] = []
    monkeypatch.setattr(wizard.QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toString())) or True)
    return opened


@pytest.fixture
def watched_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a sign-in goes on elsewhere, the connections are looked at ten times a second."""
    from caldesk.services.connect import oauth

    monkeypatch.setattr(oauth, "WATCH_EVERY", 0.1)
