"""One attempt to connect by OAuth: ask for the sign-in page, let it be visited, then look at what came of it.

Whatever the visit says (refused, closed, lost, timed out), the list of connections is asked before anybody is told.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

from caldesk.api import connections
from caldesk.api.errors import ApiError
from caldesk.domain.connection import Connection
from caldesk.services.connect.endings import Ended, Ending, ending_of_doubt, ending_of_refusal, ending_of_visit
from caldesk.services.connect.proof import Aim, Witness
from caldesk.services.connect.redirect import Return, ReturnAddress, new_return_address
from caldesk.services.connect.ways import Passage
from caldesk.services.ports import Clock, ConsentEnd, ConsentResult
from caldesk.services.problems import problem_of

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient

logger = logging.getLogger(__name__)

DEADLINE = 600.0
"""Seconds that one attempt may take."""
WATCH_EVERY = 4.0
"""Seconds between two looks at the list while nothing else would tell the end."""

T = TypeVar("T")
Outcome = Connection | Ended


class Told(Struct, frozen=True, kw_only=True):
    """Whom the attempt tells how far it is."""

    link: Callable[[str], None]
    checking: Callable[[], None]


class _Answer(Struct, frozen=True, kw_only=True):
    """What the visit gave: a connection id to prove, or the ending that holds unless the list knows better."""

    connection_id: str = ""
    otherwise: Ended


class OAuthAttempt:
    """Runs once. After an ending that could not be checked, `look_again` repeats only the check."""

    def __init__(self, client: "ApiClient", clock: Clock, aim: Aim, told: Told, deadline: float = DEADLINE) -> None:
        self._client = client
        self._clock = clock
        self._aim = aim
        self._told = told
        self._deadline = deadline
        self._witness = Witness(client, clock, aim)
        self._stopped = asyncio.Event()
        self._answer = _Answer(otherwise=Ended(ending=Ending.CLOSED))

    async def run(self, passage: Passage) -> Outcome:
        """Visit and check. Raises ApiError only while nothing has been opened yet."""
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
        self._told.link(url)
        result = await self._first_of(passage, address, url)
        if isinstance(result, Connection):
            return result
        self._answer = _read(result, address)
        return await self.look_again()

    async def look_again(self) -> Outcome:
        """Ask the service what came of it."""
        self._told.checking()
        try:
            found = await self._witness.find(self._answer.connection_id)
        except ApiError as error:
            return Ended(ending=Ending.NOT_CHECKED, problem=problem_of(error))
        if isinstance(found, Connection):
            return found
        return ending_of_doubt(found) or self._answer.otherwise

    def stop(self) -> None:
        """End the visit as if the page had been closed."""
        self._stopped.set()

    async def _first_of(self, passage: Passage, address: ReturnAddress, url: str) -> ConsentResult | Connection:
        is_return = address.is_mine if passage.shared else address.is_return
        works: list[Coroutine[Any, Any, ConsentResult | Connection]] = [
            passage.browser.visit(url, is_return),
            self._until_stopped(),
            self._until_deadline(),
        ]
        if passage.watched:
            works.append(self._watch())
        return await first_of(works)

    async def _until_stopped(self) -> ConsentResult:
        await self._stopped.wait()
        return ConsentResult(end=ConsentEnd.CLOSED)

    async def _until_deadline(self) -> ConsentResult:
        await self._clock.sleep(self._deadline)
        return ConsentResult(end=ConsentEnd.TIMED_OUT)

    async def _watch(self) -> Connection:
        """The new connection, as soon as the list has it; a look that fails is followed by the next one."""
        while True:
            await self._clock.sleep(WATCH_EVERY)
            try:
                found = await self._witness.find()
            except ApiError as error:
                logger.info("looking for the new connection failed: %s", type(error).__name__)
                continue
            if isinstance(found, Connection):
                return found


def is_sign_in_address(url: str) -> bool:
    """Whether the service's `oauthUrl` may be opened: https, or http on this computer (practice site)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if "@" in parts.netloc or not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"})


def _read(result: ConsentResult, address: ReturnAddress) -> _Answer:
    if result.end is not ConsentEnd.RETURNED:
        return _Answer(otherwise=ending_of_visit(result))
    judgement = address.judge(result.url)
    if judgement.kind is Return.FINISHED:
        return _Answer(connection_id=judgement.connection_id, otherwise=Ended(ending=Ending.NOT_PROVEN))
    if judgement.kind is Return.REFUSED:
        return _Answer(otherwise=Ended(ending=ending_of_refusal(judgement.because)))
    logger.warning("a return address with a foreign one-use value was refused")
    return _Answer(otherwise=Ended(ending=Ending.FOREIGN_RETURN))


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
