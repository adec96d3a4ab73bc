"""Events as they travel: thousands at a time, so this is the one place where speed shapes the code.

Enums and times are read as text and looked up: a few dates and times of day make up all events, and an odd value
then costs one event instead of sending the whole page the slow way. Source: `wix-api.md` §3.4, §8.2.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.api.providers import CALENDAR_TYPES
from caldesk.api.wire import Wire
from caldesk.domain.event import DAY, Event, EventSource, all_day_date, floating, instant
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import zone_or_none

_KEPT = 32_768  # texts remembered (some 5 MB at most): a site's times repeat, and every refresh brings them again
_EXTERNAL = EventSource.EXTERNAL
_CANCELLED = "CANCELLED"
_WORKING_HOURS = "WORKING_HOURS"
_EARLIEST, _LATEST = floating(date(2, 1, 1)), floating(date(9998, 12, 31))


class WireExternalEvent(Wire, frozen=True):
    """An event of `listEvents`; title and names come only with personal data."""

    schedule_id: str
    start: str
    end: str
    all_day: bool | None = None
    calendar_type: str | None = None
    calendar_name: str | None = None
    title: str | None = None
    schedule_owner_id: str | None = None
    schedule_owner_name: str | None = None


class _Moment(Wire, frozen=True):
    local_date: str | None = None
    utc_date: str | None = None
    time_zone: str | None = None


class _Resource(Wire, frozen=True):
    id: str | None = None


class WireWixEvent(Wire, frozen=True):
    """An event of Calendar V3."""

    id: str
    start: _Moment
    end: _Moment
    schedule_id: str | None = None
    type: str | None = None
    status: str | None = None
    title: str | None = None
    all_day: bool | None = None
    resources: list[_Resource] | None = None


class _Kinds(dict[str | None, CalendarType]):
    """Calendar types by name; another name is none that we know."""

    def __missing__(self, name: str | None) -> CalendarType:
        return CalendarType.UNDEFINED


_kinds = _Kinds(CALENDAR_TYPES)


class _Times(dict[str, int]):
    """Seconds by text: looked up for almost every event, read once; starts anew when it has grown too large."""

    def __init__(self, read: Callable[[str], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> int:
        self.make_room()
        self[text] = seconds = _sensible(self._read(text))
        return seconds

    def make_room(self) -> None:
        """Start anew where too much is remembered."""
        if len(self) >= _KEPT:
            self.clear()


def _sensible(seconds: int) -> int:
    """The seconds, if every zone has a date for them and for the day after. Raises ValueError."""
    if not _EARLIEST <= seconds <= _LATEST:
        raise ValueError("a time beyond the calendar")
    return seconds


@lru_cache(maxsize=8)
def _dates_in(zone: ZoneInfo) -> _Times:
    """The floating seconds of all-day texts in a zone."""
    return _Times(lambda text: floating(all_day_date(text, zone)))


_days = _Times(lambda day: floating(date.fromisoformat(day)))
_clocks = _Times(lambda clock: instant(f"1970-01-01{clock}"))  # time of day and offset, as seconds beside midnight UTC


def _instant(text: str) -> int:
    """As `instant`, from its halves: a new time is mostly a day and a time of day that were both seen before."""
    return _days[text[:10]] + _clocks[text[10:]]


_instants = _Times(_instant)


def external_events(said: Iterable[WireExternalEvent], zone: ZoneInfo) -> tuple[list[Event], int]:
    """The domain's events, and how many had times that make no sense.

    One loop with nothing called in it but look-ups: each call a piece would cost as much again.
    """
    events: list[Event] = []
    skipped = 0
    instants, days, clocks, dates, external = _instants, _days, _clocks, _dates_in(zone), _EXTERNAL
    kinds = _kinds
    instants.make_room()
    start: int | None
    end: int | None
    for one in said:
        all_day = one.all_day or False
        try:
            if all_day:
                start, end = dates[one.start], dates[one.end]
                end += DAY * (end == start)  # an end that was meant to be the last day
            else:
                begins, ends = one.start, one.end
                if (start := instants.get(begins)) is None:  # as `_instant`, without a call
                    start = instants[begins] = days[begins[:10]] + clocks[begins[10:]]
                if (end := instants.get(ends)) is None:
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
                kinds[one.calendar_type],
                one.calendar_name,
                one.title,
                one.schedule_owner_id or "",
                one.schedule_owner_name,
            )
        )
    return events, skipped


class Concern(Struct, frozen=True, kw_only=True):
    """Whose calendar an event belongs on: the people assigned to it, and the schedule it was made on.

    `schedule_ids` and `resource_ids` are what was asked for, empty for everything; `schedule_of_resource` names the
    schedule of each person.
    """

    schedule_ids: frozenset[str] = frozenset()
    resource_ids: frozenset[str] = frozenset()
    schedule_of_resource: Mapping[str, str] = {}

    def schedules_of(self, said: WireWixEvent) -> list[str]:
        """The schedules, each once; the one the event was made on only if it was asked for or nobody is assigned."""
        people = [each.id for each in said.resources or () if each.id]
        found = dict.fromkeys(self.schedule_of_resource[each] for each in people if self._wants_person(each))
        if said.schedule_id and self._wants_schedule(said.schedule_id, assigned=bool(found)):
            found[said.schedule_id] = None
        return list(found)

    def _wants_person(self, resource_id: str) -> bool:
        return resource_id in self.schedule_of_resource and (not self.resource_ids or resource_id in self.resource_ids)

    def _wants_schedule(self, schedule_id: str, *, assigned: bool) -> bool:
        if self.schedule_ids or self.resource_ids:
            return schedule_id in self.schedule_ids
        return not assigned


def wix_events(said: Iterable[WireWixEvent], zone: ZoneInfo, concern: Concern) -> tuple[list[Event], int]:
    """The domain's events, one for each schedule an event concerns, and how many made no sense."""
    events: list[Event] = []
    skipped = 0
    for one in said:
        if one.status == _CANCELLED or one.type == _WORKING_HOURS:
            continue
        try:
            start, end = _span(one, zone)
        except (ValueError, OverflowError):
            skipped += 1
            continue
        events += [_wix_event(one, schedule_id, start, end) for schedule_id in concern.schedules_of(one)]
    return events, skipped


def _wix_event(said: WireWixEvent, schedule_id: str, start: int, end: int) -> Event:
    return Event(
        schedule_id,
        start,
        end,
        said.all_day or False,
        EventSource.WIX,
        title=said.title,
        id=said.id,
        kind=said.type or "",
    )


def _span(said: WireWixEvent, zone: ZoneInfo) -> tuple[int, int]:
    """Start and end. Raises ValueError and OverflowError."""
    if said.all_day:
        dates = _dates_in(zone)
        start = dates[said.start.local_date or said.start.utc_date or ""]
        end = dates[said.end.local_date or said.end.utc_date or ""]
        end += DAY * (end == start)
    else:
        start, end = _moment(said.start, zone), _moment(said.end, zone)
    if end < start:
        raise ValueError("an event ends before it begins")
    return start, end


def _moment(said: _Moment, zone: ZoneInfo) -> int:
    """`utcDate`, or the local date-time in its own zone where only that is told."""
    if said.utc_date:
        return _instants[said.utc_date]
    local = datetime.fromisoformat(said.local_date or "")
    own = zone_or_none(said.time_zone) if said.time_zone else zone
    if own is None:
        raise ValueError("a zone that does not exist")
    return _sensible(int(local.replace(tzinfo=own).timestamp()))
