"""The sign beside the clock for real: Qt's own tray on a real X screen, and a desktop that shows signs and messages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caldesk.sandbox.server import SandboxThread
from caldesk.sandbox.shapes import ErrorReason, Status
from caldesk.services.profiles import ProfileStore, SiteProfile
from tests.helpers import sandbox
from tests.helpers.desktop import ROOT, running, wait_for
from tests.helpers.session_bus import session_bus
from tests.helpers.stand_in_desktop import desktop_on

RESTLESS = Path(__file__).with_name("restless_program.py")
ACCOUNT = "aoife.byrne@gmail.example"


@pytest.fixture
def studio() -> Iterator[SandboxThread]:
    with sandbox.running("busy") as server:
        for one in server.control.state().connections:
            server.control.settle(one.id, Status.SYNCED)
        yield server


def test_the_sign_comes_with_an_incident_and_goes_with_its_repair(tmp_path: Path, display: str, studio: SandboxThread):
    profile = SiteProfile(
        id="studio", name="Studio", site_id=studio.site_id, account_id=studio.account_id, base_url=studio.base_url
    )
    ProfileStore(tmp_path / "home" / "config" / "sites.json").put(profile)
    connections = studio.control.state().connections
    aoife = next(one.id for one in connections if one.external_account_email == ACCOUNT)
    with session_bus(tmp_path) as bus, desktop_on(bus["DBUS_SESSION_BUS_ADDRESS"]) as desktop:
        environ = bus | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
            "CALDESK_TEST_KEY": studio.api_key,
            "CALDESK_TEST_DEATH": "look",
        }
        with running(tmp_path, start=[str(RESTLESS)], **environ) as program:
            wait_for(lambda: program.stdout, "the first look")
            assert desktop.signs == []
            studio.control.settle(aoife, Status.ERROR, ErrorReason.TOKEN_REVOKED)
            wait_for(lambda: desktop.messages, "the message")
            assert desktop.messages == ["Aoife Byrne: Google needs sign-in"]
            wait_for(lambda: desktop.signs, "the sign")
            studio.control.settle(aoife, Status.SYNCED)
            wait_for(lambda: not desktop.signs, "the end of the sign")
            assert desktop.messages == ["Aoife Byrne: Google needs sign-in"]
