"""How long to wait until the next look at a site: a pure decision, from what happened and what looking costs.

Sources of the numbers: Wix counts 200 requests a minute (`wix-api.md` §2.5) and syncs within 5 to 10 minutes.
"""

from msgspec import Struct

from caldesk.services.policy.declared import Watching

NEVER = float("inf")
FAST = 15.0
"""Seconds between looks while something has just changed."""
FAST_FOR = 180.0
STARTING = 30.0
"""While a first sync is awaited ..."""
STARTING_FOR = 15 * 60.0
"""... but not for ever: a sync that never ends is looked at like everything else."""
USUAL = 60.0
SLOW = 300.0
IDLE_AFTER = 5 * 60.0
IDLE_FULLY = 30 * 60.0
"""Between these two, without anybody at the program, `USUAL` becomes `SLOW` little by little."""
FIRST_AFTER_FAILURE = 30.0
"""Doubled with each failure in a row, up to `SLOWEST`."""
SLOWEST = 15 * 60.0

_REQUESTS_A_MINUTE = 30.0
"""What watching may take of the budget; a person needs the rest."""
_SPREAD = 0.1
"""Looks are up to this much late, so that the computers of a business do not all ask at once."""
_SPREAD_IN_TROUBLE = 0.5
"""After a failure many wait for the same service to come back."""


class Situation(Struct, frozen=True, kw_only=True):
    """What the decision is made from; lengths in seconds, 0 <= luck < 1.

    `since_change` is None before anything changed. `failures` counts looks in a row that did not read the site.
    `requests` is what one look costs.
    """

    since_change: float | None = None
    starting: bool = False
    idle_for: float = 0.0
    failures: int = 0
    metered: bool = False
    wish: Watching = Watching.USUAL
    requests: int = 5
    luck: float = 0.0


def next_pause(now: Situation) -> float:
    """Seconds from the end of one look to the next; `NEVER` where there is none before somebody asks."""
    if now.wish is Watching.ASKED and not _is_awaited(now):
        return NEVER
    pause = _after_failures(now) if now.failures else _pace(now)
    if now.metered:
        pause = max(SLOW, 3 * pause)
    affordable = 60.0 * now.requests / _REQUESTS_A_MINUTE
    spread = _SPREAD_IN_TROUBLE if now.failures or now.metered else _SPREAD
    return max(affordable, min(SLOWEST, pause)) * (1 + spread * now.luck)


def _after_failures(now: Situation) -> float:
    return FIRST_AFTER_FAILURE * 2.0 ** min(now.failures - 1, 5)


def _pace(now: Situation) -> float:
    if now.metered or not _is_awaited(now):
        return _unhurried(now)
    return FAST if _is_fresh(now, FAST_FOR) else STARTING


def _is_awaited(now: Situation) -> bool:
    """Whether somebody may be waiting for what comes next, however seldom they wish to look otherwise."""
    return _is_fresh(now, FAST_FOR) or (now.starting and _is_fresh(now, STARTING_FOR))


def _is_fresh(now: Situation, seconds: float) -> bool:
    return now.since_change is not None and now.since_change < seconds


def _unhurried(now: Situation) -> float:
    if now.wish is Watching.SELDOM:
        return SLOW
    part = (now.idle_for - IDLE_AFTER) / (IDLE_FULLY - IDLE_AFTER)
    return USUAL + (SLOW - USUAL) * min(1.0, max(0.0, part))
