"""A copy of the bookings that a disconnect deletes, as a calendar file: at the level that may be seen at that moment.

It never reveals anything: titles are in it only while the calendar shows them.
"""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from caldesk.domain.local_day import local_time
from caldesk.domain.timespan import DateRange
from caldesk.i18n import _, ngettext
from caldesk.services.calendar_export import Extract, NotRead, TitleLevel, file_name
from caldesk.services.disconnect.bookings import DAYS_AHEAD, bookings_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caldesk.domain.event import Event
    from caldesk.domain.schedule import Schedule
    from caldesk.services.session import Session

SUFFIX = ".ics"


def level_now(session: "Session") -> TitleLevel:
    """What may be seen now, as for every export of the calendar."""
    return TitleLevel.BUSY_ONLY if session.calendar.revealed_until is None else TitleLevel.WITH_TITLES


def level_note(session: "Session") -> str:
    """What a copy that is made now holds, and what to do if that is too little."""
    if level_now(session) is TitleLevel.WITH_TITLES:
        return _("It holds their titles, as the calendar shows them now.")
    if session.rules.why_hidden():
        return _("Titles are not shown on this computer, so it holds their times only.")
    return _("Titles are hidden now, so it holds their times only. Show titles in the calendar first to keep them.")


def copy_name(session: "Session", schedule: "Schedule") -> str:
    """A name to offer for the file."""
    return file_name(_extract(session, schedule, (), 0), SUFFIX)


async def copy_of(session: "Session", schedule: "Schedule") -> bytes:
    """The file: everything of the next 90 days, or nothing. Raises ApiError."""
    found, skipped = await bookings_ahead(session, schedule)
    return await asyncio.to_thread(_content, _extract(session, schedule, found, skipped))


def _extract(session: "Session", schedule: "Schedule", found: "Iterable[Event]", skipped: int) -> Extract:
    now, zone, profile = session.clock.now(), session.calendar.zone, session.profile
    first = local_time(zone, int(now)).date()
    return Extract(
        events=tuple(found),
        dates=DateRange(first, first + timedelta(days=DAYS_AHEAD)),
        people={each.id: each.name for each in session.state.snapshot.schedules},
        zone=zone,
        level=level_now(session),
        site_name=_("{site}, bookings of {schedule}").format(site=profile.name, schedule=schedule.name),
        as_of=now,
        now=now,
        practice=profile.practice,
        not_read=_not_understood(skipped),
    )


def _not_understood(skipped: int) -> tuple[NotRead, ...]:
    if not skipped:
        return ()
    words = ngettext("{n} event was not understood", "{n} events were not understood", skipped)
    return (NotRead(why=words.format(n=skipped)),)


def _content(extract: Extract) -> bytes:
    """Runs in a thread; the library is only loaded by those who ask for a copy."""
    from caldesk.services.ics_export import ics_of

    return ics_of(extract)
