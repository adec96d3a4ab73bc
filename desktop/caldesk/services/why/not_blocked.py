"""Why was this not blocked? Each cause in turn, judged by what was read and by nothing else.

The order is that in which a person would look: what rules everything out comes first. Where the data does not say,
the finding is unknown and says how to find out.
"""

from caldesk.domain.connection import ConnectionState, ImportSource
from caldesk.domain.local_day import local_time
from caldesk.domain.provider import ImportAbility
from caldesk.domain.timespan import Span
from caldesk.i18n import _
from caldesk.services.problems import Action
from caldesk.services.state import ConnectionView
from caldesk.services.why.case import Case
from caldesk.services.why.finding import Cause, Finding, caused, open_question, ruled_out
from caldesk.services.wording import account_name

SOON, LATEST = 300, 600
"""Seconds: a change takes five to ten minutes to arrive."""


def why_not_blocked(case: Case) -> tuple[Finding, ...]:
    """A finding for every cause, in order."""
    return tuple(look(case) for look in _LOOKS)


def _connection(case: Case) -> Finding:
    cause, views = Cause.CONNECTION, case.concerned()
    if not views:
        words = _("No calendar is connected to {schedule}.").format(schedule=case.schedule_name)
        return caused(cause, words, _("Connect their calendar."), Action.CONNECT)
    states = {view.state for view in views}
    if states == {ConnectionState.NEEDS_SIGN_IN}:
        words = _("{accounts} needs sign-in, so nothing is read.").format(accounts=_accounts(views))
        return caused(cause, words, _("Sign in again."), Action.RECONNECT, connection_id=views[0].id)
    doubtful = [view for view in views if view.state not in (ConnectionState.WORKING, ConnectionState.STARTING)]
    if doubtful:
        words = _("{accounts} could not be read just now.").format(accounts=_accounts(doubtful))
        return open_question(cause, words, _("Cure that connection first, then look again."), Action.REFRESH)
    return ruled_out(cause, _("{accounts} is connected.").format(accounts=_accounts(views)))


def _import(case: Case) -> Finding:
    cause, views = Cause.IMPORT, case.concerned()
    if not views:
        return _nothing_connected(cause)
    switches = {view.connection.sync_config.imports.enabled for view in views}
    if switches == {False}:
        words = _("It is off for {accounts}.").format(accounts=_accounts(views))
        return caused(cause, words, _("Switch it on, on the Connections page."))
    if switches == {True}:
        return ruled_out(cause, _("It is on for {accounts}.").format(accounts=_accounts(views)))
    off = [view for view in views if view.connection.sync_config.imports.enabled is not True]
    words = _("It is off, or not told, for {accounts}.").format(accounts=_accounts(off))
    return open_question(cause, words, _("Ask in which account the event is."))


def _calendar(case: Case) -> Finding:
    cause, views = Cause.CALENDAR, case.concerned()
    if not views:
        return _nothing_connected(cause)
    choosing = [view for view in views if view.connection.sync_config.imports.source is ImportSource.CALENDARS]
    if not choosing:
        return ruled_out(cause, _("No calendars were picked; the main calendar is read."))
    cure = _("Choose the calendar on the Connections page.")
    if len(choosing) == len(views) and not any(map(_chosen, choosing)):
        return caused(cause, _("No calendar of {accounts} is chosen.").format(accounts=_accounts(choosing)), cure)
    names = [name for view in choosing for name in _chosen(view)]
    words = _("Only these calendars are read: {calendars}.").format(calendars=", ".join(names))
    wanted = case.question.calendar.strip().casefold()
    if not wanted or len(choosing) < len(views) or len(names) != sum(map(_count_chosen, choosing)):
        return open_question(cause, words, _("Ask in which calendar the event is."))
    if wanted in [name.casefold() for name in names]:
        return ruled_out(cause, words)
    return caused(cause, words, cure)


def _account(case: Case) -> Finding:
    cause, wanted = Cause.ACCOUNT, case.question.account.strip()
    here = _accounts(case.live())
    if not wanted:
        words = _("These accounts are read: {accounts}.").format(accounts=here or _("none"))
        return open_question(cause, words, _("Ask in which account the event is."))
    if any(case.is_account(view) for view in case.live()):
        return ruled_out(cause, _("{account} is connected to this schedule.").format(account=wanted))
    elsewhere = [view for view in case.snapshot.connections.values() if case.is_account(view)]
    if elsewhere:
        other = case.snapshot.schedule(elsewhere[0].connection.schedule_id)
        words = _("{account} is connected to {schedule}, not to this schedule.").format(
            account=wanted, schedule=other.name if other else _("another schedule")
        )
        return caused(cause, words, _("Decide to which schedule the account belongs."))
    words = _("{account} is not connected to this schedule.").format(account=wanted)
    return caused(cause, words, _("Connect that account."), Action.CONNECT)


def _primary_only(case: Case) -> Finding:
    cause, views = Cause.PRIMARY_ONLY, case.concerned()
    if not views:
        return _nothing_connected(cause)
    limited = [view for view in views if _reads_main_only(view)]
    if limited:
        words = _("Only the main calendar of {accounts} is read.").format(accounts=_accounts(limited))
        return open_question(cause, words, _("Look whether the event is in another calendar of that account."))
    unsaid = [view for view in views if view.connection.sync_config.imports.source is ImportSource.UNSET]
    if unsaid:
        words = _("Which calendars of {accounts} are read is not told.").format(accounts=_accounts(unsaid))
        return open_question(cause, words, _("Look whether the event is in the main calendar of that account."))
    return ruled_out(cause, _("More than the main calendar can be read."))


def _sync(case: Case) -> Finding:
    cause, views = Cause.SYNC, case.concerned()
    if not views:
        return _nothing_connected(cause)
    if any(view.state is ConnectionState.STARTING for view in views):
        words = _("The first sync has not finished.")
        return open_question(cause, words, _("Allow 5 to 10 minutes, then look again."), Action.REFRESH)
    made_at = case.question.made_at
    if made_at is None:
        words = _("When the event was made is not known.")
        return open_question(cause, words, _("If it is newer than 10 minutes, wait and look again."))
    age = case.now - made_at
    if age < SOON:
        words = _("It was made less than 5 minutes ago; changes take 5 to 10 minutes to arrive.")
        return caused(cause, words, _("Wait, then look again."), Action.REFRESH)
    if age < LATEST:
        words = _("It was made less than 10 minutes ago; changes take 5 to 10 minutes to arrive.")
        return open_question(cause, words, _("Wait, then look again."), Action.REFRESH)
    return ruled_out(cause, _("It was made more than 10 minutes ago."))


def _all_day(case: Case) -> Finding:
    cause = Cause.ALL_DAY
    if any(case.covering(all_day=True)):
        words = _("An all-day event was read for that day. Whether it counts as busy is not told.")
        return open_question(cause, words, _("Open it in its own calendar and set it to Busy."))
    if not (case.read and case.live()):
        return _not_read(cause)
    return ruled_out(cause, _("No all-day event was read for that day."))


def _zone(case: Case) -> Finding:
    cause = Cause.ZONE
    moved = _moved_event(case)
    if moved is not None:
        start = local_time(case.zone, moved.start).strftime("%H:%M")
        words = _("An event of that length was read at {start}, which is the same time in another zone.")
        return caused(cause, words.format(start=start), _("Look at the time zone of the event in its own calendar."))
    if not case.other_offsets:
        return ruled_out(cause, _("This computer, the site and the schedule show the same time."))
    if not (case.read and case.live()):
        return _not_read(cause)
    words = _("This computer, the site and the schedule do not all show the same time.")
    return open_question(cause, words, _("Say the time again as it is at the site."))


def _moved_event(case: Case) -> Span | None:
    asked, shifts = case.question.span, {abs(offset) for offset in case.other_offsets}
    for event in case.external():
        same_length = not event.all_day and event.end - event.start == asked.seconds
        if same_length and abs(event.start - asked.start) in shifts:
            return Span(event.start, event.end)
    return None


def _reads_main_only(view: ConnectionView) -> bool:
    if view.connection.sync_config.imports.source is ImportSource.PRIMARY_CALENDAR:
        return True
    return view.provider is not None and view.provider.import_ability is ImportAbility.PRIMARY_CALENDAR_ONLY


def _chosen(view: ConnectionView) -> list[str]:
    return [calendar.name for calendar in view.connection.sync_config.imports.calendars if calendar.name]


def _count_chosen(view: ConnectionView) -> int:
    return len(view.connection.sync_config.imports.calendars)


def _accounts(views: "tuple[ConnectionView, ...] | list[ConnectionView]") -> str:
    return ", ".join(dict.fromkeys(account_name(view) for view in views))


def _nothing_connected(cause: Cause) -> Finding:
    return open_question(cause, _("Nothing is connected, so this cannot be said."), _("Connect their calendar first."))


def _not_read(cause: Cause) -> Finding:
    words = _("Their calendars could not be read in full, so this cannot be said.")
    return open_question(cause, words, _("Cure the connection first, then look again."))


_LOOKS = (_connection, _import, _calendar, _account, _primary_only, _sync, _all_day, _zone)
