"""The events of a stretch of time, page by page: external ones, and Wix's own. Source: `wix-api.md` §4.9, §8."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.api import paging
from caldesk.api.client import ApiClient
from caldesk.api.providers import PATH
from caldesk.api.wire import ListDecoder, Listed
from caldesk.api.wire_events import SaidEvent, TimedExternalEvent, WireExternalEvent, external_events
from caldesk.api.wire_wix_events import Concern, WireWixEvent, wix_events
from caldesk.domain.event import Event
from caldesk.domain.schedule import BOOKINGS_APP_ID

_EXTERNAL = f"{PATH}/events"
_WIX = "/calendar/v3/events/query"
_EXTERNAL_LIMIT = 1000
_WIX_LIMIT = 100
_IDS_AT_ONCE = 100

_decode_external = ListDecoder[SaidEvent]("events", WireExternalEvent, quick=TimedExternalEvent)
_decode_wix = ListDecoder("events", WireWixEvent)


class EventPage(Struct, frozen=True, kw_only=True):
    """Some of the events; `skipped` counts those that could not be understood, `last` ends the whole answer."""

    events: tuple[Event, ...] = ()
    failed_provider_ids: frozenset[str] = frozenset()
    skipped: int = 0
    last: bool = False


async def external_event_pages(
    client: ApiClient,
    *,
    start: int,
    end: int,
    zone: ZoneInfo,
    schedule_ids: Sequence[str] = (),
    titles: bool = False,
    limit: int = _EXTERNAL_LIMIT,
) -> AsyncIterator[EventPage]:
    """External events that touch [start, end) epoch seconds; `zone` decides what an all-day event's date is.

    Titles, calendar names and owners' names are asked for only with `titles`. Providers that failed are named on
    the page of the answer that named them; what is missing then is not free.
    """
    span = [("from", _rfc3339(start, zone)), ("to", _rfc3339(end, zone))]
    # Neither is part of the query that a cursor stands for, so both go with every page.
    every = [("fieldsets", "OWN_PI")] if titles else []
    portions = list(_portions(schedule_ids))
    for ids in portions:
        first = [*span, *(("scheduleIds", each) for each in ids)]

        async def ask(cursor: str, first: list[tuple[str, str]] = first) -> Listed[SaidEvent]:
            paged = [("cursorPaging.limit", str(limit)), *([("cursorPaging.cursor", cursor)] if cursor else [])]
            query = [*([] if cursor else first), *every, *paged, ("partialFailure", "true")]
            return await client.request("GET", _EXTERNAL, _decode_external, query=query, safe=True)

        async for listed in paging.pages(ask, _EXTERNAL):
            events, odd = external_events(listed.items, zone)
            yield EventPage(
                events=tuple(events),
                failed_provider_ids=listed.failed_provider_ids,
                skipped=listed.skipped + odd,
                last=ids is portions[-1] and not listed.next_cursor,
            )


async def wix_event_pages(
    client: ApiClient,
    *,
    start: int,
    end: int,
    zone: ZoneInfo,
    schedule_ids: Sequence[str] = (),
    resource_ids: Sequence[str] = (),
    schedule_of_resource: Mapping[str, str] | None = None,
    limit: int = _WIX_LIMIT,
) -> AsyncIterator[EventPage]:
    """Wix's own events that touch [start, end): of these schedules and of these people, or of the whole site.

    The documents differ on whether a person's schedule holds their appointments (§8.3), so people are asked for by
    resource, and their events are put on the schedule that `schedule_of_resource` names. An event that concerns
    several schedules comes once for each, with the same id.
    """
    concern = Concern(
        schedule_ids=frozenset(schedule_ids),
        resource_ids=frozenset(resource_ids),
        schedule_of_resource=schedule_of_resource or {},
    )
    filters = list(_wix_filters(schedule_ids, resource_ids))
    seen = set[tuple[str, str]]()
    for each in filters:
        ask = _wix_asker(client, _wix_body(start, end, zone), each, limit)
        async for listed in paging.pages(ask, _WIX):
            events, odd = wix_events(listed.items, zone, concern)
            fresh = tuple(event for event in events if (event.id, event.schedule_id) not in seen)
            seen.update((event.id, event.schedule_id) for event in fresh)
            yield EventPage(
                events=fresh, skipped=listed.skipped + odd, last=each is filters[-1] and not listed.next_cursor
            )


def _wix_asker(
    client: ApiClient, common: dict[str, object], only: dict[str, object], limit: int
) -> "Callable[[str], Coroutine[None, None, Listed[WireWixEvent]]]":
    async def ask(cursor: str) -> Listed[WireWixEvent]:
        body = {**common, "query": paging.query_body({"filter": only}, limit, cursor)}
        return await client.request("POST", _WIX, _decode_wix, body=body, safe=True)

    return ask


def _wix_body(start: int, end: int, zone: ZoneInfo) -> dict[str, object]:
    """The part of the query beside `query`: local date-times without an offset, concrete occurrences only (§8.1)."""
    return {
        "fromLocalDate": _local(start, zone),
        "toLocalDate": _local(end, zone),
        "timeZone": zone.key,
        "recurrenceType": ["NONE", "INSTANCE", "EXCEPTION"],
    }


def _wix_filters(schedule_ids: Sequence[str], resource_ids: Sequence[str]) -> Iterator[dict[str, object]]:
    app: dict[str, object] = {"appId": BOOKINGS_APP_ID}
    if not schedule_ids and not resource_ids:
        yield app
    for ids in _portions(resource_ids) if resource_ids else ():
        yield {**app, "resources.id": {"$hasSome": list(ids)}}
    for ids in _portions(schedule_ids) if schedule_ids else ():
        yield {**app, "scheduleId": {"$in": list(ids)}}


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """A hundred at a time, which is what the service takes; one empty portion (which means all) for none."""
    for at in range(0, max(1, len(ids)), _IDS_AT_ONCE):
        yield ids[at : at + _IDS_AT_ONCE]


def _rfc3339(moment: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(moment, zone).isoformat()


def _local(moment: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(moment, zone).replace(tzinfo=None).isoformat()
