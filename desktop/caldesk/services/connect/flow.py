"""Connecting or repairing one calendar, as a state machine without a window.

The flow owns what was chosen and how far it is; a window shows `state`, calls the verbs, and runs those that are
coroutines as tasks. Nothing enters the session's state until a connection is proven.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from caldesk.domain.connection import Connection
from caldesk.domain.provider import Provider
from caldesk.domain.secret import Secret
from caldesk.services.connect import steps
from caldesk.services.connect.aftermath import settle, with_former_settings
from caldesk.services.connect.attempts import Attempts
from caldesk.services.connect.duplicates import Shared, elsewhere
from caldesk.services.connect.endings import CLIMBS, Ended, Possible, ending_of_rule, moves_for
from caldesk.services.connect.failure_words import failure_of
from caldesk.services.connect.flow_state import Board, FlowState
from caldesk.services.connect.ladder import PAUSE, Fate, Rung
from caldesk.services.connect.oauth import Outcome
from caldesk.services.connect.recovery import Recovery
from caldesk.services.connect.redirect import Return
from caldesk.services.connect.sign_in_book import SignIn
from caldesk.services.connect.steps import BUSY, Known, Step
from caldesk.services.connect.ways import OpenPassage, Way
from caldesk.services.disconnect.ending import Ending, end
from caldesk.services.problems import ProblemId

if TYPE_CHECKING:
    from caldesk.services.session import Session

_IN_FORM = frozenset({ProblemId.BAD_CREDENTIALS, ProblemId.BAD_REQUEST})
"""Problems that are cured in the form itself."""


class ConnectFlow:
    """One run of the wizard. `ways` are those that can be used now, the preferred one first."""

    def __init__(
        self,
        session: "Session",
        ways: Mapping[Way, OpenPassage],
        *,
        schedule_id: str = "",
        former: Connection | None = None,
        way: Way | None = None,
    ) -> None:
        self._session = session
        self._ways = {way: passage for way, passage in ways.items() if not session.rules.why_not_way(way)}
        self._former = former
        self._schedule_given = bool(schedule_id or former)
        chosen = FlowState(
            step=Step.WHO,
            schedule_id=former.schedule_id if former else schedule_id,
            provider_id=former.provider_id if former else "",
            email=former.account_email if former else "",
            way=self._usable(way),
        )
        self._board = Board(chosen)
        self._attempts = Attempts(session, self._ways, self._board)
        self._recovery = Recovery(session, self._board)
        self._board.state = replace(chosen, step=steps.first(self.known))

    # what is so

    @property
    def state(self) -> FlowState:
        """How far it is."""
        return self._board.state

    def follow(self, changed: Callable[[FlowState], None]) -> None:
        """Call `changed` after each change, in the place of whoever followed before."""
        self._board.changed = changed

    @property
    def provider(self) -> Provider | None:
        """The chosen provider as the site's snapshot has it."""
        return self._session.state.snapshot.provider(self.state.provider_id)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways that can be used now."""
        return tuple(self._ways)

    @property
    def known(self) -> Known:
        """What decides the next step."""
        provider = self.provider
        return Known(
            schedule=bool(self.state.schedule_id),
            provider=provider is not None,
            by_credentials=provider is not None and _by_credentials(provider),
            schedule_given=self._schedule_given,
            fixed=self._former is not None,
        )

    @property
    def former(self) -> Connection | None:
        """The connection that is being replaced."""
        return self._former

    @property
    def tried(self) -> tuple[SignIn, ...]:
        """The attempts of today for this schedule, whoever made them."""
        return self._session.sign_ins.today(self.state.wanted_schedule_id or self.state.schedule_id)

    def also_on(self, email: str) -> tuple[Shared, ...]:
        """Other schedules that already have this account, to warn before it is connected."""
        kind = self.provider.calendar_type if self.provider else None
        return elsewhere(self._session.state.snapshot, email, self.state.schedule_id, kind)

    # choosing

    def choose_schedule(self, schedule_id: str) -> None:
        """Answer to "who"."""
        self._board.become(Step.WHAT, schedule_id=schedule_id, ladder=None, failure=None)

    def choose_provider(self, provider_id: str, way: Way | None = None) -> None:
        """Answer to "what"; `way` is the one preferred for it before."""
        ladder = self.state.ladder if provider_id == self.state.provider_id else None
        self._board.state = replace(
            self.state, provider_id=provider_id, way=self._usable(way), failure=None, ladder=ladder
        )
        self._board.become(steps.sign_in(self.known))

    def choose_way(self, way: Way) -> None:
        """Answer to "how". A sign-in that runs goes on there: what was handed out before stays good."""
        if way is self.state.way or way not in self._ways:
            return
        self._board.note(way=way)
        self._attempts.change_way()

    def back(self) -> None:
        """One step back, where there is one."""
        step = steps.back(self.state.step, self.known)
        if step is not None:
            self._board.become(step, failure=None, pause_until=0.0)

    def go(self, step: Step) -> None:
        """To another step that may follow this one. Raises ValueError for any other."""
        self._board.become(step, failure=None, pause_until=0.0)

    # attempts

    async def sign_in(self, rung: Rung | None = None) -> None:
        """One attempt by OAuth, from the sign-in page to a proven connection or a failure."""
        clean = rung is Rung.CLEAN_SESSION
        self._board.become(Step.CONSENT, failure=None, candidates=(), link="", clean=clean, pause_until=0.0)
        if self.state.way not in self._ways:
            self._fail(ending_of_rule(self._session.rules.why_not_way(self.state.way)))
            return
        await self._conclude(await self._attempts.by_oauth(rung))

    async def submit(self, email: str, password: Secret) -> None:
        """One attempt by credentials. The password is forgotten before this returns; the e-mail is kept."""
        self._board.become(Step.WAIT, failure=None, candidates=(), email=email.strip())
        try:
            outcome = await self._attempts.by_credentials(email.strip(), password)
        finally:
            password.forget()
        await self._conclude(outcome)

    async def look_again(self) -> None:
        """Ask once more what came of the last attempt; nobody has to sign in for that."""
        if self._attempts.any:
            self._board.become(Step.WAIT, failure=None)
            await self._conclude(await self._attempts.look_again())

    def paste(self, text: str) -> Return:
        """Take the address on which a sign-in ended elsewhere; tells what it is to the running attempt."""
        return self._attempts.paste(text)

    def stop(self) -> None:
        """End the running sign-in; it is still checked whether it worked."""
        self._attempts.stop()

    def give_up(self) -> None:
        """The running task was cancelled: back to where it was started."""
        if self.state.step in BUSY:
            self._board.become(steps.sign_in(self.known), failure=None, link="", **self._home())

    # the ladder

    async def climb(self, schedule_id: str = "") -> None:
        """Try the next rung; `schedule_id` is the other schedule, for the rung that takes one."""
        rung = self._recovery.pass_next(Fate.TRIED)
        if rung is Rung.OTHER_PROVIDER:
            self.go(Step.WHAT)
            return
        if rung is Rung.OTHER_SCHEDULE:
            self._board.note(schedule_id=schedule_id, wanted_schedule_id=self.state.schedule_id)
        if rung is Rung.OTHER_ADDRESS:
            self._attempts.take_other_address()
        await self.sign_in(rung)

    def skip_rung(self) -> None:
        """Leave the next rung out."""
        self._recovery.pass_next(Fate.SKIPPED)

    async def pause(self, seconds: float = PAUSE) -> None:
        """Count down before the next attempt; at its end it is looked whether the last one worked after all."""
        if await self._recovery.pause(seconds):
            await self.look_again()

    def skip_pause(self) -> None:
        """Wait no longer."""
        self._board.note(pause_until=0.0)

    # after it

    async def choose_candidate(self, connection_id: str) -> None:
        """A person says which of several new connections is the one that was made here."""
        self._board.become(Step.WAIT, failure=None)
        await self._conclude(await self._attempts.named(connection_id))

    async def confirm_mine(self) -> None:
        """A person says that the connection found in the list is the one that was made here."""
        problem = None
        view = self._session.state.snapshot.connections.get(self.state.connection_id)
        if self._former is not None and view is not None:
            connection, problem = await with_former_settings(self._session, self._former, view.connection)
            self._session.connections.take(connection)
        self._board.note(ask_mine=False, settings_problem=problem)

    async def not_mine(self) -> None:
        """It is somebody else's: sign in again, and never take that one."""
        self._attempts.witness().ignore(self.state.connection_id)
        self._board.state = replace(self.state, connection_id="", ask_mine=False, beside=(), also_on=())
        await self.sign_in()

    async def end_beside(self, connection_id: str) -> Ending:
        """Disconnect an older connection that the new one replaces, and see what came of it. Raises ApiError."""
        ending = await end(self._session, connection_id)
        if ending.accepted:
            self._board.note(beside=tuple(one for one in self.state.beside if one.id != connection_id))
        return ending

    async def undo_detour(self) -> Ending:
        """Disconnect what a rung made on another schedule, and be back at the one that was wanted. Raises ApiError."""
        made = self.state.connection_id
        ending = await end(self._session, made, undo=False)
        if ending.accepted:
            self._session.sign_ins.forget_detour(made)
            self._board.become(steps.sign_in(self.known), connection_id="", also_on=(), beside=(), **self._home())
        return ending

    def finish(self) -> None:
        """The review was read, and the settings are right."""
        self._board.become(Step.DONE, ask_mine=False)

    # inside

    def _usable(self, way: Way | None) -> Way:
        return way if way is not None and way in self._ways else next(iter(self._ways), Way.BROWSER)

    def _home(self) -> dict[str, object]:
        """The values that bring a flow back from a rung's other schedule."""
        return {"schedule_id": self.state.wanted_schedule_id or self.state.schedule_id, "wanted_schedule_id": ""}

    async def _conclude(self, outcome: Outcome) -> None:
        if isinstance(outcome, Ended):
            self._fail(outcome)
            return
        self._attempts.tell_checking()
        made_on, asked_for = outcome.connection.schedule_id, self.state.schedule_id
        if made_on != asked_for:  # a rung's other schedule, found after the flow had come back from it
            self._board.note(schedule_id=made_on, wanted_schedule_id=asked_for)
        after = await settle(self._session, outcome, self._attempts.witness(), self._former)
        if self.state.wanted_schedule_id:
            self._session.sign_ins.note_detour(after.connection_id, self.state.wanted_schedule_id)
        self._board.become(Step.REVIEW, link="", failure=None, candidates=(), **asdict(after))

    def _fail(self, ended: Ended) -> None:
        self._board.state = replace(self.state, **self._home())
        known, provider = self.known, self.provider
        used = None if known.by_credentials else self.state.way
        possible = Possible(used=used, ways=frozenset(self._ways), fixed=known.fixed)
        ladder = self.state.ladder
        if ended.ending in CLIMBS:
            ladder = self._recovery.offered(other_address=self._attempts.has_other_address, fixed=known.fixed)
        failure = failure_of(ended, moves_for(ended, possible), provider.name if provider else "")
        in_form = used is None and ended.problem is not None and ended.problem.id in _IN_FORM
        step = Step.FORM if in_form else Step.FAILED
        self._board.become(step, failure=failure, link="", candidates=ended.candidates, ladder=ladder)


def _by_credentials(provider: Provider) -> bool:
    return provider.connects_by_credentials and not provider.connects_by_oauth
