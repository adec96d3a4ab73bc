"""Sign-in in this computer's own browser: the program only opens the link, and hears the end or does not.

Both wait until they are cancelled: the attempt has the deadline, and the link can always be opened by hand.
"""

import asyncio
from collections.abc import Callable

from caldesk.services.connect.loopback import LoopbackListener
from caldesk.services.ports import ConsentEnd, ConsentResult, OpenUrl


class ListenedBrowser:
    """Hears the redirect on the loopback interface."""

    def __init__(self, open_url: OpenUrl, listener: LoopbackListener) -> None:
        self._open_url = open_url
        self._listener = listener

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Open the link and wait for the redirect."""
        self._open_url(url)
        return ConsentResult(end=ConsentEnd.RETURNED, url=await self._listener.heard(is_return))


class UnheardBrowser:
    """Hears nothing: the redirect goes to an address that is not ours."""

    def __init__(self, open_url: OpenUrl) -> None:
        self._open_url = open_url

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Open the link and wait to be cancelled."""
        self._open_url(url)
        never: asyncio.Future[ConsentResult] = asyncio.get_running_loop().create_future()
        return await never
