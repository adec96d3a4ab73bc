"""Makes the attempts of one flow: by which way and over which address, noted in the book, ended with an outcome.

It moves the board only while an attempt runs; what an outcome leads to is the flow's.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from caldesk.api.errors import ApiError, BadRequest, NotFound
from caldesk.services.connect.addresses import return_bases
from caldesk.services.connect.credentials import CredentialsAttempt
from caldesk.services.connect.endings import Ended, Ending
from caldesk.services.connect.flow_state import Board
from caldesk.services.connect.ladder import Rung
from caldesk.services.connect.oauth import OAuthAttempt, Outcome, Told
from caldesk.services.connect.proof import Aim, Found, Witness
from caldesk.services.connect.redirect import Return
from caldesk.services.connect.sign_in_book import CONNECTED, SignIn
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import OpenPassage, Route, Way
from caldesk.services.problems import problem_of

if TYPE_CHECKING:
    from caldesk.domain.secret import Secret
    from caldesk.services.session import Session

logger = logging.getLogger(__name__)


class Attempts:
    """One at a time. Every attempt at the same aim shares a witness, so that nothing made late is lost."""

    def __init__(self, session: "Session", ways: Mapping[Way, OpenPassage], board: Board) -> None:
        self._session = session
        self._ways = ways
        self._board = board
        self._bases = return_bases(session.profile)
        self._turns = 0  # how often another return address was taken
        self._last: OAuthAttempt | CredentialsAttempt | None = None
        self._witnesses: dict[Aim, Witness] = {}

    def witness(self) -> Witness:
        """The witness of what is being connected now."""
        aim = self._aim()
        return self._witnesses.setdefault(aim, Witness(self._session.client, self._session.clock, aim))

    async def by_oauth(self, rung: Rung | None) -> Outcome:
        """One sign-in; what an earlier one made late is found before anybody signs in again."""
        witness = self.witness()
        told = Told(link=self._told_link, checking=self.tell_checking)
        attempt = self._last = OAuthAttempt(self._session.client, self._session.clock, self._aim(), witness, told)
        entry = self._begin(self._board.state.way.value, rung)
        try:
            outcome = await _earlier(witness) or await self._attempted(attempt)
        except asyncio.CancelledError:
            self._end(entry, Ended(ending=Ending.CLOSED))
            raise
        self._end(entry, outcome)
        return outcome

    async def by_credentials(self, email: str, password: "Secret") -> Outcome:
        """One submission; the password is forgotten when this returns."""
        attempt = self._last = CredentialsAttempt(self._session.client, self._aim(), self.witness())
        entry = self._begin("", None)
        try:
            outcome = await attempt.run(email, password)
        except ApiError as error:
            outcome = await self._why(error)
        except asyncio.CancelledError:
            self._end(entry, Ended(ending=Ending.CLOSED))
            raise
        self._end(entry, outcome)
        return outcome

    @property
    def any(self) -> bool:
        """Whether there was an attempt to look at again."""
        return self._last is not None

    async def look_again(self) -> Outcome:
        """What came of the last attempt, as the service sees it now."""
        if self._last is None:
            return Ended(ending=Ending.NOT_PROVEN)
        return await self._last.look_again()

    async def named(self, connection_id: str) -> Outcome:
        """The connection that a person has named, read back; another one only if that is not there any more."""
        try:
            found = await self.witness().find(connection_id)
        except ApiError as error:
            return Ended(ending=Ending.NOT_CHECKED, problem=problem_of(error))
        return found if isinstance(found, Found) else Ended(ending=Ending.NOT_PROVEN)

    def paste(self, text: str) -> Return:
        """Hand the address of the last page to the running attempt."""
        return self._last.paste(text) if isinstance(self._last, OAuthAttempt) else Return.CARRY_ON

    def stop(self) -> None:
        """End the running sign-in; it is still checked whether it worked."""
        if isinstance(self._last, OAuthAttempt):
            self._last.stop()

    def change_way(self) -> None:
        """Let the running sign-in go on by the way that the board names now."""
        if self._board.state.step is Step.CONSENT and isinstance(self._last, OAuthAttempt):
            self._last.leave()

    @property
    def has_other_address(self) -> bool:
        """Whether sign-ins could return elsewhere."""
        return self._board.state.way is Way.BROWSER or len(self._bases) > 1

    def take_other_address(self) -> None:
        """Return to the next address from now on."""
        self._turns += 1

    def tell_checking(self) -> None:
        """Nobody has to do anything any more."""
        if self._board.state.step is Step.CONSENT:
            self._board.become(Step.WAIT)

    async def _attempted(self, attempt: OAuthAttempt) -> Outcome:
        try:
            while (outcome := await self._visited(attempt)) is None:
                self._board.note(link="")  # the way was changed
        except ApiError as error:
            return await self._why(error)
        except OSError as error:
            return Ended(ending=Ending.NO_LISTENER, detail=type(error).__name__)
        return outcome

    async def _visited(self, attempt: OAuthAttempt) -> Outcome | None:
        way, route = self._board.state.way, self._route()
        try:
            return await self._travelled(attempt, way, route)
        except BadRequest:
            if way is not Way.BROWSER or not route.listens:
                raise
        logger.info("the loopback return address was refused; the list of connections is watched instead")
        return await self._travelled(attempt, way, replace(route, listens=False))

    async def _travelled(self, attempt: OAuthAttempt, way: Way, route: Route) -> Outcome | None:
        async with self._ways[way](route) as passage:
            return await attempt.run(passage)

    def _route(self) -> Route:
        """Loopback is the first address of the browser way; the others begin with the placeholder of the site."""
        state = self._board.state
        turns = self._turns - 1 if state.way is Way.BROWSER else self._turns
        base = self._bases[max(0, turns) % len(self._bases)]
        return Route(base=base, listens=self._turns == 0, clean=state.clean)

    async def _why(self, error: ApiError) -> Ended:
        """The ending that an error is; what the service does not know may be gone from the site."""
        problem = problem_of(error)
        if isinstance(error, NotFound):
            await self._session.connections.refresh()
            snapshot, aim = self._session.state.snapshot, self._aim()
            if snapshot.schedule(aim.schedule_id) is None:
                return Ended(ending=Ending.SCHEDULE_GONE, problem=problem)
            if snapshot.provider(aim.provider_id) is None:
                return Ended(ending=Ending.PROVIDER_GONE, problem=problem)
        return Ended(ending=Ending.PROBLEM, problem=problem)

    def _aim(self) -> Aim:
        return Aim(schedule_id=self._board.state.schedule_id, provider_id=self._board.state.provider_id)

    def _told_link(self, link: str, expires: float, opened: bool) -> None:
        self._board.note(link=link, expires=expires, opened=opened)

    def _begin(self, way: str, rung: Rung | None) -> SignIn:
        state = self._board.state
        wanted = state.wanted_schedule_id or state.schedule_id
        entry = SignIn(
            began=self._session.clock.now(),
            schedule_id=wanted,
            on_schedule_id=state.schedule_id if state.schedule_id != wanted else "",
            provider_id=state.provider_id,
            way=way,
            rung=rung or "",
        )
        self._session.sign_ins.begin(entry)
        return entry

    def _end(self, entry: SignIn, outcome: Outcome) -> None:
        made = outcome.connection if isinstance(outcome, Found) else None
        ended = replace(
            entry,
            ended=self._session.clock.now(),
            outcome=CONNECTED if isinstance(outcome, Found) else outcome.ending.value,
            connection_id=made.id if made else "",
            way=self._board.state.way.value if entry.way else "",
        )
        self._session.sign_ins.end(ended, made.account_email if made else "")


async def _earlier(witness: Witness) -> Outcome | None:
    """What an earlier attempt at the same aim made after all."""
    if not witness.has_looked:
        return None
    try:
        found = await witness.find()
    except ApiError:
        return None  # the attempt itself will meet it and say so
    return found if isinstance(found, Found) else None
