"""Whether events can be read, and the double bookings of the coming days."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from caldesk.api.errors import ApiError
from caldesk.domain.local_day import local_time
from caldesk.domain.overlaps import Clash, ClashReason
from caldesk.i18n import _, ngettext
from caldesk.services.checks.asked import DAYS_AHEAD, Asked
from caldesk.services.checks.check import Check, CheckState, DayCount, failed, of_problem, passed, unknown, warned
from caldesk.services.checks.connection_checks import schedule_name
from caldesk.services.checks.double_bookings import ClashDay, DoubleBookings, double_bookings
from caldesk.services.checks.site_checks import whole
from caldesk.services.findings import provider_unreachable
from caldesk.services.problems import problem_of
from caldesk.services.state import Snapshot
from caldesk.services.wording import provider_names

if TYPE_CHECKING:
    from caldesk.api.events import EventPage

_MOST_LINES = 200


async def events(asked: Asked) -> Iterable[Check]:
    """The first page of a day is proof enough."""
    page = await asked.external_page()
    if isinstance(page, ApiError):
        return (of_problem("events", problem_of(page)),)
    if page is None:
        return (passed("events", _("No event in the next 24 hours")),)
    if page.failed_provider_ids:
        names = provider_names((await asked.snapshot()).providers, page.failed_provider_ids)
        return (of_problem("events", provider_unreachable(names), CheckState.WARNING),)
    return (whole(passed("events", _count_of(page)), page),)


def _count_of(page: "EventPage") -> str:
    n = len(page.events)
    if not page.last:
        return _("More than {n} events in the next 24 hours").format(n=n)
    return ngettext("{n} event in the next 24 hours", "{n} events in the next 24 hours", n).format(n=n)


async def clashes(asked: Asked) -> Iterable[Check]:
    """Double bookings of the coming days; what could not be read may hide more."""
    listing = await asked.coming()
    if isinstance(listing, ApiError):
        return (unknown("double-bookings", _("The events could not be read in time, so this is not known.")),)
    zone = await asked.zone() or ZoneInfo("UTC")
    found = double_bookings(listing.events, zone)
    if found.surely or found.perhaps:
        return (_found(found, await asked.snapshot(), zone, complete=listing.complete),)
    if not listing.complete:
        words = _("None was found, but not every calendar could be read.")
        return (unknown("double-bookings", words, _("Cure the other lines, then check again.")),)
    words = ngettext("None in the next {n} day.", "None in the next {n} days.", DAYS_AHEAD).format(n=DAYS_AHEAD)
    return (passed("double-bookings", words),)


def _found(found: DoubleBookings, snapshot: Snapshot, zone: ZoneInfo, *, complete: bool) -> Check:
    sentences = list(_sentences(found))
    if not complete:
        sentences.append(_("There may be more: not every calendar could be read."))
    days = tuple(DayCount(one.day, len(one.clashes)) for one in found.surely or found.perhaps)
    detail = "\n".join(_lines((*found.surely, *found.perhaps), snapshot, zone))
    words = " ".join(sentences)
    if found.surely:
        cure = _("Look at them in the calendar, then move one of the two at its own place.")
        return failed("double-bookings", words, cure, detail=detail, days=days)
    cure = _("Ask whether these people are away on those days.")
    return warned("double-bookings", words, cure, detail=detail, days=days)


def _sentences(found: DoubleBookings) -> Iterator[str]:
    sure, perhaps = _count(found.surely), _count(found.perhaps)
    if sure:
        yield ngettext(
            "{n} double booking in the next {days} days.", "{n} double bookings in the next {days} days.", sure
        ).format(n=sure, days=DAYS_AHEAD)
    if perhaps:
        yield ngettext(
            "{n} booking is on a day with an all-day event, which may be a note.",
            "{n} bookings are on days with all-day events, which may be notes.",
            perhaps,
        ).format(n=perhaps)


def _count(days: Iterable[ClashDay]) -> int:
    return sum(len(one.clashes) for one in days)


def _lines(days: Iterable[ClashDay], snapshot: Snapshot, zone: ZoneInfo) -> Iterator[str]:
    told = [(one.day, clash) for one in days for clash in one.clashes]
    for day, clash in told[:_MOST_LINES]:
        start, end = (local_time(zone, at).strftime("%H:%M") for at in (clash.span.start, clash.span.end))
        who = schedule_name(snapshot, clash.booking.schedule_id)
        yield _("{day} {start} to {end}, {who}: {what}").format(
            day=day, start=start, end=end, who=who, what=_kind(clash)
        )
    if len(told) > _MOST_LINES:
        yield _("and {n} more").format(n=len(told) - _MOST_LINES)


def _kind(clash: Clash) -> str:
    return {
        ClashReason.BOOKING_ON_EXTERNAL: _("a booking and an event of their calendar"),
        ClashReason.BOOKING_ON_ALL_DAY: _("a booking on a day with an all-day event"),
        ClashReason.TWO_APPOINTMENTS: _("two appointments"),
    }[clash.reason]
