"""Makes the rows of the legend from what the services know."""

from collections.abc import Mapping, Sequence

from caldesk.domain.schedule import ScheduleKind
from caldesk.services.calendar_missing import Missing
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.legend_model import LegendEntry
from caldesk.ui.calendar.scene import Person
from caldesk.ui.calendar.truth_words import reason_words


def legend_entries(
    snapshot: Snapshot,
    people: Mapping[str, Person],
    counts: Mapping[str, int],
    missing: Sequence[Missing],
    *,
    known: bool = True,
) -> list[LegendEntry]:
    """A row for each schedule with the count of its events; those of services only where they hold something.

    Unless all is `known`, none found does not mean that there are none.
    """
    reasons = {each.schedule_id: each for each in sorted(missing, key=lambda each: each.unknown)}
    return [
        _entry(people[schedule.id], counts.get(schedule.id, 0 if known else None), reasons.get(schedule.id))
        for schedule in snapshot.schedules
        if schedule.id in people and (schedule.kind is not ScheduleKind.SERVICE or counts.get(schedule.id))
    ]


def _entry(person: Person, count: int | None, missing: Missing | None) -> LegendEntry:
    if missing is None:
        return LegendEntry(person=person, count=count)
    return LegendEntry(person=person, count=count, reason=reason_words(missing.reason), grave=missing.unknown)
