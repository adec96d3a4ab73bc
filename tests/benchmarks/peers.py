"""The peers: FullCalendar and TOAST UI in Chromium, and the official SDK in Node; kept in the user's cache folder.

Chromium is the one on the path, else Debian's package where this user may install it. A page tells what it measured
by asking a listener of ours for an address that carries it.
"""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.goals import Run
from tests.benchmarks.processes import ProgramFailed, last_json, pss_mb, running

HERE = Path(__file__).parent
PACKAGES = (
    "fullcalendar@6.1.21",
    "@toast-ui/calendar@2.1.3",
    "@wix/sdk@1.21.16",
    "@wix/auto_sdk_bookings_external-calendars",
)
_FLAGS = (
    *("--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--window-size=1280,820"),
)
_FILES = {
    "fc": ("fullcalendar/index.global.min.js",),
    "tui": ("@toast-ui/calendar/dist/toastui-calendar.ie11.min.js", "@toast-ui/calendar/dist/toastui-calendar.min.css"),
}
_LIMIT = 90.0


def installed() -> Path:
    """Install what is missing; the folder of the packages. Raises `ProgramFailed`."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "caldesk-bench"
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / "node_modules" / name.rpartition("@")[0]).is_dir() for name in PACKAGES[:3]):
        _set_up(["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), *PACKAGES])
    if _chromium() is None:
        _set_up(["apt-get", "install", "-y", "--no-install-recommends", "chromium"])
    return folder


def _set_up(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        raise ProgramFailed(f"the peers need {command[0]}")
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise ProgramFailed(f"the peers could not be installed: {done.stderr.strip()[-200:]}")


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def sdk_cpu_per_page(run: Run, base_url: str) -> list[float]:
    """Milliseconds of processor time a page, one figure for each pass of the SDK over all pages."""
    command = ["node", str(HERE / "peers_sdk.mjs"), base_url, str(run.times(7)), str(run.peers)]
    figures: list[float] = last_json(run.stage, command)
    return figures


def painted(run: Run, library: str, file: str, view: str) -> dict[str, Any]:
    """`paint_ms`, `next_ms`, `prev_ms` of a library in a fresh browser."""
    with _browser(run, library, file, view) as (_pid, told):
        return {name: float(value) for name, value in told().items()}


def starts(run: Run, file: str) -> Callable[[], float]:
    """Measures the seconds from the start of Chromium until the calendar is on screen."""

    def start() -> float:
        begun = time.monotonic()
        with _browser(run, "fc", file, "week", turn=False) as (_pid, told):
            told()
            return time.monotonic() - begun

    return start


def memory_mb(run: Run, file: str) -> float:
    """PSS of Chromium with the calendar on screen, all its processes together."""
    with _browser(run, "fc", file, "week", turn=False) as (pid, told):
        told()
        time.sleep(1)
        return sum(pss_mb(each) for each in _with_children(pid))


@contextmanager
def _browser(
    run: Run, library: str, file: str, view: str, *, turn: bool = True
) -> Iterator[tuple[int, Callable[[], dict[str, str]]]]:
    """A Chromium of its own on the page; its process, and what the page tells in the end."""
    chromium = _chromium()
    if chromium is None or run.peers is None:
        raise ProgramFailed("there is no Chromium")
    with (
        _listener() as (address, told),
        tempfile.TemporaryDirectory(prefix="caldesk-peer-", ignore_cleanup_errors=True) as folder,
    ):
        page = _page(Path(folder), run.peers, library, file)
        shown = () if run.stage.name == "xvfb" else ("--headless=new",)
        where = f"file://{page}#{library},{view},{int(turn)},{address}"
        with running(
            run.stage, [chromium, *_FLAGS, *shown, f"--user-data-dir={folder}/profile", f"--app={where}"]
        ) as it:
            yield it.pid, told


def _page(folder: Path, packages: Path, library: str, file: str) -> Path:
    """A page beside the events and the library, as an installed web application would have it."""
    heads = []
    for name in _FILES[library]:
        source = packages / "node_modules" / name
        shutil.copy(source, folder)
        style = name.endswith(".css")
        heads.append(
            f'<link rel=stylesheet href="{source.name}">' if style else f'<script src="{source.name}"></script>'
        )
    events = json.dumps(Path(file).read_text("utf-8"))
    (folder / "events.js").write_text(f"const PAGE = JSON.parse({events});", "utf-8")
    shutil.copy(HERE / "peers_page.js", folder)
    page = folder / "index.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>body{{margin:0}}#cal{{width:1260px;height:780px}}</style>"
        f"{''.join(heads)}<div id=cal></div><script src=events.js></script><script src=peers_page.js></script>",
        "utf-8",
    )
    return page


@contextmanager
def _listener() -> Iterator[tuple[str, Callable[[], dict[str, str]]]]:
    """An address to tell at, and a wait for what is told."""
    said: dict[str, str] = {}
    heard = threading.Event()

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said.update({name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()})
            heard.set()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            return

    def told() -> dict[str, str]:
        if not heard.wait(_LIMIT):
            raise ProgramFailed(f"the page told nothing in {_LIMIT:.0f} s")
        return said

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", told
        server.shutdown()


def _with_children(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        tasks = Path(f"/proc/{one}/task").glob("*/children")
        found += [int(child) for task in tasks for child in task.read_text("ascii").split()]
    return found
