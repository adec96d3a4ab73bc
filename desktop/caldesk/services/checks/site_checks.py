"""What the site itself needs: a key that opens it, Bookings, the plan, providers, schedules, staff, and the rights."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from caldesk.api.errors import ApiError, Forbidden, NotFound, PremiumRequired, Unauthorized
from caldesk.domain.schedule import BOOKINGS_APP_ID, BUSINESS_EXTERNAL_ID
from caldesk.i18n import _, ngettext
from caldesk.services.checks.asked import Asked
from caldesk.services.checks.check import Check, CheckState, failed, of_problem, passed, unknown, warned
from caldesk.services.findings import partly_understood
from caldesk.services.problems import Action, ProblemId, problem_of

if TYPE_CHECKING:
    from caldesk.api.connections import ConnectionList
    from caldesk.api.events import EventPage
    from caldesk.api.wire import Found
    from caldesk.domain.provider import Provider


T = TypeVar("T")


def whole(check: Check, found: "Found[T] | ConnectionList | EventPage") -> Check:
    """The check, with a warning instead of a pass where entries were left out because they made no sense."""
    if not found.skipped or check.state is not CheckState.PASS:
        return check
    problem = partly_understood(found.skipped)
    what = _("{found}. {left_out}").format(found=check.what.rstrip("."), left_out=problem.what)
    return replace(check, state=CheckState.WARNING, what=what, cure=problem.cure)


async def site(asked: Asked) -> Iterable[Check]:
    """Whether the key opens the site; the sentence is the site's name."""
    properties = await asked.properties()
    if isinstance(properties, ApiError):
        return (of_problem("site", problem_of(properties)),)
    name = properties.display_name or properties.business_name
    return (passed("site", name or _("The site answered; it has no name yet.")),)


async def bookings(asked: Asked) -> Iterable[Check]:
    """Whether Wix Bookings is there and switched on."""
    installed = await asked.apps()
    if isinstance(installed, ApiError):
        return (of_problem("bookings", problem_of(installed)),)
    if not await lacks_bookings(asked):
        return (passed("bookings", _("It is installed and switched on.")),)
    return (
        failed(
            "bookings",
            _("The site has no Wix Bookings, so there is nothing to connect calendars to."),
            _("Install Wix Bookings, wait a minute, then check again."),
            actions=(Action.INSTALL_BOOKINGS,),
            problem_id=ProblemId.BOOKINGS_MISSING,
        ),
    )


async def lacks_bookings(asked: Asked) -> bool:
    """Whether Wix Bookings is surely not there; the list of apps is the reliable test."""
    installed = await asked.apps()
    if isinstance(installed, ApiError):
        return False
    return not any(app.app_def_id == BOOKINGS_APP_ID and app.enabled for app in installed)


async def providers(asked: Asked) -> Iterable[Check]:
    """Whether the plan has external calendars, and for which providers."""
    found = await asked.providers()
    if isinstance(found, PremiumRequired):
        return (of_problem("plan", problem_of(found)),)
    if isinstance(found, ApiError):
        plan = unknown("plan", _("Whether the plan has external calendars shows once their providers can be read."))
        told = of_problem("providers", problem_of(found))
        return (told,) if isinstance(found, NotFound) else (plan, told)
    return (passed("plan", _("External calendars answer on this plan.")), whole(_offered(found), found))


def _offered(found: "Found[Provider]") -> Check:
    usable = [provider.name for provider in found if provider.connect_methods]
    if usable:
        return passed("providers", ", ".join(usable))
    return failed(
        "providers",
        _("The site offers no provider that can be connected."),
        _("Ask Wix support why external calendars have no providers on this site."),
        problem_id=ProblemId.PROVIDERS_MISSING,
    )


async def schedules(asked: Asked) -> Iterable[Check]:
    """Whether there is something to connect calendars to."""
    found = await asked.schedules()
    if isinstance(found, ApiError):
        return (of_problem("schedules", problem_of(found)),)
    if not found:
        return (
            failed(
                "schedules",
                _("Wix Bookings has no schedule yet."),
                _("A new installation needs a minute. Then add staff in the site's dashboard."),
                problem_id=ProblemId.BOOKINGS_MISSING,
            ),
        )
    words = ngettext("{n} schedule", "{n} schedules", len(found)).format(n=len(found))
    if any(schedule.external_id == BUSINESS_EXTERNAL_ID for schedule in found):
        return (whole(passed("schedules", words), found),)
    return (
        warned(
            "schedules",
            _("{schedules}, but none for the business itself.").format(schedules=words),
            _("Connect calendars to staff, or ask Wix support about the business schedule."),
        ),
    )


async def staff(asked: Asked) -> Iterable[Check]:
    """Whether the staff can be read, whose names schedules bear."""
    members = await asked.staff()
    if isinstance(members, ApiError):
        return (of_problem("staff", problem_of(members)),)
    words = ngettext("{n} staff member", "{n} staff members", len(members)).format(n=len(members))
    return (whole(passed("staff", words), members),)


async def rights(asked: Asked) -> Iterable[Check]:
    """Which kinds of data the key may read, each tried; what it may change cannot be tried without changing it."""
    tried = await _tried(asked)
    refused = [name for name, answer in tried.items() if _is_refusal(answer)]
    if refused and all(isinstance(answer, Unauthorized) for answer in tried.values() if answer is not None):
        return (unknown("rights", _("The key itself is refused, so its rights could not be tried.")),)
    if refused:
        words = _("The key may not: {rights}.").format(rights=", ".join(refused))
        cure = _("Give the key these rights in the account's API Keys Manager, or make a new key for this site.")
        return (failed("rights", words, cure, problem_id=ProblemId.RIGHTS, actions=(Action.EDIT_SITE,)),)
    silent = [name for name, answer in tried.items() if _tells_nothing(answer)]
    if silent:
        return (
            unknown("rights", _("It is not known whether the key may: {rights}.").format(rights=", ".join(silent))),
        )
    may = _("The key may read all that was tried. Whether it may change connections shows when one is changed.")
    return (passed("rights", may, detail="\n".join(tried)),)


async def _tried(asked: Asked) -> dict[str, object]:
    answers = await asyncio.gather(
        asked.properties(),
        asked.apps(),
        asked.providers(),
        asked.schedules(),
        asked.staff(),
        asked.connections(),
        asked.calendars(),
        asked.external_page(),
        asked.own_page(),
    )
    return dict(zip(_names(), answers, strict=True))


def _names() -> tuple[str, ...]:
    """What each right lets somebody do, in the order of the questions."""
    return (
        _("read the site's properties"),
        _("see the installed apps"),
        _("list calendar providers"),
        _("read schedules"),
        _("read staff members"),
        _("read connections"),
        _("list the calendars of an account"),
        _("read calendar events"),
        _("read bookings"),
    )


def _is_refusal(answer: object) -> bool:
    """Wix sometimes answers 401 where a right is missing; the plan is another matter."""
    return isinstance(answer, (Forbidden, Unauthorized)) and not isinstance(answer, PremiumRequired)


_ANSWERED_ALL_THE_SAME = (400, 404, 409, 428)


def _tells_nothing(answer: object) -> bool:
    """Whoever hears that something is missing was let in; other errors say nothing about rights."""
    if not isinstance(answer, ApiError) or isinstance(answer, PremiumRequired):
        return False
    return getattr(answer, "status", None) not in _ANSWERED_ALL_THE_SAME
