"""What the user sees of one site: a frozen snapshot and the only place that replaces it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.connection import Connection, ConnectionState, SyncConfig
from caldesk.domain.provider import Provider
from caldesk.domain.schedule import Schedule
from caldesk.domain.site import SiteProperties
from caldesk.services.judgement import Memory
from caldesk.services.problems import Problem
from caldesk.services.subscribers import Subscribers


class Saving(StrEnum):
    """Where a change of the sync settings stands."""

    SETTLED = "settled"
    PENDING = "pending"
    FAILED = "failed"
    CONFLICT = "conflict"


class ConnectionView(Struct, frozen=True, kw_only=True):
    """A connection with what we know about it; `connection` is always the last confirmed answer.

    `as_of` and `since` are epoch seconds: when it was last read, and since when the state is known. `wish` is what
    the user wants while `saving` is not settled; under `CONFLICT` the confirmed value is the one set elsewhere.
    """

    connection: Connection
    state: ConnectionState
    as_of: float
    since: float
    doubt_since: float | None = None
    provider_failed: bool = False
    """Whether the last look named its provider among those that could not be read."""
    remembered: bool = False
    """Known from an earlier run of the program and not read since."""
    out_of_reach: bool = False
    """The last look could not read any connection: how it is now is not known."""
    unchangeable: str = ""
    """Why nothing may be changed about it on this computer, as a sentence; "" where it may."""
    provider: Provider | None = None
    saving: Saving = Saving.SETTLED
    wish: SyncConfig | None = None
    problem: Problem | None = None

    @property
    def id(self) -> str:
        """Id of the connection."""
        return self.connection.id

    @property
    def is_old(self) -> bool:
        """Whether the state itself is from an earlier run; a provider that fails now is known to fail now."""
        return self.remembered and not self.provider_failed

    @property
    def is_unsaved(self) -> bool:
        """Whether a wish was not fulfilled and somebody has to look at that."""
        return self.saving in (Saving.FAILED, Saving.CONFLICT)

    @property
    def memory(self) -> Memory:
        """What the next look is judged by."""
        return Memory(state=self.state, since=self.since, doubt_since=self.doubt_since)

    @property
    def shown_config(self) -> SyncConfig:
        """The settings to draw: the wish while it is being saved, else the confirmed ones."""
        if self.saving is Saving.PENDING and self.wish is not None:
            return self.wish
        return self.connection.sync_config


class Snapshot(Struct, frozen=True, kw_only=True):
    """Everything the pages draw. `checked_at` is None until the first complete reading.

    `lesser_problems` kept only names or the zone from being read; what is shown is true without them.
    """

    loading: bool = False
    checked_at: float | None = None
    properties: SiteProperties = SiteProperties()
    providers: tuple[Provider, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    connections: Mapping[str, ConnectionView] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    lesser_problems: tuple[Problem, ...] = ()
    failed_provider_ids: frozenset[str] = frozenset()
    recalled: Mapping[str, Memory] = MappingProxyType({})
    """What an earlier run of the program knew of connections, by id."""
    remembered: bool = False
    """All of this is from an earlier run of the program: no connection has been read since it was started."""
    out_of_reach: bool = False
    """The last look could not read any connection; what is shown is from before."""

    unchangeable: str = ""
    """Why nothing may be changed on the site, as a sentence; "" where it may."""

    def on_schedule(self, schedule_id: str) -> tuple[ConnectionView, ...]:
        """The connections of a schedule, in a steady order."""
        found = [view for view in self.connections.values() if view.connection.schedule_id == schedule_id]
        return tuple(sorted(found, key=lambda v: (v.connection.calendar_type, v.connection.account_email, v.id)))

    def provider(self, provider_id: str) -> Provider | None:
        """The provider with that id."""
        return next((p for p in self.providers if p.id == provider_id), None)

    def schedule(self, schedule_id: str) -> Schedule | None:
        """The schedule with that id."""
        return next((s for s in self.schedules if s.id == schedule_id), None)


class AppState:
    """Holds the snapshot and tells subscribers after each replacement.

    `unchangeable` is a rule of this computer, and marks whatever is put in.
    """

    def __init__(self, unchangeable: str = "") -> None:
        self._unchangeable = unchangeable
        self._snapshot = self._marked(Snapshot())
        self._subscribers = Subscribers[Callable[[Snapshot], None]]()

    @property
    def snapshot(self) -> Snapshot:
        """The present snapshot."""
        return self._snapshot

    def replace(self, snapshot: Snapshot) -> None:
        """Make `snapshot` the present one and tell everybody, in the order in which they subscribed."""
        self._snapshot = self._marked(snapshot)
        for subscriber in self._subscribers:
            subscriber(self._snapshot)

    def _marked(self, snapshot: Snapshot) -> Snapshot:
        """What is marked already stays the very object that it is."""
        why, views = self._unchangeable, snapshot.connections
        if not why:
            return snapshot
        if any(view.unchangeable != why for view in views.values()):
            marked = {key: replace(view, unchangeable=why) for key, view in views.items() if view.unchangeable != why}
            views = MappingProxyType({**views, **marked})
        if snapshot.unchangeable == why and views is snapshot.connections:
            return snapshot
        return replace(snapshot, unchangeable=why, connections=views)

    def subscribe(self, subscriber: Callable[[Snapshot], None]) -> Callable[[], None]:
        """Call `subscriber` after each replacement; the result ends that, and may be called twice."""
        return self._subscribers.add(subscriber)
