"""The goals of the calendar views: G4 to G9, G16, G17. A view that does not exist yet is left out and said."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from tests.benchmarks import workload
from tests.benchmarks.goals import NEEDS_PEERS, Bound, Goal, Outcome, Part, Run, part
from tests.benchmarks.goals_wire import stand_in
from tests.benchmarks.processes import told_by
from tests.benchmarks.ratios import Ratios, middle, ratios
from tests.benchmarks.workload import Focus

VIEWS = ("month", "week")
_GROWTH = Bound(2, 1.5)
_STALL = Bound(1.0, 0.5)
_STALL_MS = Bound(100, None, "ms")
_REPAINT = Bound(1.5, 0.7)
_DELAY_MS = 20
_CROWD = 17_000
"""Events of a week on the large practice site."""
_PAINT = ("paint_ms",)
_TURN = ("next_ms", "prev_ms")
_AROUND = "toolbar and panel"

Told = dict[str, Any]


class Case(Struct, frozen=True):
    """A goal against a peer in the browser: which events, which of its figures, which peer."""

    count: int
    share: float | None
    figures: tuple[str, ...]
    library: str
    bound: Bound


def missing_views(run: Run) -> list[str]:
    """The views that the calendar does not have yet."""
    known: list[str] = told_by(run.stage, "bench_paint", "views")
    return [view for view in VIEWS if view not in known]


def _file(run: Run, count: int, view: str, share: float | None) -> str:
    return str(workload.write(run.data, count, Focus(view, share) if share is not None else None))


def _against_peer(case: Case) -> Callable[[Run], Outcome]:
    def measure(run: Run) -> Outcome:
        absent = missing_views(run)
        parts: list[Part] = []
        notes = [f"there is no {view} view yet" for view in absent]
        for view in VIEWS:
            if view not in absent:
                measured, note = _one_view(run, case, view)
                parts += measured
                notes.append(note)
        return Outcome(parts=tuple(parts), notes=tuple(notes), skipped="" if run.peers else NEEDS_PEERS)

    return measure


def _one_view(run: Run, case: Case, view: str) -> tuple[list[Part], str]:
    file = _file(run, case.count, view, case.share)
    ours: list[Told] = []
    bare: list[Told] = []
    peer: list[Told] = []
    for _ in range(run.times(5)):
        ours.append(told_by(run.stage, "bench_paint", file, view))
        bare.append(told_by(run.stage, "floor_calendar", file, view))
        if run.peers is not None:
            from tests.benchmarks import peers

            peer.append(peers.painted(run, case.library, file, view))
    parts = [part(f"{view} {name[:-3]}", _of(name, ours, peer), case.bound) for name in case.figures if peer]
    around = f"; {_AROUND} after {middle(each['around_ms'] for each in ours):.0f} ms" if case.figures == _PAINT else ""
    return parts, f"{view}: " + ", ".join(_beside_the_floor(name, ours, bare) for name in case.figures) + around


def _of(name: str, ours: list[Told], reference: list[Told]) -> Ratios:
    return ratios((each[name], other[name]) for each, other in zip(ours, reference, strict=True))


def _beside_the_floor(name: str, ours: list[Told], bare: list[Told]) -> str:
    against = _of(name, ours, bare)
    milliseconds = middle(each[name] for each in ours)
    return f"{name[:-3]} {milliseconds:.0f} ms, {against.median:.2f} ({against.noise}) of a bare Qt calendar"


def _growth(run: Run) -> Outcome:
    """The same 1,000 events in view: of 100,000 held, of 10,000 held."""
    parts, notes = [], []
    absent = missing_views(run)
    for view in VIEWS:
        if view in absent:
            notes.append(f"there is no {view} view yet")
            continue
        many, few = _file(run, 100_000, view, 0.01), _file(run, 10_000, view, 0.1)
        pairs = [
            tuple(told_by(run.stage, "bench_paint", file, view)["paint_ms"] for file in (many, few))
            for _ in range(run.times(5))
        ]
        parts.append(part(view, ratios((pair[0], pair[1]) for pair in pairs), _GROWTH))
        notes.append(f"{view}: {middle(p[0] for p in pairs):.0f} ms against {middle(p[1] for p in pairs):.0f} ms")
    return Outcome(parts=tuple(parts), notes=tuple(notes))


def _stalls(run: Run) -> Outcome:
    with stand_in(run, "--delay-ms", str(_DELAY_MS)) as base_url:
        told = told_by(run.stage, "bench_load", base_url, str(run.times(5)))
    longest = [ours for ours, _ in told["longest"]]
    parts = (
        part(told["view"], ratios(told["longest"]), _STALL),
        Part("longest", middle(longest), _STALL_MS, f"{min(longest):.0f}-{max(longest):.0f} ms"),
    )
    note = (
        f"p99 gap {middle(told['p99']):.0f} ms (aim 20); 100 pages in {middle(told['seconds']):.1f} s; "
        f"one-shot load {middle(other for _, other in told['longest']):.0f} ms"
    )
    return Outcome(parts=parts, notes=(note, _crowd(run)))


def _crowd(run: Run) -> str:
    """On a very large site."""
    told: dict[str, float] = told_by(run.stage, "bench_crowd", str(_CROWD), str(run.times(5)))
    acts = ", ".join(f"{act} {milliseconds:.0f} ms" for act, milliseconds in told.items())
    return f"a week of {_CROWD:,} events, longest stall: {acts}"


def _repaint(run: Run) -> Outcome:
    absent = missing_views(run)
    parts, notes = [], [f"there is no {view} view yet" for view in absent]
    for view in VIEWS:
        if view not in absent:
            told = told_by(run.stage, "bench_paint", _file(run, 10_000, view, 0.1), view)
            parts.append(part(view, ratios(told["repaint"]), _REPAINT))
            notes.append(
                f"{view}: {middle(ours for ours, _ in told['repaint']):.2f} ms for {told['boxes']} events in sight"
            )
    return Outcome(parts=tuple(parts), notes=tuple(notes))


def _peer_goal(key: str, what: str, case: Case) -> Goal:
    return Goal(key, what, (case.bound,), _against_peer(case))


GOALS = (
    _peer_goal("G4", "first paint, 10,000 in a year / FullCalendar", Case(10_000, None, _PAINT, "fc", Bound(0.2, 0.1))),
    _peer_goal("G5", "next and previous / TOAST UI", Case(10_000, None, _TURN, "tui", Bound(0.35, 0.15))),
    _peer_goal(
        "G6", "first paint, 1,000 of 10,000 in view / FullCalendar", Case(10_000, 0.1, _PAINT, "fc", Bound(0.15, 0.08))
    ),
    _peer_goal(
        "G7", "first paint, all 10,000 in view / FullCalendar", Case(10_000, 1.0, _PAINT, "fc", Bound(0.05, 0.03))
    ),
    Goal("G8", "first paint of 1,000 events, of 100,000 held / of 10,000 held", (_GROWTH,), _growth),
    _peer_goal("G9", "first paint, 100 in a year / FullCalendar", Case(100, None, _PAINT, "fc", Bound(0.25, 0.12))),
    Goal("G16", "longest stall while 100 pages arrive / one-shot load", (_STALL, _STALL_MS), _stalls),
    Goal("G17", "repaint of an unchanged view / as many bare boxes", (_REPAINT,), _repaint),
)
