"""What blocks this time? Every event that covers it on a schedule, with where it comes from and what can be done.

What is taken and by what is judged in `domain.blocking`; here each blocker gets its evidence and its cure.
"""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.blocking import Blocker, Verdict, what_blocks
from caldesk.domain.connection import is_live
from caldesk.domain.event import Event, EventSource
from caldesk.domain.overlaps import is_booking
from caldesk.domain.timespan import Span
from caldesk.i18n import _
from caldesk.services.state import Snapshot
from caldesk.services.wording import account_name


class Blocking(Struct, frozen=True, kw_only=True):
    """One event that covers the time, or part of it; `surely` is False where it may be a note."""

    event: Event
    span: Span
    surely: bool
    evidence: str
    cure: str


class Blocked(Struct, frozen=True, kw_only=True):
    """The answer for one schedule; free only if `verdict` says so."""

    verdict: Verdict
    by: tuple[Blocking, ...] = ()
    doubt: str = ""
    """Why there may be more, "" if everything was read."""


def blocks(
    events: Iterable[Event], snapshot: Snapshot, zone: ZoneInfo, schedule_id: str, span: Span, *, read: bool
) -> Blocked:
    """`read` is False where a calendar of the schedule could not be read."""
    unread = () if read else (schedule_id,)
    (answer,) = what_blocks(events, span, zone, (schedule_id,), unread)
    return Blocked(
        verdict=answer.verdict,
        by=tuple(_told(blocker, snapshot) for blocker in answer.blockers),
        doubt="" if read else _("A calendar of this schedule could not be read, so there may be more."),
    )


def _told(blocker: Blocker, snapshot: Snapshot) -> Blocking:
    evidence, cure = _words(blocker.event, snapshot)
    return Blocking(event=blocker.event, span=blocker.span, surely=blocker.surely, evidence=evidence, cure=cure)


def _words(event: Event, snapshot: Snapshot) -> tuple[str, str]:
    if event.source is EventSource.EXTERNAL:
        return _external(event, snapshot)
    if is_booking(event):
        return _("A booking in Wix."), _("Move or cancel it in Wix Bookings.")
    return _("Time that was blocked in Wix."), _("Remove it in the calendar of Wix Bookings.")


def _external(event: Event, snapshot: Snapshot) -> tuple[str, str]:
    holders = [
        account_name(view)
        for view in snapshot.on_schedule(event.schedule_id)
        if is_live(view.connection) and view.connection.calendar_type is event.calendar_type
    ]
    if len(holders) == 1:
        where = _("An event in the calendar of {account}.").format(account=holders[0])
    elif holders:
        where = _("An event in one of these calendars: {accounts}.").format(accounts=", ".join(holders))
    else:
        where = _("An event in a connected calendar; which one is not known.")
    if event.all_day:
        return where, _("Whether it counts as busy is not told. Look in that calendar whether it is set to Free.")
    return where, _("Move it in that calendar, or set it to Free there, and allow 5 to 10 minutes.")
