"""Knows whether there is a newer Caldesk: asks by itself at most once a day, and whenever somebody wants it.

It tells; fetching and installing is the business of whoever looks after the computer.
"""

from collections.abc import Awaitable, Callable

from msgspec import Struct
from msgspec.structs import replace

from caldesk import __version__
from caldesk.i18n import _
from caldesk.services.policy.rules import Rules
from caldesk.services.ports import Clock
from caldesk.services.subscribers import Subscribers
from caldesk.services.updates import asking, pace
from caldesk.services.updates.allowance import Allowance, allowance
from caldesk.services.updates.fault import Fault
from caldesk.services.updates.feed import Release, is_newer
from caldesk.services.updates.kept import Heard, HeardFile

Ask = Callable[[str, Rules], Awaitable[Release | Fault]]


class Known(Struct, frozen=True, kw_only=True):
    """What is known now. `newest` says that the last answer named nothing newer; `newer` is what it named.

    `asked_at` is in epoch seconds, None before the feed in force was ever asked.
    """

    asking: bool = False
    asked_at: float | None = None
    newest: bool = False
    newer: Release | None = None
    fault: Fault | None = None
    declined: bool = False


class Updates:
    """`look` asks now, `look_if_due` only where a day has passed. `rules` gives the settings of that moment.

    `may_leave` says whether anything may leave this computer: not while the practice site is open.
    """

    def __init__(
        self,
        rules: Callable[[], Rules],
        file: HeardFile,
        clock: Clock,
        *,
        built_in: str,
        may_leave: Callable[[], bool] = lambda: True,
        ask: Ask = asking.asked,
        present: str = __version__,
    ) -> None:
        self._rules, self._file, self._clock = rules, file, clock
        self._built_in, self._present = built_in, present
        self._ask, self._may_leave = ask, may_leave
        self._heard = file.load()
        self._asking = False
        self._subscribers = Subscribers[Callable[[Known], None]]()

    @property
    def allowance(self) -> Allowance:
        """Where may be asked, as things are settled now."""
        return allowance(self._rules(), self._built_in)

    @property
    def why_not_now(self) -> str:
        """Why nobody can be asked at the moment, as a sentence; "" where somebody can."""
        if why := self.allowance.why_not:
            return why
        return "" if self._may_leave() else _("Not while the practice site is open: it never leaves this computer.")

    @property
    def known(self) -> Known:
        """What is known of newer versions; nothing that another feed said, and nothing that is installed by now."""
        heard = self._heard
        if not heard.feed or heard.feed != self.allowance.feed:
            return Known(asking=self._asking)
        newer = heard.release if heard.release and is_newer(heard.release.version, self._present) else None
        return Known(
            asking=self._asking,
            asked_at=heard.asked_at,
            newest=heard.release is not None and newer is None and heard.fault is None,
            newer=newer,
            fault=heard.fault,
            declined=newer is not None and newer.version == heard.declined,
        )

    def subscribe(self, subscriber: Callable[[Known], None]) -> Callable[[], None]:
        """Call `subscriber` after each change; the result ends that, and may be called twice."""
        return self._subscribers.add(subscriber)

    async def look(self) -> None:
        """Ask now, if anybody may be asked and nobody is asking."""
        if self._asking or self.why_not_now:
            return
        feed = self.allowance.feed
        self._asking = True
        self._keep(self._as_asked(feed))  # before the answer: a crash meanwhile asks no sooner
        self._tell()
        try:
            outcome = await self._ask(feed, self._rules())
            self._keep(self._as_answered(outcome))
        finally:
            self._asking = False
            self._tell()

    def decline(self, version: str) -> None:
        """Say nothing of this version any more; it stays known."""
        self._keep(replace(self._heard, declined=version))
        self._tell()

    async def look_if_due(self) -> bool:
        """Ask if the program may by itself, and has not for a day; whether it did."""
        if not self.allowance.by_itself or self.why_not_now:
            return False
        asked_at = pace.counted_from(self.known.asked_at, self._clock.now())
        if not pace.is_due(asked_at, self._clock.now()):
            if asked_at != self._heard.asked_at:
                self._keep(replace(self._heard, asked_at=asked_at))
            return False
        await self.look()
        return True

    def _as_asked(self, feed: str) -> Heard:
        """What is remembered while the answer is awaited; what another feed said is forgotten."""
        known = self._heard if self._heard.feed == feed else Heard(feed=feed, declined=self._heard.declined)
        return replace(known, asked_at=self._clock.now())

    def _as_answered(self, outcome: Release | Fault) -> Heard:
        """A version that is known stays known while the feed cannot be asked."""
        if isinstance(outcome, Release):
            return replace(self._heard, release=outcome, fault=None)
        return replace(self._heard, fault=outcome)

    def _keep(self, heard: Heard) -> None:
        self._heard = heard
        self._file.save(heard)

    def _tell(self) -> None:
        for subscriber in self._subscribers:
            subscriber(self.known)
