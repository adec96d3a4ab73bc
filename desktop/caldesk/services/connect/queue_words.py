"""The entries of a queue as lines of a list: how far each is, what can be done about it; progress, and all links."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from caldesk.domain.duplicate_accounts import find_duplicate_accounts
from caldesk.i18n import _, ngettext
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.failure_words import outcome_words
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue import SignInQueue
from caldesk.services.connect.queue_book import Entry, EntryState, Progress
from caldesk.services.connect.sign_in_book import CUT_OFF
from caldesk.services.wording import provider_name

FormatTime = Callable[[float], str]
"""Epoch seconds as a time of this computer's clock."""


class LineState(StrEnum):
    """How an entry is drawn."""

    WAITING = "waiting"
    SIGNING_IN = "signing-in"
    LINK_GIVEN = "link-given"
    CONNECTED = "connected"
    SHARED = "shared"
    """Connected, with an account that another schedule has too."""
    FAILED = "failed"
    SKIPPED = "skipped"
    GONE = "gone"


class QueueMove(StrEnum):
    """What can be done about an entry."""

    SIGN_IN = "sign-in"
    GIVE_LINK = "give-link"
    STOP_WAITING = "stop-waiting"
    AGAIN = "again"
    SKIP = "skip"
    REMOVE = "remove"


class Line(Struct, frozen=True, kw_only=True):
    """One row. `hue` is the schedule's place in the site, -1 for one that is gone; `moves` are the best first."""

    aim: Aim
    state: LineState
    name: str
    hue: int
    provider: str
    letter: str
    word: str
    moves: tuple[QueueMove, ...] = ()


_M = QueueMove
_MOVES: Mapping[LineState, tuple[QueueMove, ...]] = MappingProxyType(
    {
        LineState.WAITING: (_M.SIGN_IN, _M.GIVE_LINK, _M.SKIP),
        LineState.LINK_GIVEN: (_M.SIGN_IN, _M.GIVE_LINK, _M.STOP_WAITING, _M.SKIP),
        LineState.FAILED: (_M.SIGN_IN, _M.GIVE_LINK, _M.AGAIN, _M.SKIP),
        LineState.SKIPPED: (_M.AGAIN,),
        LineState.GONE: (_M.REMOVE,),
    }
)


def lines(queue: SignInQueue, format_time: FormatTime) -> tuple[Line, ...]:
    """The whole queue, in its order."""
    hues = {one.id: hue for hue, one in enumerate(queue.snapshot.schedules)}
    doubles = find_duplicate_accounts(view.connection for view in queue.snapshot.connections.values())
    twice = {one.id for double in doubles for one in double.connections}
    return tuple(_line(queue, entry, hues, twice, format_time) for entry in queue.book.entries)


def _line(queue: SignInQueue, entry: Entry, hues: dict[str, int], twice: set[str], format_time: FormatTime) -> Line:
    state = _state(queue, entry, twice)
    provider_id = _provider_id(queue, entry)
    provider = queue.snapshot.provider(provider_id)
    moves = _MOVES.get(state, ())
    if not queue.can_have_link(entry.aim):
        moves = tuple(move for move in moves if move is not QueueMove.GIVE_LINK)
    return Line(
        aim=entry.aim,
        state=state,
        name=name_of(queue, entry.aim),
        hue=hues.get(entry.aim.schedule_id, -1),
        provider=provider_name(provider),
        letter=provider.letter if provider else "?",
        word=_word(queue, entry, state, format_time),
        moves=moves,
    )


def name_of(queue: SignInQueue, aim: Aim) -> str:
    """The schedule's name, or words for one that was gone before it could be read."""
    return queue.name_of(aim.schedule_id) or _("A schedule that was removed")


def _state(queue: SignInQueue, entry: Entry, twice: set[str]) -> LineState:
    if entry.is_open and queue.gone(entry.aim):
        return LineState.GONE
    if entry.state is EntryState.CONNECTED and entry.connection_id in twice:
        return LineState.SHARED
    return LineState(entry.state.value)


def _provider_id(queue: SignInQueue, entry: Entry) -> str:
    """That of the connection, where the sign-in went to another provider than was chosen."""
    view = queue.snapshot.connections.get(entry.connection_id)
    return view.connection.provider_id if view is not None else entry.aim.provider_id


def _word(queue: SignInQueue, entry: Entry, state: LineState, format_time: FormatTime) -> str:
    if state is LineState.CONNECTED:
        return (
            _("Connected: {account}").format(account=account) if (account := _account(queue, entry)) else _("Connected")
        )
    if state is LineState.LINK_GIVEN:
        return _("Link until {time}").format(time=format_time(entry.link_until))
    if state is LineState.FAILED:
        return _failed(queue, entry)
    if state is LineState.GONE:
        return outcome_words((queue.gone(entry.aim) or Ending.SCHEDULE_GONE).value)
    words = {
        LineState.WAITING: _("Waiting"),
        LineState.SIGNING_IN: _("Signing in now"),
        LineState.SHARED: _("Account used twice"),
        LineState.SKIPPED: _("Skipped"),
    }
    return words[state]


def _account(queue: SignInQueue, entry: Entry) -> str:
    view = queue.snapshot.connections.get(entry.connection_id)
    return view.connection.account_email if view is not None else ""


def _failed(queue: SignInQueue, entry: Entry) -> str:
    problem = queue.problem_of(entry.aim)
    if problem is not None:
        return problem.title
    if entry.ending == Ending.TIMED_OUT.value and entry.given_at:
        return _("The link was not used in time")
    if entry.ending == CUT_OFF:
        return _("Cut off when Caldesk ended")
    return outcome_words(entry.ending)


def progress_words(progress: Progress) -> str:
    """ "3 of 12 connected", and what else there is."""
    parts = [_("{connected} of {total} connected").format(connected=progress.connected, total=progress.total)]
    if progress.links:
        parts.append(ngettext("{n} link is out", "{n} links are out", progress.links).format(n=progress.links))
    if progress.failed:
        parts.append(ngettext("{n} has failed", "{n} have failed", progress.failed).format(n=progress.failed))
    if progress.skipped:
        parts.append(ngettext("{n} is left out", "{n} are left out", progress.skipped).format(n=progress.skipped))
    return ", ".join(parts)


def links_text(queue: SignInQueue, site: str, format_time: FormatTime) -> str:
    """Every link that was given in this run of the program, ready to be sent to its owner one by one."""
    given = [one for one in queue.book.entries if queue.link_of(one.aim)]
    head = _("Sign-in links for {site}. Send each one only to the person named above it.").format(site=site)
    blocks = [_link_block(queue, one, format_time) for one in given]
    return "\n\n".join((head, *blocks)) + "\n" if blocks else ""


def _link_block(queue: SignInQueue, entry: Entry, format_time: FormatTime) -> str:
    provider = provider_name(queue.snapshot.provider(entry.aim.provider_id))
    about = _("{provider}, watched until {time}").format(provider=provider, time=format_time(entry.link_until))
    return f"{name_of(queue, entry.aim)}\n{about}\n{queue.link_of(entry.aim)}"
