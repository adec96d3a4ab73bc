"""Double bookings of a stretch of time, per person and by day; own exported copies never count.

The sweep itself is `domain.overlaps`; here it is given the events of both sides and told by day.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.event import Event
from caldesk.domain.local_day import local_time
from caldesk.domain.overlaps import Clash, ClashReason, find_clashes


class ClashDay(Struct, frozen=True, kw_only=True):
    """The double bookings that begin on a day, by time."""

    day: date
    clashes: tuple[Clash, ...]


class DoubleBookings(Struct, frozen=True, kw_only=True):
    """`surely` are two things at one time; `perhaps` collide with an all-day event, which may be a note."""

    surely: tuple[ClashDay, ...] = ()
    perhaps: tuple[ClashDay, ...] = ()


def double_bookings(events: Iterable[Event], zone: ZoneInfo) -> DoubleBookings:
    """Sweep over external events and Wix's own; days are those of `zone`."""
    clashes = find_clashes(events, zone)
    sure = [one for one in clashes if one.reason is not ClashReason.BOOKING_ON_ALL_DAY]
    rest = [one for one in clashes if one.reason is ClashReason.BOOKING_ON_ALL_DAY]
    return DoubleBookings(surely=by_day(sure, zone), perhaps=by_day(rest, zone))


def by_day(clashes: Iterable[Clash], zone: ZoneInfo) -> tuple[ClashDay, ...]:
    """Each clash once, on the day on which it begins."""
    days: defaultdict[date, list[Clash]] = defaultdict(list)
    for one in clashes:
        days[local_time(zone, one.span.start).date()].append(one)
    return tuple(ClashDay(day=day, clashes=tuple(days[day])) for day in sorted(days))
