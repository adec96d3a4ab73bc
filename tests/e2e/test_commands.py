"""The commands as real processes against the practice site over real HTTP."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from caldesk.sandbox.server import SandboxThread
from caldesk.services.history.opening import open_file
from tests.helpers.sandbox import running

ROOT = Path(__file__).parents[2]


class Caldesk:
    """Runs commands with the environment of one site."""

    def __init__(self, home: Path, site: SandboxThread | None) -> None:
        self.home = home
        self.environ = {key: value for key, value in os.environ.items() if not key.startswith("CALDESK_")}
        self.environ |= {"CALDESK_HOME": str(home), "PYTHONPATH": str(ROOT / "desktop"), "LC_ALL": "C.UTF-8"}
        self.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        if site is not None:
            self.environ |= {
                "CALDESK_BASE_URL": site.base_url,
                "CALDESK_API_KEY": site.api_key,
                "CALDESK_SITE_ID": site.site_id,
                "CALDESK_ACCOUNT_ID": site.account_id,
            }

    def run(self, *arguments: str, code: int, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "caldesk", *arguments],
            env=self.environ | more,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    def json(self, *arguments: str, code: int, **more: str) -> dict[str, object]:
        document = json.loads(self.run(*arguments, "--json", code=code, **more).stdout)
        assert isinstance(document, dict)
        return document


@pytest.fixture(scope="module")
def busy() -> Iterator[SandboxThread]:
    with running("busy") as site:
        yield site


@pytest.fixture
def caldesk(tmp_path: Path, busy: SandboxThread) -> Caldesk:
    return Caldesk(tmp_path, busy)


def at(tmp_path: Path, site: SandboxThread | None) -> Caldesk:
    return Caldesk(tmp_path, site)


def test_list_gives_schedules_with_their_connections(caldesk: Caldesk):
    document = caldesk.json("list", code=1)
    assert set(document) == {"site", "checkedAt", "schedules", "problems"}
    assert abs(datetime.fromisoformat(document["checkedAt"]).timestamp() - time.time()) < 60  # type: ignore[arg-type]
    schedules = document["schedules"]
    assert isinstance(schedules, list)
    assert len(schedules) == 12
    assert schedules[0]["kind"] == "business"
    states = [connection["state"] for schedule in schedules for connection in schedule["connections"]]
    assert states.count("needs-sign-in") == 1
    assert states.count("working") >= 8


def test_list_without_json_speaks_on_standard_error_only(caldesk: Caldesk):
    done = caldesk.run("list", code=1)
    assert done.stdout == ""
    assert "Mara Quinn" in done.stderr
    assert "Needs sign-in" in done.stderr
    line = done.stderr.strip().splitlines()[-1]
    assert re.search(r"9 working, .*1 needs sign-in, checked \d{4}-\d\d-\d\d \d\d:\d\d[+-]\d\d:\d\d$", line), line


def test_events_are_busy_only_unless_revealed(caldesk: Caldesk):
    hidden = caldesk.json("events", code=1)
    assert hidden["events"]
    assert not any("title" in event or "calendarName" in event for event in hidden["events"])  # type: ignore[attr-defined]
    shown = caldesk.json("events", "--reveal", code=1)
    assert any("title" in event for event in shown["events"])  # type: ignore[attr-defined]
    assert len(shown["events"]) == len(hidden["events"])  # type: ignore[arg-type]


def test_events_name_whose_calendar_is_missing(caldesk: Caldesk):
    document = caldesk.json("events", code=1)
    assert document["complete"] is False
    assert [one["reason"] for one in document["missing"]] == ["needs-sign-in"]  # type: ignore[attr-defined]


def test_check_names_what_is_wrong(caldesk: Caldesk):
    checks = {check["id"]: check for check in caldesk.json("check", code=1)["checks"]}  # type: ignore[attr-defined]
    assert checks["plan"]["state"] == "pass"
    assert checks["sign-in"]["state"] == "fail"
    assert checks["sign-in"]["cure"]
    assert set(checks["site"]) >= {"id", "state", "title", "what", "cure"}


@pytest.mark.parametrize(
    ("scenario", "check", "code"),
    [("not-premium", "plan", 1), ("no-bookings", "bookings", 1), ("provider-down", "reachable", 1)],
)
def test_check_tells_what_the_site_needs(tmp_path: Path, scenario: str, check: str, code: int):
    with running(scenario) as site:
        checks = at(tmp_path, site).json("check", code=code)["checks"]
    assert [one["state"] for one in checks if one["id"] == check] == ["fail"]  # type: ignore[attr-defined]


def test_a_fresh_site_is_fine(tmp_path: Path):
    with running("fresh") as site:
        assert at(tmp_path, site).json("list", code=0)["problems"] == []
        at(tmp_path, site).run("check", code=0)


def test_a_wrong_key_is_the_accounts_business(caldesk: Caldesk):
    document = caldesk.json("list", code=1, CALDESK_API_KEY="IST.wrong")
    assert [problem["id"] for problem in document["problems"]] == ["key-refused"]  # type: ignore[attr-defined]


def test_nobody_there_ends_with_three(caldesk: Caldesk):
    document = caldesk.json("list", code=3, CALDESK_BASE_URL="http://127.0.0.1:9")
    assert [problem["id"] for problem in document["problems"]] == ["refused"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "arguments",
    [("events", "--from", "yesterday"), ("events", "--from", "2026-11-23", "--to", "2026-11-23"), ("dance",)],
)
def test_wrong_use_ends_with_two(caldesk: Caldesk, arguments: tuple[str, ...]):
    assert caldesk.run(*arguments, code=2).stdout == ""


def test_a_key_is_never_sent_over_plain_http_to_another_computer(caldesk: Caldesk):
    done = caldesk.run("list", code=2, CALDESK_BASE_URL="http://example.com")
    assert "https" in done.stderr


def test_without_any_site_it_says_what_to_do(tmp_path: Path):
    done = at(tmp_path, None).run("list", code=2)
    assert "CALDESK_API_KEY" in done.stderr


def test_no_secret_is_written_anywhere(caldesk: Caldesk, busy: SandboxThread):
    for command in ("list", "check", "events"):
        done = caldesk.run(command, code=1)
        assert busy.api_key not in done.stdout + done.stderr
    written = b"".join(path.read_bytes() for path in caldesk.home.rglob("*") if path.is_file())
    assert busy.api_key.encode() not in written


def test_commands_need_no_qt(caldesk: Caldesk):
    program = (
        "import sys; from caldesk.cli.main import main; main(['list', '--json']);"
        "found = [name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6', 'qasync')];"
        "sys.exit(f'imported {found}' if found else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=caldesk.environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_sandbox_prints_one_line_and_stops_when_told(tmp_path: Path):
    environ = at(tmp_path, None).environ
    command = [sys.executable, "-m", "caldesk", "sandbox", "--scenario", "fresh", "--port", "0"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = json.loads(process.stdout.readline())
        assert set(line) >= {"base_url", "api_key", "site_id", "account_id"}
        process.terminate()
        assert process.wait(10) == 0


def test_check_compares_with_what_the_window_has_written_down(caldesk: Caldesk):
    lines = {check["id"]: check for check in caldesk.json("check", code=1)["checks"]}  # type: ignore[attr-defined]
    assert lines["switches"]["state"] == "unknown"
    assert not (caldesk.home / "data").exists(), "a command begins no history"
    with closing(open_file(caldesk.home / "data" / "history.sqlite3")[0]):
        lines = {check["id"]: check for check in caldesk.json("check", code=1)["checks"]}  # type: ignore[attr-defined]
    assert lines["switches"]["state"] == "pass"
