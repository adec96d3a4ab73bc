"""Times as they travel, by text: a few dates and times of day make up all events, so each is read once.

The dictionaries are open to the loops over events, which look a text up without calling anything. A new time is
mostly a day and a time of day that were both seen before: `INSTANTS[text] = DAYS[text[:10]] + CLOCKS[text[10:]]`.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from caldesk.domain.event import all_day_date, floating, instant

_KEPT = 4_096  # texts remembered (half a megabyte): enough for what is on screen, which every refresh brings again
_EARLIEST, _LATEST = floating(date(2, 1, 1)), floating(date(9998, 12, 31))


class _Texts(dict[str, int]):
    """Seconds by text, read when they are first looked up; starts anew when it has grown too large."""

    def __init__(self, read: Callable[[str], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        self[text] = seconds = sensible(self._read(text))
        return seconds


def sensible(seconds: int) -> int:
    """The seconds, if every zone has a date for them and for the day after. Raises ValueError."""
    if not _EARLIEST <= seconds <= _LATEST:
        raise ValueError("a time beyond the calendar")
    return seconds


@lru_cache(maxsize=8)
def dates_in(zone: ZoneInfo) -> _Texts:
    """The floating seconds of all-day texts in a zone. A look-up raises ValueError and OverflowError."""
    return _Texts(lambda text: floating(all_day_date(text, zone)))


INSTANTS: dict[str, int] = {}
"""Epoch seconds of the date-times that were read; a plain dictionary, whose `get` is the fastest look-up there is."""
DAYS = _Texts(lambda day: floating(date.fromisoformat(day)))
"""Epoch seconds of a day's midnight in UTC. A look-up raises ValueError."""
CLOCKS = _Texts(lambda clock: instant(f"1970-01-01{clock}"))
"""Seconds of a time of day with its offset, beside midnight UTC. A look-up raises ValueError."""


def make_room() -> None:
    """Start anew where too many date-times are remembered; once for each answer is enough."""
    if len(INSTANTS) >= _KEPT:
        INSTANTS.clear()


def forget() -> None:
    """Forget whole date-times and dates, as if the program had just started."""
    INSTANTS.clear()
    dates_in.cache_clear()
