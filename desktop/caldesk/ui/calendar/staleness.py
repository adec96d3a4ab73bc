"""Which events may have changed since they were read: of days that are old, of calendars that were not reached."""

from collections.abc import Iterable

from msgspec import Struct

from caldesk.domain.event import Event
from caldesk.domain.provider import CalendarType
from caldesk.services.calendar import DayStatus
from caldesk.ui.calendar.day_book import DayPage

_NONE = frozenset[Event]()


class _Judged(Struct, frozen=True, eq=False):
    """A page, what was known of its day, and what followed from that."""

    page: DayPage
    all_of_it: bool
    types: frozenset[CalendarType]
    events: frozenset[Event]


class Staleness:
    """Judges a page again only when it, or what is known of its day, has changed: there may be thousands of events."""

    def __init__(self) -> None:
        self._known: dict[int, _Judged] = {}

    def events(self, pages: Iterable[DayPage], days: Iterable[DayStatus]) -> frozenset[Event]:
        """Those of these pages; `days` says how each was read."""
        judged = [self._judge(page, day) for page, day in zip(pages, days, strict=True) if day.stale or day.stale_types]
        self._known = {id(each.page): each for each in judged}
        return _NONE.union(*(each.events for each in judged))

    def _judge(self, page: DayPage, day: DayStatus) -> _Judged:
        known = self._known.get(id(page))
        if known is not None and (known.all_of_it, known.types) == (day.stale, day.stale_types):
            return known
        types = day.stale_types
        found = frozenset(event for event in page.events if day.stale or event.calendar_type in types)
        return _Judged(page, day.stale, types, found)
