"""Everything about one connection: how it is, since when that is known, both switches, and what can be done.

Shows a `ConnectionView` and emits wishes; it decides nothing.
"""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.domain.connection import ConnectionState, is_live
from caldesk.i18n import _
from caldesk.services.history.records import Entry
from caldesk.services.problems import Action, Problem
from caldesk.services.state import ConnectionView, Saving
from caldesk.services.wording import (
    Half,
    account_name,
    next_step,
    provider_name,
    state_sentence,
    state_word,
    why_out_of_hand,
)
from caldesk.ui.connections.calendar_choice import CalendarChoice, ListCalendars
from caldesk.ui.connections.delegate import badge_state
from caldesk.ui.connections.past import Past
from caldesk.ui.connections.pieces import Slot, hairline
from caldesk.ui.connections.save_notice import conflict_notice, failed_notice
from caldesk.ui.connections.switch_row import SwitchRow
from caldesk.ui.style import BETWEEN, INSIDE, TIGHT, Look, Role, Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.provider_badge import ProviderBadge
from caldesk.ui.widgets.state_badge import State, StateBadge


class Work(Enum):
    """What can be under way for a connection."""

    CHECK = "check"
    DISCONNECT = "disconnect"


class ConnectionDetails(QWidget):
    """The details of a connection; `show_view` may be called as often as it changes."""

    switch_wished = Signal(str, str, bool)
    """Connection id, `Half`, on."""
    calendars_chosen = Signal(str, object)
    conflict_settled = Signal(str, bool)
    """Connection id, keep mine."""
    check_wished = Signal(str)
    reconnect_wished = Signal(str)
    disconnect_wished = Signal(str)
    action_wished = Signal(object)
    export_wished = Signal(str)
    """The history of a connection is to be saved."""

    def __init__(
        self, look: Look, tasks: WidgetTasks, list_calendars: ListCalendars, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("connection")
        self._look = look
        self._view: ConnectionView | None = None
        self._busy: set[tuple[str, Work]] = set()
        self._badge = ProviderBadge(look, name="connection.provider")
        self._account = ElidedLabel(role=Role.SECTION, name="connection.account")
        self._where = ElidedLabel(name="connection.where", quiet=True)
        self._state = StateBadge(look, State.OFF, "", name="connection.state")
        self._since = Label(role=Role.CAPTION, name="connection.since", quiet=True, tabular=True)
        self._sentence = Label(name="connection.sentence")
        self._next = Button(look, "", Kind.PRIMARY, name="connection.next")
        self._trouble = Slot("connection.trouble")
        self._imports = SwitchRow(look, Half.IMPORT)
        self._exports = SwitchRow(look, Half.EXPORT)
        self._choice = CalendarChoice(look, tasks, list_calendars)
        self._check = Button(look, _("Check now"), icon="refresh", name="connection.check")
        self._reconnect = Button(look, _("Reconnect"), icon="link", name="connection.reconnect")
        self._disconnect = Button(look, _("Disconnect"), icon="unlink", name="connection.disconnect")
        self._milder = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._past = Past(look, _("History"), name="connection.history")
        self._ids = DetailsFold(look, "", name="connection.ids")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.setSpacing(BETWEEN)
        column.addLayout(self._head())
        column.addLayout(self._how_it_is())
        column.addWidget(self._trouble)
        self._rule_above_past = hairline(self._look)
        between, after = hairline(self._look), hairline(self._look)
        column.addWidget(hairline(self._look))
        column.addWidget(self._imports)
        column.addWidget(self._choice)
        column.addWidget(between)
        column.addWidget(self._exports)
        column.addWidget(after)
        column.addLayout(self._buttons())
        column.addWidget(self._rule_above_past)
        column.addWidget(self._past)
        column.addWidget(self._ids)
        column.addStretch()
        self._while_live = (self._imports, between, self._exports, after, self._disconnect)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._account)
        words.addWidget(self._where)
        row = QHBoxLayout()
        row.setSpacing(INSIDE + TIGHT)
        row.addWidget(self._badge)
        row.addLayout(words, 1)
        return row

    def _how_it_is(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(TIGHT)
        column.addWidget(self._state)
        column.addWidget(self._sentence)
        column.addWidget(self._since)
        row = QHBoxLayout()
        row.addWidget(self._next)
        row.addStretch()
        column.addSpacing(TIGHT)
        column.addLayout(row)
        return column

    def _buttons(self) -> QVBoxLayout:
        for button in (self._check, self._reconnect):
            self._milder.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self._milder.addStretch()
        column = QVBoxLayout()
        column.addLayout(self._milder)
        column.addWidget(self._disconnect, 0, Qt.AlignmentFlag.AlignLeading)
        for layout in (column, self._milder):
            layout.setSpacing(INSIDE)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two buttons side by side where the words of this language fit, else one below the other."""
        super().resizeEvent(event)
        margins = self.contentsMargins().left() + self.contentsMargins().right() + 2 * BETWEEN
        needed = self._check.sizeHint().width() + INSIDE + self._reconnect.sizeHint().width()
        fits = needed + margins <= event.size().width()
        self._milder.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    def _wire(self) -> None:
        self._imports.wished.connect(lambda on: self.switch_wished.emit(self._id, Half.IMPORT.value, on))
        self._exports.wished.connect(lambda on: self.switch_wished.emit(self._id, Half.EXPORT.value, on))
        self._choice.chosen.connect(lambda calendars: self.calendars_chosen.emit(self._id, calendars))
        self._check.clicked.connect(lambda: self.check_wished.emit(self._id))
        self._reconnect.clicked.connect(lambda: self.reconnect_wished.emit(self._id))
        self._next.clicked.connect(lambda: self.reconnect_wished.emit(self._id))
        self._disconnect.clicked.connect(lambda: self.disconnect_wished.emit(self._id))
        self._past.export_wished.connect(lambda: self.export_wished.emit(self._id))

    @property
    def _id(self) -> str:
        return self._view.id if self._view else ""

    def show_view(self, view: ConnectionView, schedule_name: str) -> None:
        """Follow the connection."""
        before, self._view = self._view, view
        if before is None or before.id != view.id:
            self._trouble.clear()
            self._past.hide()
            self._rule_above_past.hide()
        self._show_head(view, schedule_name)
        self._show_state(view)
        self._show_settings(view)
        self._show_saving(before, view)
        self._show_busy()
        self._ids.set_text(_technical(view))

    def show_past(self, connection_id: str, entries: Sequence[Entry], first_seen: float | None) -> None:
        """Show what happened to the connection, if it is still the one that is shown."""
        if connection_id != self._id:
            return
        known = _("Known here since {time}.").format(time=clock_time(first_seen)) if first_seen is not None else ""
        self._past.show_lines(known, entries, _("Nothing has been noted yet."))
        self._past.show()
        self._rule_above_past.show()

    def show_problem(self, connection_id: str, problem: Problem) -> bool:
        """Say in the pane what did not work; False where it shows another connection by now."""
        if connection_id != self._id:
            return False
        notice = Notice(
            self._look,
            Tone.BAD,
            problem.title,
            f"{problem.what} {problem.cure}",
            details=problem.detail,
            dismissible=True,
            name="connection.problem",
        )
        notice.dismissed.connect(self._trouble.clear)
        self._trouble.put(notice)
        return True

    def set_busy(self, connection_id: str, work: Work, busy: bool) -> None:
        """Mark that something is under way for a connection, whether it is shown or not."""
        (self._busy.add if busy else self._busy.discard)((connection_id, work))
        if busy and connection_id == self._id and self._view and self._view.saving is Saving.SETTLED:
            self._trouble.clear()
        self._show_busy()

    def _show_busy(self) -> None:
        for work, button in ((Work.CHECK, self._check), (Work.DISCONNECT, self._disconnect)):
            button.set_busy((self._id, work) in self._busy)

    def focus_first(self) -> None:
        """Put the keyboard on the first control."""
        (self._next if self._next.isVisible() else self._imports.switch).setFocus()

    def _show_head(self, view: ConnectionView, schedule_name: str) -> None:
        provider = provider_name(view.provider)
        self._badge.show_provider(provider, view.provider.letter if view.provider else "")
        self._account.setText(account_name(view))
        self._where.setText(_("{provider}, connected to {schedule}").format(provider=provider, schedule=schedule_name))

    def _show_state(self, view: ConnectionView) -> None:
        self._state.show_state(badge_state(view), state_word(view))
        self._sentence.setText(state_sentence(view))
        words = _("As of {time}. In this state since {since} at the latest.")
        if view.remembered:
            words = _("Last read {time}. In this state since {since} at the latest.")
        self._since.setText(words.format(time=clock_time(view.as_of), since=clock_time(view.since)))
        step = next_step(view)
        needs_person = step.action is Action.RECONNECT
        self._next.setText(step.label)
        self._next.setVisible(needs_person)
        for button in (self._next, self._reconnect, self._disconnect):
            button.setEnabled(not why_out_of_hand(view))
            button.setToolTip(why_out_of_hand(view))
        self._reconnect.setVisible(not needs_person)

    def _show_settings(self, view: ConnectionView) -> None:
        self._imports.show_view(view)
        self._exports.show_view(view)
        for part in self._while_live:
            part.setVisible(is_live(view.connection))
        provider = view.provider
        chooses = bool(provider and provider.chooses_calendars and provider.can_update_sync_config)
        readable = is_live(view.connection) and view.state is not ConnectionState.NEEDS_SIGN_IN
        self._choice.setVisible(chooses and readable)
        if chooses and readable:
            self._choice.show_view(view)
            self._choice.setEnabled(not view.unchangeable)
            self._choice.setToolTip(view.unchangeable)

    def _show_saving(self, before: ConnectionView | None, view: ConnectionView) -> None:
        told = (before.id, before.saving, before.problem, before.connection.sync_config) if before else None
        if told == (view.id, view.saving, view.problem, view.connection.sync_config):
            return
        if view.saving is Saving.FAILED:
            self._trouble.put(failed_notice(self._look, view, self.action_wished.emit))
        elif view.saving is Saving.CONFLICT:
            names = self._choice.names(view.id)
            self._trouble.put(conflict_notice(self._look, view, names, self.conflict_settled.emit))
        elif before is not None and before.is_unsaved:
            self._trouble.clear()


def _technical(view: ConnectionView) -> str:
    connection = view.connection
    lines = (
        f"connection {connection.id}",
        f"status {connection.status}",
        f"error reason {connection.error_reason}",
        f"provider {connection.provider_id}",
        f"schedule {connection.schedule_id}",
        f"user {connection.user_id}",
    )
    return "\n".join(lines)
