"""The entries of a queue as lines of a list: how far each is, what can be done about it; progress, and all links."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from caldesk.domain.duplicate_accounts import DuplicateReason, find_duplicate_accounts
from caldesk.i18n import _, ngettext
from caldesk.services.connect.endings import Ended, Ending
from caldesk.services.connect.failure_words import Failure, failure_of
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import Entry, EntryState, Progress
from caldesk.services.connect.queue.sign_in_queue import SignInQueue
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
    writer = _Writer(queue, format_time)
    return tuple(writer.line(entry) for entry in queue.book.entries)


def name_of(queue: SignInQueue, aim: Aim) -> str:
    """The schedule's name, or words for one that was gone before it could be read."""
    return queue.name_of(aim.schedule_id) or _("A schedule that was removed")


class _Writer:
    """Writes the lines of one moment; what they share is worked out once."""

    def __init__(self, queue: SignInQueue, format_time: FormatTime) -> None:
        self._queue, self._snapshot, self._time = queue, queue.snapshot, format_time
        self._hues = {one.id: hue for hue, one in enumerate(self._snapshot.schedules)}
        doubles = find_duplicate_accounts(view.connection for view in self._snapshot.connections.values())
        self._twice = {one.id: double.reason for double in reversed(doubles) for one in double.connections}

    def line(self, entry: Entry) -> Line:
        """One row; the provider is that of the connection, where the sign-in went to another than was chosen."""
        state = self._state(entry)
        view = self._snapshot.connections.get(entry.connection_id)
        provider_id = view.connection.provider_id if view is not None else entry.aim.provider_id
        return Line(
            aim=entry.aim,
            state=state,
            name=name_of(self._queue, entry.aim),
            hue=self._hues.get(entry.aim.schedule_id, -1),
            provider=provider_name(self._snapshot.provider(provider_id)),
            word=self._word(entry, state),
            moves=self._moves(entry, state),
        )

    def _state(self, entry: Entry) -> LineState:
        if entry.is_open and self._queue.gone(entry.aim):
            return LineState.GONE
        if entry.state is EntryState.CONNECTED and entry.connection_id in self._twice:
            return LineState.SHARED
        return LineState(entry.state.value)

    def _moves(self, entry: Entry, state: LineState) -> tuple[QueueMove, ...]:
        moves = _MOVES.get(state, ())
        if self._queue.can_have_link(entry.aim):
            return moves
        return tuple(move for move in moves if move is not QueueMove.GIVE_LINK)

    def _word(self, entry: Entry, state: LineState) -> str:
        words = {
            LineState.WAITING: self._waiting,
            LineState.SIGNING_IN: self._signing_in,
            LineState.LINK_GIVEN: self._link_given,
            LineState.CONNECTED: self._connected,
            LineState.SHARED: self._shared,
            LineState.FAILED: self._failed,
            LineState.SKIPPED: self._skipped,
            LineState.GONE: self._gone,
        }
        return words[state](entry)

    def _waiting(self, _entry: Entry) -> str:
        return _("Waiting")

    def _signing_in(self, _entry: Entry) -> str:
        return _("Signing in now")

    def _skipped(self, _entry: Entry) -> str:
        return _("Skipped")

    def _link_given(self, entry: Entry) -> str:
        return _("Link until {time}").format(time=self._time(entry.link_until))

    def _connected(self, entry: Entry) -> str:
        view = self._snapshot.connections.get(entry.connection_id)
        account = view.connection.account_email if view is not None else ""
        return _("Connected: {account}").format(account=account) if account else _("Connected")

    def _shared(self, entry: Entry) -> str:
        sure = self._twice[entry.connection_id] is DuplicateReason.SAME_ADDRESS
        return _("Account used twice") if sure else _("Account probably used twice")

    def _failed(self, entry: Entry) -> str:
        if entry.ending == Ending.TIMED_OUT.value and entry.given_at:
            return _("The link was not used in time")
        if entry.ending == CUT_OFF:
            return _("Cut off when Caldesk ended")
        return failure(self._queue, entry).title

    def _gone(self, entry: Entry) -> str:
        return failure(self._queue, entry).title


def failure(queue: SignInQueue, entry: Entry) -> Failure:
    """Why there is no connection, in words: what is gone from the site, or how the last attempt ended."""
    known = entry.ending in Ending.__members__.values()
    ending = queue.gone(entry.aim) or (Ending(entry.ending) if known else Ending.NOT_PROVEN)
    provider = provider_name(queue.snapshot.provider(entry.aim.provider_id))
    return failure_of(Ended(ending=ending, problem=queue.problem_of(entry.aim)), (), provider)


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
