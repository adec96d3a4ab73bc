"""Runs the checks: all of them for a site in use, fewer for a site that is only being tried."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any

from caldesk.api.errors import ApiError
from caldesk.services.checks import connection_checks, event_checks, network_checks, site_checks, time_checks
from caldesk.services.checks.asked import Asked, CheckedSite
from caldesk.services.checks.check import Check, CheckState, not_looked_at
from caldesk.services.problems import ProblemId, problem_of

Look = Callable[[Asked], Awaitable[Iterable[Check]]]

TRIAL: tuple[Look, ...] = (
    site_checks.site,
    time_checks.zone,
    site_checks.bookings,
    site_checks.providers,
    site_checks.schedules,
    site_checks.staff,
    site_checks.rights,
    network_checks.network,
    connection_checks.connections,
    event_checks.events,
)
"""What says whether a key and a site can work together at all."""

EVERY: tuple[Look, ...] = (
    *TRIAL,
    connection_checks.people,
    connection_checks.switches,
    event_checks.clashes,
    time_checks.computer,
    time_checks.of_schedules,
    time_checks.changes,
)


NEED_BOOKINGS: dict[Look, tuple[str, ...]] = {
    site_checks.providers: ("plan", "providers"),
    site_checks.schedules: ("schedules",),
    site_checks.staff: ("staff",),
    site_checks.rights: ("rights",),
    connection_checks.connections: ("connections", "reachable", "sign-in", "duplicates"),
    connection_checks.people: ("leavers", "owners"),
    connection_checks.switches: ("switches",),
    event_checks.events: ("events",),
    event_checks.clashes: ("double-bookings",),
    time_checks.of_schedules: ("schedule-zones",),
}
"""Without Wix Bookings these only fail for want of it, in as many ways as there are methods."""


async def run_checks(site: CheckedSite, looks: tuple[Look, ...] = EVERY) -> AsyncIterator[Check]:
    """Look with read-only questions; checks come as they are known, always in the same order."""
    asked = Asked(site)
    running = [asyncio.ensure_future(_looked(look, asked)) for look in looks]
    try:
        for one in running:
            for check in await one:
                yield check
    finally:
        left: list[asyncio.Future[Any]] = [*running, *asked.running()]
        for each in left:  # all at once: leaving must not take longer than one of them
            each.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _looked(look: Look, asked: Asked) -> Iterable[Check]:
    found = await look(asked)
    if look in NEED_BOOKINGS and await site_checks.lacks_bookings(asked):
        return tuple(not_looked_at(each, "bookings") for each in NEED_BOOKINGS[look])
    return [await _once(check, asked) for check in found]


async def _once(check: Check, asked: Asked) -> Check:
    """The check, unless what it fails of is another line's business: one cause is told once, in its own line."""
    if check.problem_id is None or check.state is not CheckState.FAIL:
        return check
    if check.id != "network" and check.problem_id is _cause(await asked.probe()):
        return not_looked_at(check.id, "network")
    refused = check.problem_id in (ProblemId.KEY_REFUSED, ProblemId.SITE_NOT_FOUND_FOR_KEY)
    if check.id != "site" and refused and check.problem_id is _cause(await asked.properties()):
        return not_looked_at(check.id, "site")
    return check


def _cause(answer: object) -> ProblemId | None:
    return problem_of(answer).id if isinstance(answer, ApiError) else None
