"""One attempt to connect by OAuth: ask for the sign-in page, let it be visited, then look at what came of it.

Whatever the visit says (refused, closed, lost, timed out), the list of connections is asked before anybody is told.
The way may change in the middle: addresses and links that were handed out before stay good.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

from caldesk.api import connections
from caldesk.api.config import is_loopback
from caldesk.api.errors import ApiError
from caldesk.services.connect.endings import Ended, Ending, ending_of_doubt, ending_of_refusal, ending_of_visit
from caldesk.services.connect.proof import Aim, Found, Several, Witness
from caldesk.services.connect.redirect import Judgement, Return, ReturnAddress, new_return_address
from caldesk.services.connect.ways import Passage
from caldesk.services.ports import Clock, ConsentEnd, ConsentResult
from caldesk.services.problems import problem_of

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient

logger = logging.getLogger(__name__)

WATCH_EVERY = 4.0
"""Seconds between two looks at the list while nothing else would tell the end."""
GRACE = 3.0
"""Seconds for which a redirect that can be heard may still name the connection that the list shows already."""
_LONGEST_PASTE = 8192

T = TypeVar("T")
Outcome = Found | Ended


class Told(Struct, frozen=True, kw_only=True):
    """Whom the attempt tells how far it is.

    `link` takes the address, the end of watching it (epoch seconds), and whether it was opened where the way does that.
    """

    link: Callable[[str, float, bool], None]
    checking: Callable[[], None]


class _Answer(Struct, frozen=True, kw_only=True):
    """What the visit gave: a connection id to prove, or the ending that holds unless the list knows better."""

    connection_id: str = ""
    otherwise: Ended


class _Left(Struct, frozen=True):
    """The visit ended because the way changes."""


class OAuthAttempt:
    """`run` once for each way that is taken. After an ending that could not be checked, `look_again` repeats that."""

    def __init__(self, client: "ApiClient", clock: Clock, aim: Aim, witness: Witness, told: Told) -> None:
        self._client = client
        self._clock = clock
        self._aim = aim
        self._told = told
        self._witness = witness
        self._stopped = asyncio.Event()
        self._left = asyncio.Event()
        self._pasted: asyncio.Future[str] | None = None
        self._addresses: list[ReturnAddress] = []
        self._answer = _Answer(otherwise=Ended(ending=Ending.CLOSED))

    async def run(self, passage: Passage) -> Outcome | None:
        """Visit and check; None when it was left for another way. Raises ApiError only while nothing was opened."""
        await self._witness.remember()
        address = new_return_address(passage.base)
        url = await connections.connect_by_oauth(
            self._client,
            schedule_id=self._aim.schedule_id,
            provider_id=self._aim.provider_id,
            redirect_url=address.url,
        )
        if not is_sign_in_address(url):
            return Ended(ending=Ending.UNSAFE_ADDRESS)
        self._addresses.append(address)
        opened = passage.open(url)
        self._told.link(url, self._clock.now() + passage.lasts, opened)
        result = await self._first_of(passage, url)
        if isinstance(result, _Left):
            return None
        if isinstance(result, Found | Ended):
            return result
        self._answer = self._read(result)
        return await self.look_again()

    async def look_again(self) -> Outcome:
        """Ask the service what came of it."""
        self._told.checking()
        try:
            found = await self._witness.find(self._answer.connection_id)
        except ApiError as error:
            return Ended(ending=Ending.NOT_CHECKED, problem=problem_of(error))
        if isinstance(found, Found):
            return found
        if isinstance(found, Several):
            return _several(found)
        return ending_of_doubt(found) or self._answer.otherwise

    def paste(self, text: str) -> Return:
        """Take the address of the page on which the sign-in ended; only `FINISHED` and `REFUSED` end the visit."""
        url = text.strip().strip("<>\"'“”").strip()[:_LONGEST_PASTE]
        kind = self._judged(url).kind
        if kind in {Return.FINISHED, Return.REFUSED} and self._pasted is not None and not self._pasted.done():
            self._pasted.set_result(url)
        return kind

    def stop(self) -> None:
        """End the visit as if the page had been closed."""
        self._stopped.set()

    def leave(self) -> None:
        """End the visit because the sign-in goes on by another way."""
        self._left.set()

    async def _first_of(self, passage: Passage, url: str) -> "ConsentResult | Found | Ended | _Left":
        self._left.clear()
        is_return = self._is_mine if passage.shared else self._is_return
        works: list[Coroutine[Any, Any, ConsentResult | Found | Ended | _Left]] = [
            passage.browser.visit(url, is_return),
            self._until_pasted(),
            self._until_left(),
            self._until_stopped(),
            self._until_deadline(passage.lasts),
        ]
        if passage.watched or len(self._addresses) > 1:
            works.append(self._watch(GRACE if passage.hears else 0.0))
        return await first_of(works)

    async def _until_pasted(self) -> ConsentResult:
        self._pasted = asyncio.get_running_loop().create_future()
        return ConsentResult(end=ConsentEnd.RETURNED, url=await self._pasted)

    async def _until_left(self) -> _Left:
        await self._left.wait()
        return _Left()

    async def _until_stopped(self) -> ConsentResult:
        await self._stopped.wait()
        return ConsentResult(end=ConsentEnd.CLOSED)

    async def _until_deadline(self, seconds: float) -> ConsentResult:
        await self._clock.sleep(seconds)
        return ConsentResult(end=ConsentEnd.TIMED_OUT)

    async def _watch(self, grace: float) -> Found | Ended:
        """The new connection, as soon as the list has it; a look that fails is followed by the next one.

        More than one is no answer while the redirect, or a person, can still tell.
        """
        while True:
            await self._clock.sleep(WATCH_EVERY)
            try:
                found = await self._witness.find()
            except ApiError as error:
                logger.info("looking for the new connection failed: %s", type(error).__name__)
                continue
            if isinstance(found, Found | Several):
                if grace:
                    await self._clock.sleep(grace)
                return found if isinstance(found, Found) else _several(found)

    def _is_mine(self, url: str) -> bool:
        return any(address.is_mine(url) for address in self._addresses)

    def _is_return(self, url: str) -> bool:
        return any(address.is_return(url) for address in self._addresses)

    def _judged(self, url: str) -> Judgement:
        """By the address that knows it; else the first that does not carry on."""
        judgements = [address.judge(url) for address in self._addresses]
        known = [one for one in judgements if one.kind in {Return.FINISHED, Return.REFUSED}]
        foreign = [one for one in judgements if one.kind is Return.FOREIGN]
        return next(iter(known or foreign), Judgement(kind=Return.CARRY_ON))

    def _read(self, result: ConsentResult) -> _Answer:
        if result.end is not ConsentEnd.RETURNED:
            return _Answer(otherwise=ending_of_visit(result))
        judgement = self._judged(result.url)
        if judgement.kind is Return.FINISHED:
            return _Answer(connection_id=judgement.connection_id, otherwise=Ended(ending=Ending.NOT_PROVEN))
        if judgement.kind is Return.REFUSED:
            return _Answer(otherwise=Ended(ending=ending_of_refusal(judgement.because)))
        logger.warning("a return address with a foreign one-use value was refused")
        return _Answer(otherwise=Ended(ending=Ending.FOREIGN_RETURN))


def _several(found: Several) -> Ended:
    return Ended(ending=Ending.SEVERAL, candidates=found.connections)


def is_sign_in_address(url: str) -> bool:
    """Whether the service's `oauthUrl` may be opened: https, or http on this computer (practice site)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if "@" in parts.netloc or not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


async def first_of(works: list[Coroutine[Any, Any, T]]) -> T:
    """The result of whichever ends first; the others are cancelled and have ended when this returns."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task in done).result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
