"""Takes the tour with secrets that can be recognised, in a home that stays: run by a test as a process.

Arguments: the folder of the pictures, the home, and the file that the secrets of the run are told in.
"""

import contextlib
import json
import secrets
import sys
import tempfile
from pathlib import Path

from caldesk.sandbox.server import SandboxThread
from caldesk.tour import steps_connect, take_tour

WRONG = "kestrel-Quartz-7731-wrong"  # not of the shape that the log's filter would remove in any case

pictures, home, told = sys.argv[1:]
known = {"wrong password": WRONG, "right password": steps_connect._RIGHT}
start, token = SandboxThread.start, secrets.token_urlsafe


def watched_start(server: SandboxThread) -> SandboxThread:
    known["key"] = server.api_key
    return start(server)


def watched_token(size: int) -> str:
    made = token(size)
    known[f"one-use value {len(known)}"] = made
    return made


SandboxThread.start = watched_start  # type: ignore[method-assign]
secrets.token_urlsafe = watched_token  # type: ignore[assignment]
tempfile.TemporaryDirectory = lambda **_more: contextlib.nullcontext(home)  # type: ignore[assignment, misc]
steps_connect._WRONG = WRONG
code = take_tour(pictures)
Path(told).write_text(json.dumps(known))
sys.exit(code)
