"""One open site: its state and the services that work on it, closed together."""

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from caldesk.domain.secret import Secret
from caldesk.services.activity import ActivityLog
from caldesk.services.calendar import CalendarService
from caldesk.services.connect.queue.sign_in_queue import SignInQueue
from caldesk.services.connect.sign_in_book import Delay, SignIn, SignInBook
from caldesk.services.connections import ConnectionsService
from caldesk.services.disconnect.undo_book import UndoBook
from caldesk.services.history.missed import Missed, missed
from caldesk.services.history.recorder import Attempt, Recorder
from caldesk.services.history.store import HistoryStore
from caldesk.services.history.who import os_user
from caldesk.services.last_state import LastState
from caldesk.services.last_state_keeper import LastStateKeeper
from caldesk.services.policy.rules import ALLOWED, Rules
from caldesk.services.ports import Clock
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import AppState
from caldesk.services.tasks import TaskOwner
from caldesk.services.watch import Watch

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient


class Session:
    """The services of one site. `close` ends their tasks, then the client."""

    def __init__(
        self,
        profile: SiteProfile,
        client: "ApiClient",
        clock: Clock,
        history: HistoryStore | None = None,
        activity: ActivityLog | None = None,
        last_state: LastState | None = None,
        secret: Secret | None = None,
        rules: Rules = ALLOWED,
    ) -> None:
        self.profile = profile
        self.secret = secret
        """What opens the site; here so that it can be looked for where it must not be."""
        self.rules = rules
        """What is allowed on this computer."""
        self.client = client
        self.clock = clock
        self.state = AppState(rules.why_unchangeable())
        self.tasks = TaskOwner()
        self.sign_ins = SignInBook(clock)
        self.endings = UndoBook(clock)
        self.connections = ConnectionsService(client, self.state, clock, self.tasks)
        self.calendar = CalendarService(client, self.state, clock, self.tasks, rules=rules)
        self.activity = activity or ActivityLog(clock)
        self._owns_history = history is None
        self.history = history or HistoryStore(None)
        self.who = os_user()
        self.recorder = Recorder(self.history, profile.id, self.state, clock, self.who)
        self.connections.ending, self.connections.not_ended = self.recorder.ending, self.recorder.not_ended
        self.sign_ins.ended, self.sign_ins.measured = self._signed_in, self._measured
        self.watch = Watch(partial(self.connections.refresh, background=True), self.state, clock)
        self.queue = SignInQueue(self)
        """The team that is being connected."""
        self._last_state = last_state or LastState(None)
        self._keeper = LastStateKeeper(self._last_state, self.state, self.tasks)
        self._begun = False

    async def begin(self) -> None:
        """Show and recall what was known, then watch the site; the first look comes at once."""
        remembered = await self._last_state.load()
        standings = await self.recorder.begin()
        if self.state.snapshot.checked_at is None and remembered is not None:
            self.state.replace(remembered)
        memories = {key: view.memory for key, view in self.state.snapshot.connections.items()}
        memories.update((key, standing.memory) for key, standing in standings.items())
        self.state.replace(replace(self.state.snapshot, recalled=MappingProxyType(memories)))
        self._keeper.begin()
        self._begun = True
        self.tasks.start(self.watch.run(), "watch")

    async def missed(self) -> Missed:
        """What happened since the user of this computer was last here, other than what they did themselves."""
        visit, entries = await self.history.since_last_visit(self.profile.id, self.who)
        return missed(visit, entries, self.who)

    async def close(self) -> None:
        """End every task of the session and the client; safe at any moment."""
        await self.tasks.close()
        self.recorder.stop()
        await self._keeper.finish()
        await self.client.aclose()
        if self._begun:
            await self.history.note_visit(self.profile.id, self.who, self.clock.now())
        if self._owns_history:
            await self.history.close()

    def _measured(self, delay: Delay) -> None:
        self.recorder.measured(delay.connection_id, delay.seconds)

    def _signed_in(self, sign_in: SignIn, account: str) -> None:
        attempt = Attempt(
            began=sign_in.began,
            outcome=sign_in.outcome,
            schedule_id=sign_in.on_schedule_id or sign_in.schedule_id,
            provider_id=sign_in.provider_id,
            way=sign_in.way,
            connection_id=sign_in.connection_id,
            account=account,
        )
        self.recorder.attempted(attempt)
