"""Programs under measurement: where they are shown, how they are started, what they tell and what they use.

A program is a module of this folder. It tells one JSON line, or a line with the monotonic clock of a moment.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

ROOT = Path(__file__).parents[2]
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_LIMIT = 180.0


class ProgramFailed(Exception):
    """A measured program ended badly or told nothing; the text is the last that it said."""


class Stage(Struct, frozen=True):
    """Where windows are shown, and the environment that says so to a program."""

    name: str
    environment: dict[str, str]


@contextmanager
def stage() -> Iterator[Stage]:
    """A screen of our own: Xvfb where it is installed, Qt's offscreen platform elsewhere."""
    with tempfile.TemporaryDirectory(prefix="caldesk-bench-") as home:
        if sys.platform != "linux" or shutil.which("Xvfb") is None:
            yield Stage("offscreen", _environment(home, QT_QPA_PLATFORM="offscreen"))
            return
        with _xvfb() as display:
            yield Stage("xvfb", _environment(home, QT_QPA_PLATFORM="xcb", DISPLAY=display))


def _environment(home: str, **values: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not _disturbs(name)}
    ours = {"CALDESK_HOME": home, "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin", "NO_PROXY": "127.0.0.1"}
    return {**kept, **ours, **values}


def _disturbs(name: str) -> bool:
    """Compiling at every start, another display, and a proxy would be measured too."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "WAYLAND_DISPLAY", "CALDESK_BASE_URL")
    return name in unwanted or name.lower().endswith("_proxy")


@contextmanager
def _xvfb() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        if not number:
            raise ProgramFailed("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def command_of(program: str, *arguments: str) -> list[str]:
    """How a module of this folder is started."""
    return [sys.executable, "-m", f"tests.benchmarks.{program}", *arguments]


def told_by(where: Stage, program: str, *arguments: str) -> Any:
    """Run a program to its end; the result is its JSON line."""
    return last_json(where, command_of(program, *arguments))


def last_json(where: Stage, command: list[str]) -> Any:
    """Run any command to its end; the result is the last line it printed, as JSON."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=where.environment, capture_output=True, text=True, timeout=_LIMIT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramFailed(f"no end after {_LIMIT:.0f} s: {' '.join(command[-3:])}") from error
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise ProgramFailed(_last_words(done.stderr))
    return json.loads(lines[-1])


def _last_words(stderr: str) -> str:
    lines = stderr.strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def seconds_until(where: Stage, mark: str, command: list[str]) -> float:
    """Start a command; seconds from just before that to the moment that it names in a line `<mark> <monotonic ns>`."""
    begun = time.monotonic_ns()
    with running(where, command) as process:
        for said in process.stdout or ():
            if said.startswith(mark):
                return (int(said.split()[1]) - begun) / 1e9
    raise ProgramFailed(f"no line {mark}")


@contextmanager
def running(where: Stage, command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A program that is ended, politely at first, when the block is left."""
    with subprocess.Popen(
        command, cwd=ROOT, env=where.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def json_line(process: subprocess.Popen[str]) -> Any:
    """The next line of a running program, as JSON."""
    said = process.stdout.readline() if process.stdout else ""
    if not said:
        raise ProgramFailed("it ended without a word")
    return json.loads(said)


def pss_mb(pid: int) -> float:
    """Memory of a process in MB: its own, and its part of what it shares with others."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def tell(what: object) -> None:
    """Print one JSON line at once."""
    sys.stdout.write(msgspec.json.encode(what).decode() + "\n")
    sys.stdout.flush()
