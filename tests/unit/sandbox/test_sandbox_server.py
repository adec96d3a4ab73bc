"""Starting and stopping: in a thread, in a program's own loop, and alone from the command line."""

import json
import signal
import socket
import subprocess
import sys
import threading

import httpx
import pytest

from caldesk.sandbox.command import serve
from caldesk.sandbox.server import SandboxThread, Server
from tests.helpers.sandbox import headers

PROVIDERS = "/bookings/v2/external-calendars/providers"


def test_thread_serves_on_loopback_and_leaves_nothing_behind():
    before = threading.active_count()
    with SandboxThread("fresh") as server:
        assert server.base_url.startswith("http://127.0.0.1:")
        with httpx.Client(base_url=server.base_url, headers=headers(server), trust_env=False) as client:
            assert client.get(PROVIDERS).status_code == 200
    assert threading.active_count() == before
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.base_url, trust_env=False)


def test_stop_does_not_wait_for_slow_answers():
    with SandboxThread("slow") as server:
        server.control.set_knobs(latency=60)
        impatient = httpx.Client(base_url=server.base_url, headers=headers(server), trust_env=False, timeout=0.2)
        with impatient as client, pytest.raises(httpx.ReadTimeout):
            client.get(PROVIDERS)
    assert not server._thread.is_alive()


def test_a_server_that_was_never_started_can_be_stopped():
    server = SandboxThread("fresh")
    server.stop()
    assert not server.started


async def test_server_in_the_programs_own_loop():
    async with Server("fresh") as server, httpx.AsyncClient(base_url=server.base_url, trust_env=False) as client:
        answer = await client.get(PROVIDERS, headers={"Authorization": server.api_key, "wix-site-id": server.site_id})
        assert answer.status_code == 200


def test_scenario_change_keeps_the_keys():
    with SandboxThread("fresh") as server:
        before = server.api_key, server.site_id, server.account_id
        server.control.load("busy", seed=7)
        assert (server.api_key, server.site_id, server.account_id) == before
        with httpx.Client(base_url=server.base_url, headers=headers(server), trust_env=False) as client:
            assert client.get(PROVIDERS).status_code == 200


def test_identity_hides_its_keys():
    server = SandboxThread("fresh")
    server.stop()
    shown = repr(server.site.identity)
    assert server.api_key not in shown
    assert server.app_credentials[1] not in shown


def test_taken_port_is_3(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert serve("fresh", taken.getsockname()[1]) == 3
    assert "cannot use port" in capsys.readouterr().err


def test_impossible_port_is_2(capsys):
    assert serve("fresh", 70_000) == 2
    assert "70000" in capsys.readouterr().err


def test_unknown_scenario_is_2(capsys):
    assert serve("nonsense", 0) == 2
    assert "busy" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="there a console event stands in for the signal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command_prints_one_line_serves_and_ends_cleanly(number):
    program = "import sys; from caldesk.sandbox.command import serve; sys.exit(serve('fresh', 0))"
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        line = json.loads(process.stdout.readline())
        key = {"Authorization": line["api_key"], "wix-site-id": line["site_id"]}
        assert httpx.get(line["base_url"] + PROVIDERS, headers=key, trust_env=False).status_code == 200
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, out, err) == (0, "", "")
    assert line.keys() == {"base_url", "api_key", "site_id", "account_id", "scenario"}
