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

DEADLINE = 600.0
"""Seconds that a sign-in at this computer may take."""
LINK_LASTS = 1800.0
"""Seconds for which a link that was handed out is watched."""


class Way(StrEnum):
    """Where the sign-in pages are shown; the values are kept in the settings."""

    HERE = "here"
    BROWSER = "browser"
    PHONE = "phone"


class Route(Struct, frozen=True, kw_only=True):
    """How one attempt travels: `base` is the origin of the return address where the way has none of its own.

    `listens` allows a loopback address. `clean` wants a session without cookies: where that is not in our hands, the
    page is not opened, so that a person can open it in a private window.
    """

    base: str
    listens: bool = True
    clean: bool = False


def _leave_it_closed(_url: str) -> bool:
    """A person opens the link where it belongs, or the browser of the passage shows it."""
    return True


class Passage(Struct, frozen=True, kw_only=True):
    """An open way. `base` is the origin of the return address, `lasts` how many seconds the visit may take.

    `watched` says that the end may not reach us, so that the list of connections is watched as well; `hears` that a
    redirect usually does reach us. `shared` says that others can send addresses too, so that a foreign one must not
    end the attempt. `open` is called once, before anybody is told the link.
    """

    base: str
    browser: ConsentBrowser
    open: OpenUrl = _leave_it_closed
    watched: bool = False
    hears: bool = True
    shared: bool = False
    lasts: float = DEADLINE


OpenPassage = Callable[[Route], AbstractAsyncContextManager[Passage]]


@asynccontextmanager
async def here(browser: ConsentBrowser, route: Route) -> AsyncIterator[Passage]:
    """Inside the program, in a view that stops the return address before it is fetched. Always a clean session."""
    yield Passage(base=route.base, browser=browser)


@asynccontextmanager
async def in_browser(open_url: OpenUrl, route: Route) -> AsyncIterator[Passage]:
    """In this computer's browser, with a listener on the loopback interface. Raises OSError if none can be bound."""
    opener = _leave_it_closed if route.clean else open_url
    if not route.listens:
        unheard = UnheardBrowser()
        yield Passage(base=route.base, browser=unheard, open=opener, watched=True, hears=False, shared=True)
        return
    async with LoopbackListener() as listener:
        browser = ListenedBrowser(listener)
        yield Passage(base=listener.base, browser=browser, open=opener, watched=True, shared=True)


@asynccontextmanager
async def on_phone(route: Route) -> AsyncIterator[Passage]:
    """On another device, which never comes back to us: only the list of connections tells the end."""
    browser = UnheardBrowser()
    yield Passage(base=route.base, browser=browser, watched=True, hears=False, shared=True, lasts=LINK_LASTS)
