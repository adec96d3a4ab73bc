"""All events of a span at once, for commands and reports; the window reads through the calendar's feed instead."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api.errors import ApiError
from caldesk.api.events import EventPage
from caldesk.domain.event import Event
from caldesk.domain.overlaps import split_copies
from caldesk.domain.timespan import Span
from caldesk.services.calendar_missing import UNKNOWN_TIME, Missing, missing_calendars
from caldesk.services.calendar_reader import EventReader
from caldesk.services.findings import partly_understood, provider_unreachable, too_many_events
from caldesk.services.problems import Problem, problem_of
from caldesk.services.state import Snapshot
from caldesk.services.wording import provider_names

MOST_EVENTS = 200_000
"""A longer answer is cut off and said to be incomplete, so that memory stays bounded whatever is sent."""


class EventListing(Struct, frozen=True, kw_only=True):
    """What was read. `complete` is False as soon as anything is known to be missing."""

    events: tuple[Event, ...] = ()
    complete: bool = True
    missing: tuple[Missing, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Stream(Struct, kw_only=True):
    events: list[Event] = []
    failed: frozenset[str] = frozenset()
    problems: list[Problem] = []
    skipped: int = 0


async def list_events(
    reader: EventReader, snapshot: Snapshot, span: Span, zone: ZoneInfo, *, titles: bool
) -> EventListing:
    """Read external events and Wix's own together; own exported copies are left out, titles unless asked for."""
    external, own = await asyncio.gather(
        _taken(reader.external(span, zone, titles=titles, background=False)),
        _taken(reader.own(span, zone, background=False)),
    )
    shown, _copies = split_copies([*external.events, *own.events])
    missing = missing_calendars(snapshot, external.failed)
    problems = tuple(_problems(snapshot, external, own))
    unknown = any(one.reason in UNKNOWN_TIME for one in missing)
    return EventListing(
        events=tuple(sorted((_as_allowed(event, titles=titles) for event in shown), key=_order)),
        complete=not (problems or unknown or snapshot.problems),
        missing=missing,
        problems=problems,
    )


def _problems(snapshot: Snapshot, external: _Stream, own: _Stream) -> Iterator[Problem]:
    """Whatever keeps the listing from being complete, besides connections that are known to be missing."""
    yield from external.problems
    yield from own.problems
    if skipped := external.skipped + own.skipped:
        yield partly_understood(skipped)
    if external.failed:
        yield provider_unreachable(provider_names(snapshot.providers, external.failed))


async def _taken(pages: AsyncIterator[EventPage]) -> _Stream:
    stream = _Stream()
    try:
        async for page in pages:
            stream.events.extend(page.events)
            stream.failed |= page.failed_provider_ids
            stream.skipped += page.skipped
            if len(stream.events) >= MOST_EVENTS and not page.last:
                stream.problems.append(too_many_events(MOST_EVENTS))
                break
    except ApiError as error:
        stream.problems.append(problem_of(error))
    return stream


def _as_allowed(event: Event, *, titles: bool) -> Event:
    return event if titles else replace(event, title=None, calendar_name=None)


def _order(event: Event) -> tuple[int, int, str, str]:
    return event.start, event.end, event.schedule_id, event.id
