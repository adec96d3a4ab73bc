"""Follows the state of one site and writes down what changed: each change once, by whom, and when it was true.

It reads snapshots and asks the service nothing. What snapshots cannot tell (an attempt to connect, who ended a
connection) is told to it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from caldesk.services.history.differences import Seen, about, entries_of, gone, standing_of
from caldesk.services.history.look_run import LookRun, blocking_problem
from caldesk.services.history.records import EVENT, Batch, Entry, Kind, Place, Standing
from caldesk.services.history.store import HistoryStore
from caldesk.services.ports import Clock
from caldesk.services.state import AppState, ConnectionView, Saving, Snapshot

if TYPE_CHECKING:
    from caldesk.domain.schedule import Schedule


class Attempt(Struct, frozen=True, kw_only=True):
    """An attempt to connect that has ended. `outcome` is `timeline.CONNECTED` or why not; times are epoch seconds."""

    began: float
    outcome: str
    schedule_id: str
    provider_id: str
    way: str = ""
    connection_id: str = ""
    account: str = ""
    request_id: str = ""


class Recorder:
    """Writes the history of one site. `begin` first; `stop` ends it; the store is closed by whoever opened it."""

    def __init__(self, store: HistoryStore, site: str, state: AppState, clock: Clock, who: str) -> None:
        self._store = store
        self._site = site
        self._state = state
        self._clock = clock
        self._who = who
        self._standings: dict[str, Standing] = {}
        self._views: Mapping[str, ConnectionView] = MappingProxyType({})
        self._ended_here: set[str] = set()
        self._looks = LookRun()
        self._stop: Callable[[], None] | None = None

    async def begin(self) -> Mapping[str, Standing]:
        """Recall how everything stood, then follow the state; the result is what was recalled, by connection id."""
        self._standings = await self._store.standings(self._site)
        self._looks = LookRun(await self._store.looks(self._site))
        recalled = MappingProxyType(dict(self._standings))
        if self._stop is None:
            self._stop = self._state.subscribe(self._see)
            self._see(self._state.snapshot)
        return recalled

    def stop(self) -> None:
        """Follow no more; what was seen is on its way to the store."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def standing(self, connection_id: str) -> Standing | None:
        """How a connection stood when it last changed: since when its present state is known, over restarts."""
        return self._standings.get(connection_id)

    def ending(self, connection_id: str) -> None:
        """Somebody here is about to disconnect: once it has ended, that is by whom."""
        self._ended_here.add(connection_id)

    def not_ended(self, connection_id: str) -> None:
        """Disconnecting failed."""
        self._ended_here.discard(connection_id)

    def attempted(self, attempt: Attempt) -> None:
        """An attempt from here to connect has ended."""
        now, snapshot = self._clock.now(), self._state.snapshot
        provider = snapshot.provider(attempt.provider_id)
        entry = Entry(
            at=now,
            kind=Kind.ATTEMPT,
            connection_id=attempt.connection_id,
            schedule_id=attempt.schedule_id,
            schedule_name=_schedule_name(snapshot, attempt.schedule_id),
            account=attempt.account,
            provider_id=attempt.provider_id,
            provider_name=provider.name if provider else "",
            after=attempt.outcome,
            place=Place.HERE,
            who=self._who,
            way=attempt.way,
            not_before=attempt.began,
            seconds=max(0.0, now - attempt.began),
            request_id=attempt.request_id,
        )
        self._store.put(self._site, Batch(entries=(entry,)))

    def measured(self, connection_id: str, seconds: float) -> None:
        """An event was seen to arrive; it took so long at most."""
        view = self._state.snapshot.connections.get(connection_id)
        if view is None:
            return
        entry = about(
            view,
            _schedule_name(self._state.snapshot, view.connection.schedule_id),
            at=self._clock.now(),
            kind=Kind.SYNC_DELAY,
            part=EVENT,
            place=Place.HERE,
            who=self._who,
            seconds=seconds,
        )
        self._store.put(self._site, Batch(entries=(entry,)))

    def _see(self, snapshot: Snapshot) -> None:
        entries: list[Entry] = []
        standings: list[Standing] = []
        forgotten: list[str] = []
        if snapshot.connections is not self._views:
            self._note_views(snapshot, entries, standings)
        if _is_whole(snapshot):
            self._note_lost(snapshot, entries, forgotten)
        looked = self._looks.ended(snapshot, self._clock.now())
        if looked is not None:
            entries.extend(self._looks.turn(looked))
        self._views = snapshot.connections
        if entries or standings or forgotten or looked:
            batch = Batch(entries=tuple(entries), standings=tuple(standings), forgotten=tuple(forgotten), looked=looked)
            self._store.put(self._site, batch)

    def _note_views(self, snapshot: Snapshot, entries: list[Entry], standings: list[Standing]) -> None:
        schedules = {schedule.id: schedule for schedule in snapshot.schedules}
        for view in self._changed_views(snapshot, schedules):
            before = self._standings.get(view.id)
            seen = self._seen(view, schedules.get(view.connection.schedule_id), before)
            if view.remembered and before is None:
                continue
            entries.extend(_state_only(entries_of(seen, before)) if view.remembered else entries_of(seen, before))
            entries.extend(_failed_save(seen, self._views.get(view.id)))
            standing = standing_of(seen, before)
            if standing != before:
                self._standings[view.id] = standing
                standings.append(standing)

    def _changed_views(self, snapshot: Snapshot, schedules: "Mapping[str, Schedule]") -> Iterator[ConnectionView]:
        """The views that may have something to tell; with thousands of rows most looks bring none."""
        for key, view in snapshot.connections.items():
            old = self._views.get(key)
            if view.is_old:
                continue
            told = old is not None and not old.remembered and (old is view or _tells(old) == _tells(view))
            if not told or _changed_hands(schedules.get(view.connection.schedule_id), self._standings.get(key)):
                yield view

    def _seen(self, view: ConnectionView, schedule: "Schedule | None", before: Standing | None) -> Seen:
        old = self._views.get(view.id)
        name = schedule.name if schedule else ""
        return Seen(
            view=view,
            schedule_name=name or (before.schedule_name if before else ""),
            owner=schedule.owner_user_id if schedule else "",
            not_before=old.as_of if old else self._looks.last_good,
            ended_here=view.id in self._ended_here,
            who=self._who,
        )

    def _note_lost(self, snapshot: Snapshot, entries: list[Entry], forgotten: list[str]) -> None:
        for key in self._standings.keys() - snapshot.connections.keys():
            before = self._standings[key]
            if before.provider_id in snapshot.failed_provider_ids:
                continue
            here = key in self._ended_here
            last_seen = self._views[key].as_of if key in self._views else self._looks.last_good
            entry = gone(before, self._clock.now(), last_seen, ended_here=here, who=self._who)
            provider = snapshot.provider(before.provider_id)
            entries.append(replace(entry, provider_name=provider.name if provider else ""))
            forgotten.append(key)
            del self._standings[key]
            self._ended_here.discard(key)


def _state_only(entries: Iterable[Entry]) -> Iterator[Entry]:
    """What may be said of a connection whose settings were not read in this run of the program."""
    return (entry for entry in entries if entry.kind is Kind.STATE)


def _is_whole(snapshot: Snapshot) -> bool:
    """Whether a connection that is missing is gone, rather than not read."""
    read = not snapshot.loading and not snapshot.remembered and snapshot.checked_at is not None
    return read and blocking_problem(snapshot) is None


def _tells(view: ConnectionView) -> tuple[object, ...]:
    return view.connection, view.state, view.saving, view.wish, view.problem


def _changed_hands(schedule: "Schedule | None", before: Standing | None) -> bool:
    told = schedule.owner_user_id if schedule else ""
    return bool(told) and before is not None and before.owner != told


def _schedule_name(snapshot: Snapshot, schedule_id: str) -> str:
    schedule = snapshot.schedule(schedule_id)
    return schedule.name if schedule else ""


def _failed_save(seen: Seen, old: ConnectionView | None) -> Iterator[Entry]:
    view = seen.view
    if view.saving is not Saving.FAILED or view.problem is None or (old and old.problem is view.problem):
        return
    yield about(
        view,
        seen.schedule_name,
        at=view.as_of,
        kind=Kind.FAILURE,
        reason=view.problem.id.value,
        place=Place.HERE,
        who=seen.who,
        request_id=view.problem.request_id,
    )
