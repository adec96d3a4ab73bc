"""The connections page: search and filters, the list, the details beside it.

It shows the session's snapshot and passes wishes to the session's service; what only the window can do, it emits.
"""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.disconnect.ending import end
from caldesk.services.disconnect.undo import offers
from caldesk.services.history.missed import Missed
from caldesk.services.problems import Action as Step
from caldesk.services.problems import Problem
from caldesk.services.session import Session
from caldesk.services.state import Snapshot
from caldesk.services.wording import Half
from caldesk.ui.bridge import Bridge
from caldesk.ui.connections.banners import Banners, failure
from caldesk.ui.connections.connection_details import Work
from caldesk.ui.connections.details import DetailsPane
from caldesk.ui.connections.filter_bar import FilterBar, recalled, remembered
from caldesk.ui.connections.history import HistoryReader
from caldesk.ui.connections.listing import Query
from caldesk.ui.connections.model import ConnectionsModel
from caldesk.ui.connections.rows import connection_key
from caldesk.ui.connections.team_start import TeamStart
from caldesk.ui.connections.view import ConnectionsView
from caldesk.ui.disconnecting import sure_to_disconnect
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import column_time
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import Page, PageState

_MINUTE_MS = 60_000
_REMEMBER_AFTER_MS = 500
"""Settings are written to disk; walking through the list must not wait for it."""
_SKELETON = (0.34, -0.08, 0.16, -0.06, 0.06, -0.04, 0.06, -0.06, 0.1)


class ConnectionsPage(Page):
    """Schedules and their connections of one site."""

    action_requested = Signal(object)
    """An `Action` of a problem that the page itself cannot do."""
    connect_requested = Signal(str)
    """Schedule id."""
    reconnect_requested = Signal(str)
    """Connection id; of one that was ended from here it may not be listed any more."""
    team_requested = Signal()
    """To connect a whole team, or to go on with it."""
    ended = Signal(object)
    """An `Ending`: what came of a disconnect."""

    def __init__(self, session: Session, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell.look, _("Connections"), name="connections", parent=parent)
        self._session, self._shell = session, shell
        self._tasks = WidgetTasks(self, shell.notices)
        self._model = ConnectionsModel(column_time, self)
        self._filters = FilterBar(shell.look)
        self._view = ConnectionsView(shell.look, self._model)
        self._details = DetailsPane(shell.look, self._tasks, session.connections.list_calendars)
        self._history = HistoryReader(session, self._tasks, shell.notices, self)
        self._banners = Banners(self, shell.look, self.action_requested.emit)
        self._banners.unchangeable = session.state.snapshot.unchangeable
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._later = QTimer(self, singleShot=True, interval=_REMEMBER_AFTER_MS)
        self._lay_out_content()
        self._say_rule(session.state.snapshot.unchangeable)
        TeamStart(self, shell.look, session).wished.connect(self.team_requested)
        self._wire()
        self._recall()
        Bridge(session.state, self).changed.connect(self._follow)
        self._follow(session.state.snapshot)

    def _lay_out_content(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("connections.split")
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._view)
        split.addWidget(self._details)
        split.setStretchFactor(0, 1)
        split.setSizes([1000, 1])
        self.set_skeleton(_SKELETON)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, self._filters)  # before the list, for the Tab key too
        self.set_content(split)

    def _say_rule(self, why: str) -> None:
        """What stands here for good is said once, above everything that it switches off."""
        if why:
            words = f"{why} {self._session.rules.contact}"
            notice = Notice(self._shell.look, Tone.OFF, words, icon="lock", name="connections.rule")
            self.add_notice(notice)

    def _wire(self) -> None:
        self._filters.changed.connect(self._ask)
        self._view.row_chosen.connect(self._choose)
        self._view.row_opened.connect(lambda _key: self._details.focus_first())
        self._view.connect_wished.connect(self.connect_requested)
        self._model.switch_wished.connect(self._switch)
        self._minute.timeout.connect(self._tell_age)
        self._minute.start()
        self._later.timeout.connect(self._remember)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._filters.focus_search)
        shown = self._details.connection
        shown.switch_wished.connect(self._switch)
        shown.calendars_chosen.connect(self._session.connections.set_calendars)
        shown.conflict_settled.connect(self._settle)
        shown.check_wished.connect(self._check)
        shown.reconnect_wished.connect(self.reconnect_requested)
        shown.disconnect_wished.connect(self._disconnect)
        shown.action_wished.connect(self.action_requested)
        shown.export_wished.connect(self._history.export)
        self._details.export_wished.connect(self._history.export)
        self._history.read.connect(shown.show_past)
        self._history.missed_read.connect(self._take_missed)

    def show_connection(self, connection_id: str) -> None:
        """Make a connection the current one, even if a filter hides it now."""
        key = connection_key(connection_id)
        if self._model.row_of(key) < 0:
            self._filters.clear()
        self._view.choose(key)

    def _recall(self) -> None:
        seen = self._shell.settings.site_view(self._session.profile.id)
        self._filters.set_query(recalled(seen.search, seen.filter))
        self._wanted = seen.selected_schedule

    def _remember(self) -> None:
        query = self._filters.query
        self._shell.settings.change_site_view(
            self._session.profile.id, search=query.text, filter=remembered(query), selected_schedule=self._wanted
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember at once; the page may not come back."""
        super().hideEvent(event)
        if self._later.isActive():
            self._later.stop()
            self._remember()

    def _follow(self, snapshot: Snapshot) -> None:
        self._filters.offer_providers(snapshot.providers)
        self._view.keep_place(lambda: self._model.take(snapshot))
        self._show_state(snapshot)
        if self._wanted and not self._view.chosen:
            self._view.choose(self._wanted)
        self._show_details(snapshot)
        self._history.follow(snapshot)

    def _take_missed(self, missed: Missed) -> None:
        self._details.take_missed(missed)
        self._show_details(self._session.state.snapshot)

    def _show_state(self, snapshot: Snapshot) -> None:
        unread = not self._model.total or (snapshot.checked_at is None and not snapshot.connections)
        self._filters.setVisible(not unread)
        self._banners.show_problems(() if unread else snapshot.problems, snapshot.checked_at)
        self._tell_age()
        if unread and snapshot.loading:
            self.show_loading()
        elif unread and snapshot.problems:
            problem, why = snapshot.problems[0], snapshot.unchangeable
            self.show_failed(failure(problem, self.action_requested.emit, unchangeable=why))
        elif unread and snapshot.checked_at is None:
            self.show_loading()
        elif unread:
            self._show_no_schedules()
        else:
            self._show_list()

    def _show_list(self) -> None:
        if self._model.rows:
            self.show_content()
        elif self.state is not PageState.FILTERED:
            self.show_filtered(self._filters.clear)

    def _show_no_schedules(self) -> None:
        refresh = Action(text=_("Refresh"), run=lambda: self.action_requested.emit(Step.REFRESH))
        self.show_empty(
            "people",
            _("This site has no schedules yet"),
            _("Schedules appear with Wix Bookings: one for the business and one for each member of staff."),
            refresh,
        )

    def _tell_age(self) -> None:
        self._banners.show_age(self._session.state.snapshot, self._session.clock.now())

    def _ask(self, query: Query) -> None:
        self._model.ask(query)
        if self.state in (PageState.CONTENT, PageState.FILTERED):
            self._show_list()
        self._later.start()

    def _choose(self, key: str) -> None:
        if key:
            self._wanted = key
            self._later.start()
        self._show_details(self._session.state.snapshot)

    def _show_details(self, snapshot: Snapshot) -> None:
        place = self._model.row_of(self._view.chosen) if self._view.chosen else -1
        if place < 0:
            self._details.show_site(snapshot)
            return
        row = self._model.rows[place]
        if row.view is not None:
            self._details.show_connection(row.view, row.schedule.name)
            self._history.show(row.view)
        elif (group := self._model.group_of(row.schedule.id)) is not None:
            made = self._details.show_schedule(group, offers(self._session, row.schedule.id))
            if made is not None:
                made.connect_wished.connect(self.connect_requested)
                made.again_wished.connect(self.reconnect_requested)
                made.row_wished.connect(self._view.choose)
                if snapshot.unchangeable:
                    made.forbid(snapshot.unchangeable)

    def _switch(self, connection_id: str, half: str, on: bool) -> None:
        service = self._session.connections
        wish = service.set_import if Half(half) is Half.IMPORT else service.set_export
        wish(connection_id, on)

    def _settle(self, connection_id: str, keep_mine: bool) -> None:
        self._session.connections.settle_conflict(connection_id, keep_mine=keep_mine)

    def _check(self, connection_id: str) -> None:
        self._tasks.run(
            self._session.connections.check_now(connection_id),
            key=f"check {connection_id}",
            on_problem=partial(self._tell, connection_id),
            on_busy=partial(self._details.connection.set_busy, connection_id, Work.CHECK),
        )

    def _disconnect(self, connection_id: str) -> None:
        self._tasks.run(self._disconnect_if_sure(connection_id), key=f"ask {connection_id}")

    async def _disconnect_if_sure(self, connection_id: str) -> None:
        view = self._session.state.snapshot.connections.get(connection_id)
        if view is None:
            return
        reconnect = partial(self.reconnect_requested.emit, connection_id)
        if await sure_to_disconnect(self._shell, self, self._session, view, reconnect):
            self._tasks.run(
                self._end(connection_id),
                key=f"disconnect {connection_id}",
                on_problem=partial(self._tell, connection_id),
                on_busy=partial(self._details.connection.set_busy, connection_id, Work.DISCONNECT),
            )

    async def _end(self, connection_id: str) -> None:
        self.ended.emit(await end(self._session, connection_id))

    def _tell(self, connection_id: str, problem: Problem) -> None:
        """In the details where they still show the connection, else above the page."""
        if not self._details.connection.show_problem(connection_id, problem):
            self._shell.notices.post_problem(problem)
