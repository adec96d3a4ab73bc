"""A session on a practice site, without a window, for tests of ending connections."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import Struct

from caldesk.domain.connection import Connection
from caldesk.domain.schedule import Schedule
from caldesk.domain.secret import Secret
from caldesk.sandbox.server import SandboxThread
from caldesk.services.clock import SystemClock
from caldesk.services.opening import open_session
from caldesk.services.profiles import SiteProfile
from caldesk.services.session import Session
from caldesk.services.state import ConnectionView
from tests.helpers.sandbox import running


class QuickClock(SystemClock):
    """The wall clock, on which sleeping takes no time; `slept` holds what was asked for, `by` moves it."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.by = 0.0

    def now(self) -> float:
        return super().now() + self.by

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await super().sleep(0)


class DisconnectDesk(Struct):
    """The site and the session that has read it once."""

    server: SandboxThread
    session: Session
    clock: QuickClock

    def view(self, account: str) -> ConnectionView:
        """What is known of the connection with that account; of several the first."""
        views = self.session.state.snapshot.connections.values()
        return next(view for view in views if view.connection.account_email == account)

    def connection(self, account: str) -> Connection:
        """The same, as the service described it."""
        return self.view(account).connection

    def schedule(self, name: str) -> Schedule:
        """The schedule of that name."""
        return next(one for one in self.session.state.snapshot.schedules if one.name == name)

    def there(self, connection_id: str) -> str:
        """The status that the site holds."""
        held = self.server.control.state().connections
        return next(one.status.value for one in held if one.id == connection_id)

    def drop(self, connection_id: str) -> None:
        """Let the site forget a connection altogether."""
        site = self.server.control._site
        with site.lock:
            del site.world.connections[connection_id]


@asynccontextmanager
async def disconnect_desk(scenario: str = "busy") -> AsyncIterator[DisconnectDesk]:
    """A desk; closed without a trace."""
    with running(scenario) as server:
        profile = SiteProfile(id="p", name="Practice", site_id=server.site_id, base_url=server.base_url)
        clock = QuickClock()
        session = open_session(profile, Secret(server.api_key), clock)
        try:
            await session.connections.refresh()
            yield DisconnectDesk(server, session, clock)
        finally:
            await session.close()
