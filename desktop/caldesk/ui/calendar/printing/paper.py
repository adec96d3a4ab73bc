"""What is printed on what: sheets, paper and orientation. Lengths are points, 1/72 inch."""

from enum import StrEnum

from msgspec import Struct

from caldesk.ui.calendar.printing.drawing import Rect

MARGIN = 34.0
"""12 mm; no printer in use needs more."""


class Sheet(StrEnum):
    """What a print looks like."""

    DAY = "day"
    """One day, one column for each person."""
    WEEK = "week"
    MONTH = "month"
    AGENDA = "agenda"


class Paper(StrEnum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"


class Orientation(StrEnum):
    """How the paper lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


_SIZES = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612.0, 792.0)}


class Format(Struct, frozen=True):
    """A paper as it lies."""

    paper: Paper = Paper.A4
    orientation: Orientation = Orientation.PORTRAIT

    @property
    def width(self) -> float:
        """From the left edge of the paper to the right one."""
        short, long = _SIZES[self.paper]
        return long if self.orientation is Orientation.LANDSCAPE else short

    @property
    def height(self) -> float:
        """From the upper edge of the paper to the lower one."""
        short, long = _SIZES[self.paper]
        return short if self.orientation is Orientation.LANDSCAPE else long

    @property
    def content(self) -> Rect:
        """What lies inside of the margins."""
        return Rect(MARGIN, MARGIN, self.width - 2 * MARGIN, self.height - 2 * MARGIN)


def usual_orientation(sheet: Sheet) -> Orientation:
    """Columns want width, a list wants height."""
    return Orientation.PORTRAIT if sheet is Sheet.AGENDA else Orientation.LANDSCAPE
