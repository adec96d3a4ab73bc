"""How long a command may take, whatever is answered: each call has its own bound, but pages can go on and on."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

from caldesk.i18n import _
from caldesk.services.problems import Action, Problem, ProblemId

LIMIT = 600.0
"""Seconds; reading 100,000 of Wix's own events takes five minutes within the budget of requests."""

T = TypeVar("T")


async def in_time(work: Coroutine[object, object, T], otherwise: T) -> T:
    """What `work` gives within the limit, or else `otherwise`."""
    try:
        async with asyncio.timeout(LIMIT):
            return await work
    except TimeoutError:
        return otherwise


def took_too_long() -> Problem:
    """The limit was reached."""
    return Problem(
        id=ProblemId.TIMEOUT,
        title=_("It took too long"),
        what=_("Not everything was answered in time, so this is not complete."),
        cure=_("Try again later. For events, ask for a shorter time."),
        actions=(Action.RETRY,),
    )
