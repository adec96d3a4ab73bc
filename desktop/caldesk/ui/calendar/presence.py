"""Whether events are still there: nearly always as the same objects, so that a crowd need not be compared."""

from collections.abc import Iterable

from caldesk.domain.event import Event

_FEW = 20
"""Events that are not there as objects and are looked for one by one; for more a set is cheaper."""


class Presence:
    """`event in presence`, as in a tuple of these events, but fast."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = tuple(events)
        self._ids = {id(event) for event in self._events}
        self._equal: frozenset[Event] | None = None
        self._missed = 0

    def __contains__(self, event: Event) -> bool:
        if id(event) in self._ids:
            return True
        self._missed += 1
        if self._equal is None and self._missed > _FEW:
            self._equal = frozenset(self._events)
        return event in (self._events if self._equal is None else self._equal)
