"""The ladder for an internal error of a sign-in: five rungs, climbed one at a time, each tried or skipped.

Data and arithmetic only: nothing here signs in, waits or asks. Source: Wix's "OAuth Flow Recovery Steps".
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

PAUSE = 300.0
"""Seconds: Wix advises five to ten minutes between attempts. One more of these makes ten."""


class Rung(StrEnum):
    """What is changed for the next attempt, in the order of the recipe."""

    AGAIN = "again"
    OTHER_SCHEDULE = "other-schedule"
    CLEAN_SESSION = "clean-session"
    OTHER_ADDRESS = "other-address"
    OTHER_PROVIDER = "other-provider"


ASKS_FIRST = frozenset({Rung.OTHER_SCHEDULE, Rung.OTHER_PROVIDER})
"""Rungs that connect something else than what was asked for."""


class Fate(StrEnum):
    """What became of a rung."""

    TRIED = "tried"
    SKIPPED = "skipped"


class Past(Struct, frozen=True, kw_only=True):
    """A rung that is behind; `at` is in epoch seconds."""

    rung: Rung
    fate: Fate
    at: float


class Ground(Struct, frozen=True, kw_only=True):
    """What the rungs can stand on here."""

    other_schedules: tuple[str, ...] = ()
    """Ids of the schedules of the other kind."""
    other_address: bool = False
    other_provider: bool = False


class Ladder(Struct, frozen=True, kw_only=True):
    """The rungs that exist here, and those that are behind."""

    rungs: tuple[Rung, ...]
    past: tuple[Past, ...] = ()

    @property
    def next(self) -> Rung | None:
        """The rung to offer; None at the top."""
        behind = {one.rung for one in self.past}
        return next((rung for rung in self.rungs if rung not in behind), None)

    @property
    def pause_helps(self) -> bool:
        """Whether a pause is worth its minutes: the first repetition is meant to come at once."""
        return self.next is not Rung.AGAIN

    def passed(self, fate: Fate, at: float) -> "Ladder":
        """The ladder with the next rung behind. Raises ValueError at the top."""
        rung = self.next
        if rung is None:
            raise ValueError("there is no rung left")
        return replace(self, past=(*self.past, Past(rung=rung, fate=fate, at=at)))


def ladder_on(ground: Ground, behind: Iterable[Past] = ()) -> Ladder:
    """The ladder for this ground; `behind` was climbed before, by whoever sat here."""
    stands = {
        Rung.AGAIN: True,
        Rung.OTHER_SCHEDULE: bool(ground.other_schedules),
        Rung.CLEAN_SESSION: True,
        Rung.OTHER_ADDRESS: ground.other_address,
        Rung.OTHER_PROVIDER: ground.other_provider,
    }
    rungs = tuple(rung for rung in Rung if stands[rung])
    return Ladder(rungs=rungs, past=tuple(one for one in behind if one.rung in rungs))
