"""External events as they travel: thousands at a time, so speed shapes the code.

Enums and times are read as text and looked up; an odd value then costs one event instead of sending the whole page
the slow way. Source: `wix-api.md` §3.4.
"""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from caldesk.api import wire_times
from caldesk.api.providers import CALENDAR_TYPES
from caldesk.api.wire import Wire
from caldesk.domain.event import DAY, Event, EventSource
from caldesk.domain.provider import CalendarType

_EXTERNAL = EventSource.EXTERNAL
_KINDS: dict[str | None, CalendarType] = {**CALENDAR_TYPES}
_OTHER = CalendarType.UNDEFINED


class WireExternalEvent(Wire, frozen=True):
    """An event of `listEvents`; title and name come only with personal data.

    The owner is left out: of a person's schedule it is that person, whom the schedule names, and ten thousand events
    would each hold it.
    """

    schedule_id: str
    start: str
    end: str
    all_day: bool | None = None
    calendar_type: str | None = None
    calendar_name: str | None = None
    title: str | None = None


def external_events(said: Iterable[WireExternalEvent], zone: ZoneInfo) -> tuple[list[Event], int]:
    """The domain's events, and how many had times that make no sense.

    One loop with nothing called in it but look-ups: each call a piece would cost as much again.
    """
    wire_times.make_room()
    events: list[Event] = []
    skipped = 0
    instants, days, clocks, dates = wire_times.INSTANTS, wire_times.DAYS, wire_times.CLOCKS, wire_times.dates_in(zone)
    seconds, kind, external, other = instants.get, _KINDS.get, _EXTERNAL, _OTHER
    start: int | None
    end: int | None
    for one in said:
        begins, ends = one.start, one.end
        try:
            if one.all_day:
                all_day = True
                start, end = dates[begins], dates[ends]
                end += DAY * (end == start)  # an end that was meant to be the last day
            else:
                all_day = False
                if (start := seconds(begins)) is None:
                    start = instants[begins] = days[begins[:10]] + clocks[begins[10:]]
                if (end := seconds(ends)) is None:
                    end = instants[ends] = days[ends[:10]] + clocks[ends[10:]]
        except (ValueError, OverflowError):
            skipped += 1
            continue
        if end < start:
            skipped += 1
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
    return events, skipped
