"""The question before a connection is ended: how many bookings vanish, a copy of them, and what could be done instead.

It opens at once and counts while it is read. "Disconnect" waits for the count, and for a copy that is being saved.
"""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.disconnect.bookings import Ahead, Certainty, count_ahead
from caldesk.services.disconnect.ending import with_same_account
from caldesk.services.disconnect.question_words import (
    Alternative,
    Offer,
    alternatives,
    consequences,
    count_line,
    exports_now,
    writes,
)
from caldesk.services.session import Session
from caldesk.services.state import ConnectionView
from caldesk.services.wording import account_name
from caldesk.ui.bookings_copy_row import BookingsCopyRow
from caldesk.ui.shell import Shell
from caldesk.ui.style import AROUND, BETWEEN, INSIDE, TIGHT, Role
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.fitting_scroll import FittingScroll
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.practice_frame import frame_dialog
from caldesk.ui.widgets.spinner import Spinner

_WIDTH = 560
_CHARACTERS = 70
"""Characters that a line should hold at least."""


class DisconnectQuestion(QDialog):
    """Accepted means "Disconnect". `chosen` is the alternative that was taken instead, if any."""

    def __init__(
        self, shell: Shell, parent: QWidget, session: Session, view: ConnectionView, *, offers_reconnect: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName("disconnect")
        self.setMinimumWidth(self._least_width(parent))
        self.chosen: Alternative | None = None
        self._look, self._session, self._view = shell.look, session, view
        self._tasks = WidgetTasks(self, shell.notices)
        self._schedule = session.state.snapshot.schedule(view.connection.schedule_id)
        self._offers = [
            offer for offer in alternatives(view) if offers_reconnect or offer.alternative is not Alternative.RECONNECT
        ]
        self._count = Label("", Role.STRONG, name="disconnect.count", selectable=True)
        self._counting = Spinner(shell.look, _("Counting"), name="disconnect.counting")
        self._copy = BookingsCopyRow(shell, session, self._schedule, self._tasks)
        self._act = Button(shell.look, _("Disconnect"), Kind.DESTRUCTIVE, name="disconnect.verb")
        self._keep = Button(shell.look, _("Keep"), name="disconnect.keep")
        self._waits = {"count": False, "copy": False}
        self._copy.busy.connect(partial(self._wait_for, "copy"))
        self._put_into_words()
        self._lay_out()
        self._keep.setFocus()
        self._count_bookings()

    def done(self, result: int) -> None:
        """End the counting and the copying, however it is answered."""
        self._tasks.cancel_all()
        super().done(result)

    def event(self, event: QEvent) -> bool:
        """Be as high as the words need at this width; Qt alone would leave holes between lines that wrap."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show} and (layout := self.layout()) is not None:
            most = self.screen().availableGeometry().height() - 2 * AROUND
            self.resize(self.width(), min(layout.totalHeightForWidth(self.width()), most))
        return done

    def _least_width(self, parent: QWidget) -> int:
        """Wider for larger type, but never wider than the window behind."""
        room = parent.window().width() - 2 * AROUND
        return max(_WIDTH, min(self.fontMetrics().averageCharWidth() * _CHARACTERS, room))

    def _put_into_words(self) -> None:
        place = self._schedule.name if self._schedule else _("its schedule")
        self._question = _("Disconnect {account} from {schedule}?").format(
            account=account_name(self._view), schedule=place
        )
        others = with_same_account(self._session.state.snapshot, self._view.connection)
        self._explanation = consequences(self._view, others)
        self.setWindowTitle(self._question)
        self.setAccessibleName(self._question)

    def _count_bookings(self) -> None:
        self._show_count(None)
        if exports_now(self._view):
            self._tasks.run(self._counted(), key="count")

    async def _counted(self) -> None:
        self._show_count(await count_ahead(self._session, self._view.connection))
        announce(self, self._count.text())

    def _show_count(self, ahead: Ahead | None) -> None:
        words = count_line(self._view, ahead)
        waits = bool(words) and ahead is None
        self._count.setText(words)
        self._count.setVisible(bool(words))
        self._counting.setVisible(waits)
        self._wait_for("count", waits)
        self._copy.setVisible(writes(self._view) and self._schedule is not None and not _is_none(ahead))
        self.setAccessibleDescription(f"{words}\n{self._explanation}".strip())

    def _wait_for(self, what: str, waits: bool) -> None:
        """Nothing can be ended while something is still under way."""
        self._waits[what] = waits
        self._act.setEnabled(not any(self._waits.values()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(frame_dialog(self, self._look))
        column.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
        column.setSpacing(BETWEEN)
        column.addWidget(FittingScroll(self._body()), 1)
        column.addLayout(self._foot())

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(Label(self._question, Role.SECTION, name="disconnect.question"))
        column.addSpacing(TIGHT)
        column.addLayout(self._count_row())
        column.addWidget(Label(self._explanation, name="disconnect.explanation", quiet=True, selectable=True))
        column.addSpacing(INSIDE)
        column.addWidget(self._copy)
        if self._offers:
            column.addSpacing(INSIDE)
            column.addWidget(Label(_("Or do this instead"), Role.STRONG, name="disconnect.instead"))
        for offer in self._offers:
            column.addLayout(self._offer_row(offer))
            column.addSpacing(TIGHT)
        return body

    def _count_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addWidget(self._counting)
        row.addWidget(self._count, 1)
        return row

    def _offer_row(self, offer: Offer) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(Label(offer.title))
        words.addWidget(Label(offer.effect, Role.CAPTION, name=f"disconnect.{offer.alternative}.effect", quiet=True))
        button = Button(self._look, offer.verb, name=f"disconnect.{offer.alternative}")
        button.setAccessibleName(offer.title)
        button.setAccessibleDescription(offer.effect)
        button.clicked.connect(lambda: self._choose(offer.alternative))
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addLayout(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _foot(self) -> QHBoxLayout:
        self._act.clicked.connect(self.accept)
        self._keep.clicked.connect(self.reject)
        self._keep.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addStretch()
        row.addWidget(self._keep)
        row.addWidget(self._act)
        return row

    def _choose(self, alternative: Alternative) -> None:
        self.chosen = alternative
        self.reject()


def _is_none(ahead: Ahead | None) -> bool:
    """Whether it is known that there is nothing to copy."""
    return ahead is not None and not ahead.count and ahead.certainty in {Certainty.EXACT, Certainty.AT_MOST}
