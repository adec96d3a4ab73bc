"""Makes the scene of a period from what the services know: who is shown, what collides, what is missing."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from datetime import date

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event
from caldesk.domain.local_day import local_days, local_time
from caldesk.domain.overlaps import Clash, find_clashes
from caldesk.domain.timespan import DateRange, day_dates
from caldesk.services.calendar import CalendarService
from caldesk.services.calendar_missing import Missing
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.scene import DayState, Person, Scene


def people_of(snapshot: Snapshot) -> dict[str, Person]:
    """Everybody, in reading order; the place decides the hue, so that it stays the same from day to day."""
    return {
        schedule.id: Person(schedule_id=schedule.id, name=schedule.name or "?", hue=place)
        for place, schedule in enumerate(snapshot.schedules)
    }


def stage(
    service: CalendarService,
    people: Mapping[str, Person],
    dates: DateRange,
    *,
    version: int,
    now: float,
    hidden: Container[str] = (),
    show_loading: bool = True,
) -> Scene:
    """The scene of these dates without the schedules in `hidden`."""
    events = tuple(event for event in service.events(dates) if event.schedule_id not in hidden)
    clashes = find_clashes(events, service.zone)
    return Scene(
        version=version,
        zone=service.zone,
        columns=DayColumns(local_days(service.zone, dates)),
        today=local_time(service.zone, int(now)).date(),
        events=events,
        people=people,
        clashes=clashes,
        clash_counts=_counted(clashes),
        states=tuple(_state(service, day, show_loading) for day in dates),
        blind=tuple(dict.fromkeys(each.schedule_name for each in unread(service, dates, hidden))),
    )


def unread(service: CalendarService, dates: DateRange, hidden: Container[str] = ()) -> list[Missing]:
    """Calendars that should be in the picture and are not."""
    missing = service.status(dates).missing
    return [each for each in missing if each.unknown and each.schedule_id not in hidden]


def _counted(clashes: Iterable[Clash]) -> dict[Event, int]:
    """For each event of a double booking, how many it overlaps."""
    counted: Counter[Event] = Counter()
    for clash in clashes:
        counted[clash.booking] += 1
        counted[clash.other] += 1
    return dict(counted)


def _state(service: CalendarService, day: date, show_loading: bool) -> DayState:
    status = service.status(day_dates(day))
    if status.as_of is not None:
        return DayState.KNOWN
    if status.problem is not None and not status.loading:
        return DayState.UNREADABLE
    return DayState.LOADING if show_loading else DayState.KNOWN


def days_with_events(service: CalendarService, dates: DateRange) -> frozenset[date]:
    """Days on which something is held in memory."""
    columns = DayColumns(local_days(service.zone, dates))
    busy: set[date] = set()
    for event in service.events(dates):
        touch = columns.touch(event)
        if touch is not None:
            busy.update(day.date for day in columns.days[touch.first : touch.last + 1])
    return frozenset(busy)
