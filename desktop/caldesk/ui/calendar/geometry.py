"""Where days, hours and events stand in the time grid, in pixels; mirrored for right-to-left languages."""

from msgspec import Struct
from PySide6.QtCore import QRectF

from caldesk.domain.calendar_layout import Box, More
from caldesk.domain.local_day import DAY_MINUTES

SMALLEST_BOX = 18.0
"""Height below which an event could neither be read nor hit."""
NARROWEST_LANE = 28.0
MOST_LANES = 6
BLIND_STRIP = 8.0
"""Width of the hatched strip for calendars that could not be read."""
_GAP = 1.0
_MARGIN = 6.0
"""Free space at the trailing edge of a column, so that the empty day can still be clicked."""


class Geometry(Struct, frozen=True, kw_only=True):
    """The frame of a grid: its size, its fixed parts, its zoom and how far it is scrolled.

    Columns share the width, but none is narrower than `least_column`: then they reach out of sight, and `shift` says
    how far they are scrolled, from their leading edge.
    """

    width: float
    height: float
    columns: int
    axis: float
    header: float
    lane: float
    pixels_per_hour: float
    scroll: float = 0.0
    rtl: bool = False
    strip: float = 0.0
    least_column: float = 0.0
    shift: float = 0.0

    @property
    def columns_width(self) -> float:
        """Width of all columns together."""
        return max(self.width - self.axis, self.columns * self.least_column)

    @property
    def shown_columns(self) -> range:
        """The columns in sight."""
        each = self.columns_width / self.columns
        first, last = self.shift // each, (self.shift + self.width - self.axis - 1) // each
        return range(max(0, int(first)), min(self.columns, int(last) + 1))

    @property
    def top(self) -> float:
        """Where the scrolled part begins."""
        return self.header + self.lane

    @property
    def body(self) -> QRectF:
        """The scrolled part, without the axis."""
        return QRectF(0.0 if self.rtl else self.axis, self.top, self.width - self.axis, self.height - self.top)

    @property
    def lane_rect(self) -> QRectF:
        """The all-day lane, without the axis."""
        return QRectF(self.body.left(), self.header, self.width - self.axis, self.lane)

    @property
    def axis_rect(self) -> QRectF:
        """The time axis."""
        return QRectF(self.width - self.axis if self.rtl else 0.0, self.top, self.axis, self.height - self.top)

    @property
    def content_height(self) -> float:
        """Height of a whole day."""
        return 24 * self.pixels_per_hour

    @property
    def min_minutes(self) -> float:
        """Minutes that the smallest box stands for."""
        return SMALLEST_BOX * 60 / self.pixels_per_hour

    @property
    def max_lanes(self) -> int:
        """How many boxes may stand side by side in a column."""
        room = self.columns_width / self.columns - self.strip - _MARGIN
        return max(2, min(MOST_LANES if self.columns > 1 else 4 * MOST_LANES, int(room / NARROWEST_LANE)))

    def left(self, column: int) -> float:
        """Left edge of a column on whole pixels; the number after the last gives the edge behind it."""
        room = self.columns_width
        if self.rtl:
            return float(self.width - self.axis + self.shift - round(room * (column + 1) / self.columns))
        return float(self.axis - self.shift + round(room * column / self.columns))

    def column_rect(self, column: int, *, top: float | None = None, bottom: float | None = None) -> QRectF:
        """A column between two heights; the scrolled part without them."""
        left, right = self.left(column), self.left(column - 1 if self.rtl else column + 1)
        start = self.top if top is None else top
        return QRectF(left, start, right - left, (self.height if bottom is None else bottom) - start)

    def y(self, minute: float) -> float:
        """Height of an axis minute on the widget."""
        return self.top - self.scroll + minute * self.pixels_per_hour / 60

    def pixel(self, minute: float) -> float:
        """The same on whole pixels; they move with the picture, whatever a half would be rounded to."""
        return self.top - self.scroll + round(minute * self.pixels_per_hour / 60)

    def minute(self, y: float) -> float:
        """The axis minute at a height."""
        minute = (y - self.top + self.scroll) * 60 / self.pixels_per_hour
        return min(max(minute, 0.0), DAY_MINUTES - 1)

    def column_at(self, x: float) -> int:
        """The column at a place; the nearest one if it is over the axis."""
        along = self.shift + (self.width - self.axis - x if self.rtl else x - self.axis)
        return int(min(max(along * self.columns // self.columns_width, 0), self.columns - 1))

    def columns_in(self, part: QRectF) -> range:
        """The columns that a part reaches into."""
        ends = self.column_at(part.left() - 1), self.column_at(part.right() + 1)  # edges stand on whole pixels
        return range(min(ends), max(ends) + 1)

    def box(self, column: int, shape: Box | More) -> QRectF:
        """The rectangle of an event or of a "+n" mark."""
        left, right = self.left(column), self.left(column - 1 if self.rtl else column + 1)
        room = right - left - _MARGIN - self.strip
        share = 1 - shape.left - shape.width if self.rtl else shape.left
        start = left + (_MARGIN + self.strip if self.rtl else 0.0) + 1
        x, right = start + round(share * room), start + round((share + shape.width) * room)
        top, bottom = self.pixel(shape.top), self.pixel(shape.bottom)
        return QRectF(x + _GAP, top + _GAP, max(4.0, right - x - 2 * _GAP), max(4.0, bottom - top - 2 * _GAP))

    def blind_strip(self, column: int) -> QRectF:
        """The strip at the trailing edge of a column that says: not everything could be read."""
        rect = self.column_rect(column)
        x = rect.left() + 1 if self.rtl else rect.right() - self.strip
        return QRectF(x, rect.top(), self.strip, rect.height())
