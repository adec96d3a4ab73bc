"""`listEvents`: whose events are asked for, which of them can be read now, and the page they make."""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.sandbox.bookings import exported_copies
from caldesk.sandbox.event_bodies import EventWriter
from caldesk.sandbox.event_index import EventIndex, Row
from caldesk.sandbox.paging import Cursor, PagingMetadata, metadata, stuck_cursor
from caldesk.sandbox.records import Connection
from caldesk.sandbox.requirements import failing_providers, require_reachable
from caldesk.sandbox.rules import open_calendars
from caldesk.sandbox.shapes import EventBody, Wire
from caldesk.sandbox.world import World

KIND = "listEvents"


class Window(Struct, frozen=True, kw_only=True):
    """The part of the query that travels inside the cursor."""

    start: float
    end: float
    schedule_ids: tuple[str, ...]
    user_ids: tuple[str, ...]
    all_day: bool | None


class EventQuery(Struct, frozen=True, kw_only=True):
    """A page of events as it was asked for; `after` and `cursor` say where the page before ended."""

    window: Window
    limit: int
    own_pi: bool
    partial: bool
    after: tuple[float, int] | None = None
    cursor: str | None = None


class EventPage(Wire, frozen=True, kw_only=True):
    """The answer of `listEvents`."""

    events: list[EventBody] | None = None
    paging_metadata: PagingMetadata
    failed_provider_ids: tuple[str, ...] | None = None


def index_of(world: World) -> EventIndex:
    """The world's index; kept until an event is added or the all-day format changes."""
    zone = world.zone if world.knobs.all_day_format == "local-midnight" else ZoneInfo("UTC")
    if world.knobs.exported_bookings_return:
        return EventIndex([*world.events, *exported_copies(world)], zone)
    key = (len(world.events), zone.key)
    if world.event_index is None or world.event_index[0] != key:
        world.event_index = (key, EventIndex(world.events, zone))
    return world.event_index[1]


def list_page(world: World, query: EventQuery) -> EventPage:
    """One page of events; raises when a provider fails and that is not tolerated."""
    asked = [c for c in world.connections.values() if _in_scope(c, query.window)]
    failing = failing_providers(world, asked)
    read = sum(1 for c in asked if c.provider_id not in failing)
    require_reachable(world, failing, query.partial, read)
    found = list(islice(_matching(world, query, _open_calendars(world, asked, failing)), query.limit + 1))
    page = found[: query.limit]
    writer = EventWriter(world, query.own_pi)
    return EventPage(
        events=[writer.body(row) for row in page] or (None if world.knobs.empty_lists == "absent" else []),
        paging_metadata=_metadata(world, query, page, more=len(found) > query.limit),
        failed_provider_ids=tuple(sorted(failing)) if query.partial else None,
    )


def _metadata(world: World, query: EventQuery, page: list[Row], *, more: bool) -> PagingMetadata:
    following = None
    if more:
        twice = world.knobs.cursor_trouble == "overlap" and len(page) > 1
        following = _cursor(query.window, page[-2 if twice else -1], world.now)
    return metadata(len(page), following, stuck_cursor(query.cursor, world.knobs))


def _in_scope(connection: Connection, window: Window) -> bool:
    if window.schedule_ids and connection.schedule_id not in window.schedule_ids:
        return False
    return not window.user_ids or connection.user_id in window.user_ids


def _open_calendars(world: World, asked: list[Connection], failing: set[str]) -> dict[str, frozenset[str]]:
    """The calendars that can be read now, by connection."""
    now = world.now
    return {c.id: open_calendars(c, now) for c in asked if c.provider_id not in failing}


def _matching(world: World, query: EventQuery, calendars: dict[str, frozenset[str]]) -> Iterator[Row]:
    window = query.window
    narrow = calendars if window.schedule_ids or window.user_ids else None
    for row in index_of(world).overlapping(window.start, window.end, query.after, narrow):
        event, readable = row.event, calendars.get(row.event.connection_id)
        if not readable or (window.all_day is not None and event.all_day is not window.all_day):
            continue
        if event.calendar.id in readable or event.exported:
            yield row


def _cursor(window: Window, last: Row, now: float) -> Cursor:
    query: dict[str, Any] = {name: getattr(window, name) for name in window.__struct_fields__}
    return Cursor(kind=KIND, query=query, after=(int(last.start), last.number), given=now)
