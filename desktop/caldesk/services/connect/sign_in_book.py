"""The book of sign-ins of one site: what was tried today, what runs, what was connected elsewhere on the way.

It holds ids and times, no addresses and no secrets. A keeper may carry it over restarts; who else wants to know of
an attempt (the history) puts itself into `ended`.
"""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from caldesk.services.ports import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

CONNECTED = "connected"
CUT_OFF = "cut-off"
"""Outcome of a sign-in that was going on when the program ended."""
MOST_KEPT = 50


class SignIn(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One attempt for a schedule. Times are epoch seconds; `outcome` is `CONNECTED`, `CUT_OFF` or an `Ending`'s value.

    `on_schedule_id` is set where the ladder tried another schedule instead.
    """

    began: float
    schedule_id: str
    provider_id: str
    way: str = ""
    rung: str = ""
    on_schedule_id: str = ""
    ended: float = 0.0
    outcome: str = ""
    connection_id: str = ""


class Detour(Struct, frozen=True, kw_only=True):
    """A connection that a rung of the ladder made on another schedule than was wanted."""

    connection_id: str
    wanted_schedule_id: str
    at: float


class Delay(Struct, frozen=True, kw_only=True):
    """How long an event took to arrive, as measured; `seconds` is at most `give` too long."""

    connection_id: str
    at: float
    seconds: float
    give: float


class Kept(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What survives a restart. `running` has a value while somebody signs in."""

    past: tuple[SignIn, ...] = ()
    running: SignIn | None = None
    detours: tuple[Detour, ...] = ()
    delays: tuple[Delay, ...] = ()


class Keeper(Protocol):
    """Carries the book over restarts."""

    def load(self) -> Kept:
        """What was kept last."""
        ...

    def save(self, kept: Kept) -> None:
        """Keep it."""
        ...


class SignInBook:
    """`keep_with` once, when the site is opened, if anything is to survive."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept = Kept()
        self._keeper: Keeper | None = None
        self.measured: Callable[[Delay], None] = _nobody_measures
        """Told each measured delay."""
        self.ended: Callable[[SignIn, str], None] = _nobody_asked
        """Told each attempt that has ended, with the e-mail address of its account where there is one."""

    def keep_with(self, keeper: Keeper) -> SignIn | None:
        """Take up what was kept; the result is a sign-in that was going on when the program ended."""
        self._keeper = keeper
        self._kept = keeper.load()
        cut = self._kept.running
        if cut is None:
            return None
        self._note(replace(cut, ended=self._clock.now(), outcome=CUT_OFF))
        return cut

    def begin(self, sign_in: SignIn) -> None:
        """Somebody signs in now."""
        self._keep(replace(self._kept, running=sign_in))

    def end(self, sign_in: SignIn, account: str = "") -> None:
        """That sign-in has ended."""
        self._note(sign_in)
        self.ended(sign_in, account)

    def today(self, schedule_id: str, provider_id: str = "") -> tuple[SignIn, ...]:
        """The attempts of this day for a schedule, oldest first; of one provider if named."""
        day = _day(self._clock.now())
        return tuple(
            one
            for one in self._kept.past
            if one.schedule_id == schedule_id and provider_id in ("", one.provider_id) and _day(one.began) == day
        )

    def detour(self, connection_id: str) -> Detour | None:
        """Where that connection was really wanted, if the ladder made it elsewhere."""
        return next((one for one in self._kept.detours if one.connection_id == connection_id), None)

    def detours_from(self, schedule_id: str) -> tuple[Detour, ...]:
        """What was connected elsewhere although it was wanted on that schedule."""
        return tuple(one for one in self._kept.detours if one.wanted_schedule_id == schedule_id)

    def note_detour(self, connection_id: str, wanted_schedule_id: str) -> None:
        """Remember a connection that was made elsewhere."""
        made = Detour(connection_id=connection_id, wanted_schedule_id=wanted_schedule_id, at=self._clock.now())
        self._keep(replace(self._kept, detours=(*self._kept.detours, made)[-MOST_KEPT:]))

    def forget_detour(self, connection_id: str) -> None:
        """It was undone, or is wanted now."""
        left = tuple(one for one in self._kept.detours if one.connection_id != connection_id)
        self._keep(replace(self._kept, detours=left))

    def delay(self, connection_id: str) -> Delay | None:
        """The last delay that was measured for a connection."""
        return next((one for one in reversed(self._kept.delays) if one.connection_id == connection_id), None)

    def note_delay(self, delay: Delay) -> None:
        """Remember a measured delay."""
        self._keep(replace(self._kept, delays=(*self._kept.delays, delay)[-MOST_KEPT:]))
        self.measured(delay)

    def _note(self, sign_in: SignIn) -> None:
        """One that began elsewhere, with a link, ends without ending the one that runs here."""
        running = self._kept.running
        if running is not None and (running.began, running.schedule_id) == (sign_in.began, sign_in.schedule_id):
            running = None
        self._keep(replace(self._kept, past=(*self._kept.past, sign_in)[-MOST_KEPT:], running=running))

    def _keep(self, kept: Kept) -> None:
        self._kept = kept
        if self._keeper is not None:
            self._keeper.save(kept)


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment, UTC).astimezone().date()


def _nobody_asked(_sign_in: SignIn, _account: str) -> None:
    """The history is not wired."""


def _nobody_measures(_delay: Delay) -> None:
    """The history is not wired."""
