"""Stretches of one column beside each other so that none covers another; numbers in, numbers out.

Overlapping stretches form a group. Within it each takes the first free lane and then grows to the right as far as
nothing is in its way. Lanes past the limit are left out: their last lane shows a count instead.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from msgspec import Struct

Stretch = tuple[float, float]
"""Top and bottom."""

Lane = tuple[int, int]
"""Index of a stretch, and its lane."""


class Slot(Struct, frozen=True, gc=False):
    """Lanes `lane` to `lane + span` of `lanes`. `index` is that of the stretch."""

    index: int
    lane: int
    span: int
    lanes: int


class Hidden(Struct, frozen=True):
    """Stretches left out of a group, in order; their count stands in the last of `lanes` from `top` to `bottom`."""

    top: float
    bottom: float
    lanes: int
    indices: tuple[int, ...]


def pack(stretches: Sequence[Stretch], max_lanes: int) -> tuple[list[Slot], list[Hidden]]:
    """Place every stretch once, as a slot or among the hidden.

    They come sorted by top, then longest first, and none is empty. `max_lanes` is at least 2: where a group needs
    more, one fewer are shown and the last holds the count.
    """
    slots: list[Slot] = []
    hidden: list[Hidden] = []
    for group, lanes in _groups(stretches):
        if lanes <= max_lanes:
            slots += _widened(stretches, group, lanes, [])
            continue
        counts = _counts(stretches, [index for index, lane in group if lane >= max_lanes - 1], max_lanes)
        kept = [(index, lane) for index, lane in group if lane < max_lanes - 1]
        slots += _widened(stretches, kept, max_lanes, counts)
        hidden += counts
    return slots, hidden


def _groups(stretches: Sequence[Stretch]) -> Iterator[tuple[list[Lane], int]]:
    """Connected overlaps, each member with the first lane free when it begins; and how many lanes they take."""
    group: list[Lane] = []
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    lanes, group_end = 0, float("-inf")
    for index, (top, bottom) in enumerate(stretches):
        if top >= group_end and group:
            yield group, lanes
            group, busy, free, lanes = [], [], [], 0
        while busy and busy[0][0] <= top:
            heappush(free, heappop(busy)[1])
        if not free:
            free, lanes = [lanes], lanes + 1
        lane = heappop(free)
        heappush(busy, (bottom, lane))
        group.append((index, lane))
        group_end = max(group_end, bottom)
    if group:
        yield group, lanes


def _counts(stretches: Sequence[Stretch], indices: list[int], lanes: int) -> list[Hidden]:
    """Connected runs of what is left out, each with one count."""
    runs: list[list[int]] = []
    end = float("-inf")
    for index in indices:
        top, bottom = stretches[index]
        if top >= end:
            runs.append([])
        runs[-1].append(index)
        end = max(end, bottom)
    return [Hidden(stretches[run[0]][0], max(stretches[index][1] for index in run), lanes, tuple(run)) for run in runs]


def _widened(stretches: Sequence[Stretch], group: list[Lane], lanes: int, counts: list[Hidden]) -> list[Slot]:
    """Let each member of a group grow over the lanes to its right that are free beside it."""
    edges: list[tuple[list[float], list[float]]] = [([], []) for _ in range(lanes)]
    for index, lane in group:
        top, bottom = stretches[index]
        edges[lane][0].append(top)
        edges[lane][1].append(bottom)
    for count in counts:
        edges[-1][0].append(count.top)
        edges[-1][1].append(count.bottom)
    slots = []
    for index, lane in group:
        top, bottom = stretches[index]
        end = lane + 1
        while end < lanes and _is_free(*edges[end], top, bottom):
            end += 1
        slots.append(Slot(index, lane, end - lane, lanes))
    return slots


def _is_free(tops: list[float], bottoms: list[float], top: float, bottom: float) -> bool:
    """Whether nothing in a lane, sorted and free of overlaps, is between top and bottom."""
    ahead = bisect_left(tops, bottom)
    return ahead == 0 or bottoms[ahead - 1] <= top
