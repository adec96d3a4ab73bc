"""A listing is complete only if nothing at all is known to be missing, and every reason is named."""

from collections.abc import AsyncIterator, Callable
from zoneinfo import ZoneInfo

import pytest
from msgspec import Struct

from caldesk.api.errors import ApiError, Call, ServerError
from caldesk.api.events import EventPage
from caldesk.domain.event import Event, EventSource
from caldesk.domain.timespan import Span
from caldesk.services import event_listing
from caldesk.services.event_listing import EventListing, list_events
from caldesk.services.problems import ProblemId
from caldesk.services.state import Snapshot
from tests.helpers.far_side import GOOGLE

UTC = ZoneInfo("UTC")
HOUR = 3600


def external(start: int = 0, title: str | None = "Dentist") -> Event:
    return Event("s1", start * HOUR, (start + 1) * HOUR, title=title, calendar_name="Home")


class Reader(Struct):
    """Gives pages, then fails if told to."""

    external_pages: list[EventPage] = []
    own_pages: list[EventPage] = []
    failure: ApiError | None = None
    asked: list[str] = []

    def external(self, _span: Span, _zone: ZoneInfo, *, titles: bool, background: bool) -> AsyncIterator[EventPage]:
        return self._given(self.external_pages, "external")

    def own(self, _span: Span, _zone: ZoneInfo, *, background: bool) -> AsyncIterator[EventPage]:
        return self._given(self.own_pages, "own")

    async def _given(self, pages: list[EventPage], kind: str) -> AsyncIterator[EventPage]:
        for page in pages:
            self.asked.append(kind)
            yield page
        if self.failure is not None and kind == "external":
            raise self.failure


async def listed(reader: Reader, *, titles: bool = False) -> EventListing:
    return await list_events(reader, Snapshot(providers=(GOOGLE,)), Span(0, 99), UTC, titles=titles)


async def test_events_come_in_order_without_copies_and_busy_only() -> None:
    own = Event("s1", HOUR, 2 * HOUR, source=EventSource.WIX, id="w", title="Massage")
    reader = Reader([EventPage(events=(external(2), external(1)), last=True)], [EventPage(events=(own,), last=True)])
    listing = await listed(reader)
    assert [(event.start // HOUR, event.source) for event in listing.events] == [
        (1, EventSource.WIX),
        (2, EventSource.EXTERNAL),
    ]
    assert {(event.title, event.calendar_name) for event in listing.events} == {(None, None)}
    assert (listing.complete, listing.problems) == (True, ())
    assert [event.title for event in (await listed(reader, titles=True)).events] == ["Massage", "Dentist"]


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Reader([EventPage(skipped=1, last=True)]), ProblemId.BROKEN_ANSWER),
        (lambda: Reader([], [EventPage(skipped=2, last=True)]), ProblemId.BROKEN_ANSWER),
        (lambda: Reader([EventPage(failed_provider_ids=frozenset({"p-google"}))]), ProblemId.PROVIDER_UNREACHABLE),
        (lambda: Reader([EventPage(failed_provider_ids=frozenset({"nobody"}))]), ProblemId.PROVIDER_UNREACHABLE),
        (lambda: Reader([EventPage(events=(external(),))], [], ServerError("", Call(), 503)), ProblemId.SERVER_ERROR),
    ],
)
async def test_whatever_is_missing_is_named(make: Callable[[], Reader], problem: ProblemId) -> None:
    listing = await listed(make())
    assert not listing.complete
    assert [one.id for one in listing.problems] == [problem]


async def test_a_listing_that_grows_too_large_is_cut_off_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_listing, "MOST_EVENTS", 2)
    reader = Reader([EventPage(events=(external(at),)) for at in range(5)])
    listing = await listed(reader)
    assert reader.asked == ["external", "external"]
    assert not listing.complete
    assert [one.id for one in listing.problems] == [ProblemId.TOO_MUCH]
