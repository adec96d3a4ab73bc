"""One line of the checks: what was looked at, how it stands, why, and the cure.

A title names the topic and holds whatever was found; the sentence says what was found.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.problems import Action, Problem, ProblemId


class CheckState(StrEnum):
    """How a check ended. `UNKNOWN` could not be looked at, or not in full: it is never taken for a pass."""

    PASS = "pass"  # noqa: S105 - the name of a state
    WARNING = "warning"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Group(StrEnum):
    """What a check is about."""

    SITE = "site"
    NETWORK = "network"
    CONNECTIONS = "connections"
    TIME = "time"


class DayCount(Struct, frozen=True):
    """A day that the calendar can show, and how many things of the line are on it."""

    day: date
    count: int


class Check(Struct, frozen=True, kw_only=True):
    """One line: `what` is what was found, `cure` is empty when nothing has to be done."""

    id: str
    state: CheckState
    title: str
    what: str
    group: Group = Group.SITE
    cure: str = ""
    actions: tuple[Action, ...] = ()
    detail: str = ""
    problem_id: ProblemId | None = None
    days: tuple[DayCount, ...] = ()


def passed(check_id: str, what: str, detail: str = "") -> Check:
    """Looked at and fine."""
    return _line(check_id, CheckState.PASS, what, detail=detail)


def warned(
    check_id: str,
    what: str,
    cure: str,
    *,
    actions: tuple[Action, ...] = (),
    detail: str = "",
    days: tuple[DayCount, ...] = (),
) -> Check:
    """Worth a look, but nothing has to stop."""
    return _line(check_id, CheckState.WARNING, what, cure, actions=actions, detail=detail, days=days)


def failed(
    check_id: str,
    what: str,
    cure: str,
    *,
    problem_id: ProblemId | None = None,
    actions: tuple[Action, ...] = (),
    detail: str = "",
    days: tuple[DayCount, ...] = (),
) -> Check:
    """Something does not work or does harm until it is cured."""
    return _line(
        check_id, CheckState.FAIL, what, cure, problem_id=problem_id, actions=actions, detail=detail, days=days
    )


def unknown(check_id: str, why: str, cure: str = "", detail: str = "") -> Check:
    """Nothing can be said, or nothing about the whole."""
    return _line(check_id, CheckState.UNKNOWN, why, cure, detail=detail)


def of_problem(check_id: str, problem: Problem, state: CheckState = CheckState.FAIL) -> Check:
    """The line for a problem."""
    return _line(
        check_id,
        state,
        f"{problem.title}. {problem.what}",
        problem.cure,
        actions=problem.actions,
        detail=problem.detail,
        problem_id=problem.id,
    )


def not_looked_at(check_id: str, missing: str) -> Check:
    """What the check needs could not be read; the line of `missing` says why and what to do."""
    return unknown(
        check_id, _("This could not be looked at. The line “{line}” says why.").format(line=title_of(missing))
    )


def _line(
    check_id: str,
    state: CheckState,
    what: str,
    cure: str = "",
    *,
    actions: tuple[Action, ...] = (),
    detail: str = "",
    problem_id: ProblemId | None = None,
    days: tuple[DayCount, ...] = (),
) -> Check:
    return Check(
        id=check_id,
        state=state,
        title=title_of(check_id),
        what=what,
        group=GROUPS[check_id],
        cure=cure,
        actions=actions,
        detail=detail,
        problem_id=problem_id,
        days=days,
    )


_OF_GROUP = {
    Group.SITE: ("site", "plan", "bookings", "providers", "schedules", "staff", "rights"),
    Group.NETWORK: ("network", "certificate", "clock"),
    Group.CONNECTIONS: (
        *("connections", "reachable", "sign-in", "duplicates", "leavers", "owners", "switches"),
        *("events", "double-bookings"),
    ),
    Group.TIME: ("zone", "computer-time", "schedule-zones", "clock-changes"),
}

GROUPS = {check_id: group for group, ids in _OF_GROUP.items() for check_id in ids}
"""Every check there is, in the order in which they are shown."""


def title_of(check_id: str) -> str:
    """The topic of a check."""
    return {
        "site": _("Key and site"),
        "plan": _("Plan"),
        "bookings": _("Wix Bookings"),
        "providers": _("Calendar providers"),
        "schedules": _("Schedules"),
        "staff": _("Staff"),
        "rights": _("Rights of the key"),
        "network": _("Way to the service"),
        "certificate": _("Certificate"),
        "clock": _("Clock of this computer"),
        "connections": _("Connections"),
        "reachable": _("Reaching providers"),
        "sign-in": _("Sign-ins"),
        "duplicates": _("Shared accounts"),
        "leavers": _("People who left"),
        "owners": _("Owners of schedules"),
        "switches": _("Switches"),
        "events": _("Events"),
        "double-bookings": _("Double bookings"),
        "zone": _("Time zone"),
        "computer-time": _("Time shown on this computer"),
        "schedule-zones": _("Time zones of schedules"),
        "clock-changes": _("Clock changes"),
    }[check_id]


def group_title(group: Group) -> str:
    """The heading above the lines of a group."""
    return {
        Group.SITE: _("Site"),
        Group.NETWORK: _("Network"),
        Group.CONNECTIONS: _("Connections"),
        Group.TIME: _("Time"),
    }[group]
