"""The request budget of one site: never more than a number in any sixty seconds, shared fairly.

What a person waits for goes first. What runs in the background leaves a part of the budget free for that person,
but is never shut out: a share of every minute and every fourth turn of a full queue are its own.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

WINDOW = 60.0
"""Seconds; Wix counts 200 requests a minute (`wix-api.md` §2.5)."""

_TURNS_IN_A_ROW = 3  # of the foreground, while the background waits
_KEPT_FREE = 0.2  # of the budget, which the background leaves untouched ...
_BACKGROUND_SHARE = 0.1  # ... beyond this part, which is always its own

_TICK = 0.001  # seconds; a shorter sleep may not move a clock on

Turn = asyncio.Future[None]


class Limiter:
    """A sliding window over the moments at which requests were let go."""

    def __init__(
        self,
        per_minute: int,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._limit = max(1, per_minute)
        self._clock = clock
        self._sleep = sleep
        self._sent: deque[tuple[float, bool]] = deque()
        self._background_sent = 0
        self._queues: dict[bool, deque[Turn]] = {False: deque(), True: deque()}
        self._foreground_turns = 0
        self._paused_until = 0.0
        self._usher: asyncio.Task[None] | None = None

    async def turn(self, *, background: bool = False) -> None:
        """Return when one request may be sent; first come, first served within each kind."""
        if self._may_go_at_once(background):
            self._note(background)
            return
        turn: Turn = asyncio.get_running_loop().create_future()
        self._queues[background].append(turn)
        if self._usher is None:
            self._usher = asyncio.ensure_future(self._call_turns())
        try:
            await turn
        finally:
            self._forget(turn, background)

    def pause(self, seconds: float) -> None:
        """Let nobody go for `seconds`: the service said that it was too much."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    def close(self) -> None:
        """Send everybody home who still waits."""
        for turn in [*self._queues[False], *self._queues[True]]:
            turn.cancel()
        self._dismiss_usher()

    def _may_go_at_once(self, background: bool) -> bool:
        return not self._queues[background] and self._wait_for(background) <= 0

    def _forget(self, turn: Turn, background: bool) -> None:
        if turn in self._queues[background]:
            self._queues[background].remove(turn)
        if not any(self._queues.values()):
            self._dismiss_usher()

    def _dismiss_usher(self) -> None:
        if self._usher is not None:
            self._usher.cancel()
            self._usher = None

    async def _call_turns(self) -> None:
        while any(self._queues.values()):
            background = self._next_kind()
            wait = self._wait_for(background)
            if wait > 0:
                await self._sleep(max(wait, _TICK))
            else:
                self._let_go(background)
        self._usher = None

    def _next_kind(self) -> bool:
        """Whose turn it is; the background's where nobody else waits, after three others, or when it need not wait."""
        if not self._queues[False]:
            return True
        return bool(self._queues[True]) and self._foreground_turns >= _TURNS_IN_A_ROW and not self._background_is_held()

    def _let_go(self, background: bool) -> None:
        turn = self._queues[background].popleft()
        if turn.done():  # its waiter was cancelled a moment ago
            return
        self._foreground_turns = 0 if background else self._foreground_turns + 1
        self._note(background)
        turn.set_result(None)

    def _note(self, background: bool) -> None:
        self._sent.append((self._clock(), background))
        self._background_sent += background

    def _wait_for(self, background: bool) -> float:
        """Seconds until a request of this kind may go; 0 for now."""
        now = self._clock()
        while self._sent and self._sent[0][0] + WINDOW <= now:
            self._background_sent -= self._sent.popleft()[1]
        free_at = self._paused_until
        if len(self._sent) >= self._limit or (background and self._background_is_held()):
            free_at = max(free_at, self._sent[0][0] + WINDOW)
        return free_at - now

    def _background_is_held(self) -> bool:
        free = self._limit - len(self._sent)
        has_share = self._background_sent < max(1, self._limit * _BACKGROUND_SHARE)
        return free <= self._limit * _KEPT_FREE and not has_share
