"""The agenda: what each day holds, in reading order."""

from collections.abc import Iterable

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns, steady_order
from caldesk.domain.event import Event
from caldesk.domain.local_day import Day


class AgendaEntry(Struct, frozen=True, gc=False):
    """An event on one of the days that it touches."""

    event: Event
    continues_before: bool = False
    continues_after: bool = False


class AgendaDay(Struct, frozen=True):
    """A day and its entries: all-day ones, then those that began earlier, then by time."""

    day: Day
    entries: tuple[AgendaEntry, ...] = ()


def group_by_day(events: Iterable[Event], columns: DayColumns) -> tuple[AgendaDay, ...]:
    """Every day of a range, the empty ones too; an event stands under each day that it touches."""
    entries: list[list[AgendaEntry]] = [[] for _ in columns.days]
    for event, touch in columns.touches(sorted(events, key=_reading_order)):
        for index in columns.shown_in(event, touch):
            before = touch.continues_before or index > touch.first
            after = touch.continues_after or index < touch.last
            entries[index].append(AgendaEntry(event, before, after))
    return tuple(AgendaDay(day, tuple(each)) for day, each in zip(columns.days, entries, strict=True))


def _reading_order(event: Event) -> tuple[bool, tuple[object, ...]]:
    return not event.all_day, steady_order(event)
