"""Every way in which an attempt can end without a connection, and what may be done next.

The causes are facts; the words for them are in `failure_words`. `moves_for` is the one place that decides what is
offered, so that a longer ladder of recoveries grows there.
"""

from enum import StrEnum

from msgspec import Struct

from caldesk.domain.connection import Connection
from caldesk.services.connect.proof import Doubt
from caldesk.services.connect.redirect import RefusedBecause
from caldesk.services.connect.ways import Way
from caldesk.services.policy.rules import not_allowed
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
    BLANK = "blank"
    CAPTIVE = "captive"
    SCHEDULE_GONE = "schedule-gone"
    PROVIDER_GONE = "provider-gone"
    PROBLEM = "problem"


class Move(StrEnum):
    """A next step that the flow itself can take."""

    AGAIN = "again"
    OTHER_ACCOUNT = "other-account"
    HERE = "here"
    IN_BROWSER = "in-browser"
    ON_PHONE = "on-phone"
    OTHER_PROVIDER = "other-provider"
    OTHER_SCHEDULE = "other-schedule"
    EDIT_FORM = "edit-form"
    LOOK_AGAIN = "look-again"


class Ended(Struct, frozen=True, kw_only=True):
    """An attempt without a connection. `detail` is for support, `problem` the API's, where that was the cause.

    `candidates` are new connections among which a person has to choose.
    """

    ending: Ending
    detail: str = ""
    problem: Problem | None = None
    candidates: tuple[Connection, ...] = ()


_OF_VISIT = {
    ConsentEnd.REFUSED_EMBEDDED: Ending.REFUSED_EMBEDDED,
    ConsentEnd.ADMIN_APPROVAL: Ending.ADMIN_APPROVAL,
    ConsentEnd.SERVER_ERROR: Ending.SERVER_ERROR,
    ConsentEnd.CLOSED: Ending.CLOSED,
    ConsentEnd.TIMED_OUT: Ending.TIMED_OUT,
    ConsentEnd.CRASHED: Ending.CRASHED,
    ConsentEnd.CERTIFICATE: Ending.CERTIFICATE,
    ConsentEnd.UNREACHABLE: Ending.UNREACHABLE,
    ConsentEnd.BLANK: Ending.BLANK,
    ConsentEnd.CAPTIVE: Ending.CAPTIVE,
}
_OF_REFUSAL = {
    RefusedBecause.REJECT: Ending.REJECTED,
    RefusedBecause.UNSUPPORTED: Ending.UNSUPPORTED,
    RefusedBecause.INTERNAL: Ending.INTERNAL,
    RefusedBecause.UNKNOWN: Ending.UNKNOWN_ANSWER,
}
_OF_DOUBT = {Doubt.OTHER_AIM: Ending.OTHER_CONNECTION, Doubt.NOT_ALIVE: Ending.NOT_ALIVE}
CLIMBS = frozenset({Ending.INTERNAL, Ending.SERVER_ERROR})
"""Endings that the ladder is for: an internal error, told by the redirect or by a page that leads nowhere."""


def ending_of_visit(result: ConsentResult) -> Ended:
    """How a visit that did not return to us ended."""
    return Ended(ending=_OF_VISIT.get(result.end, Ending.UNKNOWN_ANSWER), detail=result.detail)


def ending_of_refusal(because: RefusedBecause) -> Ending:
    """What `error=` of the redirect means."""
    return _OF_REFUSAL[because]


def ending_of_rule(sentence: str) -> Ended:
    """Nothing was tried, because the organisation does not allow it; `sentence` says so."""
    return Ended(ending=Ending.PROBLEM, problem=not_allowed(sentence))


def ending_of_doubt(doubt: Doubt) -> Ended | None:
    """The ending that a doubt is; None when there simply is no connection, so that the attempt's own cause stands."""
    ending = _OF_DOUBT.get(doubt)
    return Ended(ending=ending) if ending else None


MOVE_TO = {Way.HERE: Move.HERE, Way.BROWSER: Move.IN_BROWSER, Way.PHONE: Move.ON_PHONE}
"""The move that changes to a way."""
WAY_OF = {move: way for way, move in MOVE_TO.items()}
_WAYS = tuple(MOVE_TO.values())

_MOVES: dict[Ending, tuple[Move, ...]] = {
    Ending.REJECTED: (Move.OTHER_ACCOUNT, Move.OTHER_PROVIDER),
    Ending.UNSUPPORTED: (Move.OTHER_ACCOUNT, Move.OTHER_PROVIDER),
    Ending.INTERNAL: (Move.LOOK_AGAIN,),
    Ending.SERVER_ERROR: (Move.LOOK_AGAIN,),
    Ending.REFUSED_EMBEDDED: (Move.IN_BROWSER, Move.ON_PHONE),
    Ending.ADMIN_APPROVAL: (Move.OTHER_ACCOUNT, Move.OTHER_PROVIDER),
    Ending.NO_LISTENER: (Move.HERE, Move.ON_PHONE, Move.AGAIN),
    Ending.CERTIFICATE: (Move.AGAIN, Move.ON_PHONE),
    Ending.CAPTIVE: (Move.AGAIN, Move.ON_PHONE),
    Ending.NOT_CHECKED: (Move.LOOK_AGAIN,),
    Ending.NOT_PROVEN: (Move.LOOK_AGAIN, Move.AGAIN),
    Ending.SEVERAL: (Move.LOOK_AGAIN,),
    Ending.UNSAFE_ADDRESS: (Move.AGAIN, Move.OTHER_PROVIDER),
    Ending.SCHEDULE_GONE: (Move.OTHER_SCHEDULE,),
    Ending.PROVIDER_GONE: (Move.OTHER_PROVIDER,),
}
_BY_DEFAULT = (Move.AGAIN, *_WAYS)
_OF_ACTION = {
    Action.RETRY: Move.AGAIN,
    Action.REFRESH: Move.AGAIN,
    Action.EDIT_CREDENTIALS: Move.EDIT_FORM,
    Action.CHOOSE_PROVIDER: Move.OTHER_PROVIDER,
}


class Possible(Struct, frozen=True, kw_only=True):
    """What can be offered at all: the way that was used (None for credentials), those that can be, whether the aim
    may change."""

    used: Way | None
    ways: frozenset[Way]
    fixed: bool = False


def moves_for(ended: Ended, possible: Possible) -> tuple[Move, ...]:
    """What to offer, the best first; never nothing, unless somebody else has to act."""
    moves = _MOVES.get(ended.ending, _BY_DEFAULT)
    if ended.ending is Ending.PROBLEM and ended.problem is not None:
        moves = tuple(_OF_ACTION[action] for action in ended.problem.actions if action in _OF_ACTION)
    if possible.used is None:
        moves = tuple(Move.EDIT_FORM if move is Move.AGAIN else move for move in moves)
    fixed = possible.fixed and ended.ending is not Ending.PROVIDER_GONE
    return tuple(move for move in dict.fromkeys(moves) if _can(move, possible, fixed=fixed))


def _can(move: Move, possible: Possible, *, fixed: bool) -> bool:
    if move in WAY_OF:
        way = WAY_OF[move]
        return possible.used is not None and way is not possible.used and way in possible.ways
    return not (fixed and move is Move.OTHER_PROVIDER)
