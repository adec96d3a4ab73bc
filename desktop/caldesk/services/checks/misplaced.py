"""Connections that stand where they should not: on a schedule that ended, or one that changed hands.

Judges only by ids that are known, now or from the history: an owner who is not told has not changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from caldesk.domain.connection import Connection, is_live
from caldesk.domain.schedule import Schedule
from caldesk.services.history.records import Entry, Kind
from caldesk.services.history.timeline import CONNECTED
from caldesk.services.state import Snapshot


class Leaver(Struct, frozen=True, kw_only=True):
    """A live connection whose schedule is not in use; `schedule` is None where it does not exist any more."""

    connection: Connection
    schedule: Schedule | None = None


class EndedByOwner(Struct, frozen=True, kw_only=True):
    """A connection that was ended, on a schedule that is not owned by the user who made it."""

    connection: Connection
    schedule: Schedule


class HandedOver(Struct, frozen=True, kw_only=True):
    """A live connection whose schedule got another owner at `since` (epoch seconds) at the latest."""

    connection: Connection
    schedule: Schedule
    since: float


class OtherOwner(Struct, frozen=True, kw_only=True):
    """A live connection that was made by the owner of another schedule."""

    connection: Connection
    schedule: Schedule
    connected_by: Schedule


def leavers_of(snapshot: Snapshot) -> tuple[Leaver, ...]:
    """Connections that outlived their schedule."""
    known = {schedule.id: schedule for schedule in snapshot.schedules}
    return tuple(
        Leaver(connection=one, schedule=known.get(one.schedule_id))
        for one in _connections(snapshot)
        if is_live(one) and not (one.schedule_id in known and known[one.schedule_id].active)
    )


def ended_by_owners(snapshot: Snapshot) -> tuple[EndedByOwner, ...]:
    """Connections that may have ended with the former owner; a later one on the schedule makes it history."""
    return tuple(
        EndedByOwner(connection=one, schedule=schedule)
        for one, schedule in _on_others_schedules(snapshot)
        if not is_live(one) and not any(is_live(view.connection) for view in snapshot.on_schedule(schedule.id))
    )


def handed_over(snapshot: Snapshot, entries: Iterable[Entry]) -> tuple[HandedOver, ...]:
    """Connections that the history saw change hands; `entries` newest first. A later sign-in by anybody settles it."""
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind is Kind.OWNER or entry.after == CONNECTED:
            last.setdefault(entry.connection_id, entry)
    return tuple(
        HandedOver(connection=one, schedule=schedule, since=last[one.id].at)
        for one in _connections(snapshot)
        if is_live(one) and one.id in last and last[one.id].kind is Kind.OWNER
        if (schedule := snapshot.schedule(one.schedule_id)) is not None
        if schedule.owner_user_id == last[one.id].after != one.user_id
    )


def other_owners(snapshot: Snapshot) -> tuple[OtherOwner, ...]:
    """Live connections made by one other member of staff.

    A user who connected several schedules looks after the site; that says nothing about owners.
    """
    owners = {schedule.owner_user_id: schedule for schedule in snapshot.schedules if schedule.owner_user_id}
    reach: defaultdict[str, set[str]] = defaultdict(set)
    for one in _connections(snapshot):
        reach[one.user_id].add(one.schedule_id)
    return tuple(
        OtherOwner(connection=one, schedule=schedule, connected_by=owners[one.user_id])
        for one, schedule in _on_others_schedules(snapshot)
        if is_live(one) and one.user_id in owners and len(reach[one.user_id]) == 1
    )


def _on_others_schedules(snapshot: Snapshot) -> Iterator[tuple[Connection, Schedule]]:
    for one in _connections(snapshot):
        schedule = snapshot.schedule(one.schedule_id)
        if schedule and one.user_id and schedule.owner_user_id and schedule.owner_user_id != one.user_id:
            yield one, schedule


def _connections(snapshot: Snapshot) -> Iterator[Connection]:
    return (view.connection for view in snapshot.connections.values())
