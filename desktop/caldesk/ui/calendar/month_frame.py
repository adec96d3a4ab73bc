"""Where weeks, days and rows stand in the month, in pixels; mirrored for right-to-left languages."""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF

WEEK = 7
_FEWEST_ROWS = 2
_MARGIN = 3.0
_GAP = 2.0


class MonthFrame(Struct, frozen=True, kw_only=True):
    """The frame of a month: its size, the heights that follow from the font, and how far it is scrolled.

    Weeks share the height, but none is lower than its number and two rows: then the month is scrolled. `shown` are the
    days of each week that have room; a weekday counts from the first of the week, shown or not.
    """

    width: float
    height: float
    weeks: int
    gutter: float
    head: float
    number: float
    row: float
    scroll: float = 0.0
    rtl: bool = False
    strip: float = 0.0
    shown: range = range(WEEK)

    @property
    def content_height(self) -> float:
        """Height of all weeks."""
        least = self.number + _FEWEST_ROWS * (self.row + _GAP) + _GAP
        return max(self.height - self.head, self.weeks * least)

    @property
    def capacity(self) -> int:
        """Rows that each day has below its number."""
        room = self.content_height / self.weeks - self.number - _GAP
        return max(_FEWEST_ROWS, int(room // (self.row + _GAP)))

    @property
    def row_width(self) -> float:
        """The least width of a row in one day; rounding gives some days a pixel more."""
        return (self.width - self.gutter) // len(self.shown) - self.strip - 2 * _MARGIN

    @property
    def columns(self) -> list[int]:
        """The days that have room."""
        return [week * WEEK + weekday for week in range(self.weeks) for weekday in self.shown]

    @property
    def body(self) -> QRectF:
        """The scrolled part, without the numbers of the weeks."""
        left = 0.0 if self.rtl else self.gutter
        return QRectF(left, self.head, self.width - self.gutter, self.height - self.head)

    def left(self, weekday: int) -> float:
        """Left edge of a day of the week on whole pixels; a hidden day lies at an edge and has no width."""
        room, days = self.width - self.gutter, len(self.shown)
        if self.rtl:
            return float(round(room - room * min(max(weekday + 1 - self.shown.start, 0), days) / days))
        return float(round(self.gutter + room * min(max(weekday - self.shown.start, 0), days) / days))

    def top(self, week: int) -> float:
        """Top edge of a week on whole pixels."""
        return float(round(self.head - self.scroll + self.content_height * week / self.weeks))

    def cell(self, column: int) -> QRectF:
        """A day; `column` counts from the first day of the first week."""
        week, weekday = divmod(column, WEEK)
        left, right = self.left(weekday), self.left(weekday - 1 if self.rtl else weekday + 1)
        top = self.top(week)
        return QRectF(left, top, right - left, self.top(week + 1) - top)

    def row_rect(self, week: int, first: int, last: int, row: int) -> QRectF:
        """A row of a week, over some of its days."""
        left = self.left(last if self.rtl else first)
        right = self.left(first - 1 if self.rtl else last + 1)
        before, after = (self.strip, 0.0) if self.rtl else (0.0, self.strip)
        top = self.top(week) + self.number + row * (self.row + _GAP)
        return QRectF(left + before + _MARGIN, top, right - left - before - after - 2 * _MARGIN, self.row)

    def number_rect(self, column: int) -> QRectF:
        """The line of a day's number."""
        cell = self.cell(column)
        return QRectF(cell.left() + _MARGIN, cell.top(), cell.width() - 2 * _MARGIN, self.number)

    def strip_rect(self, column: int) -> QRectF:
        """The strip at the trailing edge of a day that says: not everything could be read."""
        cell = self.cell(column)
        left = cell.left() + 1 if self.rtl else cell.right() - self.strip
        return QRectF(left, cell.top(), self.strip, cell.height())

    def gutter_rect(self, week: int) -> QRectF:
        """Where the number of a week stands."""
        left = self.width - self.gutter if self.rtl else 0.0
        return QRectF(left, self.top(week), self.gutter, self.top(week + 1) - self.top(week))

    def column_at(self, point: QPointF) -> int:
        """The day at a point, or the nearest one."""
        along = self.width - self.gutter - point.x() if self.rtl else point.x() - self.gutter
        days = len(self.shown)
        weekday = self.shown[int(min(max(along * days // (self.width - self.gutter), 0), days - 1))]
        down = (point.y() - self.head + self.scroll) * self.weeks // self.content_height
        return int(min(max(down, 0), self.weeks - 1)) * WEEK + weekday
