"""Where the calendar's events come from: the two calls of the service, seen as two streams of pages."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from caldesk.api import events
from caldesk.api.events import EventPage
from caldesk.domain.timespan import Span
from caldesk.services.state import AppState

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient


class EventReader(Protocol):
    """Reads events that overlap a span, page by page. Both streams raise ApiError; closing one ends its request."""

    def external(self, span: Span, zone: ZoneInfo, *, titles: bool, background: bool) -> AsyncIterator[EventPage]:
        """Events of connected calendars, with titles only if asked for."""
        ...

    def own(self, span: Span, zone: ZoneInfo, *, background: bool) -> AsyncIterator[EventPage]:
        """Wix's own bookings."""
        ...


class SiteEvents:
    """The events of the site that a client is for, on all its schedules."""

    def __init__(self, client: "ApiClient", state: AppState) -> None:
        self._clients = {False: client, True: client.background()}
        self._state = state

    def external(self, span: Span, zone: ZoneInfo, *, titles: bool, background: bool) -> AsyncIterator[EventPage]:
        """See `EventReader`."""
        return events.external_event_pages(
            self._clients[background], start=span.start, end=span.end, zone=zone, schedule_ids=(), titles=titles
        )

    def own(self, span: Span, zone: ZoneInfo, *, background: bool) -> AsyncIterator[EventPage]:
        """See `EventReader`. A booking names the resource it takes; that is the schedule it is shown on."""
        schedules = self._state.snapshot.schedules
        return events.wix_event_pages(
            self._clients[background],
            start=span.start,
            end=span.end,
            zone=zone,
            schedule_of_resource={each.external_id: each.id for each in schedules if each.external_id},
        )
