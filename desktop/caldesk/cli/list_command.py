"""`caldesk list`: the schedules of a site and their connections."""

from caldesk.cli.exits import Exit, exit_for
from caldesk.cli.report import problem_record, say, say_problems, write_json
from caldesk.cli.site import opened
from caldesk.domain.connection import ConnectionState
from caldesk.domain.schedule import Schedule
from caldesk.services.health import health_line
from caldesk.services.problems import ProblemId
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import ConnectionView, Snapshot


async def run(site: str, *, as_json: bool) -> Exit:
    """List the site; a connection that needs sign-in makes the command end with 1."""
    async with opened(site) as session:
        await session.connections.refresh()
        snapshot = session.state.snapshot
        if as_json:
            write_json(document(session.profile, snapshot))
        else:
            _say_list(snapshot)
        say_problems(snapshot.problems)
        return exit_of(snapshot)


def exit_of(snapshot: Snapshot) -> Exit:
    """The exit code for what was read."""
    problems = [problem.id for problem in snapshot.problems]
    if any(view.state is ConnectionState.NEEDS_SIGN_IN for view in snapshot.connections.values()):
        problems.append(ProblemId.NOT_CONNECTED)
    return exit_for(problems)


def document(profile: SiteProfile, snapshot: Snapshot) -> dict[str, object]:
    """The JSON document: `{"site", "schedules": [{…, "connections": […]}], "problems": […]}`."""
    return {
        "site": {
            "id": profile.site_id,
            "name": snapshot.properties.display_name or profile.name,
            "timeZone": snapshot.properties.time_zone,
        },
        "schedules": [_schedule_record(snapshot, schedule) for schedule in snapshot.schedules],
        "problems": [problem_record(problem) for problem in snapshot.problems],
    }


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
        for view in snapshot.on_schedule(schedule.id):
            name = view.provider.name if view.provider else view.connection.calendar_type.value
            say(f"    {name}  {view.connection.account_email}  {view.state.value}")
    say(health_line(snapshot, _clock_time))


def _clock_time(seconds: float) -> str:
    from datetime import datetime

    return datetime.fromtimestamp(seconds).astimezone().strftime("%H:%M")
