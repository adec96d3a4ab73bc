"""One open site: its state and the services that work on it, closed together."""

from typing import TYPE_CHECKING

from caldesk.services.calendar import CalendarService
from caldesk.services.connect.sign_in_book import SignInBook
from caldesk.services.connections import ConnectionsService
from caldesk.services.ports import Clock
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import AppState
from caldesk.services.tasks import TaskOwner

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient


class Session:
    """The services of one site. `close` ends their tasks, then the client."""

    def __init__(self, profile: SiteProfile, client: "ApiClient", clock: Clock) -> None:
        self.profile = profile
        self.client = client
        self.clock = clock
        self.state = AppState()
        self.tasks = TaskOwner()
        self.sign_ins = SignInBook(clock)
        self.connections = ConnectionsService(client, self.state, clock, self.tasks)
        self.calendar = CalendarService(client, self.state, clock, self.tasks)

    async def close(self) -> None:
        """End every task of the session and the client; safe at any moment."""
        await self.tasks.close()
        await self.client.aclose()
