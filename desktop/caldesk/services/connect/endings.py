"""Every way in which an attempt can end without a connection, and what may be done next.

The causes are facts; the words for them are in `failure_words`. `moves_for` is the one place that decides what is
offered, so that a longer ladder of recoveries grows there.
"""

from enum import StrEnum

from msgspec import Struct

from caldesk.services.connect.proof import Doubt
from caldesk.services.connect.redirect import RefusedBecause
from caldesk.services.ports import ConsentEnd, ConsentResult
from caldesk.services.problems import Action, Problem


class Ending(StrEnum):
    """Why there is no connection."""

    REJECTED = "rejected"
    UNSUPPORTED = "unsupported"
    INTERNAL = "internal"
    UNKNOWN_ANSWER = "unknown-answer"
    FOREIGN_RETURN = "foreign-return"
    REFUSED_EMBEDDED = "refused-embedded"
    ADMIN_APPROVAL = "admin-approval"
    SERVER_ERROR = "server-error"
    CLOSED = "closed"
    TIMED_OUT = "timed-out"
    CRASHED = "crashed"
    CERTIFICATE = "certificate"
    UNREACHABLE = "unreachable"
    UNSAFE_ADDRESS = "unsafe-address"
    NO_LISTENER = "no-listener"
    NOT_PROVEN = "not-proven"
    OTHER_CONNECTION = "other-connection"
    NOT_ALIVE = "not-alive"
    SEVERAL = "several"
    NOT_CHECKED = "not-checked"
    PROBLEM = "problem"


class Move(StrEnum):
    """A next step that the flow itself can take."""

    AGAIN = "again"
    OTHER_ACCOUNT = "other-account"
    IN_BROWSER = "in-browser"
    OTHER_PROVIDER = "other-provider"
    EDIT_FORM = "edit-form"
    LOOK_AGAIN = "look-again"


class Ended(Struct, frozen=True, kw_only=True):
    """An attempt without a connection. `detail` is for support, `problem` the API's, where that was the cause."""

    ending: Ending
    detail: str = ""
    problem: Problem | None = None


_OF_VISIT = {
    ConsentEnd.REFUSED_EMBEDDED: Ending.REFUSED_EMBEDDED,
    ConsentEnd.ADMIN_APPROVAL: Ending.ADMIN_APPROVAL,
    ConsentEnd.SERVER_ERROR: Ending.SERVER_ERROR,
    ConsentEnd.CLOSED: Ending.CLOSED,
    ConsentEnd.TIMED_OUT: Ending.TIMED_OUT,
    ConsentEnd.CRASHED: Ending.CRASHED,
    ConsentEnd.CERTIFICATE: Ending.CERTIFICATE,
    ConsentEnd.UNREACHABLE: Ending.UNREACHABLE,
}
_OF_REFUSAL = {
    RefusedBecause.REJECT: Ending.REJECTED,
    RefusedBecause.UNSUPPORTED: Ending.UNSUPPORTED,
    RefusedBecause.INTERNAL: Ending.INTERNAL,
    RefusedBecause.UNKNOWN: Ending.UNKNOWN_ANSWER,
}
_OF_DOUBT = {
    Doubt.OTHER_AIM: Ending.OTHER_CONNECTION,
    Doubt.NOT_ALIVE: Ending.NOT_ALIVE,
    Doubt.SEVERAL: Ending.SEVERAL,
}


def ending_of_visit(result: ConsentResult) -> Ended:
    """How a visit that did not return to us ended."""
    return Ended(ending=_OF_VISIT.get(result.end, Ending.UNKNOWN_ANSWER), detail=result.detail)


def ending_of_refusal(because: RefusedBecause) -> Ending:
    """What `error=` of the redirect means."""
    return _OF_REFUSAL[because]


def ending_of_doubt(doubt: Doubt) -> Ended | None:
    """The ending that a doubt is; None when there simply is no connection, so that the attempt's own cause stands."""
    ending = _OF_DOUBT.get(doubt)
    return Ended(ending=ending) if ending else None


_MOVES: dict[Ending, tuple[Move, ...]] = {
    Ending.REJECTED: (Move.OTHER_ACCOUNT, Move.OTHER_PROVIDER),
    Ending.UNSUPPORTED: (Move.OTHER_ACCOUNT, Move.OTHER_PROVIDER),
    Ending.REFUSED_EMBEDDED: (Move.IN_BROWSER,),
    Ending.ADMIN_APPROVAL: (Move.OTHER_ACCOUNT, Move.OTHER_PROVIDER),
    Ending.CRASHED: (Move.AGAIN, Move.IN_BROWSER),
    Ending.CERTIFICATE: (Move.AGAIN,),
    Ending.UNREACHABLE: (Move.AGAIN, Move.IN_BROWSER),
    Ending.NOT_CHECKED: (Move.LOOK_AGAIN,),
    Ending.NOT_PROVEN: (Move.LOOK_AGAIN, Move.AGAIN),
    Ending.SEVERAL: (Move.LOOK_AGAIN,),
    Ending.UNSAFE_ADDRESS: (Move.OTHER_PROVIDER,),
}
_BY_DEFAULT = (Move.AGAIN, Move.IN_BROWSER)
_OF_ACTION = {
    Action.RETRY: Move.AGAIN,
    Action.REFRESH: Move.AGAIN,
    Action.EDIT_CREDENTIALS: Move.EDIT_FORM,
    Action.CHOOSE_PROVIDER: Move.OTHER_PROVIDER,
}


def moves_for(ended: Ended, *, by_credentials: bool, in_browser: bool) -> tuple[Move, ...]:
    """What to offer, the best first. `in_browser` says that this very way was used already."""
    moves = _MOVES.get(ended.ending, _BY_DEFAULT)
    if ended.ending is Ending.PROBLEM and ended.problem is not None:
        moves = tuple(dict.fromkeys(_OF_ACTION[action] for action in ended.problem.actions if action in _OF_ACTION))
    if by_credentials:
        moves = tuple(dict.fromkeys(Move.EDIT_FORM if move is Move.AGAIN else move for move in moves))
    dropped = {Move.IN_BROWSER} if by_credentials or in_browser else set()
    return tuple(move for move in moves if move not in dropped)
