"""The benchmarks start: they reach into the program, and would otherwise break unseen until somebody measures."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.desktop import ROOT


def said(home: Path, *arguments: str) -> str:
    """What a module of the benchmarks prints."""
    paths = {"CALDESK_HOME": str(home), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'desktop'}"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=os.environ | paths | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def test_a_start_is_timed(tmp_path: Path):
    assert said(tmp_path, "tests.benchmarks.bench_start").startswith("FIRST_PAINT ")


@pytest.mark.parametrize("goal", ["G13", "G15"])
def test_a_goal_is_measured(tmp_path: Path, goal: str):
    table = said(tmp_path, "tests.benchmarks", "--only", goal, "--quick")
    line = next(line for line in table.splitlines() if line.startswith(goal))
    assert line.split()[1].replace(".", "").isdigit(), table
