"""Events in memory, asked by time: pages merge in as they arrive, a window fetched again replaces what it held.

Nothing is sorted or indexed before the first paint. Who may see titles is decided elsewhere.
"""

from collections.abc import Container, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from caldesk.domain.event import Event, EventSource
from caldesk.domain.event_identity import Identity, identity, without_titles
from caldesk.domain.event_runs import EventRuns, Run, in_view, start_bounds
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import Window


class Scope(Struct, frozen=True, kw_only=True):
    """What one fetch asks for; `schedule_ids` None means every schedule."""

    window: Window
    source: EventSource
    schedule_ids: Container[str] | None = None

    def of(self, events: Sequence[Event]) -> list[Event]:
        """The events that the fetch would bring again if they still exist."""
        wanted = self.schedule_ids
        return [
            event
            for event in in_view(events, self.window)
            if event.source is self.source and (wanted is None or event.schedule_id in wanted)
        ]


class EventIndex:
    """Events by time. External events have no id: the same event comes again as an equal one (`identity`)."""

    def __init__(self) -> None:
        self._runs = EventRuns()

    def __len__(self) -> int:
        return sum(len(run.events) for run in self._runs)

    def __iter__(self) -> Iterator[Event]:
        return chain.from_iterable(run.events for run in self._runs)

    @property
    def revision(self) -> int:
        """Grows with every change, so that a view knows when to ask again."""
        return self._runs.revision

    def overlapping(self, window: Window) -> list[Event]:
        """Every event in view, in no particular order."""
        return [event for run in self._runs.meeting(*window.bounds) for event in in_view(run.events, window)]

    def merge(self, page: Sequence[Event]) -> None:
        """Take in a page of an unknown window: events held already are replaced, equal ones in it are distinct."""
        Refill(self._runs).add(page)

    def refill(self, scope: Scope) -> "Refill":
        """Begin a fetch; give it the pages as they arrive."""
        return Refill(self._runs, scope)

    def drop_titles(self) -> None:
        """Forget every title and every name of a calendar or owner of external events."""
        self._runs.change(without_titles)

    def clear(self) -> None:
        """Forget everything."""
        self._runs.clear()


class Refill:
    """One fetch, page by page. What was held stays in view until the fetch brings it again or is finished.

    A fetch that fails or is cancelled is simply dropped: what came is kept, what did not come stays as it was.
    """

    def __init__(self, runs: EventRuns, scope: Scope | None = None) -> None:
        self._runs = runs
        self._scope = scope
        self._began = runs.batch
        self._own: set[Run] = set()

    def add(self, page: Sequence[Event]) -> None:
        """Take in a page; it replaces the same events from before, with or without their titles."""
        if not page:
            return
        if any(run not in self._own for run in self._runs):
            self._replace(page)
        self._own.update(self._runs.append(page))

    def _replace(self, page: Sequence[Event]) -> None:
        first, last = start_bounds(page)
        others = [run for run in self._runs.meeting(first, last) if run not in self._own]
        known = _brought_again(page, others, first, last)
        if known:
            self._runs.discard(others, lambda event: id(event) in known)

    def finish(self, *, unread: Container[CalendarType] = ()) -> None:
        """All pages came: forget what was held before and did not come again.

        Calendars that could not be read (`unread`) keep what was held; saying that it is old is the caller's part.
        """
        if self._scope is None:
            return
        before = [run for run in self._runs.meeting(*self._scope.window.bounds) if run.batch <= self._began]
        gone = {id(event) for run in before for event in self._scope.of(run.events)}
        self._runs.discard(before, lambda event: id(event) in gone and event.calendar_type not in unread)


def _brought_again(page: Sequence[Event], runs: Sequence[Run], first: int, last: int) -> dict[int, Event]:
    """Events of the runs that the page has again, by `id()`: of each identity, no more than the page has."""
    held: dict[Identity, list[Event]] = {}
    for run in runs:
        for event in run.events:
            if first <= event.start <= last:
                held.setdefault(identity(event), []).append(event)
    found = (held[key].pop() for key in map(identity, page) if held.get(key)) if held else ()
    return {id(event): event for event in found}
