"""The coming bookings that an export has written into an external calendar: counted, or read to be copied.

The API does not tell what an external calendar holds. The site's own book says what should be there.
"""

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from caldesk.api import events
from caldesk.api.errors import ApiError
from caldesk.domain.connection import Connection, ConnectionStatus
from caldesk.domain.event import DAY, Event
from caldesk.domain.overlaps import is_booking
from caldesk.domain.schedule import Schedule, ScheduleKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from caldesk.api.events import EventPage
    from caldesk.services.session import Session

DAYS_AHEAD = 90
COUNT_PATIENCE = 4.0
"""Seconds that a person waits for the count before the question can be answered without it."""

_FILLED = frozenset({ConnectionStatus.SYNCED, ConnectionStatus.SYNC_IN_PROGRESS})


class Certainty(StrEnum):
    """What a count is worth."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    """Not everything could be read in time."""
    AT_MOST = "at-most"
    """It is not known whether all of them are in the calendar: see `count_ahead`."""
    UNKNOWN = "unknown"


class Ahead(Struct, frozen=True, kw_only=True):
    """How many bookings of the next 90 days are in the calendar; `count` means nothing where it is unknown."""

    count: int = 0
    certainty: Certainty = Certainty.UNKNOWN


async def count_ahead(session: "Session", connection: Connection) -> Ahead:
    """Count the bookings of the next 90 days that this connection has written. Raises nothing of the API's.

    It is at most so many where the export may be off, where the calendar could not be filled (the first sync has not
    begun, or there is an error), and for the business schedule, which may export its own bookings or everybody's.
    """
    schedule = session.state.snapshot.schedule(connection.schedule_id)
    if schedule is None:
        return Ahead()
    found: set[str] = set()
    whole = True
    try:
        async with asyncio.timeout(COUNT_PATIENCE):
            async for page in _pages(session, schedule):
                found.update(event.id for event in page.events if is_booking(event))
                whole = whole and not page.skipped
    except (ApiError, TimeoutError):
        whole = False
    return Ahead(count=len(found), certainty=_certainty(schedule, connection, found=bool(found), whole=whole))


async def bookings_ahead(session: "Session", schedule: Schedule) -> tuple[list[Event], int]:
    """The bookings of the next 90 days, and how many could not be understood. Raises ApiError."""
    found: list[Event] = []
    skipped = 0
    async for page in _pages(session, schedule):
        found += filter(is_booking, page.events)
        skipped += page.skipped
    return found, skipped


def _certainty(schedule: Schedule, connection: Connection, *, found: bool, whole: bool) -> Certainty:
    filled = connection.sync_config.exports.enabled is not None and connection.status in _FILLED
    vague = schedule.kind is ScheduleKind.BUSINESS or not filled
    if whole:
        return Certainty.AT_MOST if vague else Certainty.EXACT
    return Certainty.AT_LEAST if found and not vague else Certainty.UNKNOWN


def _pages(session: "Session", schedule: Schedule) -> "AsyncIterator[EventPage]":
    """Of one schedule; of the whole site for the business schedule."""
    now = int(session.clock.now())
    everybody = schedule.kind is ScheduleKind.BUSINESS
    of_one = (schedule.external_id,) if schedule.external_id else ()
    known = session.state.snapshot.schedules if everybody else (schedule,)
    return events.wix_event_pages(
        session.client,
        start=now,
        end=now + DAYS_AHEAD * DAY,
        zone=session.calendar.zone,
        schedule_ids=() if everybody else (schedule.id,),
        resource_ids=() if everybody else of_one,
        schedule_of_resource={each.external_id: each.id for each in known if each.external_id},
    )
