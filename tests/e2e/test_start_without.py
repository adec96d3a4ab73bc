"""Starts without parts, with old and new folders, and a second time: each ends in a sentence, most in a window."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from caldesk.sandbox.server import SandboxThread
from tests.helpers import sandbox
from tests.helpers.connecting import profile_of
from tests.helpers.desktop import ROOT as CHECKOUT
from tests.helpers.desktop import Program, running, wait_for, worth_reading

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="takes things away as Linux lets us")
BARE = (str(CHECKOUT / "tests" / "e2e" / "bare_start.py"),)
Seen = Mapping[str, Mapping[str, object]]


@pytest.fixture(scope="module")
def site() -> Iterator[SandboxThread]:
    with sandbox.running("fresh") as server:
        yield server


def environ(**plan: object) -> dict[str, str]:
    return {
        "CALDESK_PLAN": json.dumps(plan),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": f"{CHECKOUT / 'desktop'}{os.pathsep}{CHECKOUT}",
    }


def seen(folder: Path, *arguments: str, home: Mapping[str, str] | None = None, **plan: object) -> Seen:
    """What the window showed before it was closed, each under its name; the program then ends cleanly."""
    with running(folder, *arguments, start=BARE, **environ(**plan), **(home or {})) as program:
        code = program.process.wait(30)
        if code == 77:
            pytest.skip("this computer does not let us take that away")
        assert code == 0, program.stderr
        assert not [line for line in worth_reading(program.stderr) if "Traceback" in line], program.stderr
        shown = json.loads(program.stdout.splitlines()[-1])
        assert None not in shown.values(), shown
        return shown


def keep_site(home: Path, site: SandboxThread, **file: object) -> Path:
    """A saved site whose key the test's keyring holds; `file` is what else stands in the file."""
    profile = replace(profile_of(site), id="a", name="Studio", practice=False)
    path = home / "config" / "sites.json"
    path.parent.mkdir(parents=True)
    sites = [to_builtins(profile)]
    path.write_text(json.dumps({**file, "sites": sites} if file else sites))
    return path


def test_without_webengine_the_other_ways_are_offered(tmp_path: Path):
    ways = seen(tmp_path, "practice", lack="webengine", do="how", see=["connect.way.here", "connect.way.browser"])
    assert not ways["connect.way.here"]["enabled"]
    assert "no built-in sign-in page" in str(ways["connect.way.here"]["words"])
    assert ways["connect.way.browser"]["enabled"]


def test_without_a_keyring_the_key_is_asked_for_with_the_reason(tmp_path: Path, site: SandboxThread):
    keep_site(tmp_path / "home", site)
    shown = seen(tmp_path, see=["keyNeeded", "siteDialogWhy"])
    for name in ("keyNeeded", "siteDialogWhy"):
        assert "no password store that can be used" in str(shown[name]["words"])


def test_without_a_tray_the_settings_say_where_notices_appear(tmp_path: Path):
    shown = seen(tmp_path, "practice", do="settings", see=["notices.noTray", "notices.tray"])
    assert "Notices appear in the window" in str(shown["notices.noTray"]["words"])
    assert not shown["notices.tray"]["enabled"]


@pytest.mark.parametrize(
    ("lack", "settings", "history"),
    [
        ("writing", ("may not be written", "until Caldesk is closed"), "has no place"),
        ("space", ("disk is full",), "disk is full"),
    ],
    ids=["no write access", "full disk"],
)
def test_where_nothing_can_be_written_the_site_opens_and_it_is_said_that_nothing_is_kept(
    lack: str, settings: tuple[str, ...], history: str, tmp_path: Path, site: SandboxThread
):
    keep_site(tmp_path / "home", site)
    shown = seen(
        tmp_path,
        lack=lack,
        key=site.api_key,
        see=["connections.list", "notice.settings-not-kept", "notice.history-trouble"],
    )
    assert all(words in str(shown["notice.settings-not-kept"]["words"]) for words in settings)
    assert history in str(shown["notice.history-trouble"]["words"])


def test_in_a_read_only_home_the_practice_site_works(tmp_path: Path):
    home = tmp_path / "person"
    home.mkdir()
    where = {"CALDESK_HOME": "", "HOME": str(home), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_STATE_HOME": ""}
    shown = seen(
        tmp_path,
        "practice",
        home=where,
        lack="writing",
        do="dark",
        see=["connections.list", "notice.settings-not-kept"],
    )
    assert str(home) in str(shown["notice.settings-not-kept"]["words"])
    assert list(home.iterdir()) == []


def test_folders_of_an_older_version_are_taken_over(tmp_path: Path, site: SandboxThread):
    home = tmp_path / "home"
    sites = keep_site(home, site)
    (home / "config" / "settings.json").write_text('{"preferences": {"reveal_seconds": 30}}')
    seen(tmp_path, key=site.api_key, do="dark", see=["connections.list"])
    kept = json.loads((home / "config" / "settings.json").read_text())
    assert kept["version"] == 1
    assert kept["preferences"]["reveal_seconds"] == 30
    assert kept["preferences"]["look"] == "dark"
    assert json.loads(sites.read_text())[0]["id"] == "a"  # nothing was changed there, so nothing was written


def test_folders_of_a_newer_version_are_used_as_far_as_possible_and_left_untouched(tmp_path: Path, site: SandboxThread):
    home = tmp_path / "home"
    sites = keep_site(home, site, version=99, planet="Mars")
    settings = home / "config" / "settings.json"
    settings.write_text('{"version": 99, "preferences": {"reveal_seconds": 30, "planet": "Mars"}}')
    history = home / "data" / "history.sqlite3"
    history.parent.mkdir(parents=True)
    with closing(sqlite3.connect(history)) as database:
        database.execute("PRAGMA user_version = 99")
        database.execute("CREATE TABLE planet (name TEXT)")
    last = home / "data" / "last" / f"{sha256(b'a').hexdigest()[:24]}.json"
    last.parent.mkdir()
    last.write_text('{"version": 99, "planet": "Mars"}')
    before = [path.read_bytes() for path in (sites, settings, history)]
    notices = ["notice.settings-newer", "notice.profiles-newer", "notice.history-trouble"]
    shown = seen(tmp_path, key=site.api_key, do="dark", see=["connections.list", *notices])
    for name in notices:
        assert "newer" in str(shown[name]["words"]), name
    assert [path.read_bytes() for path in (sites, settings, history)] == before
    assert json.loads(last.read_text())["version"] == 1  # what can be lost is begun anew


def test_without_qt_it_is_said_that_the_commands_work(tmp_path: Path):
    with running(tmp_path, start=BARE, **environ(lack="qt", see=[])) as program:
        assert program.process.wait(20) == 3
        (sentence,) = worth_reading(program.stderr)
        assert "PySide6 is not installed" in sentence


def test_without_a_home_it_is_said_what_to_set(tmp_path: Path):
    bare = {"CALDESK_HOME": "", "HOME": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_STATE_HOME": ""}
    with running(tmp_path, start=BARE, **environ(lack="home", see=[]), **bare) as program:
        assert program.process.wait(20) == 3
        (sentence,) = worth_reading(program.stderr)
        assert "no home folder" in sentence


def test_mistakes_in_a_policy_are_seen_in_the_window(tmp_path: Path):
    policy = tmp_path / "policy.toml"
    policy.write_text("read_only = maybe\n")
    shown = seen(tmp_path, policy=str(policy), see=["firstRunPage", "notice.policy-faults"])
    assert str(policy) in str(shown["notice.policy-faults"]["words"])
    assert "line 1" in str(shown["notice.policy-faults"]["words"])


def second_start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Started while another one of the same person runs."""
    (folder / "second").mkdir(exist_ok=True)
    with running(folder / "second", *arguments, **environ(), CALDESK_HOME=str(folder / "home")) as second:
        code = second.process.wait(20)
        return subprocess.CompletedProcess((), code, second.stdout, second.stderr)


def first_start(program: Program) -> None:
    wait_for(lambda: "ready" in program.stdout, "the first one")


def test_a_second_start_brings_the_first_to_the_front_and_ends(tmp_path: Path):
    with running(tmp_path, start=BARE, **environ(do="minimise", see=["connections.list"])) as first:
        first_start(first)
        second = second_start(tmp_path, "practice", "--scenario", "fresh")
        assert second.returncode == 0, second.stderr
        assert worth_reading(second.stderr) == ["Caldesk is open already. Its window comes to the front."]
        assert first.process.wait(30) == 0, first.stderr
        assert json.loads(first.stdout.splitlines()[-1])["connections.list"]["enabled"]


def test_after_a_crash_the_next_start_is_the_first_again(tmp_path: Path):
    with running(tmp_path, start=BARE, **environ(do="minimise", see=[])) as first:
        first_start(first)
        os.kill(first.pid, signal.SIGKILL)
        first.process.wait(10)
    assert (tmp_path / "home" / "data" / "running.lock").exists()
    assert seen(tmp_path, see=["firstRunPage"])


def test_where_the_first_one_hangs_the_second_opens_and_says_so(tmp_path: Path):
    with running(tmp_path, start=BARE, **environ(do="minimise", see=[])) as first:
        first_start(first)
        os.kill(first.pid, signal.SIGSTOP)
        (tmp_path / "second").mkdir()
        home = {"CALDESK_HOME": str(tmp_path / "home")}
        shown = seen(tmp_path / "second", home=home, patience=1.0, see=["firstRunPage", "notice.another-running"])
        assert "does not answer" in str(shown["notice.another-running"]["words"])
