"""Commands in odd places: wrong dates, Ctrl-C, closed outputs, strange environments, sites and vaults that are none."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.commands import KEY, asked, environment, run
from tests.helpers.hostile_server import EVENTS, Asked, hostile


def window_asked(tmp_path: Path, *arguments: str) -> tuple[str, str]:
    """What `events` asks for with these arguments."""
    from urllib.parse import parse_qs

    with hostile({}) as server:
        run("events", *arguments, "--json", environ=environment(tmp_path, server.base_url))
    (query,) = [parse_qs(one.target.partition("?")[2]) for one in server.asked if EVENTS in one.target]
    return query["from"][0], query["to"][0]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-28", "2026-03-30", ("2026-03-28T00:00:00+00:00", "2026-03-30T00:00:00+01:00")),
        ("2026-10-24T12:00", "2026-10-25T12:00", ("2026-10-24T12:00:00+01:00", "2026-10-25T12:00:00+00:00")),
        ("2026-07-01T10:00:00-05:00", "2026-07-02", ("2026-07-01T16:00:00+01:00", "2026-07-02T00:00:00+01:00")),
        ("2026-07-01", "", ("2026-07-01T00:00:00+01:00", "2026-07-08T00:00:00+01:00")),
    ],
)
def test_the_window_is_meant_in_the_zone_of_the_site(tmp_path: Path, start: str, end: str, expected: tuple[str, str]):
    assert window_asked(tmp_path, "--from", start, *(["--to", end] if end else [])) == expected


@pytest.mark.parametrize("start", ["0001-01-01", "9999-12-30", "2026-02-30", "tomorrow"])
def test_dates_that_cannot_work_are_wrong_use(tmp_path: Path, start: str):
    done = run("events", "--from", start, "--json", environ=environment(tmp_path, "http://127.0.0.1:9"))
    assert (done.returncode, done.stdout) == (2, "")


def silent(_asked: Asked, line: socket.socket) -> None:
    line.recv(1)  # returns when the client has gone


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent another way there")
@pytest.mark.parametrize("command", ["list", "events", "check"])
def test_ctrl_c_ends_with_130_and_no_word(tmp_path: Path, command: str):
    with hostile({"*": silent}) as server:
        arguments = [sys.executable, "-m", "caldesk", command, "--json"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(arguments, env=environment(tmp_path, server.base_url), **pipes) as process:  # type: ignore[call-overload]
            assert server.was_asked.wait(20)
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=20) == (b"", b"")
    assert process.returncode == 130


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("how", "code"),
    [("| head -c 1", 0), (">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), (">/dev/full", 2), ("2>/dev/full", 0)],
)
def test_closed_and_full_outputs_end_without_a_traceback(tmp_path: Path, how: str, code: int):
    with hostile({}) as server:
        shell = f"set -o pipefail; '{sys.executable}' -m caldesk list --json {how}"
        environ = environment(tmp_path, server.base_url)
        done = subprocess.run(["bash", "-c", shell], env=environ, capture_output=True, timeout=50, check=False)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    "environ",
    [
        {"CALDESK_API_KEY": f" {KEY}\n", "CALDESK_SITE_ID": "site-1\n"},
        {"CALDESK_SITE_NAME": "\udcff"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"CALDESK_HOME": "/dev/null"},
        dict.fromkeys(("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9"),
    ],
    ids=["line end in the key", "odd name", "no UTF-8", "no folder", "proxy for everything"],
)
def test_odd_environments_do_no_harm(tmp_path: Path, environ: dict[str, str]):
    assert asked(tmp_path, {}, "list", 0, **environ)["problems"] == []


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"CALDESK_API_KEY": "two words"}, 2),
        ({"CALDESK_BASE_URL": "https://256.1.1.1"}, 2),
        ({"CALDESK_BASE_URL": "https://exa mple.com"}, 2),
        ({"CALDESK_BASE_URL": "http://[::1]:9/prefix/"}, 3),
        ({"CALDESK_BASE_URL": "https://caldesk.invalid", "https_proxy": "http://256.1.1.1:80"}, 3),
        ({"CALDESK_BASE_URL": "https://caldesk.invalid", "CALDESK_CA_FILE": "/not/there.pem"}, 3),
    ],
)
def test_settings_that_cannot_work_are_said_in_a_sentence(tmp_path: Path, environ: dict[str, str], code: int):
    done = run("list", environ=environment(tmp_path, "http://127.0.0.1:9") | environ)
    assert done.returncode == code
    assert done.stderr.rstrip().endswith(".")
    assert KEY not in done.stderr


@pytest.mark.parametrize(
    ("sites", "name", "code", "words"),
    [
        (b"not json", "a", 1, "could not be read"),
        (b'[{"id":"a","name":"\xff"}]', "a", 1, "could not be read"),
        (b"[" * 100_000, "a", 1, "could not be read"),
        (b'[{"id":"x","name":"A"},{"id":"y","name":"a"}]', "A", 2, "x, y"),
        (b'[{"id":"x","name":"A"}]', "B", 2, "Known: A"),
        (b'[{"id":"x","name":"A"}]', "A", 1, "password store"),
    ],
    ids=["no JSON", "no UTF-8", "deep", "two of a name", "another name", "no vault"],
)
def test_lists_of_sites_that_do_not_lead_to_one(tmp_path: Path, sites: bytes, name: str, code: int, words: str):
    path = tmp_path / "config" / "sites.json"
    path.parent.mkdir()
    path.write_bytes(sites)
    done = run("list", "--site", name, "--json", environ=environment(tmp_path, "http://127.0.0.1:9"))
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_a_password_store_that_is_none_is_said(tmp_path: Path):
    path = tmp_path / "config" / "sites.json"
    path.parent.mkdir()
    path.write_bytes(b'[{"id":"x","name":"A"}]')
    environ = environment(tmp_path, "") | {"CALDESK_API_KEY": "", "PYTHON_KEYRING_BACKEND": "no.such.Keyring"}
    done = run("list", environ=environ)
    assert done.returncode == 1
    assert "password store" in done.stderr
