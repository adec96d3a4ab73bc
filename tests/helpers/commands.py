"""The commands as real processes against a hostile server: ended in time, without a traceback, and without the key."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.helpers.hostile_server import Answer, hostile

ROOT = Path(__file__).parents[2]
KEY = "IST.canary-key-0123456789"
GIGABYTE = 2**30


def environment(home: Path, base_url: str) -> dict[str, str]:
    """What a command finds around it: a site of the test's own, and no vault."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CALDESK_")}
    return environ | {
        "CALDESK_HOME": str(home),
        "PYTHONPATH": str(ROOT / "desktop"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "CALDESK_BASE_URL": base_url,
        "CALDESK_API_KEY": KEY,
        "CALDESK_SITE_ID": "site-1",
    }


def bounded_memory() -> None:
    """Half a gigabyte of data is all that a command may take."""
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (GIGABYTE // 2, GIGABYTE // 2))


def run(*arguments: str, environ: dict[str, str], **more: Any) -> subprocess.CompletedProcess[str]:
    """A command to its end; `more` goes to the process."""
    done = subprocess.run(
        [sys.executable, "-m", "caldesk", *arguments],
        env=environ,
        **({"capture_output": True} | more),
        text=True,
        timeout=50,
        check=False,
    )
    assert "Traceback" not in (done.stderr or "")
    return done


def asked(
    tmp_path: Path, answers: dict[str, Answer], command: str, code: int, *more: str, **environ: str
) -> dict[str, Any]:
    """The JSON document of a command against these answers."""
    with hostile(answers) as server:
        variables = environment(tmp_path, server.base_url) | environ
        limit = bounded_memory if os.name == "posix" else None
        done = run(command, *more, "--json", environ=variables, preexec_fn=limit)
    assert done.returncode == code, done.stderr
    written = "".join(path.read_text() for path in tmp_path.rglob("*.log"))
    assert KEY not in done.stdout + done.stderr + written
    document = json.loads(done.stdout)
    assert isinstance(document, dict)
    return document
