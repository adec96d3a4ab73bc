"""Reads what the detectives need around a stretch of time and lets them judge. It only reads, and never titles."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.event import DAY
from caldesk.domain.local_day import offset_at
from caldesk.domain.timespan import Span, zone_or_none
from caldesk.services.calendar_reader import EventReader, SiteEvents
from caldesk.services.checks.asked import local_offset
from caldesk.services.event_listing import EventListing, list_events
from caldesk.services.state import Snapshot
from caldesk.services.why.blocks import Blocked, blocks
from caldesk.services.why.case import Case, Question
from caldesk.services.why.finding import Finding
from caldesk.services.why.not_blocked import why_not_blocked

if TYPE_CHECKING:
    from caldesk.services.session import Session

UTC = ZoneInfo("UTC")


class Inquiry(Struct, frozen=True, kw_only=True):
    """Both answers: what does block the time, and why what should block it does not."""

    blocked: Blocked
    findings: tuple[Finding, ...]


async def inquire(session: "Session", question: Question, reader: EventReader | None = None) -> Inquiry:
    """Read around the time of the question and judge; connections as they were last read."""
    snapshot = session.state.snapshot
    around = Span(question.span.start - DAY, question.span.end + DAY)
    zone = zone_or_none(snapshot.properties.time_zone) or UTC
    reader = reader or SiteEvents(session.client, session.state)
    listing = await list_events(reader, snapshot, around, zone, titles=False)
    return judge(question, snapshot, listing, zone, session.clock.now())


def judge(question: Question, snapshot: Snapshot, listing: EventListing, zone: ZoneInfo, now: float) -> Inquiry:
    """Both detectives on what was read."""
    unread = any(one.unknown and one.schedule_id == question.schedule_id for one in listing.missing)
    case = Case(
        question=question,
        snapshot=snapshot,
        events=listing.events,
        zone=zone,
        now=now,
        read=not (unread or listing.problems),
        other_offsets=_other_offsets(question, snapshot, zone),
    )
    blocked = blocks(listing.events, snapshot, zone, question.schedule_id, question.span, read=case.read)
    return Inquiry(blocked=blocked, findings=why_not_blocked(case))


def _other_offsets(question: Question, snapshot: Snapshot, zone: ZoneInfo) -> tuple[int, ...]:
    at, schedule = question.span.start, snapshot.schedule(question.schedule_id)
    offsets = [local_offset(at)]
    own = zone_or_none(schedule.time_zone) if schedule else None
    if own is not None:
        offsets.append(offset_at(own, at))
    return tuple(sorted({offset - offset_at(zone, at) for offset in offsets} - {0}))
