"""Sign-in in a browser that is not ours: the program hears the end, or does not. Opening it is the passage's.

Both wait until they are cancelled: the attempt has the deadline, and the link can always be opened by hand.
"""

import asyncio
from collections.abc import Callable

from caldesk.services.connect.loopback import LoopbackListener
from caldesk.services.ports import ConsentEnd, ConsentResult


class ListenedBrowser:
    """Hears the redirect on the loopback interface."""

    def __init__(self, listener: LoopbackListener) -> None:
        self._listener = listener

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Wait for the redirect."""
        return ConsentResult(end=ConsentEnd.RETURNED, url=await self._listener.heard(is_return))


class UnheardBrowser:
    """Hears nothing: the redirect goes to an address that is not ours."""

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Wait to be cancelled."""
        never: asyncio.Future[ConsentResult] = asyncio.get_running_loop().create_future()
        return await never
