"""Makes what is printed and exported from what the services know now: who is shown, how private, how true."""

from collections.abc import Callable, Container, Iterator
from datetime import date

from caldesk.domain.event import Event
from caldesk.domain.month_layout import NO_DAYS
from caldesk.domain.overlaps import find_clashes
from caldesk.domain.schedule import ScheduleKind
from caldesk.domain.timespan import DateRange
from caldesk.i18n import _, ngettext
from caldesk.services.calendar_export import Extract, NotRead, TitleLevel, busy_only
from caldesk.services.session import Session
from caldesk.ui.calendar.printing.matter import Matter, Who
from caldesk.ui.calendar.printing.paper import Sheet
from caldesk.ui.calendar.scene import NOBODY, Person
from caldesk.ui.calendar.staging import people_of, unread
from caldesk.ui.calendar.truth_words import reason_words
from caldesk.ui.calendar.views import Period, ViewKind

_WISH = "print"
_SHEETS = {
    ViewKind.DAY: Sheet.DAY,
    ViewKind.PEOPLE: Sheet.DAY,
    ViewKind.WORK_WEEK: Sheet.WEEK,
    ViewKind.WEEK: Sheet.WEEK,
    ViewKind.MONTH: Sheet.MONTH,
    ViewKind.AGENDA: Sheet.AGENDA,
}


def sheet_of(kind: ViewKind) -> Sheet:
    """The sheet that looks most like a view."""
    return _SHEETS[kind]


def dates_of(sheet: Sheet, period: Period) -> DateRange:
    """What a sheet shows of a period: the same dates where it can, else those around the same day."""
    if sheet is sheet_of(period.kind) or sheet is Sheet.AGENDA:
        return period.dates
    return period.seen_as(ViewKind(sheet.value)).dates


class PrintSource:
    """Asks the services each time, so that titles are gone from print as soon as they are hidden.

    `hidden` says which schedules are not shown now.
    """

    def __init__(self, session: Session, hidden: Callable[[], Container[str]]) -> None:
        self._session, self._hidden = session, hidden
        self._service = session.calendar

    @property
    def level(self) -> TitleLevel:
        """What may be seen now."""
        return TitleLevel.BUSY_ONLY if self._service.revealed_until is None else TitleLevel.WITH_TITLES

    def look_at(self, dates: DateRange) -> None:
        """Have these dates read, too."""
        self._service.wish(_WISH, dates)

    def look_away(self) -> None:
        """Nothing is to be read for print any more."""
        self._service.drop_wish(_WISH)

    def subscribe(self, subscriber: Callable[[], None]) -> Callable[[], None]:
        """Tell when to ask again; the result ends that."""
        return self._service.subscribe(subscriber)

    def is_loading(self, dates: DateRange) -> bool:
        """Whether some of it is still on its way."""
        return self._service.status(dates).loading

    def matter(self, sheet: Sheet, period: Period) -> Matter:
        """What a sheet of this period shows now."""
        dates, service, profile = dates_of(sheet, period), self._service, self._session.profile
        events = self._events(dates)
        clashes = find_clashes(events, service.zone)
        return Matter(
            site_name=profile.name,
            practice=profile.practice,
            zone=service.zone,
            dates=dates,
            focus=period.day,
            now=self._session.clock.now(),
            as_of=service.status(dates).as_of,
            level=self.level,
            events=events,
            people=self._people(dates, events),
            clashing=frozenset(event for clash in clashes for event in (clash.booking, clash.other)),
            not_read=tuple(self._not_read(dates)),
            unread_days=frozenset(self._unread_days(dates)),
            hidden_weekdays=period.hidden_weekdays if sheet is Sheet.MONTH else NO_DAYS,
        )

    def extract(self, dates: DateRange) -> Extract:
        """What is exported of these dates now."""
        profile, service = self._session.profile, self._service
        missing = list(self._not_read(dates))
        if any(self._unread_days(dates)):
            missing.append(NotRead(why=_("some of these days were not read in full yet")))
        return Extract(
            events=self._events(dates),
            dates=dates,
            people={each.id: each.name for each in self._session.state.snapshot.schedules},
            zone=service.zone,
            level=self.level,
            site_name=profile.name,
            as_of=service.status(dates).as_of,
            now=self._session.clock.now(),
            practice=profile.practice,
            not_read=tuple(missing),
        )

    def _unread_days(self, dates: DateRange) -> list[date]:
        return [day for day in dates if not self._service.day(day).known]

    def _events(self, dates: DateRange) -> tuple[Event, ...]:
        hidden, bare = self._hidden(), self.level is TitleLevel.BUSY_ONLY
        seen = (event for event in self._service.events(dates) if event.schedule_id not in hidden)
        return tuple(busy_only(event) if bare else event for event in seen)

    def _people(self, dates: DateRange, events: tuple[Event, ...]) -> tuple[Who, ...]:
        """Everybody who is shown; services only if they hold something, and then also those that nobody listed."""
        hidden, snapshot = self._hidden(), self._session.state.snapshot
        people, busy = people_of(snapshot), dict.fromkeys(event.schedule_id for event in events)
        idle = {each.id for each in snapshot.schedules if each.kind is ScheduleKind.SERVICE} - busy.keys()
        missing = unread(self._service, dates, hidden)
        blind = {each.schedule_id: reason_words(each.reason) for each in missing}
        if "" in blind:  # it may be a calendar of anybody of whom none is known
            blind |= {each.id: blind[""] for each in snapshot.schedules if not snapshot.on_schedule(each.id)}
        shown = [each for each in people.values() if each.schedule_id not in hidden and each.schedule_id not in idle]
        shown += [Person(schedule_id=unlisted, name=NOBODY.name) for unlisted in busy if unlisted not in people]
        return tuple(
            Who(
                schedule_id=person.schedule_id,
                name=person.name,
                initials=person.initials,
                hue=person.hue,
                not_read=blind.get(person.schedule_id, ""),
            )
            for person in shown
        )

    def _not_read(self, dates: DateRange) -> Iterator[NotRead]:
        for each in unread(self._service, dates, self._hidden()):
            yield NotRead(person=each.name, source=each.where, why=reason_words(each.reason))
        status = self._service.status(dates)
        if status.problem is not None:
            yield NotRead(why=status.problem.title)
        if status.skipped:
            words = ngettext("{n} event was not understood", "{n} events were not understood", status.skipped)
            yield NotRead(why=words.format(n=status.skipped))
