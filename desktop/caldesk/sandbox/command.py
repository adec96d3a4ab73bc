"""`caldesk sandbox`: the practice site alone, in the foreground, until it is told to stop."""

import json
import signal
import sys
import threading
from types import FrameType

from caldesk.sandbox.scenarios import SCENARIOS
from caldesk.sandbox.server import SandboxThread

OK, WRONG_USE, NOT_REACHABLE = 0, 2, 3
_TICK = 0.5  # seconds; on Windows a waiting main thread sees a signal only between waits


def serve(scenario: str, port: int, seed: int = 1) -> int:
    """Print one JSON line with the address and the keys, serve until SIGINT or SIGTERM, return the exit code."""
    if scenario not in SCENARIOS:
        known = ", ".join(SCENARIOS)
        sys.stderr.write(f"There is no scenario called {scenario}. Choose one of: {known}.\n")
        return WRONG_USE
    try:
        server = SandboxThread(scenario, port=port, seed=seed)
    except OverflowError:
        sys.stderr.write(f"There is no port {port}. Choose one from 0 to 65535.\n")
        return WRONG_USE
    except OSError as error:
        sys.stderr.write(f"The practice site cannot use port {port}: {error.strerror}.\n")
        return NOT_REACHABLE
    _serve_until_told(server, scenario)
    return OK


def _serve_until_told(server: SandboxThread, scenario: str) -> None:
    stop = threading.Event()

    def told(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with server:
            line = {
                "base_url": server.base_url,
                "api_key": server.api_key,
                "site_id": server.site_id,
                "account_id": server.account_id,
                "scenario": scenario,
            }
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
            while not stop.wait(_TICK):
                pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
