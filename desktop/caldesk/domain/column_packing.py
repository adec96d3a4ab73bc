"""Stretches of one column beside each other so that none covers another; numbers in, numbers out.

Overlapping stretches form a group. Within it each takes the first free lane and then grows to the right as far as
nothing is in its way. Lanes past the limit are left out: their last lane shows a count instead.
"""

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush

from msgspec import Struct


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


def pack(
    stretches: Sequence[tuple[float, float]], order: Sequence[int], max_lanes: int
) -> tuple[list[Slot], list[Hidden]]:
    """Place every stretch (top, bottom) once, as a slot or among the hidden.

    `order` names the indices by top, then longest first; `bottom` must be greater than `top`. `max_lanes` is at
    least 2: where a group needs more, one fewer are shown and the last holds the count.
    """
    slots: list[Slot] = []
    hidden: list[Hidden] = []
    group: list[tuple[int, int]] = []
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    lanes, group_end = 0, float("-inf")
    for index in order:
        top, bottom = stretches[index]
        if top >= group_end and group:
            _close(stretches, group, lanes, max_lanes, slots, hidden)
            group, busy, free, lanes = [], [], [], 0
        while busy and busy[0][0] <= top:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, lanes = lanes, lanes + 1
        heappush(busy, (bottom, lane))
        group.append((index, lane))
        group_end = max(group_end, bottom)
    if group:
        _close(stretches, group, lanes, max_lanes, slots, hidden)
    return slots, hidden


def _close(
    stretches: Sequence[tuple[float, float]],
    group: list[tuple[int, int]],
    lanes: int,
    max_lanes: int,
    slots: list[Slot],
    hidden: list[Hidden],
) -> None:
    """Turn a finished group into slots, and into counts where it is too wide."""
    if lanes == 1:
        slots.extend(Slot(index, 0, 1, 1) for index, _lane in group)
        return
    counts: list[Hidden] = []
    if lanes > max_lanes:
        lanes = max(2, max_lanes)
        counts = _counts(stretches, [index for index, lane in group if lane >= lanes - 1], lanes)
        group = [(index, lane) for index, lane in group if lane < lanes - 1]
    slots.extend(_widened(stretches, group, lanes, counts))
    hidden.extend(counts)


def _counts(stretches: Sequence[tuple[float, float]], indices: list[int], lanes: int) -> list[Hidden]:
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


def _widened(
    stretches: Sequence[tuple[float, float]], group: list[tuple[int, int]], lanes: int, counts: list[Hidden]
) -> list[Slot]:
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
