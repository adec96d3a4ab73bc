"""The goals of decoding and fetching: G13, G14, G15."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.goals import NEEDS_PEERS, Bound, Goal, Outcome, Part, Run, part
from tests.benchmarks.processes import command_of, json_line, running, told_by
from tests.benchmarks.ratios import Ratios, middle, ratios

_DECODE = Bound(0.6, 0.4)
_CPU = Bound(1.0, 0.5)
_LATENCY = Bound(1.5, 1.2)
_DELAY_MS = 20
_ROUNDS = 7
"""Of 8 at once, for 50 answers."""


@contextmanager
def stand_in(run: Run, *options: str) -> Iterator[str]:
    """The stand-in for the service; gives its address."""
    with running(run.stage, command_of("server", *options)) as process:
        yield json_line(process)["base_url"]


_PAGES = {"page": "listEvents", "wix": "Calendar V3"}


def _decoding(run: Run) -> Outcome:
    told = told_by(run.stage, "bench_decode", str(run.times(15)))
    milliseconds = middle(ours for ours, _ in told["page"]) / 20
    bulk = middle(ours for ours, _ in told["bulk"])
    note = f"100 events in {milliseconds:.3f} ms; 10,000 at once in {bulk:.0f} ms, {ratios(told['bulk']).median:.2f}"
    return Outcome(parts=tuple(part(name, ratios(told[key]), _DECODE) for key, name in _PAGES.items()), notes=(note,))


def _fetching(run: Run) -> Outcome:
    with stand_in(run) as base_url:
        told = told_by(run.stage, "bench_fetch", base_url, str(run.times(7)), "cpu")
        ours = middle(each for each, _ in told["cpu"])
        bare = ratios(told["cpu"])
        note = f"{ours:.2f} ms of processor a page, {bare.median:.2f} ({bare.noise}) of bare asyncio streams with json"
        if run.peers is None:
            return Outcome(skipped=NEEDS_PEERS, notes=(note,))
        from tests.benchmarks import peers

        sdk = peers.sdk_cpu_per_page(run, base_url)
        pairs = Ratios(tuple(mine / theirs for (mine, _), theirs in zip(told["cpu"], sdk, strict=False)))
    return Outcome(parts=(part("", pairs, _CPU),), notes=(note,))


def _latency(run: Run) -> Outcome:
    with stand_in(run, "--delay-ms", str(_DELAY_MS)) as base_url:
        told = told_by(run.stage, "bench_fetch", base_url, str(run.times(9)), "many")
    floor = _ROUNDS * _DELAY_MS
    ours = Ratios(tuple(each / floor for each, _ in told["many"]))
    bare = Ratios(tuple(each / floor for _, each in told["many"]))
    return Outcome(
        parts=(Part("", ours.median, _LATENCY, ours.noise),),
        notes=(f"bare asyncio streams {bare.median:.2f} ({bare.noise})",),
    )


GOALS = (
    Goal("G13", "a page of 100 events decoded / json.loads of it", (_DECODE,), _decoding),
    Goal("G14", "processor time of a page fetched and decoded / the official SDK in Node", (_CPU,), _fetching),
    Goal("G15", "50 answers, 8 at once, 20 ms away / 140 ms", (_LATENCY,), _latency),
)
