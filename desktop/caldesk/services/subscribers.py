"""Who is told of changes: callers that come and go, even while they are being told."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Subscriber = TypeVar("Subscriber", bound=Callable[..., None])


class Subscribers(Generic[Subscriber]):
    """Iterates over those who are there at that moment, in the order in which they came."""

    def __init__(self) -> None:
        self._present: list[Subscriber] = []

    def __iter__(self) -> Iterator[Subscriber]:
        return iter(tuple(self._present))

    def add(self, subscriber: Subscriber) -> Callable[[], None]:
        """Take one in; the result lets them go, and may be called twice."""
        self._present.append(subscriber)

        def end() -> None:
            if subscriber in self._present:
                self._present.remove(subscriber)

        return end
