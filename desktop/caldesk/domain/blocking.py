"""What blocks a stretch of time on each schedule, as far as is known, and of whom it is not known.

Says what the data says: an all-day event may be a note rather than an absence, and an unread calendar may hold
anything.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.day_columns import steady_order
from caldesk.domain.event import Event
from caldesk.domain.overlaps import event_span, split_copies
from caldesk.domain.timespan import Span

_OFFERED = "WORKING_HOURS"
"""Time that Wix offers to customers; the opposite of a block."""


class Verdict(StrEnum):
    """What can be said about a schedule in a stretch of time."""

    TAKEN = "taken"
    PERHAPS = "perhaps"
    """Only all-day events; the data does not say whether they block."""
    NOT_KNOWN = "not-known"
    FREE = "free"


class Blocker(Struct, frozen=True, gc=False):
    """An event and the part of the stretch that it covers; `surely` is False where it may be a note."""

    event: Event
    span: Span
    surely: bool


class Answer(Struct, frozen=True, kw_only=True):
    """One schedule; `read` is False where a calendar of it could not be read, so that there may be more."""

    schedule_id: str
    blockers: tuple[Blocker, ...] = ()
    read: bool = True

    @property
    def verdict(self) -> Verdict:
        """The gravest thing that is so."""
        if any(blocker.surely for blocker in self.blockers):
            return Verdict.TAKEN
        if self.blockers:
            return Verdict.PERHAPS
        return Verdict.FREE if self.read else Verdict.NOT_KNOWN


_GRAVITY = {verdict: place for place, verdict in enumerate(Verdict)}


def what_blocks(
    events: Iterable[Event], span: Span, zone: ZoneInfo, schedule_ids: Sequence[str], unread: Container[str] = ()
) -> tuple[Answer, ...]:
    """An answer for each schedule: the taken ones first, the free ones last, else in the order given.

    All-day events last for their dates in `zone`. `unread` are schedules of which a calendar could not be read.
    """
    shown, _copies = split_copies(events)
    found: defaultdict[str, list[Blocker]] = defaultdict(list)
    for event in shown:
        common = event_span(event, zone).common(span)
        if common is not None and event.kind != _OFFERED:
            found[event.schedule_id].append(Blocker(event, common, surely=not event.all_day))
    answers = [
        Answer(schedule_id=each, blockers=tuple(sorted(found[each], key=_by_time)), read=each not in unread)
        for each in schedule_ids
    ]
    return tuple(sorted(answers, key=lambda answer: _GRAVITY[answer.verdict]))


def _by_time(blocker: Blocker) -> tuple[int, int, tuple[object, ...]]:
    return blocker.span.start, blocker.span.end, steady_order(blocker.event)
