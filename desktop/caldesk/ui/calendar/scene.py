"""Everything a view draws, as one value: the page makes it, the views only place and paint it."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, once
from caldesk.domain.event import Event, EventSource
from caldesk.domain.local_day import Day
from caldesk.domain.overlaps import Clash
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange
from caldesk.ui.calendar.colouring import ColourBy, provider_hue
from caldesk.ui.calendar.day_book import DayPage
from caldesk.ui.widgets.avatar import initials
from caldesk.ui.widgets.state_badge import State

_LETTERS = {CalendarType.GOOGLE: "G", CalendarType.MICROSOFT: "M", CalendarType.I_CAL: "A"}


class Person(Struct, frozen=True, kw_only=True):
    """A schedule as it is drawn: whose, and in which of the theme's hues."""

    schedule_id: str
    name: str
    hue: int = 0

    @property
    def initials(self) -> str:
        """One or two letters where the name does not fit."""
        return initials(self.name)


NOBODY = Person(schedule_id="", name="?")


class DayState(StrEnum):
    """What is known about a day."""

    KNOWN = "known"
    LOADING = "loading"
    UNREADABLE = "unreadable"


class PersonColumn(Struct, frozen=True, kw_only=True):
    """Somebody who has a column of their own: how their calendars do, in a word, and whether they could be read."""

    person: Person
    state: State
    words: str
    unread: bool = False


class Scene(Struct, frozen=True, kw_only=True):
    """What to draw. `version` changes whenever anything else in it does; `pages` hold the events by column.

    A column is a day; where `by_person` is not None, all are of one day, each of another person. `clash_counts` says
    of each event in a double booking how many it overlaps. `blind` names whose calendars could not be read; their
    free time is not free. `month` is any day of the month that is looked at, None in other views. `second` is a zone
    whose times are said beside those of the site. `stale` are events that are not known to be so any more, `as_of` is
    when the oldest day was read (epoch seconds). `complete` is False while days of it are still being sorted: their
    pages are from before, or empty and `LOADING`. `filtered`: somebody is hidden in the legend. A month leaves out
    `hidden_weekdays`, as `date.weekday()`.
    `colour_by` is what the colour of an event tells.
    """

    version: int
    zone: ZoneInfo
    columns: DayColumns
    today: date
    people: Mapping[str, Person] = MappingProxyType({})
    pages: tuple[DayPage, ...] = ()
    clash_counts: Mapping[Event, int] = MappingProxyType({})
    states: tuple[DayState, ...] = ()
    blind: tuple[str, ...] = ()
    by_person: tuple[PersonColumn, ...] | None = None
    month: date | None = None
    hidden_weekdays: frozenset[int] = frozenset()
    second: ZoneInfo | None = None
    stale: frozenset[Event] = frozenset()
    as_of: float | None = None
    complete: bool = True
    filtered: bool = False
    colour_by: ColourBy = ColourBy.SCHEDULE

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event once, in reading order of the columns."""
        return once(page.events for page in self.pages)

    @property
    def bars(self) -> tuple[Event, ...]:
        """Those of the all-day lane."""
        return once(page.bars for page in self.pages)

    @property
    def width(self) -> int:
        """How many columns there are; none where everybody is hidden."""
        return len(self.columns) if self.by_person is None else len(self.by_person)

    @property
    def dates(self) -> DateRange:
        """The dates of the columns."""
        days = self.columns.days
        return DateRange(days[0].date, days[-1].date + timedelta(days=1))

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """Double bookings, by column and time."""
        return tuple(clash for page in self.pages for clash in page.clashes)

    def person(self, event: Event) -> Person:
        """Whose event it is."""
        return self.people.get(event.schedule_id, NOBODY)

    def hues(self, event: Event) -> tuple[int, int]:
        """The places of an event's hue and of that of its leading border."""
        whose = self.person(event).hue
        return (provider_hue(event) if self.colour_by is ColourBy.PROVIDER else whose), whose

    def day(self, column: int) -> Day:
        """The day of a column."""
        return self.columns.days[column if self.by_person is None else 0]

    def column_of_day(self, day: date, column: int) -> int | None:
        """The column of a day; `column` itself if it is of that day; None if the day is not shown."""
        if column < self.width and self.day(column).date == day:
            return column
        dates = self.dates
        return (day - dates.first).days if day in dates and self.by_person is None else None

    def column_of(self, event: Event) -> int | None:
        """The first column that an event stands in."""
        if self.by_person is not None:
            ids = (each.person.schedule_id for each in self.by_person)
            return next((column for column, key in enumerate(ids) if key == event.schedule_id), None)
        touch = self.columns.touch(event)
        return touch.first if touch is not None else None

    def state(self, column: int) -> DayState:
        """What is known about a column."""
        if self.by_person is not None:
            unread = self.by_person[column].unread
            return DayState.UNREADABLE if unread else self.states[0] if self.states else DayState.KNOWN
        return self.states[column] if column < len(self.states) else DayState.KNOWN


def badge_letter(event: Event) -> str:
    """The letter that tells where an event comes from, so that colour never stands alone."""
    if event.source is EventSource.WIX:
        return "W"
    return _LETTERS.get(event.calendar_type) or (event.calendar_name or "?")[:1].upper()
