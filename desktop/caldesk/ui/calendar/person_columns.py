"""Who has a column in the people view, and how their calendars do."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from caldesk.domain.connection import ConnectionState
from caldesk.domain.event import Event
from caldesk.domain.schedule import ScheduleKind
from caldesk.i18n import _
from caldesk.services.calendar_missing import Missing, MissingReason
from caldesk.services.state import Snapshot
from caldesk.services.wording import word_for
from caldesk.ui.calendar.scene import Person, PersonColumn
from caldesk.ui.widgets.state_badge import State

_STATES = {
    ConnectionState.NEEDS_SIGN_IN: State.ATTENTION,
    ConnectionState.NOT_REACHABLE: State.UNREACHABLE,
    ConnectionState.STARTING: State.STARTING,
    ConnectionState.WORKING: State.GOOD,
    ConnectionState.OFF: State.OFF,
}
"""The worst first: it is the one to show where somebody has several calendars."""


def person_columns(
    snapshot: Snapshot,
    people: Mapping[str, Person],
    events: Iterable[Event],
    missing: Iterable[Missing],
    hidden: Container[str] = (),
) -> tuple[PersonColumn, ...]:
    """A column for each schedule that is not hidden, in reading order; those of services only with events."""
    busy = {event.schedule_id for event in events}
    states: defaultdict[str, set[ConnectionState]] = defaultdict(set)
    for view in snapshot.connections.values():
        states[view.connection.schedule_id].add(view.state)
    unread = {each.schedule_id: each.reason for each in missing if each.unknown}
    if "" in unread:  # it may be a calendar of anybody of whom none is known
        unread |= {schedule.id: unread[""] for schedule in snapshot.schedules if not snapshot.on_schedule(schedule.id)}
    for key, reason in unread.items():
        needs = reason is MissingReason.NEEDS_SIGN_IN
        states[key].add(ConnectionState.NEEDS_SIGN_IN if needs else ConnectionState.NOT_REACHABLE)
    return tuple(
        _column(people[schedule.id], states[schedule.id], unread=schedule.id in unread)
        for schedule in snapshot.schedules
        if schedule.id in people
        and schedule.id not in hidden
        and (schedule.kind is not ScheduleKind.SERVICE or schedule.id in busy)
    )


def _column(person: Person, states: Container[ConnectionState], *, unread: bool) -> PersonColumn:
    worst = next((state for state in _STATES if state in states), None)
    if worst is None:
        return PersonColumn(person=person, state=State.OFF, words=_("No calendar"))
    return PersonColumn(person=person, state=_STATES[worst], words=word_for(worst), unread=unread)
