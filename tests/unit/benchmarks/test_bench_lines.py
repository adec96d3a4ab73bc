"""The table of the benchmarks: its lines, its verdicts and its exit code. Never how fast anything is."""

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.benchmarks import workload
from tests.benchmarks.goals import Bound, Goal, Outcome, Part, line, part
from tests.benchmarks.ratios import in_turn, ratios

ROOT = Path(__file__).parents[3]
LINE = re.compile(
    r"^(?P<id>G\d+) +(?P<figures>-|[\d.]+\w*%?( [\d.]+\w*%?)*) +must (?P<must>[\d.]+\S*( [\d.]+\S*)*) +"
    r"aim (?P<aim>\S+( \S+)*?) +(?P<verdict>ok|short|skipped: [^|]+?) *\| \S.*$"
)
BOUND = Bound(1.5, 1.2)


def _goal(outcome: Outcome) -> str:
    return line(Goal("G1", "ours / theirs", (BOUND,), lambda _run: outcome), outcome)


def test_a_real_run_prints_a_line_for_each_goal_and_ends_by_its_verdicts():
    command = [sys.executable, "-m", "tests.benchmarks", "--only", "G13,g14", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    lines = [said for said in done.stdout.splitlines() if said.startswith("G")]
    found = [LINE.match(said) for said in lines]
    assert all(found), (lines, done.stderr)
    assert [each["id"] for each in found if each] == ["G13", "G14"]
    verdicts = [each["verdict"] for each in found if each]
    assert verdicts[1] == "skipped: needs --peers"
    assert done.returncode == int("short" in verdicts), done.stderr
    assert "could not be measured" not in done.stdout


def test_an_unknown_goal_is_refused():
    command = [sys.executable, "-m", "tests.benchmarks", "--only", "G99"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "G99" in done.stderr


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (Outcome(parts=(Part("show", 1.5, BOUND), Part("page", 1.0, BOUND))), "ok"),
        (Outcome(parts=(Part("show", 1.51, BOUND), Part("page", 1.0, BOUND))), "short"),
        (Outcome(parts=(Part("", 40, Bound(100, None, "ms")),)), "ok"),
        (Outcome(skipped="needs --peers"), "skipped: needs --peers"),
        (Outcome(), "short"),
    ],
)
def test_a_line_tells_the_verdict(outcome: Outcome, verdict: str):
    said = LINE.match(_goal(outcome))
    assert said
    assert said["verdict"] == verdict


def test_the_middle_of_the_ratios_of_pairs_speaks():
    measured = part("show", ratios([(1.0, 1.0), (9.0, 3.0), (4.0, 2.0)]), BOUND)
    assert measured.figure == 2.0
    assert measured.noise == "1.00-3.00 of 3"
    assert not measured.is_met


def test_pairs_are_taken_in_turn_and_the_first_does_not_count():
    asked: list[str] = []

    def taking(name: str) -> float:
        asked.append(name)
        return float(len(asked))

    assert in_turn(lambda: taking("ours"), lambda: taking("theirs"), 2) == [(3.0, 4.0), (5.0, 6.0)]
    assert asked == ["ours", "theirs"] * 3


@pytest.mark.parametrize("view", ["month", "week"])
def test_the_workload_puts_the_wished_share_into_view(view: str):
    first, last = {"month": ("2026-05-31T22", "2026-06-30T22"), "week": ("2026-06-14T22", "2026-06-21T22")}[view]
    events = workload.events(500, workload.Focus(view, 0.1))
    inside = [each for each in events if each["start"] < last and each["end"] > first]
    assert len(inside) == 50


def test_the_workload_is_the_same_each_time_and_has_the_shape_of_the_service():
    said = json.loads(workload.page(workload.events(100), "c"))
    assert said == json.loads(workload.page(workload.events(100), "c"))
    assert said["pagingMetadata"] == {"count": 100, "cursors": {"next": "c"}, "hasNext": True}
    assert all(datetime.fromisoformat(each["start"]) < datetime.fromisoformat(each["end"]) for each in said["events"])
    assert {each["allDay"] for each in said["events"]} == {True, False}
