"""A schedule: who it is, what is connected to it, and the way to connect more."""

from functools import partial

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.disconnect.ending_words import account_of
from caldesk.services.disconnect.undo_book import Ended
from caldesk.services.wording import kind_word
from caldesk.ui.connections.delegate import badge_state
from caldesk.ui.connections.pieces import hairline
from caldesk.ui.connections.rows import Group, Row
from caldesk.ui.style import BETWEEN, INSIDE, TIGHT, Look, Role
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.avatar import Avatar
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.provider_badge import ProviderBadge
from caldesk.ui.widgets.state_badge import StateBadge


class ScheduleDetails(QWidget):
    """Built anew for each change; it has no state of its own to lose."""

    connect_wished = Signal(str)
    """Schedule id."""
    again_wished = Signal(str)
    """Id of a connection that was ended, and is to be made again as it was."""
    row_wished = Signal(str)
    """Key of a connection's row."""

    def __init__(self, look: Look, group: Group, ended: tuple[Ended, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedule")
        self._look = look
        self._head = group.rows[0]
        connections = group.rows[1:]
        self._connect = self._connect_button(bool(connections))
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.setSpacing(BETWEEN)
        column.addLayout(self._title())
        column.addLayout(self._facts())
        column.addWidget(hairline(look))
        if self._head.unconnected:
            column.addWidget(Label(_unconnected(self._head), name="schedule.unconnected"))
        for row in connections:
            column.addLayout(self._connection(row))
        for number, one in enumerate(ended):
            column.addLayout(self._again(one, number))
        column.addLayout(_at_start(self._connect))
        column.addWidget(DetailsFold(look, _technical(self._head), name="schedule.ids"))
        column.addStretch()

    def forbid(self, why: str) -> None:
        """Nothing may be connected on this computer; `why` is the sentence that says so."""
        for button in self.findChildren(Button, QRegularExpression(r"^schedule\.(connect|again)")):
            button.setEnabled(False)
            button.setToolTip(why)
            button.setAccessibleDescription(why)

    def focus_first(self) -> None:
        """Put the keyboard on Connect."""
        self._connect.setFocus()

    def _connect_button(self, connected: bool) -> Button:
        text = _("Connect another calendar") if connected and not self._head.unconnected else _("Connect a calendar")
        kind = Kind.PRIMARY if self._head.unconnected else Kind.SECONDARY
        button = Button(self._look, text, kind, icon="plus", name="schedule.connect")
        button.clicked.connect(lambda: self.connect_wished.emit(self._head.schedule.id))
        return button

    def _again(self, ended: Ended, number: int) -> QVBoxLayout:
        text = _("{account} was disconnected from here {time}.").format(
            account=account_of(ended.connection), time=clock_time(ended.at)
        )
        button = Button(
            self._look, _("Connect again with the same settings"), icon="history", name=f"schedule.again.{number}"
        )
        button.setAccessibleDescription(text)
        button.clicked.connect(partial(self.again_wished.emit, ended.connection.id))
        column = QVBoxLayout()
        column.setSpacing(TIGHT)
        column.addWidget(Label(text, name=f"schedule.ended.{number}", quiet=True))
        column.addLayout(_at_start(button))
        return column

    def _title(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(self._head.title, Role.SECTION, name="schedule.name"))
        words.addWidget(ElidedLabel(kind_word(self._head.schedule), name="schedule.kind", quiet=True))
        row = QHBoxLayout()
        row.setSpacing(INSIDE + TIGHT)
        row.addWidget(Avatar(self._look, self._head.title, self._head.hue))
        row.addLayout(words, 1)
        return row

    def _facts(self) -> QVBoxLayout:
        """Each name above its value: an address needs the whole width."""
        schedule = self._head.schedule
        column = QVBoxLayout()
        column.setSpacing(0)
        facts = ((_("E-mail"), schedule.email), (_("Time zone"), schedule.time_zone or _("The site's")))
        for name, value in facts:
            if value:
                column.addWidget(Label(name, Role.CAPTION, quiet=True))
                column.addWidget(Label(value, selectable=True))
                column.addSpacing(INSIDE)
        return column

    def _connection(self, row: Row) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(INSIDE)
        badge = ProviderBadge(self._look, row.letter)
        badge.setAccessibleName(row.note)
        badge.setToolTip(row.note)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(row.title))
        if row.view is not None:
            words.addWidget(StateBadge(self._look, badge_state(row.view), row.state_text))
        show = Button(self._look, _("Show"), Kind.LINK, name=f"schedule.show.{row.key}")
        show.setAccessibleName(_("Show {account}").format(account=row.title))
        show.clicked.connect(partial(self.row_wished.emit, row.key))
        line.addWidget(badge)
        line.addLayout(words, 1)
        line.addWidget(show)
        return line


def _unconnected(head: Row) -> str:
    if head.missing:
        words = _("{providers} could not be read, so it is not known whether a calendar is connected.")
        return words.format(providers=head.missing)
    return _("No calendar is connected. Bookings here do not know when {name} is busy elsewhere.").format(
        name=head.title
    )


def _technical(head: Row) -> str:
    schedule = head.schedule
    lines = [f"schedule {schedule.id}", f"external id {schedule.external_id}"]
    if schedule.staff_member_id:
        lines.append(f"staff member {schedule.staff_member_id}")
    if schedule.owner_user_id:
        lines.append(f"user {schedule.owner_user_id}")
    return "\n".join(lines)


def _at_start(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch()
    return row
