"""What is looked at after connecting: the calendars that can be chosen, and the first events found, busy-only."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from caldesk.api import connections, events
from caldesk.api.errors import ConnectionNotConnected, NotSupportedByProvider
from caldesk.domain.connection import Calendar, Connection
from caldesk.domain.event import DAY, Event
from caldesk.services.state import Snapshot

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient

SHOWN = 5
AHEAD = 14 * DAY


class FirstEvents(Struct, frozen=True, kw_only=True):
    """The next few events of a connection. `readable` is False if its provider could not be read just now."""

    events: tuple[Event, ...] = ()
    readable: bool = True


async def first_events(client: "ApiClient", connection: Connection, zone: ZoneInfo, now: float) -> FirstEvents:
    """The next events in the coming two weeks, without titles. Raises ApiError."""
    start = int(now)
    found: list[Event] = []
    readable = True
    pages = events.external_event_pages(
        client, start=start, end=start + AHEAD, zone=zone, schedule_ids=(connection.schedule_id,), titles=False
    )
    async for page in pages:
        readable = readable and connection.provider_id not in page.failed_provider_ids
        found += [event for event in page.events if event.calendar_type is connection.calendar_type]
        if len(found) >= SHOWN:
            break
    return FirstEvents(events=tuple(found[:SHOWN]), readable=readable)


async def calendars_of(client: "ApiClient", connection_id: str) -> tuple[Calendar, ...]:
    """The calendars inside the account; none where there is no choice. Raises ApiError."""
    try:
        return await connections.list_calendars(client, connection_id)
    except (NotSupportedByProvider, ConnectionNotConnected):
        return ()


def zone_of(snapshot: Snapshot) -> ZoneInfo:
    """The site's time zone; UTC where it has none that this computer knows."""
    try:
        return ZoneInfo(snapshot.properties.time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
