"""The ways of looking at the calendar: the dates that each shows, what comes before and after, where one stands."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.event import Event
from caldesk.domain.timespan import (
    MONDAY,
    DateRange,
    add_months,
    agenda_dates,
    day_dates,
    month_grid_dates,
    week_dates,
    work_week_dates,
)


class ViewKind(StrEnum):
    """A way of looking; the values are what the settings remember."""

    DAY = "day"
    WORK_WEEK = "work-week"
    WEEK = "week"
    MONTH = "month"
    AGENDA = "agenda"
    PEOPLE = "people"


_STEP_DAYS = {
    ViewKind.DAY: 1,
    ViewKind.PEOPLE: 1,
    ViewKind.WORK_WEEK: 7,
    ViewKind.WEEK: 7,
    ViewKind.AGENDA: 30,
}


class Period(Struct, frozen=True, kw_only=True):
    """What is looked at: a view and the day it stands on. `first_weekday` counts from Monday = 0.

    `hidden_weekdays` are left out of a month; no other view asks for them.
    """

    kind: ViewKind
    day: date
    first_weekday: int = MONDAY
    hidden_weekdays: frozenset[int] = frozenset()

    @property
    def month(self) -> date | None:
        """Any day of the month that is looked at; None in other views."""
        return self.day if self.kind is ViewKind.MONTH else None

    @property
    def dates(self) -> DateRange:
        """The dates that are shown, whole weeks in a month."""
        match self.kind:
            case ViewKind.WEEK:
                return week_dates(self.day, self.first_weekday)
            case ViewKind.WORK_WEEK:
                return work_week_dates(self.day, self.first_weekday)
            case ViewKind.MONTH:
                return month_grid_dates(self.day, self.first_weekday)
            case ViewKind.AGENDA:
                return agenda_dates(self.day)
            case ViewKind.DAY | ViewKind.PEOPLE:
                return day_dates(self.day)

    def stepped(self, steps: int) -> "Period":
        """The next (1) or previous (-1) period of the same kind."""
        if self.kind is ViewKind.MONTH:
            return replace(self, day=add_months(self.day, steps))
        return replace(self, day=self.day + timedelta(days=steps * _STEP_DAYS[self.kind]))

    def on(self, day: date) -> "Period":
        """The period of the same kind that holds `day`."""
        return replace(self, day=day)

    def without(self, weekdays: frozenset[int]) -> "Period":
        """The same, with other days left out of a month."""
        return replace(self, hidden_weekdays=weekdays)

    def shown_day(self, day: date) -> date:
        """The day itself, or the next one that the view does not leave out."""
        while self.kind is ViewKind.MONTH and day.weekday() in self.hidden_weekdays:
            day += timedelta(days=1)
        return day

    def seen_as(self, kind: ViewKind) -> "Period":
        """The same day in another view."""
        return replace(self, kind=kind)


class Selection(Struct, frozen=True, kw_only=True):
    """Where the keyboard stands: a day, a moment of it in wall minutes, and an event if one is marked."""

    day: date
    minute: int = 0
    event: Event | None = None


def remembered(kind: str, day: date, first_weekday: int) -> Period:
    """The period of a day in the view that was remembered; the week if there is no such view."""
    known = kind if kind in [each.value for each in ViewKind] else ViewKind.WEEK.value
    return Period(kind=ViewKind(known), day=day, first_weekday=first_weekday)


def opening_minute(period: Period, now: datetime) -> float:
    """From which minute of a day hours are shown at first: one hour before now, or eight in the morning."""
    return max(0, (now.hour - 1) * 60) if now.date() in period.dates else 8 * 60
