"""The locks: complete, hashed, free of addresses, and of one mind."""

import re
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock", "requirements-release.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((PACKAGING / lock).read_text()))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock):
    text = (PACKAGING / lock).read_text()
    requirements = [line for line in text.replace("\\\n", " ").splitlines() if not line.lstrip().startswith("#")]
    assert len(requirements) == len(pins(lock)) > 0
    assert all("--hash=sha256:" in line for line in requirements)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_and_no_place_of_a_machine(lock):
    assert not re.search(r"://|--(extra-)?index|--find-links| /", (PACKAGING / lock).read_text())


def test_what_is_tested_and_what_is_shipped_is_what_runs():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()
    assert pins("requirements.lock").items() <= pins("requirements-build.lock").items()
    assert pins("requirements.lock")["pyside6"] < "6.12"


def test_each_system_finds_its_own_packages():
    text = (PACKAGING / LOCKS[0]).read_text()
    assert re.search(r"^pywin32-ctypes==\S+ ; sys_platform == 'win32'", text, re.MULTILINE)
    assert re.search(r"^secretstorage==\S+ ; sys_platform == 'linux'", text, re.MULTILINE)
