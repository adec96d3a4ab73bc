"""Shows reminders of incidents in the window and beside the system's clock, and takes them back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caldesk.i18n import ngettext
from caldesk.services.incidents import LINE, PROVIDER, SIGN_IN, SITE, Incident
from caldesk.services.policy.declared import Preferences
from caldesk.services.problems import CHANGING
from caldesk.services.problems import Action as Step
from caldesk.services.reminders import Manners, Reminder, Reminders
from caldesk.services.session import Session
from caldesk.ui.notices import Notice
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone
from caldesk.ui.tray import Tray
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.buttons import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

_SAID_ON = {
    SITE: frozenset({"connections"}),
    LINE: frozenset({"connections"}),
    PROVIDER: frozenset({"connections", "calendar"}),
    SIGN_IN: frozenset({"calendar"}),
}
"""The pages that tell of an incident themselves while it lasts; what the checks found may be of this morning."""


class IncidentNotices(QObject):
    """`begin` once the session has begun; `close` when the site is left."""

    reconnect_wished = Signal(str)
    """Connection id."""
    step_wished = Signal(object)
    """An `Action` of the site as a whole."""
    opened = Signal(str)
    """Somebody clicked beside the clock: the connection to show, "" for none in particular."""

    def __init__(self, session: Session, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._shown: dict[str, Incident] = {}
        self._unchangeable = session.state.snapshot.unchangeable
        practice = session.profile.practice  # whose troubles are nobody's outside the window
        self.tray = Tray(lambda: shell.settings.preferences.tray and not practice, self)
        self.tray.opened.connect(self._clicked)
        self._reminders = Reminders(
            session.history,
            session.profile.id,
            session.state,
            session.clock,
            manners=lambda: manners_of(shell.settings.preferences),
            post=self._post,
            withdraw=self._withdraw,
        )

    async def begin(self) -> None:
        """Recall what was told before, then tell."""
        await self._reminders.begin()

    def close(self) -> None:
        """The site is left: its notices go with it."""
        self._reminders.stop()
        for notice_id in tuple(self._shown):
            self._withdraw(notice_id)
        self.tray.close()

    def _post(self, reminder: Reminder) -> None:
        incident = reminder.incident
        self._shown[reminder.id] = incident
        self._shell.notices.post(
            Notice(
                id=reminder.id,
                title=incident.title,
                text=_words(reminder),
                tone=Tone.ATTENTION,
                actions=(self._action(incident),),
                said_on=_SAID_ON[incident.id.partition(":")[0]],
            )
        )
        self.tray.tell(reminder.id, incident.title, _words(reminder), quietly=reminder.again)

    def _withdraw(self, notice_id: str) -> None:
        self._shown.pop(notice_id, None)
        self._shell.notices.withdraw(notice_id)
        self.tray.withdraw(notice_id)

    def _action(self, incident: Incident) -> Action:
        run: Callable[[], object] = partial(self.step_wished.emit, incident.step.action)
        if incident.connection_id and incident.step.action is Step.RECONNECT:
            run = partial(self.reconnect_wished.emit, incident.connection_id)
        return Action(
            text=incident.step.label,
            run=run,
            kind=Kind.SECONDARY,
            name=f"incident.{incident.step.action}",
            why_not=self._unchangeable if incident.step.action in CHANGING else "",
        )

    def _clicked(self, notice_id: str) -> None:
        incident = self._shown.get(notice_id)
        self.opened.emit(incident.connection_id if incident else "")


def manners_of(preferences: Preferences) -> Manners:
    """When to be silent, by what was chosen in the settings."""
    return Manners(kiosk=preferences.kiosk, quiet_from=preferences.quiet_from, quiet_until=preferences.quiet_until)


def _words(reminder: Reminder) -> str:
    text = reminder.incident.text
    if not reminder.day:
        return text
    words = ngettext("For {n} day. {text}", "For {n} days. {text}", reminder.day)
    return words.format(n=reminder.day, text=text)
