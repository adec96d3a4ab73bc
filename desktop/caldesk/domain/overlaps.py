"""Double bookings and our own exported copies, and why an event counts as one.

Judges only what the data says: an external event has no busy flag, so an all-day one is its own, weaker reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum, StrEnum, auto
from heapq import heappop, heappush
from itertools import islice
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.day_columns import steady_order
from caldesk.domain.event import DAY, Event, EventSource
from caldesk.domain.local_day import midnight_of
from caldesk.domain.timespan import Span

APPOINTMENT = "APPOINTMENT"
_NOT_BOOKINGS = frozenset({"DEFAULT", "WORKING_HOURS"})


class ClashReason(StrEnum):
    """Why two events of one schedule are a clash."""

    BOOKING_ON_EXTERNAL = "booking-on-external"
    BOOKING_ON_ALL_DAY = "booking-on-all-day"
    """The all-day event may be a note rather than an absence; the data does not say."""
    TWO_APPOINTMENTS = "two-appointments"


class Clash(Struct, frozen=True, gc=False, kw_only=True):
    """A Wix booking and what it collides with, in the instants that both share."""

    reason: ClashReason
    booking: Event
    other: Event
    span: Span


def is_booking(event: Event) -> bool:
    """Whether it is a booking; Wix's own blocked times and working hours are not."""
    return event.source is EventSource.WIX and event.kind not in _NOT_BOOKINGS


def split_copies(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """The events to show, and our own exported copies, which are not shown again.

    A copy is an external event of the same schedule, start and end as a Wix event; titles may differ.
    """
    listed = list(events)
    exported = {_slot(event) for event in listed if event.source is EventSource.WIX}
    shown: list[Event] = []
    copies: list[Event] = []
    for event in listed:
        is_copy = event.source is EventSource.EXTERNAL and _slot(event) in exported
        (copies if is_copy else shown).append(event)
    return shown, copies


def find_clashes(events: Iterable[Event], zone: ZoneInfo, *, limit: int = 10_000) -> tuple[Clash, ...]:
    """Double bookings by time; copies are not clashes. All-day events last for their dates in `zone`.

    At most `limit`, the earliest, since a crowd of n in one slot has n² of them.
    """
    shown, _copies = split_copies(events)
    timed = _by_time(_on_booked_schedules(shown), zone)
    return tuple(sorted(islice(_sweep(timed), limit), key=_clash_order))


def _on_booked_schedules(events: list[Event]) -> Iterator[Event]:
    """Those that could be in a clash; most of a crowd is on schedules that nobody can book at the moment."""
    booked = {event.schedule_id for event in events if is_booking(event)}
    return (event for event in events if event.schedule_id in booked)


def _by_time(events: Iterable[Event], zone: ZoneInfo) -> list[tuple[Span, Event]]:
    """Sorted so that the order of arrival never shows; all that tells two events apart is asked only where it must."""
    timed = [(event_span(event, zone), event) for event in events]
    is_clear = len(set(map(_sweep_key, timed))) == len(timed)
    timed.sort(key=_sweep_key if is_clear else _sweep_order)
    return timed


def _slot(event: Event) -> tuple[str, bool, int, int]:
    return event.schedule_id, event.all_day, event.start, event.end


def event_span(event: Event, zone: ZoneInfo) -> Span:
    """The instants that an event lasts; all-day ones for their dates in a zone, at least one."""
    if not event.all_day:
        return Span(event.start, event.end)
    return Span(midnight_of(zone, event.start), midnight_of(zone, max(event.end, event.start + DAY)))


def _sweep_key(timed: tuple[Span, Event]) -> tuple[int, int, str, str]:
    span, event = timed
    return span.start, span.end, event.schedule_id, event.id


def _sweep_order(timed: tuple[Span, Event]) -> tuple[int, int, tuple[object, ...]]:
    span, event = timed
    return span.start, span.end, steady_order(event)


def _clash_order(clash: Clash) -> tuple[int, int, tuple[object, ...], tuple[object, ...]]:
    return clash.span.start, clash.span.end, steady_order(clash.booking), steady_order(clash.other)


class _Side(IntEnum):
    """What an event can be in a clash; a number, since it is a key of the innermost loop."""

    EXTERNAL = auto()
    APPOINTMENT = auto()
    OTHER_BOOKING = auto()


_OPPOSED = {
    _Side.EXTERNAL: (_Side.APPOINTMENT, _Side.OTHER_BOOKING),
    _Side.APPOINTMENT: (_Side.EXTERNAL, _Side.APPOINTMENT),
    _Side.OTHER_BOOKING: (_Side.EXTERNAL,),
}


def _side(event: Event) -> _Side | None:
    if event.source is EventSource.EXTERNAL:
        return _Side.EXTERNAL
    if not is_booking(event):
        return None
    return _Side.APPOINTMENT if event.kind == APPOINTMENT else _Side.OTHER_BOOKING


def _sweep(timed: Iterable[tuple[Span, Event]]) -> Iterator[Clash]:
    """Walk through time with heaps of what goes on in each schedule, by end; touching ends do not clash."""
    running: defaultdict[tuple[str, _Side], list[tuple[int, int, Event]]] = defaultdict(list)
    for number, (span, event) in enumerate(timed):
        side = _side(event)
        if side is None or span.start >= span.end:
            continue
        for opposed in _OPPOSED[side]:
            heap = running[event.schedule_id, opposed]
            while heap and heap[0][0] <= span.start:
                heappop(heap)
            for end, _number, earlier in heap:
                yield _clash(earlier, event, Span(span.start, min(span.end, end)))
        heappush(running[event.schedule_id, side], (span.end, number, event))


def _clash(earlier: Event, later: Event, span: Span) -> Clash:
    booking, other = (earlier, later) if earlier.source is EventSource.WIX else (later, earlier)
    if other.source is EventSource.WIX:
        reason = ClashReason.TWO_APPOINTMENTS
    else:
        reason = ClashReason.BOOKING_ON_ALL_DAY if other.all_day else ClashReason.BOOKING_ON_EXTERNAL
    return Clash(reason=reason, booking=booking, other=other, span=span)
