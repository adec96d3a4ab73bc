"""`packaging/run` on machines that lack something, played by stand-ins for Python, apt-get and the account."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these are the scripts of Linux and macOS")

CHECKOUT = Path(__file__).parents[2]
TOOLS = ("sh", "env", "dirname", "cat", "cksum", "sed", "grep", "tail", "rm", "mkdir", "mktemp", "cp", "true")

# Python as the set-up sees it: it makes virtual environments out of itself and only writes down what pip is told.
PYTHON = """#!/bin/sh
case "$*" in
"-m venv "*) mkdir "$3/bin" && cp "$0" "$3/bin/python"; echo venv >>{log} ;;
*"-m pip"*) shift 2; echo "pip $*" >>{log}; exit {pip_status} ;;
*"import pip"*) ;;
*missing_packages*) printf '%s\\n' '{needed}' '{optional}' ;;
-V) echo 'Python {version}' ;;
*) exec {real} "$@" ;;
esac
"""


@dataclass
class Machine:
    """A checkout in a folder of its own, and a PATH that holds nothing but stand-ins and the plainest tools."""

    folder: Path

    def __post_init__(self) -> None:
        self.checkout = self.folder / "checkout"
        self.bin = self.folder / "bin"
        self.log = self.folder / "log"
        self.venv = self.checkout / ".venv"
        shutil.copytree(CHECKOUT / "packaging", self.checkout / "packaging")
        shutil.copy(CHECKOUT / "pyproject.toml", self.checkout)
        self.bin.mkdir()
        self.log.touch()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)
        self.program("uname", "echo Linux")
        self.user(0)
        self.python()

    def program(self, name: str, script: str) -> None:
        """Put a stand-in on the PATH."""
        self._write(self.bin / name, f"#!/bin/sh\n{script}\n")

    def python(self, needed: str = "", optional: str = "", version: str = "", pip_status: int = 0) -> None:
        """Put a Python there, on a system that lacks these packages; with a version, one that is too old."""
        script = PYTHON.format(
            log=self.log, real=sys.executable, needed=needed, optional=optional, version=version, pip_status=pip_status
        )
        if version:
            script = script.replace(f"exec {sys.executable}", "exit 1 #")
        self._write(self.bin / "python3", script)
        if self.venv.exists():
            self._write(self.venv / "bin" / "python", script)

    def user(self, number: int) -> None:
        """Be this user; sudo is there and refuses."""
        self.program("id", f"echo {number}")
        self.program("sudo", "exit 1")

    def apt(self, status: int = 0) -> None:
        """Put an apt-get there that writes down what it is told, and an index in which libasound2 has moved."""
        self.program("apt-get", f'echo "apt-get $*" >>{self.log}; exit {status}')
        self.program("apt-cache", '[ "$2" = libasound2t64 ]')

    def caldesk(self, script: str) -> None:
        """Finish the virtual environment by hand with a caldesk that does this."""
        (self.venv / "bin").mkdir(parents=True, exist_ok=True)
        shutil.copy(self.bin / "python3", self.venv / "bin" / "python")
        self._write(self.venv / "bin" / "caldesk", f"#!/bin/sh\n{script}\n")

    def run(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run `packaging/run` here, with nothing in the environment but PATH and what is given."""
        return subprocess.run(
            [self.checkout / "packaging" / "run", *arguments],
            env={"PATH": str(self.bin)} | environ,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=30,
            stdin=subprocess.DEVNULL,
        )

    def did(self) -> list[str]:
        """What the stand-ins were told since the last question."""
        lines = self.log.read_text().splitlines()
        self.log.write_text("")
        return lines

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o755)


@pytest.fixture
def machine(tmp_path) -> Machine:
    return Machine(tmp_path.resolve())


@pytest.fixture
def ready(machine) -> Machine:
    """A machine on which the set-up has been done; caldesk repeats its arguments."""
    machine.caldesk('echo "$QT_QPA_PLATFORM:$*"')
    assert machine.run("--version").returncode == 0
    machine.did()
    return machine


def only_sentence(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1
    (sentence,) = result.stderr.splitlines()
    return sentence


def test_an_old_python_is_named_with_the_cure(machine):
    machine.python(version="3.10.12")
    sentence = only_sentence(machine.run())
    assert "has Python 3.10.12" in sentence
    assert sentence.endswith("sudo apt-get install python3.11 python3.11-venv")


def test_without_rights_the_missing_packages_are_named_with_the_cure(machine):
    machine.apt()
    machine.user(1000)
    machine.python(needed="libgl1", optional="libasound2")
    sentence = only_sentence(machine.run())
    assert "this account may not install them" in sentence
    assert sentence.endswith("apt-get install --no-install-recommends libgl1 libasound2t64")
    assert machine.did() == []


def test_only_what_is_missing_is_installed_under_the_name_of_this_release(machine):
    machine.apt()
    machine.python(needed="libgl1", optional="libasound2")
    machine.run()
    assert machine.did()[:2] == [
        "apt-get -q update",
        "apt-get -q install -y --no-install-recommends libgl1 libasound2t64",
    ]


def test_without_network_the_command_for_later_is_named(machine):
    machine.apt(status=100)
    machine.python(needed="libgl1")
    *_progress, sentence = machine.run().stderr.splitlines()
    assert "is there a network?" in sentence
    assert sentence.endswith("apt-get install --no-install-recommends libgl1")


def test_what_only_other_screens_and_the_sign_in_page_need_stops_nobody(machine):
    machine.user(1000)
    machine.python(optional="libnss3")
    machine.caldesk("echo started")
    result = machine.run("list")
    assert "libnss3" in result.stderr
    assert result.stdout == "started\n"


def test_packages_come_from_the_lock_with_hashes_and_then_the_checkout(machine):
    machine.caldesk("exit 0")
    machine.run("list")
    lock, checkout = machine.did()
    assert "--require-hashes" in lock
    assert lock.endswith("/packaging/requirements.lock")
    assert checkout.endswith(f"--editable {machine.checkout}")


def test_a_second_run_touches_neither_pip_nor_apt(ready):
    ready.apt()
    ready.python(optional="libnss3")
    ready.run("list")
    assert ready.did() == []


def test_a_library_that_has_gone_comes_back(ready):
    ready.apt()
    ready.python(needed="libgl1")
    assert ready.run("list").returncode == 0
    assert ready.did()[-1].endswith(" libgl1")


def test_a_changed_lock_is_installed(ready):
    with (ready.checkout / "packaging" / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    ready.run("list")
    assert len(ready.did()) == 2


def test_an_interrupted_set_up_is_begun_anew(ready):
    (ready.venv / ".begun").touch()
    ready.run("list")
    assert ready.did()[0] == "venv"


def test_a_moved_checkout_is_set_up_anew(ready):
    moved = ready.folder / "moved"
    ready.checkout.rename(moved)
    ready.checkout = moved
    ready.run("list")
    assert ready.did()[0] == "venv"


def test_a_failed_pip_leaves_no_stamp(machine):
    machine.caldesk("exit 0")
    machine.python(pip_status=1)
    *_progress, sentence = machine.run("list").stderr.splitlines()
    assert "Caldesk needs its Python packages" in sentence
    assert not (machine.venv / ".set-up").exists()


def test_arguments_and_exit_code_are_passed_on(ready):
    ready.caldesk('echo "$*"; exit 3')
    result = ready.run("events", "--from", "a b")
    assert (result.stdout, result.returncode) == ("events --from a b\n", 3)


def test_with_a_display_the_practice_site_opens(ready):
    assert ready.run(DISPLAY=":0").stdout == ":practice\n"


def test_without_a_display_the_tour_is_taken_and_said(ready):
    result = ready.run()
    assert result.stdout == "offscreen:tour --out tour\n"
    assert "no display" in result.stderr
