"""Wix's own events as they travel, and the schedules they belong on. Source: `wix-api.md` §8."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.api.wire import Wire
from caldesk.api.wire_times import seconds, sensible
from caldesk.domain.event import DAY, Event, EventSource, all_day_date, floating
from caldesk.domain.timespan import zone_or_none

_WIX = EventSource.WIX
_CANCELLED, _WORKING_HOURS = "CANCELLED", "WORKING_HOURS"


class _Moment(Wire, frozen=True):
    local_date: str | None = None
    utc_date: datetime | None = None
    time_zone: str | None = None


class _Resource(Wire, frozen=True):
    id: str = ""


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


def wix_events(said: Sequence[WireWixEvent], zone: ZoneInfo, concern: Concern) -> tuple[list[Event], int]:
    """The domain's events, one for each schedule an event concerns, and how many made no sense."""
    held = [one for one in said if one.status != _CANCELLED and one.type != _WORKING_HOURS]
    events: list[Event] = []
    skipped = 0
    people, wix = concern.people(), _WIX
    starts, ends = _seconds([one.start for one in held], zone), _seconds([one.end for one in held], zone)
    for one, start, end in zip(held, starts, ends, strict=True):
        if one.all_day:
            start, end = _dates(one, zone)
        if start is None or end is None or end < start:
            skipped += 1
            continue
        assigned = [people[each.id] for each in one.resources or () if each.id in people]
        own, all_day = one.schedule_id, bool(one.all_day)
        if own and concern.has(own, assigned=bool(assigned)):
            assigned.append(own)
        events += [
            Event(schedule_id, start, end, all_day, wix, title=one.title, id=one.id, kind=one.type or "")
            for schedule_id in _each_once(assigned)
        ]
    return events, skipped


def _each_once(ids: Sequence[str]) -> Iterable[str]:
    return ids if len(ids) < 2 else dict.fromkeys(ids)


def _seconds(said: Sequence[_Moment], zone: ZoneInfo) -> Sequence[int | None]:
    """Epoch seconds of each moment; None for one that cannot be understood."""
    known = [one.utc_date or _local(one, zone) for one in said]
    understood = [one for one in known if one is not None]
    found = seconds(understood)
    if len(understood) == len(known):
        return found
    rest = iter(found)
    return [None if one is None else next(rest) for one in known]


def _local(said: _Moment, zone: ZoneInfo) -> datetime | None:
    """The local date-time in its own zone, where only that is told."""
    own = zone_or_none(said.time_zone) if said.time_zone else zone
    try:
        return datetime.fromisoformat(said.local_date or "").replace(tzinfo=own) if own else None
    except ValueError:
        return None


def _dates(said: WireWixEvent, zone: ZoneInfo) -> tuple[int | None, int | None]:
    """Start and end of an event that lasts whole days, floating."""
    first, last = _date(said.start, zone), _date(said.end, zone)
    if first is None or last is None:
        return None, None
    return first, last + DAY * (last == first)


def _date(said: _Moment, zone: ZoneInfo) -> int | None:
    try:
        moment = datetime.fromisoformat(said.local_date) if said.local_date else said.utc_date
        return None if moment is None else sensible(floating(all_day_date(moment, zone)))
    except (ValueError, OverflowError):
        return None
