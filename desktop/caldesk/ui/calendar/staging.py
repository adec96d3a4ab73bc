"""Makes the scene of a period from what the services know: who is shown, what collides, what is missing."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event
from caldesk.domain.local_day import local_days, local_time
from caldesk.domain.schedule import ScheduleKind
from caldesk.domain.timespan import DateRange
from caldesk.services.calendar import CalendarService, DayStatus
from caldesk.services.calendar_missing import Missing
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.day_book import DayBook, DayPage, PersonBook, clash_counts
from caldesk.ui.calendar.legend import LegendEntry
from caldesk.ui.calendar.scene import DayState, Person, PersonColumn, Scene
from caldesk.ui.calendar.truth_words import reason_words

_COMPARED = ("zone", "today", "states", "blind", "by_person", "month", "second", "stale", "as_of")


def people_of(snapshot: Snapshot) -> dict[str, Person]:
    """Everybody, in reading order; the place decides the hue, so that it stays the same from day to day."""
    return {
        schedule.id: Person(schedule_id=schedule.id, name=schedule.name or "?", hue=place)
        for place, schedule in enumerate(snapshot.schedules)
    }


class Stager:
    """Makes one scene after the other; what has not changed between them is not worked out again."""

    def __init__(self, service: CalendarService) -> None:
        self._service = service
        self._book = DayBook()
        self._persons = PersonBook()
        self._version = 0
        self._last: Scene | None = None

    def stage(
        self,
        people: Mapping[str, Person],
        dates: DateRange,
        *,
        now: float,
        hidden: Container[str] = (),
        show_loading: bool = True,
        by_person: Sequence[PersonColumn] | None = None,
        month: date | None = None,
        second: ZoneInfo | None = None,
    ) -> Scene:
        """The scene of these dates without the schedules in `hidden`; `by_person` gives each a column of one day.

        The same scene as before where nothing in it has changed, so that nothing is drawn for what arrives elsewhere.
        """
        service = self._service
        columns = DayColumns(local_days(service.zone, dates))
        events = tuple(event for event in service.events(dates) if event.schedule_id not in hidden)
        days = [service.day(day) for day in dates]
        pages = self._book.take(events, columns, service.zone)
        stale = stale_events(pages, days)
        if by_person is not None:
            pages = self._persons.take(pages[0], [each.person.schedule_id for each in by_person])
        staged = Scene(
            version=self._version,
            zone=service.zone,
            columns=columns,
            today=local_time(service.zone, int(now)).date(),
            events=events,
            pages=pages,
            people=people,
            clash_counts=clash_counts(pages),
            states=tuple(_state(day, show_loading) for day in days),
            blind=tuple(dict.fromkeys(each.schedule_name for each in unread(service, dates, hidden))),
            by_person=tuple(by_person) if by_person is not None else None,
            month=month,
            second=second,
            stale=stale,
            as_of=service.status(dates).as_of,
        )
        if self._last is None or not _looks_the_same(staged, self._last):
            self._version += 1
            self._last = replace(staged, version=self._version)
        return self._last


def _looks_the_same(fresh: Scene, last: Scene) -> bool:
    """Whether they show the same; a page is equal only to itself, and stands for the events on it."""
    return (
        fresh.pages == last.pages
        and fresh.people is last.people
        and all(getattr(fresh, name) == getattr(last, name) for name in _COMPARED)
    )


def stale_events(pages: Iterable[DayPage], days: Iterable[DayStatus]) -> frozenset[Event]:
    """Events that may have changed since they were read: of days that are old, of calendars that were not reached."""
    return frozenset(
        event
        for page, day in zip(pages, days, strict=True)
        if day.stale or day.stale_types
        for event in page.events
        if day.stale or event.calendar_type in day.stale_types
    )


def unread(service: CalendarService, dates: DateRange, hidden: Container[str] = ()) -> list[Missing]:
    """Calendars that should be in the picture and are not."""
    missing = service.status(dates).missing
    return [each for each in missing if each.unknown and each.schedule_id not in hidden]


def _state(day: DayStatus, show_loading: bool) -> DayState:
    if day.known:
        return DayState.KNOWN
    if day.failed and not day.loading:
        return DayState.UNREADABLE
    return DayState.LOADING if show_loading else DayState.KNOWN


def legend_entries(
    snapshot: Snapshot, people: Mapping[str, Person], events: Iterable[Event], missing: Sequence[Missing]
) -> list[LegendEntry]:
    """A row for each schedule; those of services only where they hold something."""
    counts = Counter(event.schedule_id for event in events)
    reasons = {each.schedule_id: each for each in sorted(missing, key=lambda each: each.unknown)}
    return [
        _entry(people[schedule.id], counts[schedule.id], reasons.get(schedule.id))
        for schedule in snapshot.schedules
        if schedule.id in people and (schedule.kind is not ScheduleKind.SERVICE or counts[schedule.id])
    ]


def _entry(person: Person, count: int, missing: Missing | None) -> LegendEntry:
    if missing is None:
        return LegendEntry(person=person, count=count)
    return LegendEntry(person=person, count=count, reason=reason_words(missing.reason), grave=missing.unknown)
