"""The goals of the calendar under the hand: C1 scrolled frames, C2 a tick in the legend.

They are ours, beside the published ones. A frame at 60 Hz lasts 16.7 ms; what that means on a machine that is shared
and drifts, only floors of the same minute tell, so the milliseconds are notes.

C1: an event of ours is some three shapes and three texts where a bare box has one of each, so that drawing all of them
anew costs 8 (week, people) to 12 (agenda) bare pictures: the must says that scrolling draws less than everything. Of
a week a notch uncovers a ninth, of the agenda a sixth, of the people half: the aim is what the first two can reach.
C2: the bare calendar only lays out and paints; ours looks for double bookings and counts, too, and answers in between.

Peers are left out: no honest figure was found. Under a wheel Chromium moves what its other threads have drawn so far,
which a page cannot time. With a script that moves FullCalendar's week from one `requestAnimationFrame` to the next, the
same page and events took 17 ms a frame on Xvfb, which is the screen's beat whatever flags forbid it, and 86 to 98 ms
headless, where frames wait for drawing threads: neither is the work for a frame nor the time until it is seen.
"""

from statistics import quantiles
from typing import Any

from tests.benchmarks import workload
from tests.benchmarks.goals import Bound, Goal, Outcome, Part, Run, part
from tests.benchmarks.processes import told_by
from tests.benchmarks.ratios import Pair, middle, ratios
from tests.benchmarks.workload import Focus

_SCROLL = Bound(7, 3)
_FILTER = Bound(4, 2)
_FRAMES = 90
_SCROLLED = {"week": "week", "agenda": "month", "people": "day", "month": "month"}
"""Views, and in which span of the workload their events lie."""
_HELD = {"10,000 in the range": (10_000, 1.0), "100,000 in memory": (100_000, 0.01)}
_BEAT = 1000 / 60

Told = dict[str, Any]


def _file(run: Run, count: int, span: str, share: float) -> str:
    return str(workload.write(run.data, count, Focus(span, share)))


def _scrolling(run: Run) -> Outcome:
    """1,000 events of 10,000 in the range; as notes all of them, and 1,000 of 100,000."""
    parts, notes = list[Part](), list[str]()
    for view, span in _SCROLLED.items():
        told: Told = told_by(run.stage, "bench_scroll", _file(run, 10_000, span, 0.1), view, str(run.times(_FRAMES)))
        if not told["frames"]:
            notes.append(f"{view}: at this size nothing is out of sight")
            continue
        parts += _parts(view, told["frames"])
        notes.append(f"{view}: {_frames(told)}")
        notes += [f"{view}, {what}: {_of_many(run, view, span, *held)}" for what, held in _HELD.items()]
    return Outcome(parts=tuple(parts), notes=tuple(notes))


def _parts(view: str, frames: list[Pair]) -> tuple[Part, Part]:
    ours, bare = zip(*frames, strict=True)
    slow = Part(f"{view} p95", _slow(ours) / _slow(bare), _SCROLL)
    return part(view, ratios(frames), _SCROLL), slow


def _slow(values: tuple[float, ...]) -> float:
    """The 95th of a hundred."""
    return quantiles(values, n=20)[-1]


def _of_many(run: Run, view: str, span: str, count: int, share: float) -> str:
    file = _file(run, count, span, share)
    return _frames(told_by(run.stage, "bench_scroll", file, view, str(run.times(_FRAMES))))


def _frames(told: Told) -> str:
    ours, bare = zip(*told["frames"], strict=True)
    late = sum(each > _BEAT for each in ours)
    return (
        f"{middle(ours):.1f} ms, p95 {_slow(ours):.1f}, longest {max(ours):.1f}, {late} of {len(ours)} over "
        f"{_BEAT:.1f}; {told['boxes']} bare boxes {middle(bare):.1f}, a blit {middle(told['blits']):.1f}; "
        f"{ratios(told['frames']).median:.2f} of the boxes"
    )


def _filtering(run: Run) -> Outcome:
    parts, notes = list[Part](), list[str]()
    for view in ("month", "week"):
        told: Told = told_by(run.stage, "bench_filter", _file(run, 10_000, view, 1.0), view, str(run.times(6)))
        parts += [part(f"{view} {act}", ratios(told[act]), _FILTER) for act in ("hide", "show")]
        taken = ", ".join(f"{act} {middle(ours for ours, _ in told[act]):.0f} ms" for act in ("hide", "show"))
        notes.append(f"{view}: {taken}; longest stall {middle(told['stall']):.0f} ms")
    return Outcome(parts=tuple(parts), notes=tuple(notes))


GOALS = (
    Goal("C1", "a notch of the wheel, 1,000 events / as many bare boxes as are in sight", (_SCROLL,), _scrolling),
    Goal("C2", "hide and show a person, 10,000 events in the range / a bare Qt calendar", (_FILTER,), _filtering),
)
