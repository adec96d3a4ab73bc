"""The practice site as the running program has it: one at a time, in a thread of its own, gone with the program."""

import asyncio
from typing import TYPE_CHECKING

from caldesk.domain.secret import Secret
from caldesk.i18n import _
from caldesk.services.profiles import SiteProfile

if TYPE_CHECKING:
    from caldesk.sandbox.server import SandboxThread

PRACTICE_ID = "practice"
HUE = 10


def practice_name() -> str:
    """What it is called beside the user's own sites."""
    return _("Practice site")


class PracticeSite:
    """Imports its server when it is first wanted."""

    def __init__(self) -> None:
        self._server: SandboxThread | None = None

    @property
    def is_running(self) -> bool:
        """Whether there is one that a session may be open on."""
        return self._server is not None

    async def start(self, scenario: str) -> tuple[SiteProfile, Secret]:
        """A fresh one in this scenario, in place of the one before; how to reach it, and its key."""
        from caldesk.sandbox.server import SandboxThread

        await self.stop()
        self._server = server = SandboxThread(scenario)  # before it runs: whoever gives up meanwhile leaves none behind
        await asyncio.to_thread(server.start)
        profile = SiteProfile(
            id=PRACTICE_ID,
            name=practice_name(),
            site_id=server.site_id,
            account_id=server.account_id,
            base_url=server.base_url,
            hue=HUE,
            practice=True,
        )
        return profile, Secret(server.api_key)

    async def stop(self) -> None:
        """It may be stopped already."""
        server, self._server = self._server, None
        if server is not None:
            await asyncio.to_thread(server.stop)
