"""The pages of one open site, wired together: what one page asks for, another answers.

Pages do not know each other; they meet here and in the state.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from caldesk.domain.connection import ConnectionState
from caldesk.i18n import _
from caldesk.services.connect.queue.keeper import SettingsQueueKeeper
from caldesk.services.connect.settings_keeper import SettingsKeeper
from caldesk.services.disconnect.undo_keeper import UndoKeeper
from caldesk.services.health import health_line
from caldesk.services.history.trouble import HistoryTrouble
from caldesk.services.policy.rules import not_allowed
from caldesk.services.problems import Action, ProblemId
from caldesk.services.session import Session
from caldesk.services.state import Snapshot
from caldesk.services.wording import why_out_of_reach, why_remembered
from caldesk.ui.bridge import Bridge
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.connections.page import ConnectionsPage
from caldesk.ui.ending_notices import EndingNotices
from caldesk.ui.frame.later_page import LaterPage
from caldesk.ui.incident_notices import IncidentNotices
from caldesk.ui.main_window import MainWindow
from caldesk.ui.notices import Notice
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone
from caldesk.ui.surroundings import Surroundings
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.action import Action as Button
from caldesk.ui.widgets.dialog import ask

if TYPE_CHECKING:
    from caldesk.domain.timespan import Span
    from caldesk.ui.activity.page import ActivityPage
    from caldesk.ui.checks.page import ChecksPage
    from caldesk.ui.connect.queue.team_dialog import TeamDialog
    from caldesk.ui.connect.wizard import ConnectWizard

_TROUBLE = "history-trouble"
_NOT_READ = "not-read"
DASHBOARD = "https://manage.wix.com/dashboard/{site_id}"


class SiteView(QObject):
    """Fills the window with a site and keeps the health line true; `close` ends it."""

    edit_site_requested = Signal()
    settings_requested = Signal()

    def __init__(self, session: Session, shell: Shell, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._shell = shell
        self._window = window
        self._wizard: ConnectWizard | None = None
        self._team: TeamDialog | None = None
        self._tasks = WidgetTasks(self, shell.notices)
        self.connections = ConnectionsPage(session, shell)
        self.calendar = CalendarPage(session, shell)
        self._checks = LaterPage(self._make_checks)
        self._activity = LaterPage(self._make_activity)
        self.incidents = IncidentNotices(session, shell, self)
        self.endings = EndingNotices(session, shell, self)
        self._trouble: HistoryTrouble | None = None
        self._waits_for_site = False
        self._wire()

    def pages(self) -> Mapping[str, QWidget]:
        """The pages by id."""
        return {
            "connections": self.connections,
            "calendar": self.calendar,
            "checks": self._checks,
            "activity": self._activity,
        }

    def start(self) -> None:
        """Begin: recall what was known, then read and go on watching."""
        self._recall_sign_ins()
        self._tasks.run(self._begin(), key="begin")

    async def _begin(self) -> None:
        await self._session.begin()
        surroundings = Surroundings(self._session.watch, self._window, self)
        surroundings.locking.connect(self._session.calendar.hide)
        await self.incidents.begin()

    def _recall_sign_ins(self) -> None:
        """Take up the book of sign-ins; one that was cut off by the end of the program is said."""
        profile = self._session.profile
        if profile.practice:
            return
        self._session.endings.keep_with(UndoKeeper(self._shell.settings, profile.id))
        self._session.queue.keep_with(SettingsQueueKeeper(self._shell.settings, profile.id))
        cut = self._session.sign_ins.keep_with(SettingsKeeper(self._shell.settings, profile.id))
        if cut is not None:
            self._shell.notices.post(
                Notice(
                    id="sign-in-cut-off",
                    title=_("A sign-in was going on when Caldesk ended"),
                    text=_("It may have worked. Look at the connections of that schedule before signing in again."),
                    tone=Tone.ATTENTION,
                )
            )

    def refresh(self) -> None:
        """Read everything again, and what the shown page holds beyond that."""
        self._tasks.run(self._session.connections.refresh(), key="refresh")
        if self._window.page == "calendar":
            self.calendar.refresh()

    def connect_calendar(self, schedule_id: str = "", reconnect_id: str = "") -> None:
        """Open the connect dialog; only one at a time."""
        if self._wizard is not None:
            self._wizard.raise_()
            return
        if not self._may_connect():
            return
        from caldesk.ui.connect.wizard import ConnectWizard  # not needed before somebody connects

        wizard = ConnectWizard(
            self._session, self._shell, self._window, schedule_id=schedule_id, reconnect_id=reconnect_id
        )
        wizard.finished.connect(self._wizard_ended)
        wizard.action_requested.connect(self.act)
        self._wizard = wizard
        wizard.open()

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
        team.action_requested.connect(self.act)
        self._team = team
        team.open()

    def act(self, action: Action) -> None:
        """Do what a problem offered."""
        if action in (Action.RETRY, Action.REFRESH):
            self.refresh()
        elif action in (Action.EDIT_SITE, Action.EDIT_CREDENTIALS):
            self.edit_site_requested.emit()
        elif action is Action.NETWORK_SETTINGS:
            self.settings_requested.emit()
        elif action is Action.OPEN_PLANS:
            QDesktopServices.openUrl(QUrl(DASHBOARD.format(site_id=self._session.profile.site_id)))
        elif action is Action.INSTALL_BOOKINGS and (why := self._session.state.snapshot.unchangeable):
            self._say_only_looks(why)
        elif action is Action.INSTALL_BOOKINGS:
            self._tasks.run(self._install_bookings(), key="install")
        elif action is Action.RECONNECT:
            self._reconnect_first()
        elif action in (Action.CONNECT, Action.CHOOSE_PROVIDER):
            self.connect_calendar()

    def close(self) -> None:
        """End what runs; the session is closed by whoever opened it."""
        self._tasks.cancel_all()
        self.incidents.close()
        self.endings.close()
        self._shell.notices.withdraw(_TROUBLE)
        if self._wizard is not None:
            self._wizard.close()
        if self._team is not None:
            self._team.close()

    def _wire(self) -> None:
        self.connections.connect_requested.connect(lambda schedule_id: self.connect_calendar(schedule_id))
        self.connections.reconnect_requested.connect(lambda connection_id: self.connect_calendar("", connection_id))
        self.connections.team_requested.connect(self.connect_team)
        self.connections.action_requested.connect(self.act)
        self.connections.ended.connect(self.endings.tell)
        self.endings.again_wished.connect(lambda connection_id: self.connect_calendar("", connection_id))
        self.calendar.why_requested.connect(self._ask_why)
        self._window.health.refresh_requested.connect(self.refresh)
        self.incidents.reconnect_wished.connect(lambda connection_id: self.connect_calendar("", connection_id))
        self.incidents.step_wished.connect(self.act)
        self.incidents.opened.connect(self._open_connection)
        bridge = Bridge(self._session.state, self)
        bridge.changed.connect(self._tell_health)
        self._tell_health(self._session.state.snapshot)

    def _make_checks(self) -> "ChecksPage":
        from caldesk.ui.checks.page import ChecksPage

        page = ChecksPage(self._session, self._shell)
        page.action_requested.connect(self.act)
        page.day_requested.connect(self._show_day)
        page.connect_wished.connect(self.connect_calendar)
        return page

    def _ask_why(self, schedule_id: str, span: "Span | None") -> None:
        self._checks.page().ask_why(schedule_id, span)

    def _make_activity(self) -> "ActivityPage":
        from caldesk.ui.activity.page import ActivityPage

        return ActivityPage(self._session, self._shell)

    def _tell_health(self, snapshot: Snapshot) -> None:
        self._window.health.tell(health_line(snapshot, clock_time), _tone(snapshot))
        self._window.health.set_busy(snapshot.loading)
        self._tell_trouble(self._session.history.trouble)
        if self._waits_for_site and not (snapshot.loading or snapshot.remembered or snapshot.out_of_reach):
            self._waits_for_site = False
            self._shell.notices.withdraw(_NOT_READ)

    def _tell_trouble(self, trouble: HistoryTrouble | None) -> None:
        """Say once what is wrong with the history's file, and take it back when it is over."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        self._shell.notices.withdraw(_TROUBLE)
        if trouble is not None:
            words = f"{trouble.what} {trouble.cure}"
            notice = Notice(id=_TROUBLE, title=trouble.title, text=words, tone=Tone.ATTENTION, detail=trouble.path)
            self._shell.notices.post(notice)

    def _may_connect(self) -> bool:
        """Whether anything can be connected now; why not is said."""
        snapshot = self._session.state.snapshot
        if snapshot.unchangeable:
            self._say_only_looks(snapshot.unchangeable)
        elif snapshot.remembered or snapshot.out_of_reach:
            self._say_not_read(why_remembered() if snapshot.remembered else why_out_of_reach())
        else:
            return True
        return False

    def _say_not_read(self, why: str) -> None:
        self._waits_for_site = True
        again = Button(text=_("Try again"), run=self.refresh)
        title = _("A calendar can be connected once the site can be read")
        self._shell.notices.post(Notice(id=_NOT_READ, title=title, text=why, tone=Tone.ATTENTION, actions=(again,)))

    def _open_connection(self, connection_id: str) -> None:
        """Somebody clicked the notice beside the clock."""
        self._window.come_forward()
        if connection_id:
            self._window.show_page("connections")
            self.connections.show_connection(connection_id)

    def _team_ended(self) -> None:
        self._team = None
        self.refresh()

    def _wizard_ended(self) -> None:
        self._wizard = None
        self.refresh()

    def _reconnect_first(self) -> None:
        views = self._session.state.snapshot.connections.values()
        waiting = [view.id for view in views if view.state is ConnectionState.NEEDS_SIGN_IN]
        if waiting:
            self.connect_calendar("", waiting[0])

    def _say_only_looks(self, why: str) -> None:
        self._shell.notices.post_problem(not_allowed(why, self._session.rules.contact))

    def _show_day(self, day: date) -> None:
        self._window.show_page("calendar")
        self.calendar.go_to(day)

    async def _install_bookings(self) -> None:
        sure = await ask(
            self._shell.look,
            self._window,
            question=_("Install Wix Bookings on this site?"),
            explanation=_("This adds the app to {site}. It takes about a minute until its schedules exist.").format(
                site=self._session.profile.name
            ),
            verb=_("Install"),
            keep_verb=_("Not now"),
        )
        if sure:
            await self._session.connections.install_bookings(self._session.profile.site_id)
            self._shell.notices.post(
                Notice(
                    id="bookings-installed",
                    title=_("Wix Bookings is being installed"),
                    text=_("Refresh in about a minute to see its schedules."),
                    tone=Tone.GOOD,
                )
            )


def _tone(snapshot: Snapshot) -> Tone:
    if any(problem.id is not ProblemId.PROVIDER_UNREACHABLE for problem in snapshot.problems):
        return Tone.BAD
    if snapshot.remembered:
        return Tone.STARTING
    states = {view.state for view in snapshot.connections.values()}
    if ConnectionState.NEEDS_SIGN_IN in states or ConnectionState.NOT_REACHABLE in states:
        return Tone.ATTENTION
    if snapshot.checked_at is None or ConnectionState.STARTING in states:
        return Tone.STARTING
    return Tone.GOOD if ConnectionState.WORKING in states else Tone.OFF
