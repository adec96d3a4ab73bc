"""The sweep for double bookings over a crowd of events, as the Checks page runs it.

    python -m tests.benchmarks.bench_double EVENTS TIMES

Tells `sweep_ms` and `found`, for events on forty schedules over two weeks, half of them Wix's own.
"""

import gc
import random
import sys
import time
from statistics import median
from zoneinfo import ZoneInfo

from caldesk.domain.event import Event, EventSource
from caldesk.services.checks.double_bookings import double_bookings
from tests.benchmarks.processes import tell

_ZONE = ZoneInfo("Europe/Dublin")
_START, _DAYS, _SLOT = 1_795_000_000, 14, 900
_SCHEDULES = 40


def crowd(count: int) -> list[Event]:
    """So many events, the same each time."""
    chance = random.Random(1)  # noqa: S311 - a workload
    return [_event(chance, number) for number in range(count)]


def _event(chance: random.Random, number: int) -> Event:
    own = number % 2 == 0
    start = _START + chance.randrange(_DAYS * 86_400 // _SLOT) * _SLOT
    return Event(
        schedule_id=f"s{chance.randrange(_SCHEDULES)}",
        start=start,
        end=start + chance.randint(1, 4) * _SLOT,
        source=EventSource.WIX if own else EventSource.EXTERNAL,
        kind="APPOINTMENT" if own else "",
        id=f"e{number}" if own else "",
    )


def main() -> None:
    """Measure and tell."""
    count, times = int(sys.argv[1]), int(sys.argv[2])
    events = crowd(count)
    took, found = [], 0
    for _turn in range(times):
        gc.collect()
        begun = time.perf_counter()
        days = double_bookings(events, _ZONE).surely
        took.append((time.perf_counter() - begun) * 1000)
        found = sum(len(each.clashes) for each in days)
    tell({"sweep_ms": round(median(took), 1), "found": found})


if __name__ == "__main__":
    main()
