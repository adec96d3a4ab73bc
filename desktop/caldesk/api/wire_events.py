"""External events as they travel: thousands at a time, so speed shapes the code.

The decoder reads the times, as long as all of an answer are date-times; one that is written otherwise (an all-day
event may well be a bare date) sends the answer the slower way, by text. Calendar types are looked up, so that an odd
one costs nothing. Source: `wix-api.md` §3.4.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from caldesk.api.providers import CALENDAR_TYPES
from caldesk.api.wire import Wire
from caldesk.api.wire_times import seconds
from caldesk.domain.event import DAY, Event, EventSource, all_day_date, floating
from caldesk.domain.provider import CalendarType

_EXTERNAL = EventSource.EXTERNAL
_KINDS: dict[str | None, CalendarType] = {**CALENDAR_TYPES}
_OTHER = CalendarType.UNDEFINED


class _Said(Wire, frozen=True):
    """What an event of `listEvents` says beside its times; title and name come only with personal data.

    The owner is left out: of a person's schedule it is that person, whom the schedule names, and ten thousand events
    would each hold it.
    """

    schedule_id: str
    all_day: bool | None = None
    calendar_type: str | None = None
    calendar_name: str | None = None
    title: str | None = None


class WireExternalEvent(_Said, frozen=True, kw_only=True):
    """With its times as text."""

    start: str
    end: str


class TimedExternalEvent(_Said, frozen=True, kw_only=True):
    """With its times as the decoder has read them."""

    start: datetime
    end: datetime


SaidEvent = TimedExternalEvent | WireExternalEvent


def external_events(said: Sequence[SaidEvent], zone: ZoneInfo) -> tuple[list[Event], int]:
    """The domain's events, and how many had times that make no sense.

    One loop with nothing called in it but a look-up: each call a piece would cost as much again.
    """
    timed = _timed(said)
    events: list[Event] = []
    kind, external, other = _KINDS.get, _EXTERNAL, _OTHER
    starts, ends = seconds([one.start for one in timed]), seconds([one.end for one in timed])
    for one, start, end in zip(timed, starts, ends, strict=True):
        if start is None or end is None:
            continue
        if one.all_day:
            all_day = True
            if start % DAY or end % DAY or one.start.tzinfo is not UTC:
                start, end = floating(all_day_date(one.start, zone)), floating(all_day_date(one.end, zone))
            end += DAY * (end == start)  # an end that was meant to be the last day
        else:
            all_day = False
        if end < start:
            continue
        events.append(
            Event(
                one.schedule_id,
                start,
                end,
                all_day,
                external,
                kind(one.calendar_type, other),
                one.calendar_name,
                one.title,
            )
        )
    return events, len(said) - len(events)


def _timed(said: Sequence[SaidEvent]) -> list[TimedExternalEvent]:
    """Those whose times can be read at all."""
    found = (_read(one) if isinstance(one, WireExternalEvent) else one for one in said)
    return [one for one in found if one is not None]


def _read(said: WireExternalEvent) -> TimedExternalEvent | None:
    try:
        start, end = datetime.fromisoformat(said.start), datetime.fromisoformat(said.end)
    except ValueError:
        return None
    return TimedExternalEvent(
        schedule_id=said.schedule_id,
        all_day=said.all_day,
        calendar_type=said.calendar_type,
        calendar_name=said.calendar_name,
        title=said.title,
        start=start,
        end=end,
    )
