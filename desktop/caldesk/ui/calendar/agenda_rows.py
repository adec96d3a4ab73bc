"""The agenda as rows of known height: heads of days, events, and words where there are none. No pixels are drawn here.

Ten thousand rows cost a list of numbers; only those in sight are ever painted.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum, auto
from itertools import accumulate

from msgspec import Struct

from caldesk.domain.agenda import AgendaDay
from caldesk.ui.calendar.scene import DayState


class RowKind(StrEnum):
    """What a row shows."""

    HEAD = auto()
    ENTRY = auto()
    NOTE = auto()
    """What is to be said of a day instead of events."""
    FREE = auto()
    """Days in a row, from `column` to `last`, on which nothing is planned."""


class AgendaRow(Struct, frozen=True, gc=False):
    """`column` is the day; `place` the number of an entry among the day's."""

    kind: RowKind
    column: int
    place: int = 0
    last: int = 0


class Heights(Struct, frozen=True):
    """Pixels of each kind of row."""

    head: int
    entry: int
    note: int

    def of(self, kind: RowKind) -> int:
        """The height of a row."""
        return self.entry if kind is RowKind.ENTRY else self.head if kind is RowKind.HEAD else self.note


class AgendaRows:
    """All rows, and where each begins. Days of which nothing is known keep a head; free days share one row."""

    def __init__(self, days: Sequence[AgendaDay], states: Sequence[DayState], today: int | None) -> None:
        self.rows: list[AgendaRow] = []
        self._tops: list[int] = [0]
        self._heads: dict[int, int] = {}
        self._first: dict[int, int] = {}
        for column, (day, state) in enumerate(zip(days, states, strict=True)):
            if day.entries or state is not DayState.KNOWN or column == today:
                self._add_day(column, len(day.entries), state)
            else:
                self._add_free(column)

    def _add_day(self, column: int, count: int, state: DayState) -> None:
        self._heads[column] = self._first[column] = len(self.rows)
        self.rows.append(AgendaRow(RowKind.HEAD, column))
        if state is not DayState.KNOWN or not count:
            self.rows.append(AgendaRow(RowKind.NOTE, column))
        self._first[column] = len(self.rows)
        self.rows += [AgendaRow(RowKind.ENTRY, column, place) for place in range(count)]

    def _add_free(self, column: int) -> None:
        if self.rows and self.rows[-1].kind is RowKind.FREE:
            self.rows[-1] = AgendaRow(RowKind.FREE, self.rows[-1].column, last=column)
        else:
            self.rows.append(AgendaRow(RowKind.FREE, column, last=column))
        self._heads[column] = self._first[column] = len(self.rows) - 1

    def measure(self, heights: Heights) -> None:
        """Give the rows their places."""
        self._tops = list(accumulate((heights.of(row.kind) for row in self.rows), initial=0))

    @property
    def height(self) -> int:
        """Of all rows together."""
        return self._tops[-1]

    def span(self, number: int) -> tuple[int, int]:
        """Top and bottom of a row."""
        return self._tops[number], self._tops[number + 1]

    def between(self, top: float, bottom: float) -> range:
        """The rows that are in sight between two heights."""
        if not self.rows:
            return range(0)
        first, last = bisect_right(self._tops, top) - 1, bisect_right(self._tops, bottom - 1) - 1
        return range(max(0, first), min(len(self.rows), last + 1))

    def head_of(self, column: int) -> int:
        """The row that names a day."""
        return self._heads[column]

    def row_of(self, column: int, place: int) -> int:
        """The row of an entry."""
        return self._first[column] + place

    def next_head(self, number: int) -> int | None:
        """The first row after this one that begins something else."""
        ahead = range(number + 1, len(self.rows))
        return next((each for each in ahead if self.rows[each].kind in (RowKind.HEAD, RowKind.FREE)), None)
