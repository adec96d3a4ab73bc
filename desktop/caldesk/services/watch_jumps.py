"""Notices that time did not pass as usual: the computer slept, or somebody set the clock."""

from collections.abc import Callable

TOLERANCE = 5.0
"""Seconds by which the two clocks may drift apart between two looks at them without meaning anything."""


class JumpDetector:
    """Compares the wall clock with one that only runs forward; after a sleep the two have gone apart.

    On systems whose forward clock sleeps too this sees the sleep; on the others the pause is simply over.
    """

    def __init__(self, wall: Callable[[], float], monotonic: Callable[[], float]) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._apart = wall() - monotonic()

    def jumped(self) -> bool:
        """Whether there was a jump since this was last asked; each jump is told once."""
        apart = self._wall() - self._monotonic()
        jump = abs(apart - self._apart) > TOLERANCE
        self._apart = apart
        return jump
