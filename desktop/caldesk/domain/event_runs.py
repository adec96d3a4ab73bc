"""Events in short runs with bounds: cheap to append, tested by range when asked, never sorted or rebuilt.

Pages come in order of time, so bounds are narrow and a question reads few runs.
"""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from caldesk.domain.event import Event
from caldesk.domain.timespan import Span, Window

_RUN = 512
_start, _end = attrgetter("start"), attrgetter("end")


class Run:
    """A few events, at least one. `first` and `last`: the seconds they lie between; `batch`: which append it was."""

    __slots__ = ("batch", "events", "first", "last")

    def __init__(self, events: Sequence[Event], batch: int) -> None:
        self.events = list(events)
        self.batch = batch
        self.first, latest = start_bounds(events)
        self.last = max(latest, max(map(_end, events)))


class EventRuns:
    """All runs. `batch` counts the appends so far; `revision` grows with every change."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self.batch = 0
        self.revision = 0

    def __iter__(self) -> Iterator[Run]:
        return iter(self._runs)

    def meeting(self, first: int, last: int) -> list[Run]:
        """The runs whose bounds meet these seconds, both included."""
        return [run for run in self._runs if run.first <= last and run.last >= first]

    def append(self, events: Sequence[Event]) -> list[Run]:
        """Hold more events; gives back the runs they went into."""
        self.batch += 1
        self.revision += 1
        added = [Run(events[at : at + _RUN], self.batch) for at in range(0, len(events), _RUN)]
        self._runs += added
        return added

    def discard(self, runs: Sequence[Run], unwanted: Callable[[Event], bool]) -> None:
        """Drop events from these runs."""
        for run in runs:
            run.events = [event for event in run.events if not unwanted(event)]
        self._runs = [run for run in self._runs if run.events]
        self.revision += 1

    def change(self, changed: Callable[[Event], Event]) -> None:
        """Replace every event, at the same time on the calendar."""
        for run in self._runs:
            run.events = [changed(event) for event in run.events]
        self.revision += 1

    def clear(self) -> None:
        """Hold nothing."""
        self._runs = []
        self.revision += 1


def start_bounds(events: Sequence[Event]) -> tuple[int, int]:
    """The least and the greatest start."""
    return min(map(_start, events)), max(map(_start, events))


def in_view(events: Sequence[Event], window: Window) -> list[Event]:
    """Those that a window shows: timed ones by instant, all-day ones by date."""
    span, dates = window.span, window.dates
    first, last = window.bounds
    return [
        event
        for event in events
        if event.start < last
        and (event.end > first or event.start >= first)
        and _meets(event, dates if event.all_day else span)
    ]


def _meets(event: Event, span: Span) -> bool:
    """Whether they overlap; an event without length counts where it begins."""
    return event.start < span.end and (event.end > span.start or event.start >= span.start)
