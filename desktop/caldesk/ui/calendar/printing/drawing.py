"""A printed page as a list of things to draw, in points. Plans make it, the painter draws it, tests measure it."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.event import Event

SMALLEST_TEXT = 6.5
"""Points; smaller print cannot be read at a desk."""


class Rect(Struct, frozen=True, gc=False):
    """A rectangle; one without width or height is a line."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def moved(self, across: float, down: float) -> "Rect":
        """The same rectangle elsewhere."""
        return Rect(self.left + across, self.top + down, self.width, self.height)

    def inset(self, left: float = 0.0, top: float = 0.0, right: float = 0.0, bottom: float = 0.0) -> "Rect":
        """What is left of it after its sides moved in; never less than nothing."""
        width, height = max(0.0, self.width - left - right), max(0.0, self.height - top - bottom)
        return Rect(self.left + left, self.top + top, width, height)

    def holds(self, other: "Rect", slack: float = 0.01) -> bool:
        """Whether all of `other` lies in it."""
        return (
            other.left >= self.left - slack
            and other.top >= self.top - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


class Face(Struct, frozen=True):
    """Size, in points, and weight of text."""

    size: float
    bold: bool = False


TITLE, PERIOD, STRONG, TEXT = Face(13, bold=True), Face(11, bold=True), Face(8, bold=True), Face(8)
EVENT_STRONG, TINY = Face(7, bold=True), Face(SMALLEST_TEXT)


class Align(StrEnum):
    """Where text stands in its rectangle; it leads where the language begins to read."""

    LEADING = "leading"
    CENTRE = "centre"
    TRAILING = "trailing"


class Ink(StrEnum):
    """What text is printed in."""

    TEXT = "text"
    QUIET = "quiet"
    BAD = "bad"
    ON_DARK = "on-dark"


class Ground(StrEnum):
    """How an area is filled."""

    SHADE = "shade"
    DARK = "dark"
    HATCH = "hatch"
    """Not read: this time is not known to be free."""
    GAP = "gap"
    """Wall-clock time that the day does not have."""


class Words(Struct, frozen=True):
    """One line of text that is known to fit."""

    rect: Rect
    text: str
    face: Face = TEXT
    align: Align = Align.LEADING
    ink: Ink = Ink.TEXT


class Rule(Struct, frozen=True):
    """A line; a `soft` one only guides the eye."""

    rect: Rect
    weight: float = 0.5
    soft: bool = False


class Area(Struct, frozen=True):
    """A filled area."""

    rect: Rect
    ground: Ground


class Swatch(Struct, frozen=True):
    """The mark of a person: a hue and, so that it can be told without colours, a pattern."""

    rect: Rect
    hue: int


class Badge(Struct, frozen=True):
    """A letter in a frame."""

    rect: Rect
    letter: str


class Card(Struct, frozen=True):
    """The ground of an event. Arrows say that it goes on: up and down in a column, sideways in a row."""

    rect: Rect
    event: Event
    hue: int
    booking: bool
    clash: bool = False
    before: bool = False
    after: bool = False
    sideways: bool = False


Item = Words | Rule | Area | Swatch | Badge | Card


class Drawn(Struct, frozen=True):
    """A picture, and the events that it only counts."""

    items: tuple[Item, ...]
    left_over: tuple[Event, ...]


class Page(Struct, frozen=True):
    """A sheet of paper and what is on it, the lowest first. `rtl`: text begins at the right."""

    width: float
    height: float
    items: tuple[Item, ...]
    rtl: bool = False


def moved(item: Item, across: float, down: float) -> Item:
    """The same thing elsewhere."""
    return replace(item, rect=item.rect.moved(across, down))


def mirrored(page: Page) -> Page:
    """The page as it is read from right to left."""
    items = tuple(replace(item, rect=replace(item.rect, left=page.width - item.rect.right)) for item in page.items)
    return Page(page.width, page.height, items, rtl=True)
