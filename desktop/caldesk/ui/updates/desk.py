"""Newer versions as the window meets them: looked for when it has settled, and held for whoever asks.

What asks and reads is imported when it is first wanted: never where there is nobody to ask.
"""

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from caldesk.i18n import _
from caldesk.services.ports import Clock
from caldesk.services.updates.daily import look_daily
from caldesk.ui.shell import Shell

if TYPE_CHECKING:
    from caldesk.services.updates.allowance import Allowance
    from caldesk.services.updates.feed import Release
    from caldesk.services.updates.updates import Updates


class UpdateDesk:
    """`file` is where it is kept what was heard; without one nobody is asked by itself, as in the tour.

    `may_leave` says whether anything may leave this computer at that moment.
    """

    def __init__(self, shell: Shell, clock: Clock, file: Path | None, may_leave: Callable[[], bool]) -> None:
        self._shell, self._clock, self._file, self._may_leave = shell, clock, file, may_leave
        self._updates: Updates | None = None

    async def run(self) -> None:
        """Look once a day, for as long as the window is open."""
        if self._file is not None:
            await look_daily(self._if_wanted, self._clock, tell=self._tell, silent=self._silent, luck=random.random)

    def updates(self) -> "Updates":
        """What is known, and the way to ask."""
        if self._updates is None:
            from caldesk.services.updates.kept import HeardFile
            from caldesk.services.updates.updates import Updates

            self._updates = Updates(
                lambda: self._shell.settings.rules,
                HeardFile(self._file),
                self._clock,
                built_in=_built_in(),
                may_leave=self._may_leave,
            )
        return self._updates

    def newer(self) -> str:
        """The newer version that is known, as a line; "" for none."""
        if not self._allowance().feed:
            return ""
        release = self.updates().known.newer
        if release is None:
            return ""
        return _("Newer version: {version} of {date}").format(version=release.version, date=release.date)

    def _allowance(self) -> "Allowance":
        from caldesk.services.updates.allowance import allowance

        return allowance(self._shell.settings.rules, _built_in())

    def _if_wanted(self) -> "Updates | None":
        return self.updates() if self._allowance().by_itself else None

    def _tell(self, release: "Release") -> None:
        from caldesk.ui.updates.notice import newer_notice

        self._shell.notices.post(newer_notice(release, self.updates().decline, self._shell.notices))

    def _silent(self) -> bool:
        from caldesk.ui.incident_notices import manners_of

        moment = datetime.fromtimestamp(self._clock.now()).time()  # noqa: DTZ006 - local, as quiet hours are
        return manners_of(self._shell.settings.preferences).silent_at(moment)


def _built_in() -> str:
    from caldesk.services.build_facts import build_facts

    return build_facts().feed
