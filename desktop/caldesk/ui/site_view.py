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
from caldesk.services.problems import Action
from caldesk.services.session import Session
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.connect_dialogs import ConnectDialogs
from caldesk.ui.ending_notices import EndingNotices
from caldesk.ui.frame.later_page import LaterPage
from caldesk.ui.incident_notices import IncidentNotices
from caldesk.ui.main_window import MainWindow
from caldesk.ui.notices import Notice
from caldesk.ui.shell import Shell
from caldesk.ui.site_health import SiteHealth
from caldesk.ui.style import Tone
from caldesk.ui.surroundings import Surroundings
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.dialog import ask

if TYPE_CHECKING:
    from caldesk.domain.timespan import Span
    from caldesk.ui.activity.page import ActivityPage
    from caldesk.ui.checks.page import ChecksPage
    from caldesk.ui.connections.page import ConnectionsPage

DASHBOARD = "https://manage.wix.com/dashboard/{site_id}"


class SiteView(QObject):
    """Fills the window with a site; `close` ends it."""

    edit_site_requested = Signal()
    settings_requested = Signal()

    def __init__(self, session: Session, shell: Shell, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._shell = shell
        self._window = window
        self._tasks = WidgetTasks(self, shell.notices)
        self._connections = LaterPage(self._make_connections)
        self.calendar = CalendarPage(session, shell)
        self._checks = LaterPage(self._make_checks)
        self._activity = LaterPage(self._make_activity)
        self.incidents = IncidentNotices(session, shell, self)
        self.endings = EndingNotices(session, shell, self)
        self.dialogs = ConnectDialogs(session, shell, window, self)
        self._health = SiteHealth(session, window.health, shell.notices, self)
        self._unsubscribe = shell.settings.subscribe(self._tell_wish)
        self._wire()

    @property
    def connections(self) -> "ConnectionsPage":
        """The list of connections, made now if nobody has gone there yet."""
        return self._connections.page()

    def pages(self) -> Mapping[str, QWidget]:
        """The pages by id."""
        return {
            "connections": self._connections,
            "calendar": self.calendar,
            "checks": self._checks,
            "activity": self._activity,
        }

    def start(self) -> None:
        """Begin: recall what was known, then read and go on watching."""
        self._tell_wish()
        self._recall_sign_ins()
        self._tasks.run(self._begin(), key="begin")

    def _tell_wish(self) -> None:
        self._session.watch.wish(self._shell.settings.preferences.watching)

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
            self.dialogs.say_only_looks(why)
        elif action is Action.INSTALL_BOOKINGS:
            self._tasks.run(self._install_bookings(), key="install")
        elif action is Action.RECONNECT:
            self._reconnect_first()
        elif action in (Action.CONNECT, Action.CHOOSE_PROVIDER):
            self.dialogs.connect_calendar()

    def close(self) -> None:
        """End what runs; the session is closed by whoever opened it."""
        self._unsubscribe()
        self._tasks.cancel_all()
        self.incidents.close()
        self.endings.close()
        self._health.close()
        self.dialogs.close()

    def _wire(self) -> None:
        self.dialogs.action_requested.connect(self.act)
        self.dialogs.refresh_wished.connect(self.refresh)
        self.endings.again_wished.connect(self.dialogs.reconnect)
        self.calendar.why_requested.connect(self._ask_why)
        self._window.health.refresh_requested.connect(self.refresh)
        self.incidents.reconnect_wished.connect(self.dialogs.reconnect)
        self.incidents.step_wished.connect(self.act)
        self.incidents.opened.connect(self._open_connection)

    def _make_connections(self) -> "ConnectionsPage":
        from caldesk.ui.connections.page import ConnectionsPage

        page = ConnectionsPage(self._session, self._shell)
        page.connect_requested.connect(self.dialogs.connect_calendar)
        page.reconnect_requested.connect(self.dialogs.reconnect)
        page.team_requested.connect(self.dialogs.connect_team)
        page.action_requested.connect(self.act)
        page.ended.connect(self.endings.tell)
        return page

    def _make_checks(self) -> "ChecksPage":
        from caldesk.ui.checks.page import ChecksPage

        page = ChecksPage(self._session, self._shell)
        page.action_requested.connect(self.act)
        page.day_requested.connect(self._show_day)
        page.connect_wished.connect(self.dialogs.connect_calendar)
        return page

    def _ask_why(self, schedule_id: str, span: "Span | None") -> None:
        self._checks.page().ask_why(schedule_id, span)

    def _make_activity(self) -> "ActivityPage":
        from caldesk.ui.activity.page import ActivityPage

        return ActivityPage(self._session, self._shell)

    def _open_connection(self, connection_id: str) -> None:
        """Somebody clicked the notice beside the clock."""
        self._window.come_forward()
        if connection_id:
            self._window.show_page("connections")
            self.connections.show_connection(connection_id)

    def _reconnect_first(self) -> None:
        views = self._session.state.snapshot.connections.values()
        waiting = [view.id for view in views if view.state is ConnectionState.NEEDS_SIGN_IN]
        if waiting:
            self.dialogs.reconnect(waiting[0])

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
