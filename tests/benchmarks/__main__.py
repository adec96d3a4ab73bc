"""Measures the goals and prints a line for each; ends with 1 where a must is missed."""

import argparse
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import goals_calendar, goals_list, goals_moving, goals_start, goals_wire
from tests.benchmarks.goals import Goal, Outcome, Run, line
from tests.benchmarks.processes import ProgramFailed, stage

_PUBLISHED = (*goals_start.GOALS, *goals_calendar.GOALS, *goals_list.GOALS, *goals_wire.GOALS)
GOALS = (*sorted(_PUBLISHED, key=lambda goal: int(goal.id[1:])), *goals_moving.GOALS)


def main() -> int:
    """Measure what was asked for."""
    asked = _arguments()
    wanted = [goal for goal in GOALS if not asked.only or goal.id in asked.only]
    with stage() as where, tempfile.TemporaryDirectory(prefix="caldesk-bench-") as data:
        run = Run(stage=where, data=Path(data), quick=asked.quick, long=asked.long, peers=_peers(asked.peers))
        print(
            f"# {where.name}, Python {platform.python_version()}; figures are medians of ratios of pairs taken in turn"
        )
        outcomes = [_told(goal, run) for goal in wanted]
    return int(any(outcome.verdict == "short" for outcome in outcomes))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/bench", description=__doc__)
    known = [goal.id for goal in GOALS]
    parser.add_argument("--only", type=_ids, default=[], metavar="G1,G13", help=f"only these of {', '.join(known)}")
    parser.add_argument("--quick", action="store_true", help="fewer runs; noisier")
    parser.add_argument("--long", action="store_true", help="watch the idle program for a whole minute")
    parser.add_argument("--peers", action="store_true", help="against Chromium and the SDK too; installs them first")
    asked = parser.parse_args()
    if unknown := [each for each in asked.only if each not in known]:
        parser.error(f"no such goal: {', '.join(unknown)}")
    return asked


def _ids(text: str) -> list[str]:
    return [each.strip().upper() for each in text.split(",") if each.strip()]


def _peers(wanted: bool) -> Path | None:
    if not wanted:
        return None
    from tests.benchmarks import peers

    return peers.installed()


def _told(goal: Goal, run: Run) -> Outcome:
    try:
        outcome = goal.measure(run)
    except ProgramFailed as error:
        outcome = Outcome(notes=(f"could not be measured: {error}",))
    print(line(goal, outcome), flush=True)
    for note in outcome.notes:
        print(f"     - {note}", flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
