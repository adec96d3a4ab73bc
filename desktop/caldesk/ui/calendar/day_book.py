"""Sorts events into days, each once: a day whose events are the same as before is not sorted or judged again.

That is what keeps the window alive while a busy week arrives in pages.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, is_bar, steady_order
from caldesk.domain.event import Event, floating
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

    @property
    def bars(self) -> Iterator[Event]:
        """The events of the all-day lane."""
        return takewhile(is_bar, self.events)


class _Known(Struct, frozen=True, eq=False):
    """A day with everybody in it, and the page that was made of it for `wanted`."""

    bucket: list[Event]
    whole: DayPage
    wanted: tuple[bool, frozenset[str]]
    shown: DayPage


class DayBook:
    """The days of a view. `page` gives the same page for a day that has not changed."""

    def __init__(self) -> None:
        self._known: dict[Day, _Known] = {}

    def take(self, events: Iterable[Event], columns: DayColumns, zone: ZoneInfo) -> tuple[DayPage, ...]:
        """One page for each column, with everybody on it."""
        buckets: list[list[Event]] = [[] for _ in columns.days]
        sort_into_days(events, columns, buckets)
        days = zip(columns.days, buckets, strict=True)
        return tuple(self.page(day, bucket, zone, is_first=place == 0) for place, (day, bucket) in enumerate(days))

    def page(
        self, day: Day, bucket: list[Event], zone: ZoneInfo, *, is_first: bool, hidden: frozenset[str] = frozenset()
    ) -> DayPage:
        """The page of a day with these events, without the schedules in `hidden`.

        Double bookings that began before the first day of a view stand on that day.
        """
        known, wanted = self._known.get(day), (is_first, hidden)
        if known is not None and known.bucket == bucket:
            if known.wanted == wanted:
                return known.shown
            whole = known.whole
        else:
            whole = _whole(day, bucket, zone)
        shown = _shown(whole, zone, is_first, hidden)
        self._known[day] = _Known(bucket, whole, wanted, shown)
        return shown

    def from_before(
        self, day: Day, zone: ZoneInfo, *, is_first: bool, hidden: frozenset[str] = frozenset()
    ) -> DayPage | None:
        """The page of a day with the events that it had when it was asked for last; None if it never was."""
        known = self._known.get(day)
        return self.page(day, known.bucket, zone, is_first=is_first, hidden=hidden) if known is not None else None

    def everybody(self, days: Iterable[Day]) -> list[DayPage]:
        """What these days hold, hidden or not, as far as they were made."""
        return [self._known[day].whole for day in days if day in self._known]

    def forget(self) -> None:
        """Hold no event any more."""
        self._known.clear()

    def keep_only(self, days: Container[Day]) -> None:
        """Forget all other days."""
        self._known = {day: known for day, known in self._known.items() if day in days}


def sort_into_days(events: Iterable[Event], columns: DayColumns, buckets: Sequence[list[Event]]) -> None:
    """Put events into the bucket of each column that they touch; one of several days stands in several."""
    for event in events:
        touch = columns.touch(event)
        if touch is not None:
            for column in range(touch.first, touch.last + 1):
                buckets[column].append(event)


def _whole(day: Day, bucket: list[Event], zone: ZoneInfo) -> DayPage:
    return DayPage(day, tuple(sorted(bucket, key=_reading_key)), find_clashes(bucket, zone, limit=_MOST_CLASHES))


def _shown(whole: DayPage, zone: ZoneInfo, is_first: bool, hidden: frozenset[str]) -> DayPage:
    """Both sides of a double booking are of one schedule: hiding somebody leaves those of others as they are."""
    events, clashes = whole.events, whole.clashes
    if hidden:
        events = tuple(event for event in events if event.schedule_id not in hidden)
        if len(clashes) == _MOST_CLASHES:  # there were more, perhaps of those who are left
            clashes = find_clashes(events, zone, limit=_MOST_CLASHES)
        clashes = tuple(clash for clash in clashes if clash.booking.schedule_id not in hidden)
    mine = tuple(clash for clash in clashes if is_first or clash.span.start >= whole.day.start)
    return DayPage(whole.day, events, mine)


def counts_by_schedule(pages: Sequence[DayPage]) -> Counter[str]:
    """How many events each schedule has in days that follow each other; one of several days counts once."""
    counted: Counter[str] = Counter()
    for place, page in enumerate(pages):
        begins, midnight = page.day.start, floating(page.day.date)
        counted.update(
            event.schedule_id
            for event in page.events
            if not place or event.start >= (midnight if event.all_day else begins)
        )
    return counted


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
