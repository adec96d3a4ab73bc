"""Where an instant stands in a day column: wall-clock minutes 0 to 1440, so that every column has the same hours.

Missing wall time stays an empty stretch. Repeated wall time is drawn twice: its stretch of the axis is halved, the
first pass (A) above the second (B). Minutes, never pixels.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from caldesk.domain.local_day import DAY_MINUTES, Day, Repeat, Segment, wall_minutes


class Piece(Struct, frozen=True, gc=False):
    """Instants `start` to `end` run evenly from `top` to `bottom` on the axis."""

    start: int
    end: int
    top: float
    bottom: float

    def position(self, instant: int) -> float:
        """Axis minutes of an instant; outside of the piece, its nearer edge."""
        if instant <= self.start:
            return self.top
        if instant >= self.end:
            return self.bottom
        return self.top + (instant - self.start) * (self.bottom - self.top) / (self.end - self.start)

    def instant(self, position: float) -> int:
        """The instant at axis minutes, to the second; outside of the piece, its nearer edge."""
        if self.bottom <= self.top:
            return self.start
        share = (position - self.top) / (self.bottom - self.top)
        return self.start + round(min(max(share, 0.0), 1.0) * (self.end - self.start))


class Mark(Struct, frozen=True, gc=False):
    """A line of the axis: `wall` minutes stand at `position`; `turn` is "A" or "B" where the time comes twice."""

    position: float
    wall: float
    turn: str = ""


class DayAxis(Struct, frozen=True):
    """The axis of one day; `pieces` in order of time."""

    day: Day
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def top_of(self, instant: int) -> float:
        """Where something that begins at the instant begins: after a jump, behind the missing time."""
        if len(self.pieces) == 1:  # nearly every day; a crowd asks for thousands of positions
            return self.pieces[0].position(instant)
        return self._position(bisect_right(self.starts, instant) - 1, instant)

    def bottom_of(self, instant: int) -> float:
        """Where something that ends at the instant ends: at a jump, before the missing time."""
        if len(self.pieces) == 1:
            return self.pieces[0].position(instant)
        return self._position(bisect_left(self.starts, instant) - 1, instant)

    def instant_at(self, position: float) -> int:
        """The instant under a position; in missing time, the moment of the jump."""
        if not self.pieces:
            return self.day.start
        index = bisect_right(self.pieces, position, key=_top) - 1
        return self.pieces[max(0, index)].instant(position)

    def marks(self, step: int = 60) -> Iterator[Mark]:
        """Lines at every `step` wall minutes, and where a repeated stretch begins; none in missing time."""
        walls = {float(wall) for wall in range(0, DAY_MINUTES, step)} | {each.first for each in self.day.repeats}
        for wall in sorted(walls):
            repeat = next((each for each in self.day.repeats if each.first <= wall < each.end), None)
            if repeat:
                half = (wall - repeat.first) / 2
                yield Mark(repeat.first + half, wall, "A")
                yield Mark(repeat.middle + half, wall, "B")
            elif not any(gap.first <= wall < gap.end for gap in self.day.gaps):
                yield Mark(wall, wall)

    def _position(self, index: int, instant: int) -> float:
        return self.pieces[max(0, index)].position(instant) if self.pieces else 0.0


@lru_cache(maxsize=512)
def axis_of(day: Day) -> DayAxis:
    """The axis of a day."""
    walls = [wall_minutes(segment, day.date) for segment in day.segments]
    pieces: list[Piece] = []
    for index, segment in enumerate(day.segments):
        before = _repeat(walls[index - 1], walls[index]) if index else None
        after = _repeat(walls[index], walls[index + 1]) if index + 1 < len(walls) else None
        pieces.extend(_pieces(segment, _knots(walls[index], before, after)))
    return DayAxis(day=day, pieces=tuple(pieces), starts=tuple(piece.start for piece in pieces))


def _repeat(earlier: tuple[float, float], later: tuple[float, float]) -> Repeat | None:
    end = min(earlier[1], DAY_MINUTES)
    return Repeat(later[0], end) if later[0] < end else None


def _knots(wall: tuple[float, float], before: Repeat | None, after: Repeat | None) -> list[tuple[float, float]]:
    """Pairs of wall minute and axis minute between which a segment runs evenly."""
    first = [(wall[0], before.middle), (before.end, before.end)] if before else [(wall[0], wall[0])]
    last = [(after.first, after.first), (wall[1], after.middle)] if after else [(wall[1], wall[1])]
    return [*first, *last]


def _pieces(segment: Segment, knots: list[tuple[float, float]]) -> Iterator[Piece]:
    base = knots[0][0]
    for (wall, top), (next_wall, bottom) in pairwise(knots):
        start, end = segment.start + round((wall - base) * 60), segment.start + round((next_wall - base) * 60)
        if start < end:
            yield Piece(start, end, min(top, DAY_MINUTES), min(max(top, bottom), DAY_MINUTES))


def _top(piece: Piece) -> float:
    return piece.top
