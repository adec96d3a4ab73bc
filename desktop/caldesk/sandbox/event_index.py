"""All external events of a site by start, and the window over them. Knows nothing of connections or rights."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time
from itertools import chain
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.sandbox.records import ExternalEvent


class Row(Struct, frozen=True, gc=False):
    """An event in its place: instants, and a number that never changes."""

    start: float
    number: int
    end: float
    event: ExternalEvent


class EventIndex:
    """Events by start; finds an overlap window by bisection."""

    def __init__(self, events: list[ExternalEvent], all_day_zone: ZoneInfo) -> None:
        rows = (_row(event, number, all_day_zone) for number, event in enumerate(events))
        self._rows = sorted(rows, key=_place)
        self._places = [_place(row) for row in self._rows]
        self._by_connection: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            self._by_connection[row.event.connection_id].append(number)
        self._longest = max((row.end - row.start for row in self._rows), default=0)

    def overlapping(
        self, start: float, end: float, after: tuple[float, int] | None, only: Collection[str] | None = None
    ) -> Iterator[Row]:
        """Rows with `row.start < end` and `row.end > start`, by start, behind the place `after`.

        `only` names the connections to look at, and makes a narrow question quick on a large site.
        """
        first = bisect_left(self._places, (start - self._longest, -1))
        if after is not None:
            first = max(first, bisect_right(self._places, after))
        last = bisect_left(self._places, (end, -1))
        wanted = range(first, last) if only is None else self._of(only, first, last)
        return (row for row in map(self._rows.__getitem__, wanted) if row.end > start)

    def _of(self, only: Collection[str], first: int, last: int) -> list[int]:
        lists = (self._by_connection[one] for one in only if one in self._by_connection)
        return sorted(chain.from_iterable(one[bisect_left(one, first) : bisect_left(one, last)] for one in lists))


def _place(row: Row) -> tuple[float, int]:
    return row.start, row.number


def _row(event: ExternalEvent, number: int, all_day_zone: ZoneInfo) -> Row:
    if not event.all_day or all_day_zone.key == "UTC":
        return Row(event.start, number, event.end, event)
    start, end = _local_midnight(event.start, all_day_zone), _local_midnight(event.end, all_day_zone)
    return Row(start, number, end, event)


def _local_midnight(kept: int, zone: ZoneInfo) -> float:
    return datetime.combine(datetime.fromtimestamp(kept, UTC).date(), time(), zone).timestamp()
