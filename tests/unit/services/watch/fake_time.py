"""Two clocks and a sleep that pass only when a test lets them."""

import asyncio


class FakeTime:
    """A wall clock and a forward clock; `pass_` lets time go by and wakes sleepers in order."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self._now = now
        self._forward = 50.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now

    def monotonic(self) -> float:
        return self._forward

    async def sleep(self, seconds: float) -> None:
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (self._forward + seconds, waking)
        self._sleepers.append(entry)
        try:
            await waking
        finally:
            self._sleepers.remove(entry)

    def set_wall(self, by: float) -> None:
        """Only the wall clock moves: it was set, or the computer slept."""
        self._now += by

    async def pass_(self, seconds: float) -> None:
        """Let time go by; whoever sleeps wakes at the right moment and may sleep again."""
        end = self._forward + seconds
        await self.settle()
        while due := [entry for entry in self._sleepers if entry[0] <= end and not entry[1].done()]:
            at, waking = min(due, key=lambda entry: entry[0])
            self._move_to(max(at, self._forward))
            waking.set_result(None)
            await self.settle()
        self._move_to(end)

    def _move_to(self, moment: float) -> None:
        self._now += moment - self._forward
        self._forward = moment

    @staticmethod
    async def settle() -> None:
        """Let everybody do what can be done without time."""
        for _turn in range(12):
            await asyncio.sleep(0)
