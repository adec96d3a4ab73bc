"""The agenda as rows of known height: heads of days, events, and words where there are none. No pixels are drawn here.

A hundred thousand rows cost a few numbers a day; rows are made when they are asked for, and only those in sight are.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum, auto
from itertools import accumulate
from typing import overload

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


class _Block(Struct, frozen=True, gc=False):
    """Rows that belong together: a day with its head, or free days. `first` is the number of its first row."""

    column: int
    first: int
    count: int = 0
    note: bool = False
    last: int | None = None

    @property
    def size(self) -> int:
        """How many rows it has."""
        return 1 if self.last is not None else 1 + self.note + self.count

    def row(self, place: int) -> AgendaRow:
        """One of its rows."""
        if self.last is not None:
            return AgendaRow(RowKind.FREE, self.column, last=self.last)
        if place == 0:
            return AgendaRow(RowKind.HEAD, self.column)
        if self.note and place == 1:
            return AgendaRow(RowKind.NOTE, self.column)
        return AgendaRow(RowKind.ENTRY, self.column, place - 1 - self.note)

    def top(self, place: int, heights: Heights) -> int:
        """How far below its top one of its rows begins; below the last one, its height."""
        if self.last is not None:
            return heights.note * place
        if place == 0:
            return 0
        return heights.head + (heights.note if self.note and place > 1 else 0) + heights.entry * self._entries(place)

    def _entries(self, place: int) -> int:
        return max(0, place - 1 - self.note)

    def place_at(self, y: float, heights: Heights) -> int:
        """The row at a height below its top."""
        if self.last is not None or y < heights.head:
            return 0
        entries = heights.head + heights.note * self.note
        return 1 if y < entries else 1 + self.note + int((y - entries) // heights.entry)


class AgendaRows(Sequence[AgendaRow]):
    """All rows, and where each begins. Days of which nothing is known keep a head; free days share one row."""

    def __init__(self, days: Sequence[AgendaDay], states: Sequence[DayState], today: int | None) -> None:
        self._blocks: list[_Block] = []
        self._of_column: dict[int, int] = {}
        self._size = 0
        self._heights = Heights(0, 0, 0)
        for column, (day, state) in enumerate(zip(days, states, strict=True)):
            if day.entries or state is not DayState.KNOWN or column == today:
                count = len(day.entries)
                self._add(_Block(column, self._size, count, state is not DayState.KNOWN or not count))
            else:
                self._add_free(column)
            self._of_column[column] = len(self._blocks) - 1
        self._firsts = [block.first for block in self._blocks]
        self._tops: list[int] = []

    def _add(self, block: _Block) -> None:
        self._blocks.append(block)
        self._size += block.size

    def _add_free(self, column: int) -> None:
        before = self._blocks[-1] if self._blocks else None
        if before is not None and before.last is not None:
            self._blocks[-1] = _Block(before.column, before.first, last=column)
        else:
            self._add(_Block(column, self._size, last=column))

    def measure(self, heights: Heights) -> None:
        """Give the rows their places."""
        self._heights = heights
        self._tops = list(accumulate((block.top(block.size, heights) for block in self._blocks), initial=0))

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, number: int) -> AgendaRow: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[AgendaRow]: ...
    def __getitem__(self, number: int | slice) -> AgendaRow | Sequence[AgendaRow]:
        if isinstance(number, slice):
            return [self[each] for each in range(self._size)[number]]
        place = range(self._size)[number]
        block = self._block(place)
        return block.row(place - block.first)

    @property
    def height(self) -> int:
        """Of all rows together."""
        return self._tops[-1]

    def span(self, number: int) -> tuple[int, int]:
        """Top and bottom of a row."""
        at = self._at(number)
        block, top, heights = self._blocks[at], self._tops[at], self._heights
        place = number - block.first
        return top + block.top(place, heights), top + block.top(place + 1, heights)

    def between(self, top: float, bottom: float) -> range:
        """The rows that are in sight between two heights."""
        if not self._blocks:
            return range(0)
        return range(max(0, self._number_at(top)), min(self._size, self._number_at(bottom - 1) + 1))

    def head_of(self, column: int) -> int:
        """The row that names a day."""
        return self._blocks[self._of_column[column]].first

    def row_of(self, column: int, place: int) -> int:
        """The row of an entry."""
        block = self._blocks[self._of_column[column]]
        return block.first if block.last is not None else block.first + 1 + block.note + place

    def next_head(self, number: int) -> int | None:
        """The first row after this one that begins something else."""
        following = self._at(number) + 1
        return self._firsts[following] if following < len(self._blocks) else None

    def _at(self, number: int) -> int:
        return bisect_right(self._firsts, number) - 1

    def _block(self, number: int) -> _Block:
        return self._blocks[self._at(number)]

    def _number_at(self, y: float) -> int:
        """The row at a height; before the first, or behind the last, outside of all rows."""
        if y < 0:
            return -1
        if y >= self.height:
            return self._size
        at = bisect_right(self._tops, y) - 1
        return self._blocks[at].first + self._blocks[at].place_at(y - self._tops[at], self._heights)
