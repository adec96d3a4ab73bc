"""What the state of one entry of a queue means and what comes next, in sentences; warnings of accounts used twice."""

from caldesk.domain.connection import is_live
from caldesk.domain.duplicate_accounts import plain_address
from caldesk.i18n import _
from caldesk.services.connect.duplicates import danger, elsewhere, shared_title
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import Entry
from caldesk.services.connect.queue.sign_in_queue import SignInQueue
from caldesk.services.connect.queue.words import FormatTime, Line, LineState, failure
from caldesk.services.connect.sign_in_book import CUT_OFF


def sentences(queue: SignInQueue, line: Line, format_time: FormatTime) -> tuple[str, ...]:
    """What an entry's state means and what comes next."""
    entry = queue.book.entry(line.aim)
    if entry is None:
        return ()
    if line.state is LineState.GONE:
        return (failure(queue, entry).what,)
    if line.state is LineState.SHARED:
        return (*_shared(queue, entry), _("Reconnect one of them with the right account."))
    by_state = {
        LineState.WAITING: _waiting,
        LineState.LINK_GIVEN: _link_given,
        LineState.FAILED: _why_failed,
    }
    if line.state in by_state:
        return by_state[line.state](queue, entry, format_time)
    words = {
        LineState.SIGNING_IN: _("The sign-in is open in its own window."),
        LineState.CONNECTED: _("The connection was read back from Wix. Changes take 5 to 10 minutes to arrive."),
        LineState.SKIPPED: _("Left out of this queue. Nothing was changed."),
    }
    return (words[line.state],)


def _waiting(queue: SignInQueue, entry: Entry, _format_time: FormatTime) -> tuple[str, ...]:
    return tuple(filter(None, (_how(queue, entry), _has_one(queue, entry), _warned_before(queue, entry))))


def _how(queue: SignInQueue, entry: Entry) -> str:
    provider = queue.snapshot.provider(entry.aim.provider_id)
    if provider is not None and not provider.connects_by_oauth:
        return _("The owner has to be here: they enter their e-mail address and an app-specific password.")
    if queue.why_no_links:
        return _("The owner signs in here. Links for other devices: {why}").format(why=queue.why_no_links)
    return _("The owner of the calendar signs in here, or gets a link for their own phone or computer.")


def _link_given(queue: SignInQueue, entry: Entry, format_time: FormatTime) -> tuple[str, ...]:
    if not queue.link_of(entry.aim):
        words = _("A link was given {time}. It is not kept, so it cannot be shown again.")
        watched = _("Caldesk watches for the connection until {time}.").format(time=format_time(entry.link_until))
        return words.format(time=format_time(entry.given_at)), watched
    return (
        _(
            "Let the owner scan the code or open the link, and choose Allow. Give it to nobody else: "
            "whoever signs in with it connects their own calendar."
        ),
        _("Caldesk watches for it until then. If Wix says earlier that it has expired, give a new one."),
    )


def _why_failed(queue: SignInQueue, entry: Entry, _format_time: FormatTime) -> tuple[str, ...]:
    if entry.ending == CUT_OFF:
        return (_("Caldesk was ended during the sign-in. It may have worked: then it is found by itself."),)
    if entry.ending == Ending.TIMED_OUT.value and entry.given_at:
        return (
            _("Nobody has signed in with it. If somebody still does, the connection is found by itself."),
            _("Give a new link, or sign in here."),
        )
    why = failure(queue, entry)
    return why.what, why.cure


def _has_one(queue: SignInQueue, entry: Entry) -> str:
    """A working connection that was there before is no success of this queue, but should be known."""
    if (former := queue.former(entry.aim)) is not None and former.account_email:
        return _("Its connection with {account} needs a sign-in; that repairs it.").format(account=former.account_email)
    held = [view.connection for view in queue.snapshot.on_schedule(entry.aim.schedule_id)]
    mine = [one for one in held if is_live(one) and one.provider_id == entry.aim.provider_id]
    accounts = ", ".join(one.account_email for one in mine if one.account_email)
    if not accounts:
        return ""
    return _("It already has {accounts} from this provider; this adds another account.").format(accounts=accounts)


def _warned_before(queue: SignInQueue, entry: Entry) -> str:
    """By the person's own address, the only one that is known before a sign-in."""
    snapshot = queue.snapshot
    schedule = snapshot.schedule(entry.aim.schedule_id)
    if schedule is None or "@" not in schedule.email:
        return ""
    if shared := elsewhere(snapshot, schedule.email, schedule.id):
        return shared_title(shared)
    queued = {one.aim.schedule_id for one in queue.book.entries} - {schedule.id}
    mine = plain_address(schedule.email)
    twins = [one.name for one in snapshot.schedules if one.id in queued and plain_address(one.email) == mine]
    if not twins:
        return ""
    words = _("Same e-mail address as: {names}. Let each sign in with their own account.")
    return words.format(names=", ".join(twins))


def _shared(queue: SignInQueue, entry: Entry) -> tuple[str, ...]:
    view = queue.snapshot.connections.get(entry.connection_id)
    if view is None:
        return ()
    made = view.connection
    shared = elsewhere(queue.snapshot, made.account_email, made.schedule_id, made.calendar_type)
    return (shared_title(shared), danger()) if shared else ()


def candidates(queue: SignInQueue, aim: Aim) -> tuple[tuple[str, str], ...]:
    """Connections among which a person has to choose: id and account."""
    entry = queue.book.entry(aim)
    views = [queue.snapshot.connections.get(one) for one in entry.candidates] if entry is not None else []
    return tuple((v.id, v.connection.account_email or _("the calendar account")) for v in views if v is not None)
