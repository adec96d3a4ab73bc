"""External events as they travel: thousands at a time, so speed shapes the code.

The decoder reads times and calendar types itself, as long as a whole answer is as it should be; one with anything else
in it (an all-day event may well be a bare date) is read the slower way, by text. Source: `wix-api.md` §3.4.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

from caldesk.api.providers import CALENDAR_TYPES
from caldesk.api.wire import Wire
from caldesk.api.wire_times import seconds
from caldesk.domain.event import DAY, Event, EventSource, all_day_date, floating
from caldesk.domain.provider import CalendarType

_EXTERNAL = EventSource.EXTERNAL


class TimedExternalEvent(Wire, frozen=True):
    """An event of `listEvents` as it should be; title and name come only with personal data.

    The owner is left out: of a person's schedule it is that person, whom the schedule names, and ten thousand events
    would each hold it.
    """

    schedule_id: str
    start: datetime
    end: datetime
    all_day: bool = False
    calendar_type: CalendarType = CalendarType.UNDEFINED
    calendar_name: str | None = None
    title: str | None = None


class WireExternalEvent(Wire, frozen=True):
    """The same as it may be: with times in other spellings, a calendar type that we do not know, and nulls."""

    schedule_id: str
    start: str
    end: str
    all_day: bool | None = None
    calendar_type: str | None = None
    calendar_name: str | None = None
    title: str | None = None


SaidEvent = TimedExternalEvent | WireExternalEvent


def external_events(said: Sequence[SaidEvent], zone: ZoneInfo) -> tuple[list[Event], int]:
    """The domain's events, and how many had times that make no sense.

    One loop with nothing called in it for a usual event: each call a piece would cost as much again.
    """
    timed = _timed(said)
    events: list[Event] = []
    external = _EXTERNAL
    starts, ends = seconds([one.start for one in timed]), seconds([one.end for one in timed])
    for one, start, end in zip(timed, starts, ends, strict=True):
        if start is None or end is None:
            continue
        if one.all_day:
            if start % DAY or end % DAY or one.start.tzinfo is not UTC:
                start, end = floating(all_day_date(one.start, zone)), floating(all_day_date(one.end, zone))
            end += DAY * (end == start)  # an end that was meant to be the last day
        if end < start:
            continue
        events.append(
            Event(
                one.schedule_id,
                start,
                end,
                one.all_day,
                external,
                one.calendar_type,
                one.calendar_name,
                one.title,
            )
        )
    return events, len(said) - len(events)


def _timed(said: Sequence[SaidEvent]) -> Sequence[TimedExternalEvent]:
    """Those whose times can be read at all."""
    if said and isinstance(said[0], TimedExternalEvent):  # an answer holds one kind only
        return cast(Sequence[TimedExternalEvent], said)
    found = (_read(one) for one in said if isinstance(one, WireExternalEvent))
    return [one for one in found if one is not None]


def _read(said: WireExternalEvent) -> TimedExternalEvent | None:
    try:
        start, end = datetime.fromisoformat(said.start), datetime.fromisoformat(said.end)
    except ValueError:
        return None
    return TimedExternalEvent(
        schedule_id=said.schedule_id,
        start=start,
        end=end,
        all_day=said.all_day or False,
        calendar_type=CALENDAR_TYPES.get(said.calendar_type, CalendarType.UNDEFINED),
        calendar_name=said.calendar_name,
        title=said.title,
    )
