"""Secrets of a real run: nowhere on disk, on no command line, in no output; and in the real vault where wanted."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from caldesk.sandbox.server import SandboxThread
from tests.helpers import desktop, sandbox
from tests.helpers.session_bus import Reader, accessible, session_bus, start_secret_service

CANARY_TOUR = Path(__file__).with_name("canary_tour.py")


def files_below(folder: Path) -> str:
    """Everything that is written below a folder."""
    return "\n".join(file.read_bytes().decode(errors="replace") for file in folder.rglob("*") if file.is_file())


def test_no_secret_of_a_whole_run_can_be_found_anywhere(tmp_path: Path):
    told, home, pictures = tmp_path / "told.json", tmp_path / "home", tmp_path / "pictures"
    home.mkdir()
    arguments = (str(pictures), str(home), str(told))
    lines: set[str] = set()
    with desktop.running(tmp_path, *arguments, start=[str(CANARY_TOUR)]) as program:
        while program.process.poll() is None:
            lines.update(program.family().values())
    assert program.process.returncode == 0, program.stderr
    known = json.loads(told.read_text())
    assert {"key", "wrong password", "right password"} < known.keys()
    assert any(name.startswith("one-use value") for name in known)
    assert any("QtWebEngineProcess" in line for line in lines), "the sign-in page was not seen"
    assert (home / "log" / "caldesk.log").exists()
    places = {"files": files_below(home), "output": program.stdout + program.stderr, "commands": "\n".join(lines)}
    for name, secret in known.items():
        for place, text in places.items():
            assert secret not in text, f"the {name} is in the {place}"


@pytest.fixture
def studio() -> Iterator[SandboxThread]:
    with sandbox.running("busy") as server:
        yield server


def add_site(reader: Reader, site: SandboxThread) -> None:
    """Fill the dialog in and save."""
    reader.ask("press", name="Add your site")
    reader.ask("press", name="More settings", role="push button")
    fields = {"Name": "Quinn", "API key": site.api_key, "Site ID": site.site_id}
    for name, text in {**fields, "Address of the service": site.base_url}.items():
        reader.ask("write", name=name, text=text)
    reader.ask("press", name="Check and save", role="push button")


def test_a_site_that_was_added_is_found_again_with_its_key(tmp_path: Path, display: str, studio: SandboxThread):
    with session_bus(tmp_path) as bus:
        start_secret_service(bus)
        vault = {"PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"}
        environ = bus | accessible(display) | vault
        with desktop.running(tmp_path, **environ) as program, Reader.at(environ) as reader:
            add_site(reader, studio)
            reader.ask("state", name="Health: 9 working")
            program.process.terminate()
            assert program.process.wait(desktop.LIMIT) == 0, program.stderr
            assert studio.api_key not in files_below(program.home)
        with desktop.running(tmp_path, **environ), Reader.at(environ) as reader:
            reader.ask("state", name="Site: Quinn")
            reader.ask("state", name="Health: 9 working")
