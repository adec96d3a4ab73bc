"""The sentences that stand in for Qt's aborts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caldesk import preflight

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
ON_X = {"DISPLAY": ":0"}
ON_WAYLAND = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}


def all_but(*sonames: str) -> preflight.Loader:
    return lambda soname: soname not in sonames


def window_problem(environ: dict[str, str], *absent: str) -> str | None:
    return preflight.window_problem(environ, loads=all_but(*absent), platform="linux")


def test_a_complete_system_has_no_problem():
    assert window_problem(ON_X) is None
    assert preflight.webengine_problem(loads=all_but(), platform="linux") is None


def test_the_sentence_names_each_missing_library_and_the_line_that_installs_them():
    problem = window_problem(OFFSCREEN, "libGL.so.1", "libEGL.so.1")
    assert problem is not None
    assert "libGL.so.1, libEGL.so.1" in problem
    assert problem.endswith("sudo apt-get install libgl1 libegl1")


@pytest.mark.parametrize(
    ("environ", "absent", "blocked"),
    [
        (ON_X, "libxcb-cursor.so.0", True),
        (ON_WAYLAND, "libxcb-cursor.so.0", False),
        (OFFSCREEN, "libxcb-cursor.so.0", False),
        (ON_WAYLAND | {"QT_QPA_PLATFORM": "xcb"}, "libxcb-cursor.so.0", True),
        (ON_WAYLAND, "libwayland-cursor.so.0", True),
        (ON_X, "libwayland-cursor.so.0", False),
        (ON_X, "libnss3.so", False),
    ],
)
def test_only_the_libraries_of_the_display_in_use_matter(environ, absent, blocked):
    assert (window_problem(environ, absent) is not None) is blocked


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb"}])
def test_no_display_is_said(environ):
    problem = window_problem(environ)
    assert problem is not None
    assert "no display" in problem


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_bring_everything(platform):
    def never(_soname: str) -> bool:
        raise AssertionError(_soname)

    assert preflight.window_problem({}, loads=never, platform=platform) is None
    assert preflight.webengine_problem(loads=never, platform=platform) is None
    assert preflight.missing_packages({}, loads=never, platform=platform) == ([], [])


def test_the_sign_in_page_names_what_it_lacks():
    problem = preflight.webengine_problem(loads=all_but("libnss3.so"), platform="linux")
    assert problem is not None
    assert problem.endswith("sudo apt-get install libnss3")


def test_packages_are_needed_only_for_the_window_that_would_open(tmp_path):
    (tmp_path / "letters.ttf").touch()
    packages = preflight.missing_packages(
        ON_X,
        loads=all_but("libxcb-shape.so.0", "libwayland-cursor.so.0", "libnss3.so"),
        platform="linux",
        fonts=[str(tmp_path)],
    )
    assert packages == (["libxcb-shape0"], ["libwayland-cursor0", "libnss3"])


def test_a_system_without_any_font_gets_one(tmp_path):
    (tmp_path / "readme.txt").touch()
    needed, _others = preflight.missing_packages(
        OFFSCREEN, loads=all_but(), platform="linux", fonts=[str(tmp_path), str(tmp_path / "absent")]
    )
    assert needed == ["fonts-dejavu-core"]


@pytest.mark.parametrize(
    ("platform", "user", "before", "after"),
    [
        ("linux", 0, {}, {"QTWEBENGINE_DISABLE_SANDBOX": "1"}),
        ("linux", 0, {"QTWEBENGINE_DISABLE_SANDBOX": "0"}, {"QTWEBENGINE_DISABLE_SANDBOX": "0"}),
        ("linux", 1000, {}, {}),
        ("darwin", 0, {}, {}),
        ("win32", None, {}, {}),
    ],
)
def test_only_root_on_linux_gives_up_the_sandbox(platform, user, before, after):
    preflight.prepare_environment(before, platform=platform, user=user)
    assert before == after


def test_the_loader_tells_present_from_absent():
    assert not preflight.can_load("libcaldesk-has-no-such-library.so.7")
    if sys.platform == "linux":
        assert preflight.can_load("libc.so.6")


def test_a_bare_python_can_ask():
    program = "from caldesk import preflight; import os; print(len(preflight.missing_packages(os.environ)))"
    desktop = str(Path(preflight.__file__).parents[1])
    result = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env=os.environ | {"PYTHONPATH": desktop},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "2"
