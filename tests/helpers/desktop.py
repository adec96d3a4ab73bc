"""A screen of the test's own and the real program on it, driven from outside as a person's hands would."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT = 20.0
_HARMLESS = re.compile(
    "|".join(
        (
            r"This plugin does not support",  # the offscreen platform
            r"Sandboxing disabled by user",  # WebEngine as root, and from here on without a graphics card
            r"QRhiGles2: Failed to create",
            r"Failed to create RHI for backend",
            r"QVulkanInstance: Failed to initialize",
            r"GBM is not supported",
            r"GPUInfo not initialized",
            r"Failed to load vulkan",
            r"No Vulkan library available",
            r"Failed to create platform Vulkan instance",
            r"Unable to detect GPU vendor",
        )
    )
)


def wait_for(condition: Callable[[], object], what: str, limit: float = LIMIT) -> object:
    """The first true answer of `condition`; fails after `limit` seconds, naming `what`."""
    answer = _asked_for(limit, condition)
    assert answer, f"waited {limit} s in vain for {what}"
    return answer


def came(condition: Callable[[], object], within: float) -> bool:
    """Whether `condition` becomes true within so many seconds."""
    return bool(_asked_for(within, condition))


def _asked_for(seconds: float, condition: Callable[[], object]) -> object:
    """The first true answer, or the last one before the time is over."""
    end = time.monotonic() + seconds
    while not (answer := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def worth_reading(text: str) -> list[str]:
    """The lines of standard error that a person should not see."""
    return [line for line in text.splitlines() if line.strip() and not _HARMLESS.search(line)]


@contextmanager
def screen() -> Iterator[str]:
    """A virtual X display on a free number; gives its name (":12")."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    command.append("-noreset")  # or it starts anew after each look of xdotool, and drops who is just connecting
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Program:
    """`caldesk ARGUMENTS` as a process of its own, in a session of its own, with its output in files."""

    def __init__(self, folder: Path, *arguments: str, start: Sequence[str] = ("-m", "caldesk"), **environ: str) -> None:
        self.home = folder / "home"
        self._out, self._err = folder / "stdout.txt", folder / "stderr.txt"
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, *start, *arguments],
                env=_environment(self.home) | environ,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def stdout(self) -> str:
        return self._out.read_text("utf-8")

    @property
    def stderr(self) -> str:
        return self._err.read_text("utf-8")

    def family(self) -> dict[int, str]:
        """The command lines of every living process of the program, itself included."""
        return {pid: line for pid, line in _command_lines() if _session(pid) == self.pid}

    def shows_web_page(self) -> bool:
        """Whether WebEngine has a page: beside its two helpers there is a process that was split off for it."""
        return sum("QtWebEngineProcess" in line for line in self.family().values()) > 2

    def ended_cleanly(self) -> None:
        """The process ends by itself with 0, says nothing, and leaves nobody behind."""
        assert self.process.wait(LIMIT) == 0, self.stderr
        assert not worth_reading(self.stderr), self.stderr
        wait_for(lambda: not self.family(), f"the end of {self.family()}", 5)

    def last_words(self) -> str:
        """End it by force; where each of its threads was, and what it had said."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait(LIMIT)
        return f"exit {self.process.returncode}\n{self.stderr}"

    def end(self) -> None:
        """Whatever state it is in, nothing of it stays."""
        for pid in self.family():
            os.kill(pid, signal.SIGKILL)
        self.process.wait(10)


@contextmanager
def running(
    folder: Path, *arguments: str, start: Sequence[str] = ("-m", "caldesk"), **environ: str
) -> Iterator[Program]:
    """The program for as long as the context lasts; `start` is what Python is given to run."""
    program = Program(folder, *arguments, start=start, **environ)
    try:
        yield program
    finally:
        program.end()


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CALDESK_", "QT_", "DBUS_"))}
    own = {
        "CALDESK_HOME": str(home),
        "PYTHONPATH": str(ROOT / "desktop"),
        "PYTHONFAULTHANDLER": "1",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu --log-level=3",
        "LC_ALL": "C.UTF-8",
    }
    return kept | own


def _command_lines() -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue


def _session(pid: int) -> int:
    """The session of a living process; -1 for one that is gone or only waits to be buried."""
    try:
        state, _parent, _group, session = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:4]
    except OSError:
        return -1
    return -1 if state == "Z" else int(session)
