"""The days of a zone at their true length: 24 hours, but also 23, 25, 23.5 or none, and where the clock jumps.

A change of offset is found by asking the zone, to the second; nothing is assumed about when changes happen.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.event import DAY, date_of, floating
from caldesk.domain.timespan import DateRange, Span, Window

DAY_MINUTES = 1440
"""Wall-clock minutes of every day, whatever its true length."""

_FIRST, _LAST = date(2, 1, 1), date(9998, 12, 31)
"""Between these every neighbour of a day can be named, too; providers write "for ever" as 9999-12-31."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = 12 * 3600
"""Seconds between two looks at the offset; no two changes of any zone in tzdata are within two days of each other."""


class Segment(Struct, frozen=True, gc=False):
    """Instants of a day that share one offset, in seconds east of UTC."""

    start: int
    end: int
    offset: int


class Gap(Struct, frozen=True, gc=False):
    """Wall-clock minutes that a day does not have: clocks went forward."""

    first: float
    end: float


class Repeat(Struct, frozen=True, gc=False):
    """Wall-clock minutes that a day has twice: clocks went back."""

    first: float
    end: float

    @property
    def middle(self) -> float:
        """Where the second pass begins on the axis."""
        return (self.first + self.end) / 2


class Day(Struct, frozen=True):
    """A date in a zone. `start` and `end` are instants and equal on a date that the zone left out.

    Days follow each other without a hole. Where clocks go back across midnight (00:01 to 23:01), the day begins at
    its last midnight, so that the hour that is lived twice stays in one day.
    """

    date: date
    start: int
    end: int
    segments: tuple[Segment, ...]
    gaps: tuple[Gap, ...] = ()
    repeats: tuple[Repeat, ...] = ()

    @property
    def span(self) -> Span:
        """Its instants."""
        return Span(self.start, self.end)

    @property
    def hours(self) -> float:
        """Its true length."""
        return (self.end - self.start) / 3600

    @property
    def changes(self) -> bool:
        """Whether the clock jumps in it, or at its midnight."""
        return bool(self.gaps or self.repeats)


def offset_at(zone: ZoneInfo, instant: int) -> int:
    """Seconds east of UTC. Raises OverflowError outside the years 1 to 9999."""
    return (local_time(zone, instant).utcoffset() or timedelta()) // timedelta(seconds=1)


def local_time(zone: ZoneInfo, instant: int) -> datetime:
    """Date, wall clock and zone name at an instant."""
    return (_EPOCH + timedelta(seconds=instant)).astimezone(zone)


@lru_cache(maxsize=4096)
def local_day(zone: ZoneInfo, day: date) -> Day:
    """A date of a zone. Raises OverflowError within two days of the first and the last date there is."""
    midnight = floating(day)
    around = tuple(_segments(zone, Span(midnight - DAY, midnight + 2 * DAY)))
    start, end = _first_instant(midnight, around), _first_instant(midnight + DAY, around)
    segments = tuple(_clipped(around, Span(start, end)))
    gaps, repeats = _jumps([wall_minutes(segment, day) for segment in segments])
    return Day(date=day, start=start, end=end, segments=segments, gaps=gaps, repeats=repeats)


def local_days(zone: ZoneInfo, dates: DateRange) -> tuple[Day, ...]:
    """Every date of a range."""
    return tuple(local_day(zone, day) for day in dates)


def span_of(zone: ZoneInfo, dates: DateRange) -> Span:
    """The instants that a range of dates covers in a zone."""
    return Span(local_day(zone, dates.first).start, local_day(zone, dates.end).start)


def window_of(zone: ZoneInfo, dates: DateRange) -> Window:
    """What a view of these dates shows, in a zone."""
    return Window(span_of(zone, dates), Span(floating(dates.first), floating(dates.end)))


def midnight_of(zone: ZoneInfo, seconds: int) -> int:
    """The instant at which the date of floating seconds begins in a zone; dates beyond all calendars are brought in."""
    inside = min(max(seconds, floating(_FIRST)), floating(_LAST))
    return local_day(zone, date_of(inside)).start


def zone_names(zone: ZoneInfo, day: Day) -> tuple[str, ...]:
    """The abbreviations in force, in turn: ("GMT", "BST") on the day that London changes."""
    return tuple(local_time(zone, segment.start).tzname() or "" for segment in day.segments)


def wall_minutes(segment: Segment, day: date) -> tuple[float, float]:
    """Minutes since 00:00 of a date that the wall clock shows where a segment begins and ends."""
    shift = segment.offset - floating(day)
    return (segment.start + shift) / 60, (segment.end + shift) / 60


@lru_cache(maxsize=1024)
def _probed(zone: ZoneInfo, instant: int) -> int:
    """The offset at an instant that the neighbours of a day probe, too."""
    return offset_at(zone, instant)


def _segments(zone: ZoneInfo, span: Span) -> Iterator[Segment]:
    """The span, cut where the offset changes."""
    start = at = span.start
    offset = _probed(zone, start)
    while at < span.end:
        ahead = min(at + _STEP, span.end)
        if _probed(zone, ahead) == offset:
            at = ahead
            continue
        at = _change(zone, at, ahead, offset)
        yield Segment(start, at, offset)
        start, offset = at, offset_at(zone, at)
    if start < span.end:
        yield Segment(start, span.end, offset)


def _change(zone: ZoneInfo, before: int, after: int, offset: int) -> int:
    """The first instant with another offset than `before` has; `after` has another."""
    while after - before > 1:
        middle = (before + after) // 2
        if offset_at(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _first_instant(midnight: int, around: tuple[Segment, ...]) -> int:
    """The instant from which on the wall clock never again shows a time before `midnight` (floating seconds)."""
    for segment in reversed(around):
        if segment.start + segment.offset < midnight:
            return min(segment.end, midnight - segment.offset)
    return around[0].start


def _clipped(segments: tuple[Segment, ...], span: Span) -> Iterator[Segment]:
    for segment in segments:
        common = span.common(Span(segment.start, segment.end))
        if common:
            yield Segment(common.start, common.end, segment.offset)


def _jumps(walls: list[tuple[float, float]]) -> tuple[tuple[Gap, ...], tuple[Repeat, ...]]:
    """Where one stretch of wall clock does not begin where the last one ended."""
    edges = [(0.0, 0.0), *walls, (float(DAY_MINUTES), float(DAY_MINUTES))]
    joints = [(min(left[1], DAY_MINUTES), right[0]) for left, right in pairwise(edges)]
    gaps = tuple(Gap(was, now) for was, now in joints if was < now)
    return gaps, tuple(Repeat(now, was) for was, now in joints if now < was)
