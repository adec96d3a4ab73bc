"""`caldesk events`: who is busy when, busy-only unless `--reveal`."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caldesk.cli.exits import Exit, exit_for
from caldesk.cli.report import problem_record, say, say_problems, write_json
from caldesk.cli.site import UsageProblem, opened
from caldesk.domain.event import Event
from caldesk.domain.timespan import Span, zone_or_none
from caldesk.i18n import _, ngettext
from caldesk.services.calendar_missing import Missing
from caldesk.services.calendar_reader import SiteEvents
from caldesk.services.event_listing import EventListing, list_events
from caldesk.services.problems import ProblemId
from caldesk.services.state import Snapshot

MOST_DAYS = 366


async def run(site: str, start: str, end: str, *, as_json: bool, reveal: bool) -> Exit:
    """List the events from `start` up to, not including, `end`: dates or date-times, in the site's zone."""
    check_dates(start, end)
    async with opened(site) as session:
        await session.connections.refresh()
        snapshot = session.state.snapshot
        zone = zone_or_none(snapshot.properties.time_zone) or ZoneInfo("UTC")
        reader = SiteEvents(session.client, session.state)
        listing = await list_events(reader, snapshot, span_of(start, end, zone), zone, titles=reveal)
    problems = {problem.id: problem for problem in (*snapshot.problems, *listing.problems)}
    if as_json:
        write_json(document(listing, zone) | {"problems": [problem_record(one) for one in problems.values()]})
    else:
        _say_events(listing, snapshot, zone)
    say_problems(problems.values())
    return exit_for([*problems, *([ProblemId.PROVIDER_UNREACHABLE] if not listing.complete else [])])


def check_dates(start: str, end: str) -> None:
    """Refuse a window that cannot work before anything is asked of the service. Raises UsageProblem."""
    span = span_of(start, end, ZoneInfo("UTC"))
    if span.end <= span.start:
        raise UsageProblem(_("--to must be later than --from."))
    if span.seconds > timedelta(days=MOST_DAYS).total_seconds():
        raise UsageProblem(_("The window may be at most {days} days wide.").format(days=MOST_DAYS))


def span_of(start: str, end: str, zone: ZoneInfo) -> Span:
    """The instants between two dates or date-times; without an offset they are meant in `zone`."""
    return Span(_instant(start, zone), _instant(end, zone))


def _instant(text: str, zone: ZoneInfo) -> int:
    try:
        moment = datetime.fromisoformat(text)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp())
    except (ValueError, OverflowError):
        raise UsageProblem(
            _("“{text}” is not a date. Write it like {example}.").format(text=text, example="2026-11-23")
        ) from None


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
        say(
            _("Not included: {schedule}, {account} ({reason})").format(
                schedule=one.schedule_name, account=one.account, reason=one.reason.value
            )
        )


def default_window(today: date) -> tuple[str, str]:
    """Seven days from today, where nothing was named."""
    first = datetime.combine(today, time())
    return first.date().isoformat(), (first + timedelta(days=7)).date().isoformat()
