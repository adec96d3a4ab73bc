"""A step of the tour: what its picture is called, what it shows in one line, and how to get there."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from caldesk.tour.guide import Guide


class Step(Struct, frozen=True):
    """`walk` leads from the end of the step before to what the picture shows."""

    name: str
    words: str
    walk: Callable[[Guide], Awaitable[None]]
