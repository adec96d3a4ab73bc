"""What is wrong with connections: providers out of reach, sign-ins, shared accounts, leavers, owners, switches."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from caldesk.api.errors import ApiError
from caldesk.domain.duplicate_accounts import DuplicateAccount, DuplicateReason, find_duplicate_accounts
from caldesk.i18n import _, ngettext
from caldesk.services.checks.asked import Asked
from caldesk.services.checks.check import Check, failed, not_looked_at, of_problem, passed, unknown, warned
from caldesk.services.checks.disagreements import changed_elsewhere
from caldesk.services.checks.misplaced import (
    EndedByOwner,
    HandedOver,
    Leaver,
    OtherOwner,
    ended_by_owners,
    handed_over,
    leavers_of,
    other_owners,
)
from caldesk.services.checks.site_checks import whole
from caldesk.services.judgement import is_definite
from caldesk.services.problems import Action, ProblemId, problem_of
from caldesk.services.state import Snapshot
from caldesk.services.wording import half_label

if TYPE_CHECKING:
    from caldesk.api.connections import ConnectionList
    from caldesk.domain.connection import Connection

_SHOWN_OF_ID = 12


async def connections(asked: Asked) -> Iterable[Check]:
    """Whether connections can be read, and what the answer says about providers and sign-ins."""
    found = await asked.connections()
    if isinstance(found, ApiError):
        rest = (not_looked_at(one, "connections") for one in ("reachable", "sign-in", "duplicates"))
        return (of_problem("connections", problem_of(found)), *rest)
    words = ngettext("{n} connection", "{n} connections", len(found.connections)).format(n=len(found.connections))
    snapshot = await asked.snapshot()
    return (
        whole(passed("connections", words), found),
        _reachable(found, snapshot),
        _sign_ins(found),
        _duplicates(found, snapshot),
    )


def _reachable(found: "ConnectionList", snapshot: Snapshot) -> Check:
    if not found.failed_provider_ids:
        return passed("reachable", _("Wix could read every provider."))
    names = [one.name for one in snapshot.providers if one.id in found.failed_provider_ids and one.name]
    failed_count = len(found.failed_provider_ids)
    words = (
        _("Wix could not read: {names}.").format(names=", ".join(names))
        if len(names) == failed_count
        else ngettext("{n} provider could not be read.", "{n} providers could not be read.", failed_count).format(
            n=failed_count
        )
    )
    return failed(
        "reachable",
        words,
        _("Wait a few minutes and check again."),
        actions=(Action.RETRY,),
        detail="\n".join(sorted(found.failed_provider_ids)),
        problem_id=ProblemId.PROVIDER_UNREACHABLE,
    )


def _sign_ins(found: "ConnectionList") -> Check:
    waiting = [_account(one) for one in found.connections if is_definite(one)]
    if not waiting:
        words = _("Nobody has to sign in again.") if found.connections else _("There is no connection yet.")
        return passed("sign-in", words)
    return failed(
        "sign-in",
        _("These accounts need sign-in: {accounts}.").format(accounts=", ".join(waiting)),
        _("Open the connection and choose Reconnect. Nothing has to be disconnected first."),
        actions=(Action.RECONNECT,),
        problem_id=ProblemId.NOT_CONNECTED,
    )


def _duplicates(found: "ConnectionList", snapshot: Snapshot) -> Check:
    doubles = find_duplicate_accounts(found.connections)
    if not doubles:
        return passed("duplicates", _("No account is connected to two schedules."))
    lines = [_duplicate_words(one, snapshot) for one in doubles]
    sure = any(one.reason is DuplicateReason.SAME_ADDRESS for one in doubles)
    danger = _("Each booking of one schedule then blocks the other, and bookings appear in the calendar twice.")
    cure = _(
        "Decide on which schedule the account belongs and disconnect the other. "
        "Disconnecting deletes that schedule's bookings from the calendar."
    )
    words = _("{accounts} {danger}").format(accounts=" ".join(lines), danger=danger)
    return failed("duplicates", words, cure) if sure else warned("duplicates", words, cure)


def _duplicate_words(one: DuplicateAccount, snapshot: Snapshot) -> str:
    names = ", ".join(sorted(schedule_name(snapshot, each) for each in one.schedule_ids))
    accounts = ", ".join(dict.fromkeys(each.account_email for each in one.connections))
    if one.reason is DuplicateReason.SAME_ADDRESS:
        return _("{account} is on {schedules}.").format(account=accounts, schedules=names)
    return _("{accounts} are probably one account, on {schedules}.").format(accounts=accounts, schedules=names)


async def people(asked: Asked) -> Iterable[Check]:
    """Connections whose schedule ended or changed hands."""
    snapshot = await asked.snapshot()
    if isinstance(await asked.connections(), ApiError):
        return (not_looked_at("leavers", "connections"), not_looked_at("owners", "connections"))
    if isinstance(await asked.schedules(), ApiError):
        return (not_looked_at("leavers", "schedules"), not_looked_at("owners", "schedules"))
    if isinstance(await asked.staff(), ApiError):
        return (_leavers(snapshot), not_looked_at("owners", "staff"))
    past = await asked.handed_over()
    return (_leavers(snapshot), _owners(snapshot, () if isinstance(past, ApiError) else handed_over(snapshot, past)))


def _leavers(snapshot: Snapshot) -> Check:
    left = leavers_of(snapshot)
    if not left:
        return passed("leavers", _("Every connection is on a schedule in use."))
    return warned(
        "leavers",
        " ".join(map(_leaver_words, left)),
        _(
            "If the person has left, disconnect the account. "
            "Disconnecting deletes the bookings that were written into it."
        ),
    )


def _leaver_words(one: Leaver) -> str:
    account = _account(one.connection)
    if one.schedule is None:
        return _("{account} is connected to a schedule that does not exist any more.").format(account=account)
    return _("{account} is connected to {schedule}, which is not in use any more.").format(
        account=account, schedule=one.schedule.name
    )


def _owners(snapshot: Snapshot, handed: tuple[HandedOver, ...]) -> Check:
    told = {one.connection.id for one in handed}
    ended = ended_by_owners(snapshot)
    other = [one for one in other_owners(snapshot) if one.connection.id not in told]
    if not (ended or other or handed):
        return passed("owners", _("As far as is known, no schedule with a connection has changed hands."))
    words = [*map(_handed_words, handed), *map(_ended_words, ended), *map(_other_words, other)]
    return warned("owners", " ".join(words), _("Ask whose calendar belongs there, then reconnect with that account."))


def _handed_words(one: HandedOver) -> str:
    day = datetime.fromtimestamp(one.since).astimezone().date().isoformat()
    return _(
        "{schedule} belongs to somebody else since {day} or before, and still has the calendar of {account}."
    ).format(schedule=one.schedule.name, day=day, account=_account(one.connection))


def _ended_words(one: EndedByOwner) -> str:
    return _("{account} on {schedule} was ended, perhaps because the schedule has another owner now.").format(
        account=_account(one.connection), schedule=one.schedule.name
    )


def _other_words(one: OtherOwner) -> str:
    return _("{account} on {schedule} was connected by {person}, who does not own that schedule.").format(
        account=_account(one.connection), schedule=one.schedule.name, person=one.connected_by.name
    )


async def switches(asked: Asked) -> Iterable[Check]:
    """Switches that were set from here and read otherwise now: changed elsewhere since."""
    entries = await asked.switched()
    if isinstance(entries, ApiError):
        return (unknown("switches", _("What was agreed here could not be read in time.")),)
    if asked.site.history is None:
        return (unknown("switches", _("There is no record here of what was agreed, so nothing can be compared.")),)
    if not entries:
        return (passed("switches", _("No switch has been set from here yet, so none can differ from that.")),)
    found = await asked.connections()
    if isinstance(found, ApiError):
        return (not_looked_at("switches", "connections"),)
    changed = changed_elsewhere(entries, found.connections)
    if not changed:
        return (passed("switches", _("No switch that was set from here was changed elsewhere, as far as is known.")),)
    lines = [
        _("{account}, “{switch}”: set to on here, now off.")
        if one.agreed
        else _("{account}, “{switch}”: set to off here, now on.")
        for one in changed
    ]
    words = " ".join(
        line.format(account=_account(one.connection), switch=half_label(one.half))
        for line, one in zip(lines, changed, strict=True)
    )
    return (warned("switches", words, _("Ask who changed it. The switches are on the Connections page.")),)


def schedule_name(snapshot: Snapshot, schedule_id: str) -> str:
    """What people call a schedule."""
    schedule = snapshot.schedule(schedule_id)
    return schedule.name if schedule and schedule.name else _("a schedule without a name")


def _account(connection: "Connection") -> str:
    return connection.account_email or connection.id[:_SHOWN_OF_ID]
