"""Decoding answers to the program's own events, against `json.loads` of the same bytes.

    python -m tests.benchmarks.bench_decode TIMES

Tells pairs of milliseconds: `page` (100 events of `listEvents`), `wix` (100 of Calendar V3), and `bulk` (10,000 of
`listEvents` in one answer).
"""

import gc
import json
import sys
import time
from collections.abc import Callable

from tests.benchmarks import workload
from tests.benchmarks.decoding import decoded, decoded_wix
from tests.benchmarks.processes import tell
from tests.benchmarks.ratios import Pair, in_turn

PAGE = 100


def _milliseconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    held = work()
    taken = time.perf_counter() - begun
    del held
    return taken * 1e3


def _over(bodies: list[bytes], decode: Callable[[bytes], object]) -> float:
    """Milliseconds for all of them, one after the other."""
    begun = time.perf_counter()
    for body in bodies:
        decode(body)
    return (time.perf_counter() - begun) * 1e3


def measured(times: int) -> dict[str, list[Pair]]:
    """All pairs."""
    said = workload.events(10_000)
    bulk, some = workload.page(said), workload.pages(said[: 20 * PAGE], PAGE)
    own = workload.wix_pages(said[: 20 * PAGE], PAGE)

    def pages(bodies: list[bytes], decode: Callable[[bytes], object]) -> list[Pair]:
        return in_turn(lambda: _over(bodies, decode), lambda: _over(bodies, json.loads), times)

    return {
        "page": pages(some, decoded),
        "wix": pages(own, decoded_wix),
        "bulk": in_turn(
            lambda: _milliseconds(lambda: decoded(bulk)), lambda: _milliseconds(lambda: json.loads(bulk)), times
        ),
    }


if __name__ == "__main__":
    tell(measured(int(sys.argv[1])))
