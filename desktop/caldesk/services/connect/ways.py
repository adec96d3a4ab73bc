"""The ways in which an owner can sign in: what each opens, and where it returns to.

A way is only open while its passage is: a loopback port is bound for one attempt and closed with it.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from enum import StrEnum

from msgspec import Struct

from caldesk.services.connect.loopback import LoopbackListener
from caldesk.services.connect.system_browser import ListenedBrowser, UnheardBrowser
from caldesk.services.ports import ConsentBrowser, OpenUrl


class Way(StrEnum):
    """Where the sign-in pages are shown; the values are kept in the settings."""

    HERE = "here"
    BROWSER = "browser"


class Passage(Struct, frozen=True, kw_only=True):
    """An open way. `base` is the origin of the return address.

    `watched` says that the end may not reach us, so that the list of connections is watched as well.
    `shared` says that others can send addresses too, so that a foreign one must not end the attempt.
    """

    base: str
    browser: ConsentBrowser
    watched: bool = False
    shared: bool = False


OpenPassage = Callable[[], AbstractAsyncContextManager[Passage]]


@asynccontextmanager
async def here(browser: ConsentBrowser, base: str) -> AsyncIterator[Passage]:
    """Inside the program, in a view that stops the return address before it is fetched."""
    yield Passage(base=base, browser=browser)


@asynccontextmanager
async def listened(open_url: OpenUrl) -> AsyncIterator[Passage]:
    """In this computer's browser, with a listener on the loopback interface. Raises OSError if none can be bound."""
    async with LoopbackListener() as listener:
        browser = ListenedBrowser(open_url, listener)
        yield Passage(base=listener.base, browser=browser, watched=True, shared=True)


@asynccontextmanager
async def unheard(open_url: OpenUrl, base: str) -> AsyncIterator[Passage]:
    """In this computer's browser, returning to a placeholder: only the list of connections tells the end."""
    yield Passage(base=base, browser=UnheardBrowser(open_url), watched=True, shared=True)
