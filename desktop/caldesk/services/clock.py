"""The real clock."""

import asyncio
import time


class SystemClock:
    """Wall-clock time and the event loop's sleep."""

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait without blocking."""
        await asyncio.sleep(seconds)
