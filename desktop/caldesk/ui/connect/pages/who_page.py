"""Who: the schedule that a calendar is connected to."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QListView, QStackedWidget

from caldesk.i18n import _
from caldesk.services.connect.flow_state import FlowState
from caldesk.ui.bridge import Bridge
from caldesk.ui.connect.pages.step_page import Desk, Primary, StepPage
from caldesk.ui.connect.schedule_delegate import ScheduleDelegate
from caldesk.ui.connect.schedule_model import ID, ScheduleModel
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.message_pane import MessagePane
from caldesk.ui.widgets.search_field import SearchField


class WhoPage(StepPage):
    """A list with a search."""

    fills = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "who")
        self.say(
            _("Whose calendar is it?"),
            _("Choose a person's schedule for their own calendar, or the business schedule for a shared one."),
        )
        self._search = SearchField(desk.look, _("Search schedules"), name="connect.who.search")
        self._model = ScheduleModel(self)
        self._list = QListView(self)
        self._list.setObjectName("connect.who.list")
        self._list.setAccessibleName(_("Schedules"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(ScheduleDelegate(desk.look, self))
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._body = QStackedWidget(self)
        self._body.addWidget(self._list)
        self._body.addWidget(self._nothing())
        self._body.addWidget(self._empty())
        self.column.addWidget(self._search)
        self.column.addWidget(self._body, 1)
        self._search.searched.connect(self._find)
        self._search.returnPressed.connect(self.act)
        self._list.activated.connect(self._activated)
        self._list.selectionModel().currentChanged.connect(self.changed)
        bridge = Bridge(desk.session.state, self)
        bridge.changed.connect(self._refresh)
        self._model.show_snapshot(desk.session.state.snapshot)
        desk.look.changed.connect(self._list.viewport().update)

    def show_state(self, state: FlowState) -> None:
        """Select what was chosen before, or the first."""
        self._select(state.schedule_id)

    def take_focus(self) -> bool:
        """Typing searches at once."""
        self._search.setFocus()
        return True

    def primary(self) -> Primary:
        """On to the provider."""
        return Primary(text=_("Continue"), name="continue", enabled=bool(self._chosen()))

    def act(self) -> None:
        """Take the selected schedule."""
        if chosen := self._chosen():
            self.desk.flow.choose_schedule(chosen)

    def _chosen(self) -> str:
        return str(self._list.currentIndex().data(ID) or "")

    def _activated(self, _index: QModelIndex) -> None:
        self.act()

    def _find(self, text: str) -> None:
        before = self._chosen()
        self._model.search(text)
        self._select(before)

    def _refresh(self, snapshot: object) -> None:
        before = self._chosen()
        self._model.show_snapshot(self.desk.session.state.snapshot)
        self._select(before)

    def _select(self, schedule_id: str) -> None:
        row = max(self._model.row_of(schedule_id), 0)
        self._list.setCurrentIndex(self._model.index(row, 0))
        there = bool(self.desk.session.state.snapshot.schedules)
        self._body.setCurrentIndex(0 if self._model.rowCount() else 1 if there else 2)
        self.changed.emit()

    def _nothing(self) -> MessagePane:
        clear = Action(text=_("Clear search"), run=self._search.clear_search, name="connect.who.clear")
        title = _("No schedule matches")
        return MessagePane(self.desk.look, "search", title, actions=(clear,), name="connect.who.none")

    def _empty(self) -> MessagePane:
        words = (_("Wix Bookings makes them for the business and for each member of staff."),)
        return MessagePane(
            self.desk.look, "people", _("This site has no schedules yet"), words, name="connect.who.empty"
        )
