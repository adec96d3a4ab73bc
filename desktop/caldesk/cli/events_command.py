"""`caldesk events`: who is busy when, busy-only unless `--reveal`."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from caldesk.cli.exits import Exit, exit_for
from caldesk.cli.list_command import problems_of, read_site
from caldesk.cli.patience import in_time, took_too_long
from caldesk.cli.report import problem_record, say, say_problems, write_json
from caldesk.cli.site import opened
from caldesk.cli.window import window
from caldesk.domain.event import Event
from caldesk.domain.timespan import zone_or_none
from caldesk.i18n import _, ngettext
from caldesk.services.calendar_missing import Missing
from caldesk.services.calendar_reader import SiteEvents
from caldesk.services.event_listing import EventListing, list_events
from caldesk.services.findings import zone_unknown
from caldesk.services.problems import ProblemId
from caldesk.services.state import Snapshot

_UTC = ZoneInfo("UTC")


async def run(site: str, start: str, end: str, *, as_json: bool, reveal: bool) -> Exit:
    """List the events from `start` up to, not including, `end`: dates or date-times, in the site's zone."""
    window(start, end, _UTC, datetime.now(UTC).date())  # what cannot work is refused before anything is asked
    async with opened(site) as session:
        if reveal:
            session.rules.must_reveal()
        snapshot = await read_site(session)
        known_zone = zone_or_none(snapshot.properties.time_zone)
        zone = known_zone or _UTC
        span = window(start, end, zone, datetime.fromtimestamp(session.clock.now(), zone).date())
        reader = SiteEvents(session.client, session.state)
        too_late = EventListing(complete=False, problems=(took_too_long(),))
        listing = await in_time(list_events(reader, snapshot, span, zone, titles=reveal), too_late)
    problems = {problem.id: problem for problem in (*problems_of(snapshot), *listing.problems)}
    if known_zone is None and (listing.events or not problems):
        problems[ProblemId.ZONE_UNKNOWN] = zone_unknown(snapshot.properties.time_zone)
    if as_json:
        write_json(document(listing, zone) | {"problems": [problem_record(one) for one in problems.values()]})
    else:
        _say_events(listing, snapshot, zone)
    say_problems(problems.values())
    return exit_for([*problems, *([ProblemId.PROVIDER_UNREACHABLE] if not listing.complete else [])])


def document(listing: EventListing, zone: ZoneInfo) -> dict[str, object]:
    """The JSON document: `{"events", "complete", "missing", "problems"}`."""
    return {
        "events": [_event_record(event, zone) for event in listing.events],
        "complete": listing.complete,
        "missing": [_missing_record(one) for one in listing.missing],
    }


def _event_record(event: Event, zone: ZoneInfo) -> dict[str, object]:
    record: dict[str, object] = {
        "scheduleId": event.schedule_id,
        "source": event.source.value,
        "calendarType": event.calendar_type.value,
        "allDay": event.all_day,
        "start": _moment(event.start, zone, all_day=event.all_day),
        "end": _moment(event.end, zone, all_day=event.all_day),
    }
    if event.kind:
        record["type"] = event.kind
    if event.title is not None:
        record["title"] = event.title
    if event.calendar_name is not None:
        record["calendarName"] = event.calendar_name
    return record


def _moment(seconds: int, zone: ZoneInfo, *, all_day: bool) -> str:
    if all_day:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return datetime.fromtimestamp(seconds, zone).isoformat()


def _missing_record(missing: Missing) -> dict[str, object]:
    return {
        "scheduleId": missing.schedule_id,
        "schedule": missing.schedule_name,
        "connectionId": missing.connection_id,
        "account": missing.account,
        "provider": missing.provider_name,
        "reason": missing.reason.value,
    }


def _say_events(listing: EventListing, snapshot: Snapshot, zone: ZoneInfo) -> None:
    names = {schedule.id: schedule.name for schedule in snapshot.schedules}
    for event in listing.events:
        start = _moment(event.start, zone, all_day=event.all_day)
        end = _moment(event.end, zone, all_day=event.all_day)
        say(f"{start}  {end}  {names.get(event.schedule_id, event.schedule_id)}  {event.title or _('Busy')}")
    count = len(listing.events)
    say(ngettext("{n} event", "{n} events", count).format(n=count))
    for one in listing.missing:
        who = _("{schedule}, {account}").format(schedule=one.name, account=one.where) if one.where else one.name
        say(_("Not included: {who} ({reason})").format(who=who, reason=one.reason.value))
