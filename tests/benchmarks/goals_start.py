"""The goals of starting, memory and idleness: G1, G2, G10, G18."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks import workload
from tests.benchmarks.goals import NEEDS_PEERS, Bound, Goal, Outcome, Part, Run, part
from tests.benchmarks.goals_wire import stand_in
from tests.benchmarks.processes import command_of, cpu_seconds, json_line, pss_mb, running, seconds_until
from tests.benchmarks.ratios import Ratios, in_turn, middle, ratios

if TYPE_CHECKING:
    from subprocess import Popen

_FIRST_PAINT = Bound(1.5, 1.3)
_WHOLE_START = Bound(0.5, 0.3)
_MEMORY = Bound(2.2, 1.8)
_MEMORY_OF_CHROMIUM = Bound(0.30, 0.20)
_IDLE = Bound(0.5, 0.1, "%")
_HELD = 10_000


def _starts(run: Run, moment: str, program: str, *arguments: str) -> Callable[[], float]:
    command = command_of(program, *arguments)
    return lambda: seconds_until(run.stage, moment, command)


def _first_paint(run: Run) -> Outcome:
    ours, empty = _starts(run, "FIRST_PAINT", "bench_start"), _starts(run, "FIRST_PAINT", "floor_window")
    pairs = in_turn(ours, empty, run.times(15))
    seconds = middle(each for each, _ in pairs), middle(each for _, each in pairs)
    note = f"{seconds[0]:.3f} s against {seconds[1]:.3f} s, {run.stage.name}, warm"
    return Outcome(parts=(part("", ratios(pairs), _FIRST_PAINT),), notes=(note,))


def _events_on_screen(run: Run) -> Outcome:
    file = str(workload.write(run.data, _HELD))
    ours = _starts(run, "EVENTS_PAINT", "bench_start", file)
    bare = _starts(run, "EVENTS_PAINT", "floor_calendar", file, "week", "app")
    pairs = in_turn(ours, bare, run.times(6))
    seconds = middle(each for each, _ in pairs)
    note = f"{seconds:.2f} s, {ratios(pairs).median:.2f} ({ratios(pairs).noise}) of a bare Qt week"
    if run.peers is None:
        return Outcome(skipped=NEEDS_PEERS, notes=(note,))
    from tests.benchmarks import peers

    browser = peers.starts(run, file)
    against = ratios(in_turn(ours, browser, run.times(6)))
    return Outcome(parts=(part("", against, _WHOLE_START),), notes=(note,))


@contextmanager
def _whole_program(run: Run) -> Iterator[tuple["Popen[str]", dict[str, object]]]:
    """The program with all events in memory, and what it told of itself."""
    with (
        stand_in(run, "--page", "1000") as base_url,
        running(run.stage, command_of("bench_app", base_url)) as process,
    ):
        yield process, json_line(process)


@contextmanager
def _empty_window(run: Run) -> Iterator["Popen[str]"]:
    with running(run.stage, command_of("floor_window", "stay")) as process:
        if process.stdout:
            process.stdout.readline()
        time.sleep(0.5)
        yield process


def _memory(run: Run) -> Outcome:
    ours: list[float] = []
    empty: list[float] = []
    for _ in range(run.times(3)):
        with _whole_program(run) as (process, latest):
            told = latest
            ours.append(pss_mb(process.pid))
        with _empty_window(run) as process:
            empty.append(pss_mb(process.pid))
    against = ratios(zip(ours, empty, strict=True))
    web = "with" if told["web_engine"] else "before"
    note = (
        f"{middle(ours):.0f} MB PSS with {told['events']} events, {web} WebEngine, the calendar shown and the other "
        f"pages not gone to; empty window {middle(empty):.0f} MB"
    )
    parts = [part("window", against, _MEMORY)]
    if run.peers is None:
        return Outcome(parts=tuple(parts), notes=(note, f"the part against Chromium {NEEDS_PEERS}"))
    from tests.benchmarks import peers

    browser = peers.memory_mb(run, str(workload.write(run.data, _HELD)))
    parts.append(part("chromium", Ratios(tuple(each / browser for each in ours)), _MEMORY_OF_CHROMIUM))
    return Outcome(parts=tuple(parts), notes=(note, f"Chromium with FullCalendar {browser:.0f} MB"))


def _idle(run: Run) -> Outcome:
    seconds = 60 if run.long else 3 if run.quick else 15
    with _whole_program(run) as (process, _told):
        begun, before = time.monotonic(), cpu_seconds(process.pid)
        time.sleep(seconds)
        used = (cpu_seconds(process.pid) - before) / (time.monotonic() - begun) * 100
    return Outcome(
        parts=(Part("", used, _IDLE),),
        notes=(f"over {seconds} s, calendar shown, {_HELD} events held; one tick is 10 ms",),
    )


GOALS = (
    Goal("G1", "first paint of the main window / of an empty PySide6 window", (_FIRST_PAINT,), _first_paint),
    Goal("G2", "start to 10,000 events on screen / Chromium with FullCalendar", (_WHOLE_START,), _events_on_screen),
    Goal("G10", "memory with 10,000 events / empty window, Chromium", (_MEMORY, _MEMORY_OF_CHROMIUM), _memory),
    Goal("G18", "processor while idle, of one core", (_IDLE,), _idle),
)
