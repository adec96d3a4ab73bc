"""What was disconnected from here lately, with the settings it had, so that it can be connected again as it was.

It holds accounts and settings, no secrets, for a week. A keeper may carry it over restarts.
"""

from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.connection import Connection, ConnectionStatus, ErrorReason
from caldesk.domain.event import DAY
from caldesk.services.ports import Clock

LASTS = 7 * DAY
"""Seconds for which connecting again is offered; what is older is forgotten."""
MOST_KEPT = 50


class Ended(Struct, frozen=True, kw_only=True):
    """A connection as it was, and when it was ended (epoch seconds)."""

    connection: Connection
    at: float


class Keeper(Protocol):
    """Carries the book over restarts."""

    def load(self) -> tuple[Ended, ...]:
        """What was kept last."""
        ...

    def save(self, kept: tuple[Ended, ...]) -> None:
        """Keep it."""
        ...


class UndoBook:
    """`keep_with` once, when the site is opened, if anything is to survive."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: tuple[Ended, ...] = ()
        self._keeper: Keeper | None = None

    def keep_with(self, keeper: Keeper) -> None:
        """Take up what was kept, and drop what is too old."""
        kept = keeper.load()
        self._kept, self._keeper = kept, keeper
        if len(self.lately()) != len(kept):
            self._keep(kept)

    def lately(self) -> tuple[Ended, ...]:
        """What was ended within a week, the newest first."""
        oldest = self._clock.now() - LASTS
        return tuple(one for one in reversed(self._kept) if one.at > oldest)

    def find(self, connection_id: str) -> Connection | None:
        """A connection that was ended lately, with the settings that it had."""
        return next((one.connection for one in self.lately() if one.connection.id == connection_id), None)

    def note(self, connection: Connection) -> None:
        """It is ended now; called with what was last confirmed of it while it stood."""
        was = replace(connection, status=ConnectionStatus.DISCONNECTED, error_reason=ErrorReason.UNDEFINED)
        self._keep((*self._without(connection.id), Ended(connection=was, at=self._clock.now())))

    def forget(self, connection_id: str) -> None:
        """It was connected again, was not ended after all, or nobody wants it back."""
        left = self._without(connection_id)
        if left != self._kept:
            self._keep(left)

    def _without(self, connection_id: str) -> tuple[Ended, ...]:
        return tuple(one for one in self._kept if one.connection.id != connection_id)

    def _keep(self, kept: tuple[Ended, ...]) -> None:
        oldest = self._clock.now() - LASTS
        self._kept = tuple(one for one in kept if one.at > oldest)[-MOST_KEPT:]
        if self._keeper is not None:
            self._keeper.save(self._kept)
