"""What blocks a stretch of time, asked of the calendar as it is held: who is busy, and who is not known to be free."""

from collections.abc import Sequence
from datetime import timedelta

from caldesk.domain.blocking import Answer, what_blocks
from caldesk.domain.local_day import local_time
from caldesk.domain.timespan import DateRange, Span
from caldesk.services.calendar import CalendarService


def blocking_in(service: CalendarService, span: Span, schedule_ids: Sequence[str]) -> tuple[Answer, ...]:
    """An answer for each schedule. Nobody is known to be free on a day that was not read in full, or while
    it is not known whose calendars could not be read.
    """
    dates = dates_of(service, span)
    status = service.status(dates)
    unread = {each.schedule_id for each in status.missing if each.unknown}
    anybodys = any(each.unknown and each.is_anybodys for each in status.missing)
    if anybodys or status.as_of is None or status.problem is not None:
        unread |= set(schedule_ids)
    return what_blocks(service.events(dates), span, service.zone, schedule_ids, unread)


def dates_of(service: CalendarService, span: Span) -> DateRange:
    """The dates at the site that a stretch touches."""
    first = local_time(service.zone, span.start).date()
    last = local_time(service.zone, max(span.start, span.end - 1)).date()
    return DateRange(first, last + timedelta(days=1))
