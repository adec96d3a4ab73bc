"""Pairs of measurements taken in turn, and what they say: machines drift, so only the ratio of neighbours counts."""

import statistics
from collections.abc import Callable, Iterable

from msgspec import Struct

Pair = tuple[float, float]
"""Ours, and the reference right after it."""


class Ratios(Struct, frozen=True):
    """Ratios of pairs: the median speaks, the least and the greatest say how noisy it was."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    @property
    def noise(self) -> str:
        """From where to where, of how many."""
        return f"{min(self.values):.2f}-{max(self.values):.2f} of {len(self.values)}"


def ratios(pairs: Iterable[Pair]) -> Ratios:
    """Ours / reference, pair by pair."""
    return Ratios(tuple(ours / reference for ours, reference in pairs))


def in_turn(ours: Callable[[], float], reference: Callable[[], float], times: int) -> list[Pair]:
    """Measure both, one after the other, `times` times after one that does not count."""
    pairs = [(ours(), reference()) for _ in range(times + 1)]
    return pairs[1:]


def middle(values: Iterable[float]) -> float:
    """The median of plain figures."""
    return statistics.median(values)
