"""What a site needs before calendars can be connected, looked at with read-only calls.

Each check says pass, warning or fail, why, and the cure. The window, the add-site dialog and `caldesk check` run
the same ones. A check that could not be looked at says so; it never passes by default.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api import apps, connections, events, providers, schedules, sites, staff
from caldesk.api.errors import ApiError, NotFound, PremiumRequired
from caldesk.domain.provider import Provider
from caldesk.domain.schedule import BOOKINGS_APP_ID, BUSINESS_EXTERNAL_ID
from caldesk.domain.timespan import zone_or_none
from caldesk.i18n import _, ngettext
from caldesk.services.findings import partly_understood, provider_unreachable
from caldesk.services.judgement import is_definite
from caldesk.services.ports import Clock
from caldesk.services.problems import Action, Problem, ProblemId, problem_of
from caldesk.services.wording import provider_names

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient
    from caldesk.api.connections import ConnectionList
    from caldesk.api.events import EventPage
    from caldesk.api.wire import Found

T = TypeVar("T")
DAY = 86_400


class CheckState(StrEnum):
    """How a check ended."""

    PASS = "pass"  # noqa: S105 - the name of a state
    WARNING = "warning"
    FAIL = "fail"


class Check(Struct, frozen=True, kw_only=True):
    """One line: `what` is what was found, `cure` is empty when nothing has to be done."""

    id: str
    state: CheckState
    title: str
    what: str
    cure: str = ""
    actions: tuple[Action, ...] = ()
    detail: str = ""
    problem_id: ProblemId | None = None


async def run_checks(client: "ApiClient", clock: Clock) -> AsyncIterator[Check]:
    """Look at everything; checks come as they are known, always in the same order."""
    looks: tuple[tuple[str, str, Callable[[], Awaitable[Iterable[Check]]]], ...] = (
        ("site", _("The key opens the site"), lambda: _site(client)),
        ("bookings", _("Wix Bookings is installed"), lambda: _bookings(client)),
        ("providers", _("The plan has external calendars"), lambda: _providers(client)),
        ("schedules", _("There are schedules to connect"), lambda: _schedules(client)),
        ("staff", _("Staff members can be read"), lambda: _staff(client)),
        ("connections", _("Connections can be read"), lambda: _connections(client)),
        ("events", _("Events can be read"), lambda: _events(client, clock)),
    )
    running = [asyncio.ensure_future(_looked(*look)) for look in looks]
    try:
        for one in running:
            for check in await one:
                yield check
    finally:
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _looked(check_id: str, title: str, look: Callable[[], Awaitable[Iterable[Check]]]) -> Iterable[Check]:
    try:
        return await look()
    except ApiError as error:
        return (_failed(check_id, title, problem_of(error)),)


def _failed(check_id: str, title: str, problem: Problem) -> Check:
    return Check(
        id=check_id,
        state=CheckState.FAIL,
        title=title,
        what=f"{problem.title}. {problem.what}",
        cure=problem.cure,
        actions=problem.actions,
        detail=problem.detail,
        problem_id=problem.id,
    )


def _passed(check_id: str, title: str, what: str) -> Check:
    return Check(id=check_id, state=CheckState.PASS, title=title, what=what)


def _whole(check: Check, found: "Found[T] | ConnectionList | EventPage") -> Check:
    """The check, with a warning instead of a pass where entries were left out because they made no sense."""
    if not found.skipped or check.state is not CheckState.PASS:
        return check
    problem = partly_understood(found.skipped)
    return replace(check, state=CheckState.WARNING, what=f"{check.what}. {problem.what}", cure=problem.cure)


async def _site(client: "ApiClient") -> Iterable[Check]:
    properties = await sites.get_site_properties(client)
    title = _("The key opens the site")
    name = properties.display_name or properties.business_name
    found = [_passed("site", title, name or _("The site answered; it has no name yet."))]
    return (*found, _zone(properties.time_zone))


def _zone(zone_id: str) -> Check:
    title = _("The site's time zone is known")
    if zone_or_none(zone_id) is not None:
        return _passed("zone", title, zone_id)
    return Check(
        id="zone",
        state=CheckState.WARNING,
        title=title,
        what=_("The site has no time zone set.")
        if not zone_id
        else _("The time zone “{zone}” is not known here; times are shown in UTC.").format(zone=zone_id),
        cure=_("Set the time zone in the site's dashboard, under Settings, Language and region."),
    )


async def _bookings(client: "ApiClient") -> Iterable[Check]:
    title = _("Wix Bookings is installed")
    installed = await apps.list_installed_apps(client)
    if any(app.app_def_id == BOOKINGS_APP_ID and app.enabled for app in installed):
        return (_passed("bookings", title, _("It is installed and switched on.")),)
    return (
        Check(
            id="bookings",
            state=CheckState.FAIL,
            title=title,
            what=_("The site has no Wix Bookings, so there is nothing to connect calendars to."),
            cure=_("Install Wix Bookings, wait a minute, then check again."),
            actions=(Action.INSTALL_BOOKINGS,),
            problem_id=ProblemId.BOOKINGS_MISSING,
        ),
    )


async def _providers(client: "ApiClient") -> Iterable[Check]:
    plan = _("The plan has external calendars")
    try:
        found = await providers.list_providers(client)
    except PremiumRequired as error:
        return (_failed("plan", plan, problem_of(error)),)
    except NotFound as error:
        return (_failed("providers", _("Calendar providers are offered"), problem_of(error)),)
    return (_passed("plan", plan, _("The service for external calendars answered.")), _whole(_offered(found), found))


def _offered(found: tuple[Provider, ...]) -> Check:
    title = _("Calendar providers are offered")
    usable = [provider.name for provider in found if provider.connect_methods]
    if usable:
        return _passed("providers", title, ", ".join(usable))
    return Check(
        id="providers",
        state=CheckState.FAIL,
        title=title,
        what=_("The site offers no provider that can be connected."),
        cure=_("Ask Wix support why external calendars have no providers on this site."),
        problem_id=ProblemId.PROVIDERS_MISSING,
    )


async def _schedules(client: "ApiClient") -> Iterable[Check]:
    title = _("There are schedules to connect")
    found = await schedules.query_schedules(client)
    if not found:
        return (
            Check(
                id="schedules",
                state=CheckState.FAIL,
                title=title,
                what=_("Wix Bookings has no schedule yet."),
                cure=_("A new installation needs a minute. Then add staff in the site's dashboard."),
                problem_id=ProblemId.BOOKINGS_MISSING,
            ),
        )
    business = any(schedule.external_id == BUSINESS_EXTERNAL_ID for schedule in found)
    words = ngettext("{n} schedule", "{n} schedules", len(found)).format(n=len(found))
    if business:
        return (_whole(_passed("schedules", title, words), found),)
    return (
        Check(
            id="schedules",
            state=CheckState.WARNING,
            title=title,
            what=_("{schedules}, but none for the business itself.").format(schedules=words),
            cure=_("Connect calendars to staff, or ask Wix support about the business schedule."),
        ),
    )


async def _staff(client: "ApiClient") -> Iterable[Check]:
    members = await staff.query_staff_members(client)
    words = ngettext("{n} staff member", "{n} staff members", len(members)).format(n=len(members))
    return (_whole(_passed("staff", _("Staff members can be read"), words), members),)


async def _connections(client: "ApiClient") -> Iterable[Check]:
    found = await connections.list_connections(client)
    words = ngettext("{n} connection", "{n} connections", len(found.connections)).format(n=len(found.connections))
    read = _passed("connections", _("Connections can be read"), words)
    return (_whole(read, found), _unreachable_providers(found), _sign_ins(found))


def _unreachable_providers(found: "ConnectionList") -> Check:
    title = _("Every provider could be read")
    if not found.failed_provider_ids:
        return _passed("reachable", title, _("No provider failed."))
    failed = len(found.failed_provider_ids)
    return Check(
        id="reachable",
        state=CheckState.FAIL,
        title=title,
        what=ngettext("{n} provider could not be read.", "{n} providers could not be read.", failed).format(n=failed),
        cure=_("Wait a few minutes and check again."),
        actions=(Action.RETRY,),
        detail="\n".join(sorted(found.failed_provider_ids)),
        problem_id=ProblemId.PROVIDER_UNREACHABLE,
    )


def _sign_ins(found: "ConnectionList") -> Check:
    title = _("No connection needs sign-in")
    waiting = [
        connection.account_email or connection.id[:12]
        for connection in found.connections
        if is_definite(connection)
    ]
    if not waiting:
        return _passed("sign-in", title, _("Every account is signed in."))
    return Check(
        id="sign-in",
        state=CheckState.FAIL,
        title=title,
        what=_("These accounts need sign-in: {accounts}.").format(accounts=", ".join(waiting)),
        cure=_("Open the connection and choose Reconnect. Nothing has to be disconnected first."),
        actions=(Action.RECONNECT,),
        problem_id=ProblemId.NOT_CONNECTED,
    )


async def _events(client: "ApiClient", clock: Clock) -> Iterable[Check]:
    """The first page of a day is proof enough."""
    start = int(clock.now())
    title = _("Events can be read")
    pages = events.external_event_pages(client, start=start, end=start + DAY, zone=ZoneInfo("UTC"))
    async for page in pages:
        if page.failed_provider_ids:
            problem = provider_unreachable(provider_names((), page.failed_provider_ids))
            return (replace(_failed("events", title, problem), state=CheckState.WARNING),)
        return (_whole(_passed("events", title, _count_of(page)), page),)
    return (_passed("events", title, _("No event in the next 24 hours")),)


def _count_of(page: "EventPage") -> str:
    n = len(page.events)
    if not page.last:
        return _("More than {n} events in the next 24 hours").format(n=n)
    return ngettext("{n} event in the next 24 hours", "{n} events in the next 24 hours", n).format(n=n)
