"""Connecting or repairing one calendar, as a state machine without a window.

The flow owns what was chosen and how far it is; a window shows `state`, calls the verbs, and runs `sign_in`,
`submit` and `look_again` as tasks. Nothing enters the session's state until a connection is proven.
"""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api import connections
from caldesk.api.errors import ApiError, BadCredentials, BadRequest
from caldesk.domain.connection import Connection
from caldesk.domain.provider import Provider
from caldesk.domain.secret import Secret
from caldesk.services.connect import steps
from caldesk.services.connect.credentials import CredentialsAttempt
from caldesk.services.connect.duplicates import elsewhere
from caldesk.services.connect.endings import Ended, Ending, Move, moves_for
from caldesk.services.connect.failure_words import Failure, failure_of
from caldesk.services.connect.oauth import DEADLINE, OAuthAttempt, Outcome, Told
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.settings_kept import carried_over
from caldesk.services.connect.steps import ALLOWED, BUSY, Known, Step
from caldesk.services.connect.ways import OpenPassage, Way
from caldesk.services.problems import Problem, problem_of

if TYPE_CHECKING:
    from caldesk.services.session import Session

logger = logging.getLogger(__name__)


class Tried(Struct, frozen=True, kw_only=True):
    """One attempt that did not connect, for the log of this flow. `at` is in epoch seconds."""

    at: float
    way: Way | None
    ending: Ending


class FlowState(Struct, frozen=True, kw_only=True):
    """How far the flow is. No password is ever here; `link` is the sign-in page of the running attempt."""

    step: Step
    schedule_id: str = ""
    provider_id: str = ""
    way: Way = Way.HERE
    email: str = ""
    link: str = ""
    failure: Failure | None = None
    tried: tuple[Tried, ...] = ()
    connection_id: str = ""
    also_on: tuple[str, ...] = ()
    """Other schedules with the same account."""
    former_email: str = ""
    """The account of the former connection, if another one was used now."""
    settings_problem: Problem | None = None
    """Why the former switches could not be set again."""


class ConnectFlow:
    """One run of the wizard. `ways` are those that can be used now; the fallback serves when loopback is refused."""

    def __init__(
        self,
        session: "Session",
        ways: Mapping[Way, OpenPassage],
        unheard: OpenPassage,
        *,
        schedule_id: str = "",
        former: Connection | None = None,
        deadline: float = DEADLINE,
    ) -> None:
        self._session = session
        self._ways = ways
        self._unheard = unheard
        self._former = former
        self._schedule_given = bool(schedule_id or former)
        self._deadline = deadline
        self._attempt: OAuthAttempt | CredentialsAttempt | None = None
        self.changed: Callable[[FlowState], None] = _ignore
        """Called after each change; a window puts itself here."""
        chosen = FlowState(
            step=Step.WHO,
            schedule_id=former.schedule_id if former else schedule_id,
            provider_id=former.provider_id if former else "",
            email=former.account_email if former else "",
            way=next(iter(ways), Way.BROWSER),
        )
        self._state = chosen
        self._state = replace(chosen, step=steps.first(self.known))

    @property
    def state(self) -> FlowState:
        """How far it is."""
        return self._state

    @property
    def provider(self) -> Provider | None:
        """The chosen provider as the site's snapshot has it."""
        return self._session.state.snapshot.provider(self._state.provider_id)

    @property
    def known(self) -> Known:
        """What decides the next step."""
        provider = self.provider
        return Known(
            schedule=bool(self._state.schedule_id),
            provider=provider is not None,
            by_credentials=provider is not None and _by_credentials(provider),
            schedule_given=self._schedule_given,
            fixed=self._former is not None,
        )

    @property
    def reconnects(self) -> bool:
        """Whether a former connection is being replaced."""
        return self._former is not None

    def choose_schedule(self, schedule_id: str) -> None:
        """Answer to "who"."""
        self._become(Step.WHAT, schedule_id=schedule_id)

    def choose_provider(self, provider_id: str, way: Way | None = None) -> None:
        """Answer to "what"; `way` is the one preferred for it before."""
        usable = way if way in self._ways else next(iter(self._ways), Way.BROWSER)
        self._state = replace(self._state, provider_id=provider_id, way=usable, failure=None)
        self._become(steps.sign_in(self.known))

    def choose_way(self, way: Way) -> None:
        """Answer to "how"; the sign-in starts with `sign_in`."""
        self._state = replace(self._state, way=way)
        self.changed(self._state)

    def back(self) -> None:
        """One step back, where there is one."""
        step = steps.back(self._state.step, self.known)
        if step is not None:
            self._become(step, failure=None)

    def go(self, step: Step) -> None:
        """To another step that may follow this one. Raises ValueError for any other."""
        self._become(step, failure=None)

    def also_on(self, email: str) -> tuple[str, ...]:
        """Other schedules that already have this account, to warn before it is connected."""
        return elsewhere(self._session.state.snapshot, email, self._state.schedule_id)

    async def sign_in(self) -> None:
        """One attempt by OAuth, from the sign-in page to a proven connection or a failure."""
        attempt = OAuthAttempt(
            self._session.client,
            self._session.clock,
            self._aim(),
            Told(link=self._told_link, checking=self._told_checking),
            self._deadline,
        )
        self._attempt = attempt
        self._become(Step.CONSENT, failure=None, link="")
        try:
            outcome = await self._through(attempt)
        except ApiError as error:
            outcome = Ended(ending=Ending.PROBLEM, problem=problem_of(error))
        except OSError as error:
            outcome = Ended(ending=Ending.NO_LISTENER, detail=type(error).__name__)
        await self._conclude(outcome)

    async def submit(self, email: str, password: Secret) -> None:
        """One attempt by credentials. The password is forgotten before this returns; the e-mail is kept."""
        attempt = CredentialsAttempt(self._session.client, self._session.clock, self._aim())
        self._attempt = attempt
        self._become(Step.WAIT, failure=None, email=email.strip())
        try:
            outcome = await attempt.run(email.strip(), password)
        except (BadCredentials, BadRequest) as error:
            self._fail(Ended(ending=Ending.PROBLEM, problem=problem_of(error)), step=Step.FORM)
        except ApiError as error:
            self._fail(Ended(ending=Ending.PROBLEM, problem=problem_of(error)))
        else:
            await self._conclude(outcome)
        finally:
            password.forget()

    async def look_again(self) -> None:
        """Ask once more what came of the last attempt; nobody has to sign in for that."""
        if self._attempt is None:
            return
        self._become(Step.WAIT, failure=None)
        await self._conclude(await self._attempt.look_again())

    def stop(self) -> None:
        """End the running sign-in; it is still checked whether it worked."""
        if isinstance(self._attempt, OAuthAttempt):
            self._attempt.stop()

    def give_up(self) -> None:
        """The running task was cancelled: back to where it was started."""
        if self._state.step in BUSY:
            self._become(steps.sign_in(self.known), failure=None, link="")

    def finish(self) -> None:
        """The review was read."""
        self._become(Step.DONE)

    async def _through(self, attempt: OAuthAttempt) -> Outcome:
        open_passage = self._ways[self._state.way]
        try:
            async with open_passage() as passage:
                return await attempt.run(passage)
        except BadRequest:
            if self._state.way is not Way.BROWSER:
                raise
        logger.info("the loopback return address was refused; the list of connections is watched instead")
        async with self._unheard() as passage:
            return await attempt.run(passage)

    def _aim(self) -> Aim:
        return Aim(schedule_id=self._state.schedule_id, provider_id=self._state.provider_id)

    def _told_link(self, link: str) -> None:
        self._state = replace(self._state, link=link)
        self.changed(self._state)

    def _told_checking(self) -> None:
        if self._state.step is Step.CONSENT:
            self._become(Step.WAIT)

    async def _conclude(self, outcome: Outcome) -> None:
        if isinstance(outcome, Ended):
            self._fail(outcome)
            return
        self._told_checking()
        connection, problem = await self._with_former_settings(outcome)
        self._session.connections.take(connection)
        former = self._former.account_email if self._former else ""
        other = former.casefold() != connection.account_email.casefold()
        self._become(
            Step.REVIEW,
            connection_id=connection.id,
            link="",
            also_on=self.also_on(connection.account_email),
            former_email=former if other else "",
            settings_problem=problem,
        )

    async def _with_former_settings(self, fresh: Connection) -> tuple[Connection, Problem | None]:
        provider = self.provider
        if self._former is None or provider is None or not provider.can_update_sync_config:
            return fresh, None
        wish = carried_over(self._former, fresh)
        if wish == fresh.sync_config:
            return fresh, None
        try:
            return await connections.update_sync_config(self._session.client, fresh.id, wish), None
        except ApiError as error:
            return fresh, problem_of(error)

    def _fail(self, ended: Ended, step: Step = Step.FAILED) -> None:
        known = self.known
        way = None if known.by_credentials else self._state.way
        browser_used = Way.BROWSER not in self._ways or way is Way.BROWSER
        moves = moves_for(ended, by_credentials=known.by_credentials, in_browser=browser_used)
        if known.fixed:
            moves = tuple(move for move in moves if move is not Move.OTHER_PROVIDER)
        provider = self.provider
        tried = Tried(at=self._session.clock.now(), way=way, ending=ended.ending)
        failure = failure_of(ended, moves, provider.name if provider else "")
        self._become(step, failure=failure, link="", tried=(*self._state.tried, tried))

    def _become(self, step: Step, **values: object) -> None:
        present = self._state.step
        if step is not present and step not in ALLOWED[present]:
            raise ValueError(f"{step} does not follow {present}")
        self._state = replace(self._state, step=step, **values)
        self.changed(self._state)


def _by_credentials(provider: Provider) -> bool:
    return provider.connects_by_credentials and not provider.connects_by_oauth


def _ignore(_state: FlowState) -> None:
    """Nobody watches."""
