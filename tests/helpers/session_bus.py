"""A session bus of the test's own, for the accessibility bus and the Secret Service, and who speaks on it."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CLIENT = Path(__file__).parents[1] / "e2e" / "at_spi_client.py"


@contextmanager
def session_bus(folder: Path) -> Iterator[dict[str, str]]:
    """The variables that lead to the bus, and to a home of its own for what it starts."""
    home, run = folder / "bus-home", folder / "bus-run"
    home.mkdir()
    run.mkdir(mode=0o700)
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(run)}
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    bus = subprocess.Popen(
        command,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert bus.stdout is not None
    try:
        address = bus.stdout.readline().strip()
        assert address, "the session bus did not start"
        yield own | {"DBUS_SESSION_BUS_ADDRESS": address}
    finally:
        os.killpg(bus.pid, signal.SIGTERM)  # with all that it started
        bus.wait(10)
        bus.stdout.close()


def start_secret_service(bus: dict[str, str]) -> None:
    """A real Secret Service with an unlocked keyring on that bus; it goes when the bus goes."""
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
        env={"PATH": "/usr/bin:/bin"} | bus,
        input=b"test",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=20,
    )


def accessible(display: str) -> dict[str, str]:
    """What makes Qt tell the accessibility bus everything."""
    return {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


class Reader:
    """The AT-SPI client as a process of the system's Python."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            ["/usr/bin/python3", str(CLIENT)],
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"} | environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @classmethod
    @contextmanager
    def at(cls, environ: dict[str, str]) -> "Iterator[Reader]":
        """A client for as long as the context lasts."""
        made = cls(environ)
        try:
            yield made
        finally:
            made.end()

    def ask(self, do: str, **about: str) -> Any:
        """One question; fails where the client found nothing."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"do": do, **about}) + "\n")
        process.stdin.flush()
        said = json.loads(process.stdout.readline())
        assert "error" not in said, said["error"]
        return said["answer"]

    def end(self) -> None:
        """Let the client go."""
        self._process.kill()
        self._process.communicate()
