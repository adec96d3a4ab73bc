"""Waiting for conditions instead of sleeping."""

import asyncio
import time
from collections.abc import Callable


async def until(condition: Callable[[], object], *, limit: float = 10.0, what: str = "") -> None:
    """Return once `condition` is true; fail after `limit` seconds, naming `what`."""
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {limit} s in vain for {what or condition}")
        await asyncio.sleep(0.01)
