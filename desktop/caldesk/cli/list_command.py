"""`caldesk list`: the schedules of a site and their connections."""

from datetime import datetime

from msgspec.structs import replace

from caldesk.cli.exits import Exit, exit_for
from caldesk.cli.patience import in_time, took_too_long
from caldesk.cli.report import problem_record, say, say_problems, write_json
from caldesk.cli.site import opened
from caldesk.domain.connection import ConnectionState
from caldesk.domain.schedule import Schedule
from caldesk.i18n import _
from caldesk.services.health import health_line
from caldesk.services.problems import Problem, ProblemId
from caldesk.services.profiles import SiteProfile
from caldesk.services.session import Session
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import state_word

_TROUBLES = {
    ConnectionState.NEEDS_SIGN_IN: ProblemId.NOT_CONNECTED,
    ConnectionState.NOT_REACHABLE: ProblemId.PROVIDER_UNREACHABLE,
}


async def run(site: str, *, as_json: bool) -> Exit:
    """List the site; a connection that needs sign-in or cannot be reached makes the command end with 1."""
    async with opened(site) as session:
        snapshot = await read_site(session)
    if as_json:
        write_json(document(session.profile, snapshot))
    else:
        _say_list(snapshot)
    say_problems(problems_of(snapshot))
    return exit_of(snapshot)


async def read_site(session: Session) -> Snapshot:
    """What could be read of the site in time, with a problem for what could not."""
    await in_time(session.connections.refresh(), otherwise=None)
    snapshot = session.state.snapshot
    return replace(snapshot, problems=(took_too_long(),)) if snapshot.loading else snapshot


def problems_of(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Each kind of problem once, those that matter most first."""
    found: dict[ProblemId, Problem] = {}
    for problem in (*snapshot.problems, *snapshot.lesser_problems):
        found.setdefault(problem.id, problem)
    return tuple(found.values())


def exit_of(snapshot: Snapshot) -> Exit:
    """The exit code for what was read."""
    problems = [problem.id for problem in problems_of(snapshot)]
    problems += [_TROUBLES[view.state] for view in snapshot.connections.values() if view.state in _TROUBLES]
    return exit_for(problems)


def document(profile: SiteProfile, snapshot: Snapshot) -> dict[str, object]:
    """The JSON document: `{"site", "checkedAt", "schedules": [{…, "connections": […]}], "problems": […]}`.

    `checkedAt` is when all of it was true, as an ISO date-time with offset; null if not everything could be read.
    """
    return {
        "site": {
            "id": profile.site_id,
            "name": snapshot.properties.display_name or profile.name,
            "timeZone": snapshot.properties.time_zone,
        },
        "checkedAt": None if snapshot.checked_at is None else _here(snapshot.checked_at).isoformat(timespec="seconds"),
        "schedules": [
            *(_schedule_record(snapshot, schedule) for schedule in snapshot.schedules),
            *(_unlisted_record(snapshot, schedule_id) for schedule_id in unlisted_schedules(snapshot)),
        ],
        "problems": [problem_record(problem) for problem in problems_of(snapshot)],
    }


def unlisted_schedules(snapshot: Snapshot) -> list[str]:
    """The ids of schedules that have connections, but are not listed: ended ones, or those of other apps."""
    known = {schedule.id for schedule in snapshot.schedules}
    return sorted({view.connection.schedule_id for view in snapshot.connections.values()} - known)


def _unlisted_record(snapshot: Snapshot, schedule_id: str) -> dict[str, object]:
    connections = [_connection_record(view) for view in snapshot.on_schedule(schedule_id)]
    return {"id": schedule_id, "name": "", "kind": "unknown", "timeZone": "", "connections": connections}


def _schedule_record(snapshot: Snapshot, schedule: Schedule) -> dict[str, object]:
    return {
        "id": schedule.id,
        "name": schedule.name,
        "kind": schedule.kind.value,
        "timeZone": schedule.time_zone,
        "connections": [_connection_record(view) for view in snapshot.on_schedule(schedule.id)],
    }


def _connection_record(view: ConnectionView) -> dict[str, object]:
    connection = view.connection
    return {
        "id": connection.id,
        "provider": view.provider.name if view.provider else "",
        "providerId": connection.provider_id,
        "calendarType": connection.calendar_type.value,
        "account": connection.account_email,
        "state": view.state.value,
        "status": connection.status.value,
        "errorReason": connection.error_reason.value,
        "import": connection.sync_config.imports.enabled,
        "export": connection.sync_config.exports.enabled,
        "calendars": [calendar.id for calendar in connection.sync_config.imports.calendars],
    }


def _say_list(snapshot: Snapshot) -> None:
    for schedule in snapshot.schedules:
        say(schedule.name)
        _say_connections(snapshot, schedule.id)
    for schedule_id in unlisted_schedules(snapshot):
        say(_("Schedule {id}, which is not listed any more").format(id=schedule_id))
        _say_connections(snapshot, schedule_id)
    say(health_line(snapshot, _moment))


def _say_connections(snapshot: Snapshot, schedule_id: str) -> None:
    for view in snapshot.on_schedule(schedule_id):
        name = view.provider.name if view.provider else view.connection.calendar_type.value
        say(f"    {name}  {view.connection.account_email}  {state_word(view)}")


def _moment(seconds: float) -> str:
    """A time that still says when it was after the line was kept or sent to somebody."""
    return _here(seconds).isoformat(sep=" ", timespec="minutes")


def _here(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds).astimezone()
