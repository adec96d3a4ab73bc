"""Wix's own events as they travel, and the schedules they belong on. Source: `wix-api.md` §8."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.api import wire_times
from caldesk.api.wire import Wire
from caldesk.domain.event import DAY, Event, EventSource
from caldesk.domain.timespan import zone_or_none

_WIX = EventSource.WIX
_CANCELLED, _WORKING_HOURS = "CANCELLED", "WORKING_HOURS"


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


class Concern(Struct, frozen=True, kw_only=True):
    """Whose calendar an event belongs on: the people assigned to it, and the schedule it was made on.

    `schedule_ids` and `resource_ids` are what was asked for, empty for everything; `schedule_of_resource` names the
    schedule of each person.
    """

    schedule_ids: frozenset[str] = frozenset()
    resource_ids: frozenset[str] = frozenset()
    schedule_of_resource: Mapping[str, str] = {}

    def people(self) -> Mapping[str, str]:
        """The schedules of those who were asked for, by resource."""
        every = self.schedule_of_resource
        return {each: every[each] for each in self.resource_ids if each in every} if self.resource_ids else every

    def has(self, schedule_id: str, *, assigned: bool) -> bool:
        """Whether an event belongs on the schedule it was made on: if that was asked for, or nobody is assigned."""
        if self.schedule_ids or self.resource_ids:
            return schedule_id in self.schedule_ids
        return not assigned


def wix_events(said: Iterable[WireWixEvent], zone: ZoneInfo, concern: Concern) -> tuple[list[Event], int]:
    """The domain's events, one for each schedule an event concerns, and how many made no sense."""
    wire_times.make_room()
    events: list[Event] = []
    skipped = 0
    people, wix = concern.people(), _WIX
    for one in said:
        kind = one.type or ""
        if one.status == _CANCELLED or kind == _WORKING_HOURS:
            continue
        try:
            start, end = _dates(one, zone) if one.all_day else _instants(one, zone)
        except (ValueError, OverflowError):
            skipped += 1
            continue
        if end < start:
            skipped += 1
            continue
        assigned = [people[each.id] for each in one.resources or () if each.id and each.id in people]
        own, all_day = one.schedule_id, bool(one.all_day)
        if own and concern.has(own, assigned=bool(assigned)):
            assigned.append(own)
        events += [
            Event(schedule_id, start, end, all_day, wix, title=one.title, id=one.id, kind=kind)
            for schedule_id in _each_once(assigned)
        ]
    return events, skipped


def _each_once(ids: Sequence[str]) -> Iterable[str]:
    return ids if len(ids) < 2 else dict.fromkeys(ids)


def _dates(said: WireWixEvent, zone: ZoneInfo) -> tuple[int, int]:
    """Start and end of an event that lasts whole days, floating. Raises ValueError and OverflowError."""
    dates = wire_times.dates_in(zone)
    start = dates[said.start.local_date or said.start.utc_date or ""]
    end = dates[said.end.local_date or said.end.utc_date or ""]
    return start, end + DAY * (end == start)


def _instants(said: WireWixEvent, zone: ZoneInfo) -> tuple[int, int]:
    """Start and end of another event. Raises ValueError and OverflowError."""
    instants, days, clocks = wire_times.INSTANTS, wire_times.DAYS, wire_times.CLOCKS
    begins, ends = said.start.utc_date, said.end.utc_date
    if not begins or not ends:
        return _moment(said.start, zone), _moment(said.end, zone)
    if (start := instants.get(begins)) is None:
        start = instants[begins] = days[begins[:10]] + clocks[begins[10:]]
    if (end := instants.get(ends)) is None:
        end = instants[ends] = days[ends[:10]] + clocks[ends[10:]]
    return start, end


def _moment(said: _Moment, zone: ZoneInfo) -> int:
    """`utcDate`, or the local date-time in its own zone where only that is told."""
    if text := said.utc_date:
        return wire_times.DAYS[text[:10]] + wire_times.CLOCKS[text[10:]]
    local = datetime.fromisoformat(said.local_date or "")
    own = zone_or_none(said.time_zone) if said.time_zone else zone
    if own is None:
        raise ValueError("a zone that does not exist")
    return wire_times.sensible(int(local.replace(tzinfo=own).timestamp()))
