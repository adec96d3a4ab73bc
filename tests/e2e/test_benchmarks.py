"""The benchmarks start: they reach into the program, and would otherwise break unseen until somebody measures."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import goals_moving, workload
from tests.benchmarks.goals import Goal, Outcome, Run
from tests.benchmarks.processes import Stage
from tests.benchmarks.workload import Focus
from tests.helpers.desktop import ROOT

FEW = 300


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


def told(home: Path, program: str, view: str, times: int, span: str) -> dict[str, Any]:
    """What a program of the calendar tells of few events, half of them in sight."""
    file = workload.write(home, FEW, Focus(span, 0.5))
    words = said(home, f"tests.benchmarks.{program}", str(file), view, str(times))
    line: dict[str, Any] = json.loads(words.splitlines()[-1])
    return line


@pytest.mark.parametrize(("view", "span"), [("week", "week"), ("agenda", "month"), ("people", "day")])
def test_scrolled_frames_are_timed(tmp_path: Path, view: str, span: str):
    frames = told(tmp_path, "bench_scroll", view, 4, span)
    assert [len(pair) for pair in frames["frames"]] == [2] * 4
    assert min(min(pair) for pair in frames["frames"]) > 0
    assert min(frames["blits"]) > 0
    assert 0 < frames["boxes"] <= FEW


def test_a_view_that_has_nothing_out_of_sight_says_so(tmp_path: Path):
    assert told(tmp_path, "bench_scroll", "month", 4, "month") == {"frames": [], "blits": [], "boxes": 0}


@pytest.mark.parametrize("view", ["week", "month"])
def test_a_tick_in_the_legend_is_timed(tmp_path: Path, view: str):
    ticks = told(tmp_path, "bench_filter", view, 2, view)
    assert [len(pair) for act in ("hide", "show") for pair in ticks[act]] == [2] * 4
    assert len(ticks["stall"]) == 4


@pytest.mark.parametrize("goal", goals_moving.GOALS, ids=lambda goal: goal.id)
def test_a_goal_tells_what_is_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, goal: Goal):
    def stand_in(_where: Stage, program: str, _file: str, view: str, _times: str) -> dict[str, Any]:
        if program == "bench_filter":
            return {"hide": [(9, 2), (9, 2)], "show": [(3, 2)] * 2, "stall": [5.0]}
        frames = [] if view == "month" else [(20.0, 2.0), (6.0, 2.0), (6.0, 2.0)]
        return {"frames": frames, "blits": [0.2], "boxes": 7}

    monkeypatch.setattr(goals_moving, "told_by", stand_in)
    monkeypatch.setattr(workload, "write", lambda *_what: tmp_path)
    outcome: Outcome = goal.measure(Run(stage=Stage("none", {}), data=tmp_path, quick=True))
    slow = [each.of for each in outcome.parts if not each.is_met]
    assert slow == {"C1": ["week p95", "agenda p95", "people p95"], "C2": ["month hide", "week hide"]}[goal.id]
    assert outcome.verdict == "short"
    assert len(outcome.notes) == {"C1": 10, "C2": 2}[goal.id]
