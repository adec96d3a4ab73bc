"""Everything a view draws, as one value: the page makes it, the views only place and paint it."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event, EventSource
from caldesk.domain.overlaps import Clash
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange
from caldesk.ui.calendar.day_book import DayPage
from caldesk.ui.widgets.avatar import initials

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


class Scene(Struct, frozen=True, kw_only=True):
    """What to draw. `version` changes whenever anything else in it does; `pages` hold the same
    `events` by column.

    `clash_counts` says of each event in a double booking how many it overlaps. `blind` names whose calendars could
    not be read; their free time is not free. `letters` are those of providers beyond the well-known three.
    """

    version: int
    zone: ZoneInfo
    columns: DayColumns
    today: date
    events: tuple[Event, ...] = ()
    people: Mapping[str, Person] = MappingProxyType({})
    pages: tuple[DayPage, ...] = ()
    clash_counts: Mapping[Event, int] = MappingProxyType({})
    states: tuple[DayState, ...] = ()
    blind: tuple[str, ...] = ()

    @property
    def dates(self) -> DateRange:
        """The dates of the columns."""
        days = self.columns.days
        return DateRange(days[0].date, days[-1].date + timedelta(days=1))

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """Double bookings, by time."""
        return tuple(clash for page in self.pages for clash in page.clashes)

    def person(self, event: Event) -> Person:
        """Whose event it is."""
        return self.people.get(event.schedule_id, NOBODY)

    def state(self, column: int) -> DayState:
        """What is known about the day of a column."""
        return self.states[column] if column < len(self.states) else DayState.KNOWN


def badge_letter(event: Event) -> str:
    """The letter that tells where an event comes from, so that colour never stands alone."""
    if event.source is EventSource.WIX:
        return "W"
    return _LETTERS.get(event.calendar_type) or (event.calendar_name or "?")[:1].upper()
