"""Half-open ranges of instants and of dates, and the dates that each view of the calendar shows.

Instants are whole seconds since the epoch. Knows nothing of offsets: that is `local_day`.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

MONDAY, FRIDAY = 0, 4
WORKDAYS = frozenset(range(MONDAY, FRIDAY + 1))
"""Weekdays of a common working week, counted as `date.weekday()` does."""

_NOT_A_PLACE = frozenset({"localtime", "posixrules", "Factory"})


class Span(Struct, frozen=True, gc=False, order=True):
    """The instants from `start` up to, not including, `end`; empty where `end` is not after `start`."""

    start: int
    end: int

    @property
    def seconds(self) -> int:
        """Its length; never negative."""
        return max(0, self.end - self.start)

    def holds(self, instant: int) -> bool:
        """Whether an instant lies in it."""
        return self.start <= instant < self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether they share an instant; touching ends do not."""
        return max(self.start, other.start) < min(self.end, other.end)

    def common(self, other: "Span") -> "Span | None":
        """What both share, None if nothing."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


class DateRange(Struct, frozen=True, gc=False, order=True):
    """The dates from `first` up to, not including, `end`."""

    first: date
    end: date

    def __len__(self) -> int:
        return max(0, (self.end - self.first).days)

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=step) for step in range(len(self)))

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.end


class Window(Struct, frozen=True):
    """What a view shows: `span` in instants, for timed events, and `dates` in floating seconds, for all-day ones."""

    span: Span
    dates: Span

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest second of either."""
        return min(self.span.start, self.dates.start), max(self.span.end, self.dates.end)


def zone_or_none(zone_id: str) -> ZoneInfo | None:
    """The zone of an id, None if it is unknown; it is the caller who says so to the user and shows UTC.

    Names that mean "whatever this computer uses" are unknown too: a guess that would look like knowledge.
    """
    if not zone_id or zone_id in _NOT_A_PLACE:
        return None
    try:
        return ZoneInfo(zone_id)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the id of a folder, such as "America"
        return None


def week_start(day: date, first_weekday: int = MONDAY) -> date:
    """The first date of the week that `day` is in; `first_weekday` counts from Monday = 0."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def day_dates(day: date) -> DateRange:
    """That date alone."""
    return DateRange(day, day + timedelta(days=1))


def week_dates(day: date, first_weekday: int = MONDAY) -> DateRange:
    """The seven dates of the week of `day`."""
    first = week_start(day, first_weekday)
    return DateRange(first, first + timedelta(days=7))


def work_week_dates(day: date, first_weekday: int = MONDAY, workdays: frozenset[int] = WORKDAYS) -> DateRange:
    """From the first to the last workday of the week of `day`; the whole week if none is a workday."""
    week = week_dates(day, first_weekday)
    working = [each for each in week if each.weekday() in workdays]
    return DateRange(working[0], working[-1] + timedelta(days=1)) if working else week


def month_grid_dates(day: date, first_weekday: int = MONDAY) -> DateRange:
    """The 4 to 6 whole weeks that the month of `day` touches."""
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return DateRange(week_start(day.replace(day=1), first_weekday), week_dates(last, first_weekday).end)


def agenda_dates(day: date, length: int = 30) -> DateRange:
    """`length` dates from `day` on."""
    return DateRange(day, day + timedelta(days=length))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
