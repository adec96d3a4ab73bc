"""The dialogs that connect calendars: one of each at a time, and only where the site can be changed and was read.

What keeps somebody from connecting is said as a notice.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caldesk.i18n import _
from caldesk.services.policy.rules import not_allowed
from caldesk.services.session import Session
from caldesk.services.state import Snapshot
from caldesk.services.wording import why_out_of_reach, why_remembered
from caldesk.ui.bridge import Bridge
from caldesk.ui.main_window import MainWindow
from caldesk.ui.notices import Notice
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone
from caldesk.ui.widgets.action import Action

if TYPE_CHECKING:
    from caldesk.ui.connect.queue.team_dialog import TeamDialog
    from caldesk.ui.connect.wizard import ConnectWizard

_NOT_READ = "not-read"


class ConnectDialogs(QObject):
    """Opens them over the window of one site; `close` when the site is left."""

    action_requested = Signal(object)
    """An `Action` that a dialog cannot do itself; it has closed itself."""
    refresh_wished = Signal()
    """A dialog has ended, or the site has to be read before one can open."""

    def __init__(self, session: Session, shell: Shell, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._shell, self._window = session, shell, window
        self.wizard: ConnectWizard | None = None
        self._team: TeamDialog | None = None
        self._waits_for_site = False
        Bridge(session.state, self).changed.connect(self._follow)

    def connect_calendar(self, schedule_id: str = "", reconnect_id: str = "") -> None:
        """Open the connect dialog; only one at a time."""
        if self.wizard is not None:
            self.wizard.raise_()
            return
        if not self._may_connect():
            return
        from caldesk.ui.connect.wizard import ConnectWizard  # not needed before somebody connects

        wizard = ConnectWizard(
            self._session, self._shell, self._window, schedule_id=schedule_id, reconnect_id=reconnect_id
        )
        wizard.finished.connect(self._wizard_ended)
        wizard.action_requested.connect(self.action_requested)
        self.wizard = wizard
        wizard.open()

    def reconnect(self, connection_id: str) -> None:
        """Open the connect dialog for a connection that stands already, or stood."""
        self.connect_calendar(reconnect_id=connection_id)

    def connect_team(self) -> None:
        """Open the dialog that connects a whole team, where its queue stands; only one at a time."""
        if self._team is not None:
            self._team.raise_()
            return
        if not self._may_connect():
            return
        from caldesk.ui.connect.queue.team_dialog import TeamDialog  # as the connect dialog

        team = TeamDialog(self._session, self._shell, self._window)
        team.finished.connect(self._team_ended)
        team.action_requested.connect(self.action_requested)
        self._team = team
        team.open()

    def say_only_looks(self, why: str) -> None:
        """Say why nothing of this site can be changed from here."""
        self._shell.notices.post_problem(not_allowed(why, self._session.rules.contact))

    def close(self) -> None:
        """Close what is open."""
        if self.wizard is not None:
            self.wizard.close()
        if self._team is not None:
            self._team.close()

    def _may_connect(self) -> bool:
        """Whether anything can be connected now; why not is said."""
        snapshot = self._session.state.snapshot
        if snapshot.unchangeable:
            self.say_only_looks(snapshot.unchangeable)
        elif snapshot.remembered or snapshot.out_of_reach:
            self._say_not_read(why_remembered() if snapshot.remembered else why_out_of_reach())
        else:
            return True
        return False

    def _say_not_read(self, why: str) -> None:
        self._waits_for_site = True
        again = Action(text=_("Try again"), run=self.refresh_wished.emit)
        title = _("A calendar can be connected once the site can be read")
        self._shell.notices.post(Notice(id=_NOT_READ, title=title, text=why, tone=Tone.ATTENTION, actions=(again,)))

    def _follow(self, snapshot: Snapshot) -> None:
        if self._waits_for_site and not (snapshot.loading or snapshot.remembered or snapshot.out_of_reach):
            self._waits_for_site = False
            self._shell.notices.withdraw(_NOT_READ)

    def _wizard_ended(self) -> None:
        self.wizard = None
        self.refresh_wished.emit()

    def _team_ended(self) -> None:
        self._team = None
        self.refresh_wished.emit()
