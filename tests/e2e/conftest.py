"""Fixtures of the tests that drive the real program from outside."""

import shutil
from collections.abc import Iterator

import pytest

from tests.helpers import desktop

_NEEDED = {"Xvfb": "xvfb", "xdotool": "xdotool"}


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A virtual screen; its name."""
    absent = [package for tool, package in _NEEDED.items() if shutil.which(tool) is None]
    if absent:
        pytest.fail(f"install {' '.join(absent)}, or run packaging/test, which does")
    with desktop.screen() as name:
        yield name
