"""Decoding answers to the program's own events, against `json.loads` of the same bytes.

    python -m tests.benchmarks.bench_decode TIMES

Tells pairs of milliseconds: `page` (100 events of `listEvents`) and `bulk` (10,000 in one answer), each with times
that were never seen before; `again` is the page with times that were; `wix` and `wix_again` are the same for the
events of Calendar V3.
"""

import gc
import json
import sys
import time
from collections.abc import Callable

from caldesk.api import wire_times
from caldesk.api.wire import ListDecoder
from caldesk.api.wire_events import WireExternalEvent, external_events
from caldesk.api.wire_wix_events import Concern, WireWixEvent, wix_events
from caldesk.domain.event import Event
from tests.benchmarks import workload
from tests.benchmarks.processes import tell
from tests.benchmarks.ratios import Pair, in_turn

PAGE = 100
_decode = ListDecoder("events", WireExternalEvent)
_decode_wix = ListDecoder("events", WireWixEvent)
_concern = Concern(schedule_ids=frozenset(workload.schedule_ids()))


def decoded(body: bytes) -> list[Event]:
    """The events of an answer, by the program's own way."""
    return external_events(_decode(body).items, workload.ZONE)[0]


def decoded_wix(body: bytes) -> list[Event]:
    """The same for an answer of Calendar V3."""
    return wix_events(_decode_wix(body).items, workload.ZONE, _concern)[0]


def _milliseconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    held = work()
    taken = time.perf_counter() - begun
    del held
    return taken * 1e3


def _over(bodies: list[bytes], decode: Callable[[bytes], object], *, first: Callable[[], None] | None = None) -> float:
    """Milliseconds for all of them, one after the other."""
    total = 0.0
    for body in bodies:
        if first is not None:
            first()
        begun = time.perf_counter()
        decode(body)
        total += time.perf_counter() - begun
    return total * 1e3


def measured(times: int) -> dict[str, list[Pair]]:
    """All pairs."""
    said = workload.events(10_000)
    bulk, some = workload.page(said), workload.pages(said[: 20 * PAGE], PAGE)

    own = workload.wix_pages(said[: 20 * PAGE], PAGE)

    def whole() -> float:
        wire_times.forget()
        return _milliseconds(lambda: decoded(bulk))

    def pages(bodies: list[bytes], decode: Callable[[bytes], object], *, known: bool) -> list[Pair]:
        first = None if known else wire_times.forget
        return in_turn(lambda: _over(bodies, decode, first=first), lambda: _over(bodies, json.loads), times)

    return {
        "page": pages(some, decoded, known=False),
        "again": pages(some, decoded, known=True),
        "wix": pages(own, decoded_wix, known=False),
        "wix_again": pages(own, decoded_wix, known=True),
        "bulk": in_turn(whole, lambda: _milliseconds(lambda: json.loads(bulk)), times),
    }


if __name__ == "__main__":
    tell(measured(int(sys.argv[1])))
