"""Whether to ask again, and when: pure decisions, made from what went wrong and what is left of time and patience.

Repeating is harmless for reads and for writes that say the whole result. Anything else is repeated only when it
surely was not carried out: no connection was made, or the service said "too many requests".
"""

from msgspec import Struct

from caldesk.api.errors import ApiError, BrokenAnswer, RateLimited, ServerError, StatusError, Trouble, Unreachable

MAX_ATTEMPTS = 4
MAX_PAUSE = 60.0
"""Seconds: the longest wish of the service that is granted; beyond it the error goes up at once."""

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
_RETRY_TROUBLES = frozenset({Trouble.DNS, Trouble.REFUSED, Trouble.TIMEOUT, Trouble.CUT})
_RETRY_STATUSES = frozenset({500, 502, 503, 504})


class Situation(Struct, frozen=True, kw_only=True):
    """What a decision is made from: attempts so far, seconds left, whether repeating is harmless, 0 <= luck < 1."""

    attempt: int
    seconds_left: float
    safe: bool
    luck: float


def pause_before_retry(error: ApiError, now: Situation) -> float | None:
    """Seconds to wait before the next attempt, or None to give up."""
    if now.attempt >= MAX_ATTEMPTS or not (now.safe or not error.maybe_done) or not _may_pass(error):
        return None
    pause = _pause(error, now)
    return pause if pause <= min(MAX_PAUSE, now.seconds_left) else None


def _may_pass(error: ApiError) -> bool:
    """Whether the next attempt has a chance to end better."""
    match error:
        case Unreachable():
            return error.trouble in _RETRY_TROUBLES
        case BrokenAnswer():
            return error.garbled
        case RateLimited():
            return True
        case ServerError():
            return error.status in _RETRY_STATUSES
    return False


def _pause(error: ApiError, now: Situation) -> float:
    """What the service asked for, with a little more so that not all come back at once; else longer each time."""
    wish = error.retry_after if isinstance(error, StatusError) else None
    if wish is not None:
        return wish + now.luck * _FIRST_PAUSE
    ceiling = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (now.attempt - 1))
    return ceiling * (0.5 + now.luck / 2)


class RetryAllowance:
    """Keeps a failing service from being asked many times over: repeats are paid for by answers that came."""

    def __init__(self, most: float = 12.0, earned_by_answer: float = 0.5) -> None:
        self._most = most
        self._left = most
        self._earned = earned_by_answer

    def earn(self) -> None:
        """An answer came."""
        self._left = min(self._most, self._left + self._earned)

    def spend(self) -> bool:
        """Take one repeat; False when none is left."""
        if self._left < 1:
            return False
        self._left -= 1
        return True
