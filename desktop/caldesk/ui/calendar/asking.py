"""Puts together what a page wants to see: the dates, who is shown, in which zones."""

from zoneinfo import ZoneInfo

from caldesk.domain.timespan import DateRange
from caldesk.services.session import Session
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.person_columns import person_columns
from caldesk.ui.calendar.scene import Person, PersonColumn
from caldesk.ui.calendar.staging import Ask, people_of
from caldesk.ui.calendar.views import Period, ViewKind


class Asker:
    """Keeps everybody's names and hues from one snapshot to the next."""

    def __init__(self, session: Session, legend: LegendModel) -> None:
        self._session, self._legend = session, legend
        self._people: dict[str, Person] = {}
        self.take_snapshot()

    def take_snapshot(self) -> None:
        """There are other people, perhaps."""
        self._people = people_of(self._session.state.snapshot)

    def ask(self, period: Period, second: ZoneInfo | None, *, show_loading: bool) -> Ask:
        """What is to be drawn of a period now, its day first."""
        dates = period.dates
        return Ask(
            people=self._people,
            dates=dates,
            now=self._session.clock.now(),
            first=period.day,
            hidden=self._legend.hidden,
            show_loading=show_loading,
            by_person=self._person_columns(dates) if period.kind is ViewKind.PEOPLE else None,
            month=period.month,
            hidden_weekdays=period.hidden_weekdays,
            second=second,
            colour_by=self._legend.colour_by,
        )

    def _person_columns(self, dates: DateRange) -> tuple[PersonColumn, ...]:
        service = self._session.calendar
        events, missing = service.events(dates), service.status(dates).missing
        return person_columns(self._session.state.snapshot, self._people, events, missing, self._legend.hidden)
