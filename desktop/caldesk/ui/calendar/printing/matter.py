"""What is put on paper, as one value: only what may be seen, and how true it is."""

from datetime import date
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event
from caldesk.domain.local_day import local_days
from caldesk.domain.timespan import DateRange
from caldesk.services.calendar_export import NotRead, TitleLevel


class Who(Struct, frozen=True, kw_only=True):
    """A person, or another schedule, as it is printed. `not_read` says why their calendar is missing, "" if none is."""

    schedule_id: str
    name: str
    initials: str
    hue: int = 0
    not_read: str = ""


NOBODY = Who(schedule_id="", name="?", initials="?")


class Matter(Struct, frozen=True, kw_only=True, dict=True):
    """The contents of a print. `people` are those who are shown, in reading order, whether they have events or not.

    `focus` is the day that was looked at. `unread_days` were never read in full: they are not known to be free.
    A month leaves out `hidden_weekdays`, as `date.weekday()`.
    """

    site_name: str
    zone: ZoneInfo
    dates: DateRange
    focus: date
    now: float
    as_of: float | None = None
    practice: bool = False
    level: TitleLevel = TitleLevel.BUSY_ONLY
    events: tuple[Event, ...] = ()
    people: tuple[Who, ...] = ()
    clashing: frozenset[Event] = frozenset()
    not_read: tuple[NotRead, ...] = ()
    unread_days: frozenset[date] = frozenset()
    hidden_weekdays: frozenset[int] = frozenset()

    @cached_property
    def columns(self) -> DayColumns:
        """The days."""
        return DayColumns(local_days(self.zone, self.dates))

    @cached_property
    def _by_id(self) -> dict[str, Who]:
        return {who.schedule_id: who for who in self.people}

    @cached_property
    def has_blind(self) -> bool:
        """Whether somebody's calendar could not be read."""
        return any(who.not_read for who in self.people)

    def who(self, event: Event) -> Who:
        """Whose event it is."""
        return self._by_id.get(event.schedule_id, NOBODY)


class Wording(Protocol):
    """Dates, times and events in the words and formats of a locale."""

    def period(self, matter: Matter, *, whole_month: bool) -> str:
        """The heading: which dates."""
        ...

    def day(self, day: date) -> str:
        """A date with its weekday, in full."""
        ...

    def short_day(self, day: date) -> str:
        """The same, for the head of a column."""
        ...

    def weekday(self, day: date) -> str:
        """The weekday alone."""
        ...

    def hour(self, minute: float) -> str:
        """A wall-clock time of the axis, in minutes since midnight."""
        ...

    def start(self, event: Event, zone: ZoneInfo) -> str:
        """The wall-clock time at which an event begins."""
        ...

    def until(self, event: Event, zone: ZoneInfo) -> str:
        """At which wall-clock time an event ends that began on another day."""
        ...

    def times(self, event: Event, zone: ZoneInfo) -> str:
        """From when to when."""
        ...

    def moment(self, seconds: float, zone: ZoneInfo) -> str:
        """Date and time."""
        ...

    def title(self, event: Event) -> str:
        """The title, or "Busy"."""
        ...

    def source(self, event: Event) -> str:
        """Where the event lives."""
        ...

    def letter(self, event: Event) -> str:
        """The letter that stands for where it lives."""
        ...
