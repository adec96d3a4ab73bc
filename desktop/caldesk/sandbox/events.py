"""`listEvents`: a sorted index over all external events, the window, the page, and what may be told."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.sandbox.bookings import exported_copies
from caldesk.sandbox.paging import Cursor, PagingMetadata, metadata
from caldesk.sandbox.records import Connection, ExternalEvent
from caldesk.sandbox.rules import failing_providers, open_calendars, require_reachable
from caldesk.sandbox.shapes import EventBody, Wire
from caldesk.sandbox.world import World

KIND = "listEvents"


class Row(NamedTuple):
    """An event in its place: instants, and a number that never changes."""

    start: float
    number: int
    end: float
    event: ExternalEvent


class EventIndex:
    """Events by start; finds an overlap window by bisection."""

    def __init__(self, events: list[ExternalEvent], all_day_zone: ZoneInfo) -> None:
        self._rows = sorted(_row(event, number, all_day_zone) for number, event in enumerate(events))
        self._longest = max((row.end - row.start for row in self._rows), default=0)

    def overlapping(self, start: float, end: float, after: tuple[float, int] | None) -> Iterator[Row]:
        """Rows with `row.start < end` and `row.end > start`, by start, behind the place `after`."""
        first = bisect_left(self._rows, (start - self._longest,))
        if after is not None:
            first = max(first, bisect_right(self._rows, (*after, float("inf"))))
        last = bisect_left(self._rows, (end,))
        return (self._rows[place] for place in range(first, last) if self._rows[place].end > start)


class Window(Struct, frozen=True, kw_only=True):
    """The part of the query that travels inside the cursor."""

    start: float
    end: float
    schedule_ids: tuple[str, ...]
    user_ids: tuple[str, ...]
    all_day: bool | None


class EventPage(Wire, frozen=True, kw_only=True):
    """The answer of `listEvents`."""

    events: list[EventBody] | None = None
    paging_metadata: PagingMetadata
    failed_provider_ids: tuple[str, ...] | None = None


class Readable(NamedTuple):
    """A connection that can be read now, and which of its calendars are open."""

    connection: Connection
    calendars: frozenset[str]


def index_of(world: World) -> EventIndex:
    """The world's index; kept until an event is added or the all-day format changes."""
    zone = world.zone if world.knobs.all_day_format == "local-midnight" else ZoneInfo("UTC")
    if world.knobs.exported_bookings_return:
        return EventIndex([*world.events, *exported_copies(world)], zone)
    key = (len(world.events), zone.key)
    if world.event_index is None or world.event_index[0] != key:
        world.event_index = (key, EventIndex(world.events, zone))
    return world.event_index[1]


def list_page(
    world: World, window: Window, after: tuple[float, int] | None, limit: int, own_pi: bool, partial: bool
) -> EventPage:
    """One page of events; raises when a provider fails and that is not tolerated."""
    asked = [c for c in world.connections.values() if _in_scope(c, window)]
    failing = failing_providers(world, asked)
    readable = _readable(world, asked, failing)
    read = sum(1 for c in asked if c.provider_id not in failing)
    require_reachable(world, failing, partial, read)
    rows = _matching(index_of(world).overlapping(window.start, window.end, after), readable, window.all_day)
    found = list(islice(rows, limit + 1))
    page, more = found[:limit], len(found) > limit
    following = _cursor(window, page[-1], world.now) if more else None
    writer = _Writer(world, readable, own_pi)
    return EventPage(
        events=[writer.body(row) for row in page] or (None if world.knobs.empty_lists == "absent" else []),
        paging_metadata=metadata(len(page), following),
        failed_provider_ids=tuple(sorted(failing)) if partial else None,
    )


def _in_scope(connection: Connection, window: Window) -> bool:
    if window.schedule_ids and connection.schedule_id not in window.schedule_ids:
        return False
    return not window.user_ids or connection.user_id in window.user_ids


def _readable(world: World, asked: list[Connection], failing: set[str]) -> dict[str, Readable]:
    now = world.now
    found = (Readable(c, open_calendars(c, now)) for c in asked if c.provider_id not in failing)
    return {entry.connection.id: entry for entry in found if entry.calendars}


def _matching(rows: Iterator[Row], readable: dict[str, Readable], all_day: bool | None) -> Iterator[Row]:
    for row in rows:
        entry = readable.get(row.event.connection_id)
        if entry is None or (all_day is not None and row.event.all_day is not all_day):
            continue
        if row.event.calendar.id in entry.calendars or row.event.exported:
            yield row


def _cursor(window: Window, last: Row, now: float) -> Cursor:
    query: dict[str, Any] = {name: getattr(window, name) for name in window.__struct_fields__}
    return Cursor(kind=KIND, query=query, after=(int(last.start), last.number), given=now)


def _row(event: ExternalEvent, number: int, all_day_zone: ZoneInfo) -> Row:
    if not event.all_day or all_day_zone.key == "UTC":
        return Row(event.start, number, event.end, event)
    start, end = _local_midnight(event.start, all_day_zone), _local_midnight(event.end, all_day_zone)
    return Row(start, number, end, event)


def _local_midnight(kept: int, zone: ZoneInfo) -> float:
    return datetime.combine(datetime.fromtimestamp(kept, UTC).date(), time(), zone).timestamp()


class _Writer:
    """Turns rows into bodies for one page."""

    def __init__(self, world: World, readable: dict[str, Readable], own_pi: bool) -> None:
        self._world = world
        self._readable = readable
        self._own_pi = own_pi
        self._owners: dict[str, tuple[str, str]] = {}

    def body(self, row: Row) -> EventBody:
        event = row.event
        connection = self._readable[event.connection_id].connection
        owner_id, owner_name = self._owner(connection.schedule_id)
        told = self._own_pi and self._tells(connection)
        return EventBody(
            schedule_id=connection.schedule_id,
            calendar_type=connection.calendar_type,
            calendar_name=event.calendar.name if told else None,
            title=event.title if told else None,
            start=self._time(row.start, event),
            end=self._time(row.end, event),
            all_day=event.all_day,
            schedule_owner_id=owner_id,
            schedule_owner_name=owner_name if told else None,
        )

    def _tells(self, connection: Connection) -> bool:
        reach = self._world.knobs.own_pi
        return reach == "all" or (reach == "some" and connection.user_id == self._world.identity.owner_user_id)

    def _owner(self, schedule_id: str) -> tuple[str, str]:
        if schedule_id not in self._owners:
            schedule = self._world.schedules[schedule_id]
            self._owners[schedule_id] = (self._world.owner_id(schedule), schedule.name)
        return self._owners[schedule_id]

    def _time(self, moment: float, event: ExternalEvent) -> str:
        kind = self._world.knobs.all_day_format
        if event.all_day and kind == "date":
            return datetime.fromtimestamp(moment, UTC).date().isoformat()
        if event.all_day and kind == "local-midnight":
            return datetime.fromtimestamp(moment, self._world.zone).isoformat()
        return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
