"""Beside the queue: what the current entry's state means, its link, and everything that can be done about it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.queue.details import candidates, sentences
from caldesk.services.connect.queue.sign_in_queue import SignInQueue
from caldesk.services.connect.queue.words import Line, QueueMove
from caldesk.ui.connect.qr_code import QrCode
from caldesk.ui.connect.queue.lines_model import SIGNS, move_words
from caldesk.ui.connect.queue.times import link_time
from caldesk.ui.style import INSIDE, Look, Role
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice

WIDTH = 288
_BELOW_LINK = 4
"""Where in the column the state stands: below names, code and copy."""


class EntryPane(QScrollArea):
    """Shows one line; the widgets stay, so that the keyboard's place does."""

    move_wished = Signal(object, object)
    """The `Line` and the `QueueMove`."""
    candidate_chosen = Signal(object, str)
    """The `Line`, and the id of the connection that is the one."""

    def __init__(self, look: Look, queue: SignInQueue) -> None:
        super().__init__()
        self.setObjectName("team.details")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self._look, self._queue = look, queue
        self._line: Line | None = None
        self._name = Label(role=Role.SECTION, name="team.details.name")
        self._provider = Label(quiet=True, name="team.details.provider")
        self._state: Notice | None = None
        self._shown: tuple[object, ...] = ()
        self._qr = QrCode()
        self._copy = Button(look, _("Copy the link"), icon="copy", name="team.copy")
        self._copy.clicked.connect(self._copy_link)
        self._moves = {move: self._button(move) for move in QueueMove}
        self._candidates: list[Button] = []
        self._inner = QWidget()
        self._column = QVBoxLayout()
        self._lay_out()

    def show_line(self, line: Line | None) -> None:
        """Show another entry, or the same one as it is now."""
        self._line = line
        self._inner.setVisible(line is not None)
        if line is None:
            return
        said = sentences(self._queue, line, link_time)
        asked = candidates(self._queue, line.aim)
        link = self._queue.link_of(line.aim)
        if (shown := (line, said, asked, link)) == self._shown:
            return
        self._shown = shown
        self._name.setText(line.name)
        self._provider.setText(line.provider)
        self._show_state(line, said)
        self._qr.show_link(link)
        self._qr.setVisible(bool(link))
        self._copy.setVisible(bool(link))
        for move, button in self._moves.items():
            button.setVisible(move in line.moves)
            if move in line.moves:
                button.setText(move_words(line, move))
        self._show_candidates(line, asked)

    def _show_state(self, line: Line, said: tuple[str, ...]) -> None:
        if self._state is not None:
            self._state.hide()
            self._state.deleteLater()
        sign, tone = SIGNS[line.state]
        self._state = Notice(self._look, tone, line.word, "\n\n".join(said), icon=sign, name="team.details.state")
        self._column.insertWidget(_BELOW_LINK, self._state)

    def _show_candidates(self, line: Line, asked: tuple[tuple[str, str], ...]) -> None:
        for button in self._candidates:
            button.hide()
            button.deleteLater()
        self._candidates = []
        for connection_id, account in asked:
            words = _("It was {account}").format(account=account)
            button = Button(self._look, words, name=f"team.candidate.{len(self._candidates)}")
            button.clicked.connect(partial(self._choose, line, connection_id))
            self._candidates.append(button)
            self._column.insertWidget(_BELOW_LINK + len(self._candidates), button)

    def _choose(self, line: Line, connection_id: str, _checked: bool = False) -> None:
        self.candidate_chosen.emit(line, connection_id)

    def _button(self, move: QueueMove) -> Button:
        button = Button(self._look, "", name=f"team.{move}")
        button.clicked.connect(partial(self._wish, move))
        return button

    def _wish(self, move: QueueMove, _checked: bool = False) -> None:
        if self._line is not None:
            self.move_wished.emit(self._line, move)

    def _copy_link(self) -> None:
        if self._line is not None:
            QGuiApplication.clipboard().setText(self._queue.link_of(self._line.aim))
            announce(self, _("Copied"))

    def _lay_out(self) -> None:
        self._inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(INSIDE)
        self._column.addWidget(self._name)
        self._column.addWidget(self._provider)
        self._column.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._copy)
        self._column.addSpacing(INSIDE)
        for button in self._moves.values():
            self._column.addWidget(button)
        self._column.addStretch(1)
        self.setWidget(self._inner)
