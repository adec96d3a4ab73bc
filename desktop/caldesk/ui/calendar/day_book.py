"""Sorts events into days, each once: a day whose events are the same as before is not sorted or judged again.

That is what keeps the window alive while a busy week arrives in pages.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, is_bar, steady_order
from caldesk.domain.event import Event
from caldesk.domain.local_day import Day
from caldesk.domain.overlaps import Clash, find_clashes

_MOST_CLASHES = 1000
"""Double bookings that are looked for in a day; more could not be told apart in it."""


class DayPage(Struct, frozen=True, eq=False):
    """The events of a day as keyboard and screen reader go through them: the all-day lane, then by time.

    `clashes` are the double bookings that begin on the day. Equal only to itself, so that a layout may be kept with it.
    """

    day: Day
    events: tuple[Event, ...] = ()
    clashes: tuple[Clash, ...] = ()


class DayBook:
    """The days of a view. `take` gives the same page for a day that has not changed."""

    def __init__(self) -> None:
        self._known: dict[Day, tuple[list[Event], DayPage]] = {}

    def take(self, events: Iterable[Event], columns: DayColumns, zone: ZoneInfo) -> tuple[DayPage, ...]:
        """One page for each column."""
        buckets: list[list[Event]] = [[] for _ in columns.days]
        for event in events:
            touch = columns.touch(event)
            if touch is not None:
                for column in range(touch.first, touch.last + 1):
                    buckets[column].append(event)
        first = columns.days[0] if columns.days else None
        pages = [
            self._page(day, bucket, zone, is_first=day is first)
            for day, bucket in zip(columns.days, buckets, strict=True)
        ]
        self._known = {page.day: (bucket, page) for page, bucket in zip(pages, buckets, strict=True)}
        return tuple(pages)

    def _page(self, day: Day, bucket: list[Event], zone: ZoneInfo, *, is_first: bool) -> DayPage:
        known = self._known.get(day)
        if known is not None and known[0] == bucket:
            return known[1]
        clashes = find_clashes(bucket, zone, limit=_MOST_CLASHES)
        mine = tuple(clash for clash in clashes if is_first or clash.span.start >= day.start)
        return DayPage(day, tuple(sorted(bucket, key=_reading_key)), mine)


class PersonBook:
    """Parts the page of a day by person. `take` gives the same page for somebody whose events have not changed."""

    def __init__(self) -> None:
        self._known: dict[str, DayPage] = {}

    def take(self, page: DayPage, schedule_ids: Sequence[str]) -> tuple[DayPage, ...]:
        """One page for each schedule."""
        events: dict[str, list[Event]] = {key: [] for key in schedule_ids}
        for event in page.events:
            if event.schedule_id in events:
                events[event.schedule_id].append(event)
        self._known = {key: self._page(key, page, tuple(mine)) for key, mine in events.items()}
        return tuple(self._known.values())

    def _page(self, key: str, page: DayPage, mine: tuple[Event, ...]) -> DayPage:
        known = self._known.get(key)
        if known is not None and known.day == page.day and known.events == mine:
            return known
        return DayPage(page.day, mine, tuple(each for each in page.clashes if each.booking.schedule_id == key))


def clash_counts(pages: Iterable[DayPage]) -> Mapping[Event, int]:
    """For each event of a double booking, how many it overlaps."""
    counted: Counter[Event] = Counter()
    for page in pages:
        for clash in page.clashes:
            counted[clash.booking] += 1
            counted[clash.other] += 1
    return counted


def _reading_key(event: Event) -> tuple[object, ...]:
    return not is_bar(event), event.start, -event.end, steady_order(event)
