"""When people are told of an incident: once, again on day 1, 3, 7 and 14, never in quiet hours or on a kiosk.

A notice is taken back when its incident is over. What was told is remembered, so that a restart tells nothing twice.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time

from msgspec import Struct
from msgspec.structs import replace

from caldesk.services.history.records import Batch, Told
from caldesk.services.history.store import HistoryStore
from caldesk.services.incidents import Incident, incidents
from caldesk.services.ports import Clock
from caldesk.services.state import AppState, Snapshot

DAY = 86_400.0
DAYS = (0, 1, 3, 7, 14)
"""Days after its beginning on which an open incident is told."""


class Manners(Struct, frozen=True, kw_only=True):
    """When to be silent. Quiet hours are by this computer's clock, may run over midnight, and are none if equal."""

    kiosk: bool = False
    quiet_from: time = time(0)
    quiet_until: time = time(0)

    def silent_at(self, moment: time) -> bool:
        """Whether nothing may be told."""
        if self.kiosk or self.quiet_from <= self.quiet_until:
            return self.kiosk or self.quiet_from <= moment < self.quiet_until
        return moment >= self.quiet_from or moment < self.quiet_until


class Reminder(Struct, frozen=True, kw_only=True):
    """A notice to show. `day` counts from the beginning of the incident.

    `again` says that it was told before and only has to be seen in the window once more, after a restart.
    """

    incident: Incident
    day: int
    again: bool = False

    @property
    def id(self) -> str:
        """Names the notice, so that a newer one takes its place and `withdraw` finds it."""
        return f"incident.{self.incident.id}"


Post = Callable[[Reminder], None]
Withdraw = Callable[[str], None]


def due_day(incident: Incident, now: float) -> int | None:
    """The latest of `DAYS` that has come; None while patience lasts. A clock that went back changes nothing."""
    age = now - incident.began
    if age < incident.patience:
        return None
    return max(day for day in DAYS if day * DAY <= max(0.0, age))


class Reminders:
    """Follows the state of one site. `begin` first; `stop` ends it. `local_time` is for tests."""

    def __init__(
        self,
        store: HistoryStore,
        site: str,
        state: AppState,
        clock: Clock,
        *,
        manners: Callable[[], Manners],
        post: Post,
        withdraw: Withdraw,
        local_time: Callable[[float], time] = lambda now: datetime.fromtimestamp(now).time(),  # noqa: DTZ006 - local
    ) -> None:
        self._store = store
        self._site = site
        self._state = state
        self._clock = clock
        self._manners = manners
        self._post = post
        self._withdraw = withdraw
        self._local_time = local_time
        self._book: dict[str, Told] = {}
        self._shown: set[str] = set()
        self._stop: Callable[[], None] | None = None

    async def begin(self) -> None:
        """Recall what was told, then follow the state."""
        self._book = {told.id: told for told in await self._store.told(self._site)}
        if self._stop is None:
            self._stop = self._state.subscribe(self._see)
            self._see(self._state.snapshot)

    def stop(self) -> None:
        """Follow no more; open notices stay until they are withdrawn by whoever shows them."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _see(self, snapshot: Snapshot) -> None:
        if snapshot.loading:
            return
        now = self._clock.now()
        present = {one.id: self._as_begun(one) for one in incidents(snapshot, now)}
        over = self._over(present, snapshot)
        fresh = [one for key in present if (one := self._told(present[key], now)) != self._book.get(key)]
        for key in over:
            del self._book[key]
        self._book.update((told.id, told) for told in fresh)
        if fresh or over:
            self._store.put(self._site, Batch(told=tuple(fresh), repaired=over))

    def _as_begun(self, incident: Incident) -> Incident:
        known = self._book.get(incident.id)
        return replace(incident, began=known.began) if known else incident

    def _over(self, present: Mapping[str, Incident], snapshot: Snapshot) -> tuple[str, ...]:
        """What is no longer wrong. Before the site could be read, nothing is known to be over."""
        if snapshot.checked_at is None or snapshot.remembered:
            return ()
        over = tuple(key for key in self._book if key not in present)
        for key in over:
            self._shown.discard(key)
            self._withdraw(f"incident.{key}")
        return over

    def _told(self, incident: Incident, now: float) -> Told:
        """Tell what is due, and say up to which day it is told by now."""
        told = self._book.get(incident.id) or Told(id=incident.id, began=incident.began)
        day = due_day(incident, now)
        if day is None or self._manners().silent_at(self._local_time(now)):
            return told
        if day > told.day:
            self._post(Reminder(incident=incident, day=day))
        elif incident.id not in self._shown:
            self._post(Reminder(incident=incident, day=told.day, again=True))
        self._shown.add(incident.id)
        return replace(told, day=max(day, told.day))
