"""Traps of time: zones that are unknown or differ, and clock changes with bookings near them."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from caldesk.api.errors import ApiError
from caldesk.domain.local_day import Day, local_day, local_time, offset_at
from caldesk.domain.overlaps import is_booking
from caldesk.domain.schedule import Schedule
from caldesk.domain.timespan import zone_or_none
from caldesk.i18n import _, ngettext, pgettext
from caldesk.services.checks.asked import DAY, Asked
from caldesk.services.checks.check import Check, DayCount, not_looked_at, passed, unknown, warned
from caldesk.services.event_listing import EventListing

CHANGES_AHEAD = 30
"""Days in which clock changes are looked for."""
_WEEK, _YEAR = 7 * DAY, 365 * DAY
_MOST_NAMES = 6


async def zone(asked: Asked) -> Iterable[Check]:
    """Whether the site's zone is set and known."""
    properties = await asked.properties()
    if isinstance(properties, ApiError):
        return (not_looked_at("zone", "site"),)
    if zone_or_none(properties.time_zone) is not None:
        return (passed("zone", properties.time_zone),)
    words = (
        _("The time zone “{zone}” is not known here; times are shown in UTC.").format(zone=properties.time_zone)
        if properties.time_zone
        else _("The site has no time zone set.")
    )
    cure = _("Set the time zone in the site's dashboard, under Settings, Language and region.")
    return (warned("zone", words, cure),)


async def computer(asked: Asked) -> Iterable[Check]:
    """Whether this computer shows the time of the site, now and over the coming year."""
    at_site = await asked.zone()
    if at_site is None:
        return (not_looked_at("computer-time", "zone"),)
    ours = asked.site.computer_offset
    if same_time(at_site, ours, asked.now):
        return (passed("computer-time", _("This computer and the site show the same time.")),)
    apart = ours(asked.now) - offset_at(at_site, asked.now)
    cure = _("The calendar shows the time of the site. Set a second zone there if both matter.")
    return (warned("computer-time", _apart(apart), cure),)


def _apart(seconds: int) -> str:
    hours = f"{abs(seconds) / 3600:g}".replace(".", pgettext("decimal point", "."))
    if seconds > 0:
        return _("This computer shows a time {hours} h later than the site.").format(hours=hours)
    if seconds < 0:
        return _("This computer shows a time {hours} h earlier than the site.").format(hours=hours)
    return _("This computer and the site show the same time now, but not all year round.")


async def of_schedules(asked: Asked) -> Iterable[Check]:
    """Whether schedules keep the time of the site."""
    at_site, found = await asked.zone(), await asked.schedules()
    if isinstance(found, ApiError):
        return (not_looked_at("schedule-zones", "schedules"),)
    if at_site is None:
        return (not_looked_at("schedule-zones", "zone"),)
    schedules = (await asked.snapshot()).schedules
    other = [one for one in schedules if one.time_zone and not _agrees(one, at_site, asked.now)]
    if not other:
        return (passed("schedule-zones", _("Every schedule keeps the time of the site.")),)
    named = [_("{schedule}: {zone}").format(schedule=one.name, zone=one.time_zone) for one in other[:_MOST_NAMES]]
    if len(other) > _MOST_NAMES:
        named.append(_("and {n} more").format(n=len(other) - _MOST_NAMES))
    words = _("These schedules have another time zone than the site: {schedules}.").format(schedules=", ".join(named))
    cure = _("Their opening hours are meant in that zone. Change it in the site's dashboard if that is not wanted.")
    return (warned("schedule-zones", words, cure),)


def _agrees(schedule: Schedule, at_site: ZoneInfo, now: int) -> bool:
    own = zone_or_none(schedule.time_zone)
    return own is not None and same_time(at_site, lambda instant: offset_at(own, instant), now)


def same_time(zone_of_site: ZoneInfo, offset: Callable[[int], int], now: int) -> bool:
    """Whether clocks agree in each week of the coming year; two ids may mean one time."""
    return all(offset(at) == offset_at(zone_of_site, at) for at in range(now, now + _YEAR, _WEEK))


async def changes(asked: Asked) -> Iterable[Check]:
    """Clock changes at the site in the coming days, and the bookings on those days and beside them."""
    at_site = await asked.zone()
    if at_site is None:
        return (not_looked_at("clock-changes", "zone"),)
    days = changing_days(at_site, asked.now)
    if not days:
        words = _("Clocks at the site do not change in the next {n} days.").format(n=CHANGES_AHEAD)
        return (passed("clock-changes", words),)
    listings = await asyncio.gather(*(asked.events_in(day.span) for day in days))
    return (_change_line(list(zip(days, listings, strict=True)), at_site),)


def changing_days(at_site: ZoneInfo, now: int) -> list[Day]:
    """The days on which clocks jump."""
    today = local_time(at_site, now).date()
    days = (local_day(at_site, today + timedelta(days=step)) for step in range(CHANGES_AHEAD + 1))
    return [day for day in days if day.changes]


def _change_line(found: list[tuple[Day, EventListing | ApiError]], at_site: ZoneInfo) -> Check:
    words, counts, unread = [], [], False
    for day, listing in found:
        words.append(_turn(day))
        if isinstance(listing, ApiError) or not listing.complete:
            unread = True
        booked = 0 if isinstance(listing, ApiError) else sum(map(is_booking, listing.events))
        if booked:
            counts.append(DayCount(day.date, booked))
            words.append(
                ngettext("{n} booking is on that day.", "{n} bookings are on that day.", booked).format(n=booked)
            )
    if counts:
        cure = _("Check these times with whoever is booked, above all online and across zones.")
        return warned("clock-changes", " ".join(words), cure, days=tuple(counts))
    if unread:
        words.append(_("Whether there are bookings on that day could not be read in full."))
        return unknown("clock-changes", " ".join(words))
    words.append(_("No booking is on that day."))
    return passed("clock-changes", " ".join(words))


def _turn(day: Day) -> str:
    if day.gaps:
        return _("On {day} clocks at the site go forward.").format(day=day.date)
    return _("On {day} clocks at the site go back.").format(day=day.date)
