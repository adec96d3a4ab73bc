"""Makes the scene of a period from what the services know: who is shown, what collides, what is missing."""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event
from caldesk.domain.local_day import Day, local_days, local_time
from caldesk.domain.overlaps import split_copies
from caldesk.domain.timespan import DateRange
from caldesk.services.calendar import CalendarService, DayStatus
from caldesk.services.calendar_missing import Missing
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.colouring import ColourBy
from caldesk.ui.calendar.day_book import DayBook, DayPage, PersonBook, clash_counts, sort_into_days
from caldesk.ui.calendar.scene import DayState, Person, PersonColumn, Scene
from caldesk.ui.calendar.slices import SLICE, Job
from caldesk.ui.calendar.staleness import Staleness

_COMPARED = (
    "zone",
    "today",
    "states",
    "blind",
    "by_person",
    "month",
    "hidden_weekdays",
    "second",
    "stale",
    "as_of",
    "complete",
    "filtered",
    "colour_by",
)
_ASKED = 2
"""How many times cheaper it is to ask for an event, or to find its days, than to sort and judge it."""
_SAME = 8
"""How many times cheaper it is to see that a day is as before than to sort it."""


class Ask(Struct, frozen=True, kw_only=True):
    """What is to be staged: these dates without the schedules in `hidden`, the day `first` before all others.

    `by_person` gives each a column of one day. `show_loading` says days that were not read yet are marked so.
    """

    people: Mapping[str, Person]
    dates: DateRange
    now: float
    first: date | None = None
    hidden: frozenset[str] = frozenset()
    show_loading: bool = True
    by_person: tuple[PersonColumn, ...] | None = None
    month: date | None = None
    hidden_weekdays: frozenset[int] = frozenset()
    second: ZoneInfo | None = None
    colour_by: ColourBy = ColourBy.SCHEDULE


def people_of(snapshot: Snapshot) -> dict[str, Person]:
    """Everybody, in reading order; the place decides the hue, so that it stays the same from day to day."""
    return {
        schedule.id: Person(schedule_id=schedule.id, name=schedule.name or "?", hue=place)
        for place, schedule in enumerate(snapshot.schedules)
    }


class Stager:
    """Makes one scene after the other; what has not changed between them is not worked out again.

    `steps` does the work of a scene, `scene` shows how far it got; `stage` does it all.
    """

    def __init__(self, service: CalendarService) -> None:
        self._service = service
        self._book = DayBook()
        self._persons = PersonBook()
        self._staleness = Staleness()
        self._version = 0
        self._titles = False
        self._done: dict[Day, DayPage] = {}
        self._last: Scene | None = None

    def stage(self, ask: Ask) -> Scene:
        """The whole scene.

        The same scene as before where nothing in it has changed, so that nothing is drawn for what arrives elsewhere.
        """
        for _cost in self.steps(ask):
            pass
        return self.scene(ask)

    def steps(self, ask: Ask) -> Job:
        """Sort and judge the events of one day after the other; see `slices`."""
        self._done = {}
        self._forget_titles()
        columns = DayColumns(local_days(self._service.zone, ask.dates))
        events, buckets = self._service.held_on(ask.dates), [list[Event]() for _ in columns.days]
        yield len(events) // _ASKED
        for part in (events[at : at + SLICE] for at in range(0, len(events), SLICE)):
            sort_into_days(part, columns, buckets)
            yield len(part) // _ASKED
        for day, bucket in sorted(zip(columns.days, buckets, strict=True), key=lambda pair: pair[0].date != ask.first):
            yield self._make(day, split_copies(bucket)[0], ask)
        self._book.keep_only(self._done)

    def scene(self, ask: Ask) -> Scene:
        """How far it got: a day that is not sorted yet keeps what it had, without those who are hidden now."""
        service = self._service
        columns = DayColumns(local_days(service.zone, ask.dates))
        days = [service.day(day) for day in ask.dates]
        found = [self._done.get(day) or self._from_before(day, ask) for day in columns.days]
        pages = tuple(page or DayPage(day) for page, day in zip(found, columns.days, strict=True))
        stale = self._staleness.events(pages, days)
        if ask.by_person is not None:
            pages = self._persons.take(pages[0], [each.person.schedule_id for each in ask.by_person])
        staged = Scene(
            version=self._version,
            zone=service.zone,
            columns=columns,
            today=local_time(service.zone, int(ask.now)).date(),
            pages=pages,
            people=ask.people,
            clash_counts=clash_counts(pages),
            states=_states(found, days, ask.show_loading),
            blind=tuple(dict.fromkeys(each.name for each in unread(service, ask.dates, ask.hidden))),
            by_person=ask.by_person,
            month=ask.month,
            hidden_weekdays=ask.hidden_weekdays,
            second=ask.second,
            stale=stale,
            as_of=service.status(ask.dates).as_of,
            complete=len(self._done) == len(columns),
            filtered=bool(ask.hidden),
            colour_by=ask.colour_by,
        )
        if self._last is None or not _looks_the_same(staged, self._last):
            self._version += 1
            self._last = replace(staged, version=self._version)
        return self._last

    def everybody(self, dates: DateRange) -> list[DayPage]:
        """The days of a complete scene with those who are hidden."""
        return self._book.everybody(local_days(self._service.zone, dates))

    def _make(self, day: Day, bucket: list[Event], ask: Ask) -> int:
        before = self._from_before(day, ask)
        is_first = day.date == ask.dates.first
        made = self._book.page(day, bucket, self._service.zone, is_first=is_first, hidden=ask.hidden)
        self._done[day] = made
        return 1 + len(bucket) // (_SAME if made is before else 1)

    def _from_before(self, day: Day, ask: Ask) -> DayPage | None:
        is_first = day.date == ask.dates.first
        return self._book.from_before(day, self._service.zone, is_first=is_first, hidden=ask.hidden)

    def _forget_titles(self) -> None:
        """Once titles are hidden, nothing from before may be shown while days are sorted again."""
        shown = self._service.revealed_until is not None
        if self._titles and not shown:
            self._book.forget()
        self._titles = shown


def _looks_the_same(fresh: Scene, last: Scene) -> bool:
    """Whether they show the same; a page is equal only to itself, and stands for the events on it."""
    return (
        fresh.pages == last.pages
        and fresh.people is last.people
        and all(getattr(fresh, name) == getattr(last, name) for name in _COMPARED)
    )


def unread(service: CalendarService, dates: DateRange, hidden: Container[str] = ()) -> list[Missing]:
    """Calendars that should be in the picture and are not."""
    missing = service.status(dates).missing
    return [each for each in missing if each.unknown and each.schedule_id not in hidden]


def _states(found: Sequence[DayPage | None], days: Sequence[DayStatus], show_loading: bool) -> tuple[DayState, ...]:
    """How each day stands; one that is not sorted yet counts as on its way."""
    return tuple(
        DayState.LOADING if page is None else _state(day, show_loading) for page, day in zip(found, days, strict=True)
    )


def _state(day: DayStatus, show_loading: bool) -> DayState:
    if day.known:
        return DayState.KNOWN
    if day.failed and not day.loading:
        return DayState.UNREADABLE
    return DayState.LOADING if show_loading else DayState.KNOWN
