"""What an organisation has settled, met by the commands: their words, their exit codes, and `caldesk policy`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from caldesk.sandbox.server import SandboxThread
from caldesk.services.policy.declared import declared
from tests.helpers.sandbox import running

ROOT = Path(__file__).parents[2]
NOT_ALLOWED = 4
_START = """
import sys
from pathlib import Path
from caldesk.services.policy import places
places.LINUX_FILE = Path(sys.argv.pop(1))
from caldesk.cli.main import main
code = main()
assert not any(name.startswith("PySide6") for name in sys.modules)
sys.exit(code)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the policy is read where Linux has it")


@pytest.fixture(scope="module")
def busy() -> Iterator[SandboxThread]:
    with running("busy") as site:
        yield site


class Desk:
    """Runs commands under a policy on the practice site."""

    def __init__(self, folder: Path, site: SandboxThread) -> None:
        self.policy = folder / "policy.toml"
        kept = {key: value for key, value in os.environ.items() if not key.startswith("CALDESK_")}
        self._environ = kept | {
            "CALDESK_HOME": str(folder / "home"),
            "CALDESK_BASE_URL": site.base_url,
            "CALDESK_API_KEY": site.api_key,
            "CALDESK_SITE_ID": site.site_id,
            "PYTHONPATH": str(ROOT / "desktop"),
            "LC_ALL": "C.UTF-8",
        }

    def run(self, *arguments: str, code: int | None) -> subprocess.CompletedProcess[str]:
        """Run a command; `code` None leaves open how it ends, as the site decides."""
        done = subprocess.run(
            [sys.executable, "-c", _START, str(self.policy), *arguments],
            env=self._environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert code in (None, done.returncode), done.stderr
        assert "Traceback" not in done.stderr
        return done


@pytest.fixture
def desk(tmp_path: Path, busy: SandboxThread) -> Desk:
    return Desk(tmp_path, busy)


def test_every_value_is_told_with_where_it_comes_from(desk: Desk, tmp_path: Path):
    desk.policy.write_text('reveal_seconds = 60\nsupport_contact = "IT, 4711"\n')
    settings = tmp_path / "home" / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"preferences": {"reveal_seconds": 300, "look": "dark"}}')
    document = json.loads(desk.run("policy", "--json", code=0).stdout)
    told = {one["key"]: one for one in document["settings"]}
    assert list(told) == list(declared())
    assert told["reveal_seconds"] == {
        "key": "reveal_seconds",
        "value": 60,
        "source": "policy",
        "place": str(desk.policy),
    }
    assert (told["look"]["value"], told["look"]["source"]) == ("dark", "user")
    assert told["kiosk"]["source"] == "default"
    said = desk.run("policy", code=0)
    assert said.stdout == ""
    line = next(line for line in said.stderr.splitlines() if line.startswith("reveal_seconds"))
    assert "60" in line
    assert str(desk.policy) in line


@pytest.mark.parametrize(("command", "code"), [("policy", 1), ("list", None), ("check", None), ("events", None)])
def test_mistakes_are_said_by_every_command(desk: Desk, command: str, code: int | None):
    desk.policy.write_text('read_onyl = true\nkiosk = "yes"\n')
    said = desk.run(command, code=code).stderr
    for words in (str(desk.policy), "“read_onyl”", "“kiosk”"):
        assert words in said


def test_a_site_that_is_not_allowed_is_not_asked(desk: Desk):
    desk.policy.write_text('allowed_sites = []\nsupport_contact = "IT, 4711"\n')
    for command in ("list", "check", "events"):
        done = desk.run(command, "--json", code=NOT_ALLOWED)
        assert done.stdout == ""
        assert "not among those" in done.stderr
        assert "IT, 4711" in done.stderr


def test_titles_that_may_not_be_shown_are_not_listed(desk: Desk):
    desk.policy.write_text("reveal_titles = false\n")
    done = desk.run("events", "--reveal", "--json", code=NOT_ALLOWED)
    assert done.stdout == ""
    assert "Titles are not shown" in done.stderr
    events = json.loads(desk.run("events", "--json", code=None).stdout)["events"]
    assert events
    assert not any("title" in event for event in events)


def test_reading_works_where_nothing_may_be_changed(desk: Desk):
    desk.policy.write_text("read_only = true\n")
    document = json.loads(desk.run("list", "--json", code=1).stdout)  # the busy site needs a sign-in
    assert any(schedule["connections"] for schedule in document["schedules"])
