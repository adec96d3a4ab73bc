"""Which dates of a view an event touches: by local date, never by counting seconds.

An event that ends at local midnight does not touch the next date; one without length touches its own. An all-day
event touches its dates in every zone.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from caldesk.domain.event import DAY, Event, floating
from caldesk.domain.local_day import Day
from caldesk.domain.timespan import Span, Window


class Touch(Struct, frozen=True, gc=False):
    """Columns `first` to `last`, both touched, and whether the event goes on outside of the view."""

    first: int
    last: int
    continues_before: bool
    continues_after: bool

    def within(self, first: int, end: int) -> "Touch":
        """The part in columns `first` up to, not including, `end`, counted from `first`; some of it must be there."""
        return Touch(
            max(self.first, first) - first,
            min(self.last, end - 1) - first,
            self.continues_before or self.first < first,
            self.continues_after or self.last >= end,
        )


class DayColumns:
    """Consecutive days, at least one, ready to be asked. No timed event touches a date that the zone left out."""

    __slots__ = ("_ends", "_starts", "days", "window")

    def __init__(self, days: Sequence[Day]) -> None:
        self.days = tuple(days)
        self._starts = [day.start for day in self.days]
        self._ends = [day.end for day in self.days]
        first = floating(self.days[0].date)
        self.window = Window(Span(self._starts[0], self._ends[-1]), Span(first, first + len(self.days) * DAY))

    def __len__(self) -> int:
        return len(self.days)

    def touch(self, event: Event) -> Touch | None:
        """The columns of an event, None if it is not in view."""
        return self._touch_dates(event) if event.all_day else self._touch_instants(event)

    def touches(self, events: Iterable[Event]) -> list["Touched"]:
        """The events in view, each with its columns."""
        return [(event, touch) for event in events if (touch := self.touch(event))]

    def shown_in(self, event: Event, touch: Touch) -> list[int]:
        """The columns of a touch, less dates that the zone left out, which no timed event has."""
        columns = range(touch.first, touch.last + 1)
        return [index for index in columns if event.all_day or self.days[index].segments]

    def _touch_instants(self, event: Event) -> Touch | None:
        start, end = event.start, max(event.start, event.end)
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1 if end > start else bisect_right(self._starts, start) - 1
        if first > last:
            return None
        return Touch(first, last, start < self.window.span.start, end > self.window.span.end)

    def _touch_dates(self, event: Event) -> Touch | None:
        begin, count = self.window.dates.start, len(self.days)
        first = (event.start - begin) // DAY
        last = max(first, -((begin - event.end) // DAY) - 1)
        if last < 0 or first >= count:
            return None
        return Touch(max(0, first), min(last, count - 1), first < 0, last >= count)


Touched = tuple[Event, Touch]


def once(days: Iterable[Iterable[Event]]) -> tuple[Event, ...]:
    """The events of several days, each once, in order.

    One that touches several days stands in each, perhaps as another object that says the same: it was read again
    between them. Equal ones within a day are different events.
    """
    found: dict[tuple[Event, int], Event] = {}
    for events in days:
        seen: Counter[Event] = Counter()
        for event in events:
            seen[event] += 1
            found.setdefault((event, seen[event]), event)
    return tuple(found.values())


def is_bar(event: Event) -> bool:
    """Whether it stands in the all-day lane: all-day, or 24 hours and longer."""
    return event.all_day or event.end - event.start >= DAY


def steady_order(event: Event) -> tuple[int, int, str, str, str, str, str, str, str]:
    """Last part of every sort key: tells any two different events apart, so that the order of arrival never shows."""
    return (
        event.start,
        event.end,
        event.schedule_id,
        event.source,
        event.id,
        event.kind,
        event.calendar_type,
        event.calendar_name or "",
        event.title or "",
    )
