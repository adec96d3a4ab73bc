"""The list of calendars to be connected one after another: how far each is, and what of that survives a restart.

It holds ids and times. Sign-in links are not kept: whoever has one can connect a calendar with it.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from caldesk.services.connect.proof import Aim, Baseline
from caldesk.services.connect.sign_in_book import CUT_OFF
from caldesk.services.subscribers import Subscribers


class EntryState(StrEnum):
    """How far one entry is; the values are kept in the settings."""

    WAITING = "waiting"
    SIGNING_IN = "signing-in"
    LINK_GIVEN = "link-given"
    CONNECTED = "connected"
    FAILED = "failed"
    SKIPPED = "skipped"


_S = EntryState
ALLOWED: Mapping[EntryState, frozenset[EntryState]] = MappingProxyType(
    {
        _S.WAITING: frozenset({_S.SIGNING_IN, _S.LINK_GIVEN, _S.CONNECTED, _S.FAILED, _S.SKIPPED}),
        _S.SIGNING_IN: frozenset({_S.WAITING, _S.LINK_GIVEN, _S.CONNECTED, _S.FAILED, _S.SKIPPED}),
        _S.LINK_GIVEN: frozenset({_S.WAITING, _S.SIGNING_IN, _S.LINK_GIVEN, _S.CONNECTED, _S.FAILED, _S.SKIPPED}),
        _S.FAILED: frozenset({_S.WAITING, _S.SIGNING_IN, _S.LINK_GIVEN, _S.CONNECTED, _S.FAILED, _S.SKIPPED}),
        _S.SKIPPED: frozenset({_S.WAITING, _S.CONNECTED}),
        _S.CONNECTED: frozenset(),
    }
)
"""Which state may follow which. A connection that appears late is taken from wherever the entry is."""
SETTLED = frozenset({_S.CONNECTED, _S.SKIPPED})
"""Nobody has to do anything about these."""
_BEFORE = frozenset({_S.WAITING, _S.SIGNING_IN})


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One schedule and the provider that it is to be connected with. Times are epoch seconds, 0 where there is none.

    `baseline` is what the schedule held when the entry was made: what is new since then is the success. `ending` is
    an `Ending`'s value or `CUT_OFF`, `candidates` are new connections among which a person has to choose.
    """

    aim: Aim
    state: EntryState = EntryState.WAITING
    baseline: Baseline = Baseline()
    ending: str = ""
    connection_id: str = ""
    candidates: tuple[str, ...] = ()
    given_at: float = 0.0
    """When a link was handed out ..."""
    link_until: float = 0.0
    """... and until when it is watched."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state not in SETTLED


class Progress(Struct, frozen=True, kw_only=True):
    """How many of all entries are in which state."""

    total: int = 0
    connected: int = 0
    waiting: int = 0
    links: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def is_over(self) -> bool:
        """Nothing is left to do."""
        return self.connected + self.skipped == self.total

    def without(self, states: list[EntryState]) -> "Progress":
        """The same where entries in these states are counted as skipped."""
        return replace(
            self,
            waiting=self.waiting - sum(one in _BEFORE for one in states),
            links=self.links - states.count(EntryState.LINK_GIVEN),
            failed=self.failed - states.count(EntryState.FAILED),
            skipped=self.skipped + len(states),
        )


class KeptQueue(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What survives a restart."""

    entries: tuple[Entry, ...] = ()
    paused: bool = False


class QueueKeeper(Protocol):
    """Carries the queue over restarts."""

    def load(self) -> KeptQueue:
        """What was kept last."""
        ...

    def save(self, kept: KeptQueue) -> None:
        """Keep it."""
        ...


class QueueBook:
    """The entries in the order in which they were chosen, at most one for each aim."""

    def __init__(self) -> None:
        self._entries: dict[Aim, Entry] = {}
        self._paused = False
        self._keeper: QueueKeeper | None = None
        self._followers = Subscribers[Callable[[], None]]()

    def keep_with(self, keeper: QueueKeeper) -> None:
        """Take up what was kept; a sign-in that was going on when the program ended was cut off."""
        self._keeper = keeper
        kept = keeper.load()
        self._entries = {one.aim: _recalled(one) for one in kept.entries}
        self._paused = kept.paused
        self._changed()

    def follow(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call `changed` after each change; the result ends that, and may be called twice."""
        return self._followers.add(changed)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return tuple(self._entries.values())

    @property
    def paused(self) -> bool:
        """Whether nothing is to begin or to be looked for."""
        return self._paused

    @property
    def signing_in(self) -> Entry | None:
        """The one whose sign-in runs now."""
        return next((one for one in self._entries.values() if one.state is EntryState.SIGNING_IN), None)

    def entry(self, aim: Aim) -> Entry | None:
        """The entry of an aim."""
        return self._entries.get(aim)

    def add(self, entries: tuple[Entry, ...]) -> None:
        """Put these at the end; what is still open keeps its state, what is settled begins anew in its place."""
        open_aims = {one.aim for one in self._entries.values() if one.is_open}
        fresh = {one.aim: one for one in entries if one.aim not in open_aims}
        if fresh:
            self._entries |= fresh
            self._changed()

    def move(self, aim: Aim, state: EntryState, **values: object) -> None:
        """Take an entry to a state. Raises ValueError for one that may not follow, KeyError for an unknown aim."""
        present = self._entries[aim]
        if state is not present.state and state not in ALLOWED[present.state]:
            raise ValueError(f"{state} does not follow {present.state}")
        self.note(aim, state=state, **values)

    def succeed(self, aim: Aim, connection_id: str) -> None:
        """The connection is there and was read back. Raises as `move`."""
        self.move(aim, EntryState.CONNECTED, connection_id=connection_id, ending="", candidates=())

    def note(self, aim: Aim, **values: object) -> None:
        """Change something without asking for a transition; nothing happens where nothing changes."""
        changed = replace(self._entries[aim], **values)
        if changed != self._entries[aim]:
            self._entries[aim] = changed
            self._changed()

    def remove(self, aim: Aim) -> None:
        """Take one out; one that is not there is no error."""
        if self._entries.pop(aim, None) is not None:
            self._changed()

    def clear(self) -> None:
        """Take all out; the next list begins unpaused."""
        self._entries, self._paused = {}, False
        self._changed()

    def pause(self, paused: bool) -> None:
        """Stop for now, or go on."""
        if paused is not self._paused:
            self._paused = paused
            self._changed()

    def progress(self) -> Progress:
        """How far the whole list is."""
        states = [one.state for one in self._entries.values()]
        return Progress(
            total=len(states),
            connected=states.count(EntryState.CONNECTED),
            waiting=sum(one in _BEFORE for one in states),
            links=states.count(EntryState.LINK_GIVEN),
            failed=states.count(EntryState.FAILED),
            skipped=states.count(EntryState.SKIPPED),
        )

    def _changed(self) -> None:
        if self._keeper is not None:
            self._keeper.save(KeptQueue(entries=self.entries, paused=self._paused))
        for follower in self._followers:
            follower()


def _recalled(entry: Entry) -> Entry:
    if entry.state is not EntryState.SIGNING_IN:
        return entry
    return replace(entry, state=EntryState.FAILED, ending=CUT_OFF)
