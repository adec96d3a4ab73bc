"""Folds what was read of a site into the next snapshot.

A part that cannot be read keeps its old value and adds a problem; a connection whose provider failed stays, with
the time at which it was last true, so that nothing ever looks better than it is known to be.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from caldesk.api.errors import ApiError
from caldesk.domain.connection import Connection
from caldesk.domain.provider import Provider
from caldesk.domain.schedule import Schedule, ScheduleKind, StaffMember, kind_of, reading_order
from caldesk.domain.site import SiteProperties
from caldesk.i18n import _
from caldesk.services.findings import bookings_missing, partly_understood, provider_unreachable
from caldesk.services.judgement import Memory, judge
from caldesk.services.problems import Problem, problem_of
from caldesk.services.reading import Reading
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import provider_names

Views = Mapping[str, ConnectionView]


def fold(old: Snapshot, reading: Reading, now: float, *, begun: Snapshot | None = None) -> Snapshot:
    """The next snapshot. `checked_at` moves only when all parts of the page could be read.

    `begun` is the snapshot from which the reading set out: what changed since then is newer than the reading.
    """
    known = reading.providers if isinstance(reading.providers, tuple) else old.providers
    failed = old.failed_provider_ids
    unread = isinstance(reading.connections, ApiError)
    views = _out_of_reach(old.connections)
    if not isinstance(reading.connections, ApiError):
        failed = reading.connections.failed_provider_ids
        read_now = _fold_connections(old, reading.connections.connections, failed, known, now)
        views = _with_newer(read_now, old.connections, (begun or old).connections)
    return Snapshot(
        loading=False,
        checked_at=old.checked_at if reading.errors else now,
        properties=old.properties if isinstance(reading.properties, ApiError) else reading.properties,
        providers=known,
        schedules=_fold_schedules(old, reading),
        connections=views,
        recalled=old.recalled,
        remembered=old.remembered and unread,
        out_of_reach=unread,
        problems=_problems(reading, known, failed),
        lesser_problems=tuple({error.id: error for error in map(problem_of, reading.lesser_errors)}.values()),
        failed_provider_ids=failed,
    )


def view_of(
    old: ConnectionView | None,
    connection: Connection,
    provider: Provider | None,
    now: float,
    *,
    failed: bool = False,
    recalled: Memory | None = None,
) -> ConnectionView:
    """The view of a connection that was just read; a change that is being saved is left alone.

    `recalled` is what an earlier run of the program knew of it.
    """
    known = recalled if old is None or (old.remembered and recalled is not None) else old.memory
    memory = judge(connection, known, now, provider_failed=failed)
    if old is None:
        old = ConnectionView(connection=connection, state=memory.state, as_of=now, since=memory.since)
    judged = _judged(old, memory, failed=failed)
    return replace(judged, connection=connection, as_of=now, provider=provider, remembered=False)


def _judged(view: ConnectionView, memory: Memory, *, failed: bool) -> ConnectionView:
    return replace(
        view,
        state=memory.state,
        since=memory.since,
        doubt_since=memory.doubt_since,
        provider_failed=failed,
        out_of_reach=False,
    )


def _out_of_reach(views: Views) -> Views:
    """The same, each marked as what it was before; with an outage that lasts nothing changes."""
    if all(view.out_of_reach for view in views.values()):
        return views
    return MappingProxyType({key: replace(view, out_of_reach=True) for key, view in views.items()})


def _with_newer(
    read_now: dict[str, ConnectionView], present: Views, begun: Views
) -> MappingProxyType[str, ConnectionView]:
    """What was read, except where a save, a check or a connect flow brought a later answer during the reading."""
    changed = {key for key, view in present.items() if _confirmed(begun.get(key)) is not view.connection}
    ended = begun.keys() - present.keys()
    views = {key: present[key] if key in changed else view for key, view in read_now.items() if key not in ended}
    return MappingProxyType(views | {key: present[key] for key in changed})


def _confirmed(view: ConnectionView | None) -> Connection | None:
    return view.connection if view else None


def _fold_connections(
    old: Snapshot, read_now: Iterable[Connection], failed: frozenset[str], known: tuple[Provider, ...], now: float
) -> dict[str, ConnectionView]:
    by_id = {provider.id: provider for provider in known}
    views = {
        connection.id: view_of(
            old.connections.get(connection.id),
            connection,
            by_id.get(connection.provider_id),
            now,
            failed=connection.provider_id in failed,
            recalled=old.recalled.get(connection.id),
        )
        for connection in read_now
    }
    for view in old.connections.values():
        if view.id not in views and view.connection.provider_id in failed:
            views[view.id] = _kept(view, now)
    return views


def _kept(view: ConnectionView, now: float) -> ConnectionView:
    memory = judge(view.connection, view.memory, now, provider_failed=True)
    same = memory == view.memory and view.provider_failed and not view.out_of_reach
    return view if same else _judged(view, memory, failed=True)


def _fold_schedules(old: Snapshot, reading: Reading) -> tuple[Schedule, ...]:
    if isinstance(reading.schedules, ApiError):
        return old.schedules
    if isinstance(reading.staff, ApiError):
        before = {schedule.id: schedule for schedule in old.schedules}
        joined = [_named_as_before(schedule, before.get(schedule.id)) for schedule in reading.schedules]
    else:
        joined = _join_staff(reading.schedules, reading.staff)
    site = old.properties if isinstance(reading.properties, ApiError) else reading.properties
    return tuple(sorted((_called(schedule, site) for schedule in joined), key=reading_order))


def _called(schedule: Schedule, site: SiteProperties) -> Schedule:
    """The business schedule under the business's own name; Wix calls it "business" everywhere."""
    if schedule.kind is not ScheduleKind.BUSINESS or schedule.name.casefold() not in ("", "business"):
        return schedule
    return replace(schedule, name=site.business_name or site.display_name or _("The business"))


def _named_as_before(schedule: Schedule, before: Schedule | None) -> Schedule:
    """The staff could not be read: what they said about a schedule last time still holds."""
    if before is None or not before.staff_member_id:
        return schedule
    return replace(
        schedule,
        kind=before.kind,
        name=before.name,
        staff_member_id=before.staff_member_id,
        owner_user_id=before.owner_user_id,
        email=before.email,
    )


def _join_staff(found: Iterable[Schedule], members: Iterable[StaffMember]) -> list[Schedule]:
    known = tuple(members)
    by_resource = {member.resource_id: member for member in known if member.resource_id}
    by_schedule = {member.events_schedule_id: member for member in known if member.events_schedule_id}
    return [_joined(one, by_resource.get(one.external_id) or by_schedule.get(one.id)) for one in found]


def _joined(schedule: Schedule, member: StaffMember | None) -> Schedule:
    if member is None:
        kind = kind_of(schedule.external_id, ()) if schedule.kind is ScheduleKind.STAFF else schedule.kind
        return replace(schedule, kind=kind)
    return replace(
        schedule,
        kind=ScheduleKind.STAFF,
        name=member.name or schedule.name,
        staff_member_id=member.id,
        owner_user_id=member.wix_user_id,
        email=member.email,
    )


def _problems(reading: Reading, known: tuple[Provider, ...], failed: frozenset[str]) -> tuple[Problem, ...]:
    if not reading.bookings_installed:
        return (bookings_missing(),)
    problems = {problem.id: problem for problem in map(problem_of, reading.errors)}
    if reading.skipped:
        problem = partly_understood(reading.skipped)
        problems.setdefault(problem.id, problem)
    if failed:
        problem = provider_unreachable(provider_names(known, failed))
        problems[problem.id] = problem
    return tuple(problems.values())
