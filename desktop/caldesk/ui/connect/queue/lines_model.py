"""The queue as rows: person, calendar, how far it is, and the one thing to do next."""

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush, QColor, QIcon

from caldesk.i18n import _
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.words import Line, LineState, QueueMove
from caldesk.ui.connect.queue.table import Index, Marks, heading
from caldesk.ui.style import Look, Tone

_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
SIGNS = {
    LineState.WAITING: ("clock", Tone.OFF),
    LineState.SIGNING_IN: ("person", Tone.STARTING),
    LineState.LINK_GIVEN: ("link", Tone.STARTING),
    LineState.CONNECTED: ("check-circle", Tone.GOOD),
    LineState.SHARED: ("warning", Tone.ATTENTION),
    LineState.FAILED: ("error", Tone.BAD),
    LineState.SKIPPED: ("pause", Tone.OFF),
    LineState.GONE: ("help", Tone.OFF),
}
"""A shape of its own for each state, and its tone."""


class Column(IntEnum):
    """The columns, from the leading edge."""

    PERSON = 0
    PROVIDER = 1
    STATE = 2
    ACTION = 3


class LinesModel(QAbstractTableModel):
    """Rows in the order of the queue."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._marks = Marks(look)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Take the queue as it is now; rows that are the same stay as they are."""
        if [one.aim for one in lines] != [one.aim for one in self.lines]:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
            return
        changed = [row for row, (old, new) in enumerate(zip(self.lines, lines, strict=True)) if old != new]
        self.lines = lines
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def row_of(self, aim: Aim | None) -> int:
        """The row of an aim, -1 if it has none."""
        return next((row for row, one in enumerate(self.lines) if one.aim == aim), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One for each entry."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Always all of them."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Texts, marks and colours."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], Column(index.column())
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return _text(line, column)
        if role == _Role.AccessibleTextRole and column is Column.PERSON:
            return f"{line.name}, {line.provider}, {line.word}"
        if role == _Role.DecorationRole:
            return self._mark(line, column)
        if role == _Role.ForegroundRole and (colour := self._colour(line, column)):
            return QBrush(QColor(colour))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Column titles."""
        return heading((_("Schedule"), _("Calendar"), _("State"), _("Next step")), section, orientation, role)

    def _mark(self, line: Line, column: Column) -> QIcon | None:
        if column is Column.PERSON:
            return self._marks.of(line.name, max(line.hue, 0))
        if column is Column.STATE:
            name, tone = SIGNS[line.state]
            return self._marks.sign(name, self._look.theme.tone(tone))
        return None

    def _colour(self, line: Line, column: Column) -> str:
        if column is Column.STATE:
            return self._look.theme.tone(SIGNS[line.state][1])
        return self._look.theme.accent if column is Column.ACTION else ""


def _text(line: Line, column: Column) -> str:
    if column is Column.PERSON:
        return line.name
    if column is Column.PROVIDER:
        return line.provider
    return line.word if column is Column.STATE else first_move_words(line)


def first_move_words(line: Line) -> str:
    """The words of what is best done next; "" where nothing has to be done."""
    return move_words(line, line.moves[0]) if line.moves else ""


def move_words(line: Line, move: QueueMove) -> str:
    """The words of a button."""
    if move is QueueMove.SIGN_IN:
        return _("Try again") if line.state is LineState.FAILED else _("Sign in now")
    if move is QueueMove.GIVE_LINK:
        return _("Give a new link") if line.state is LineState.LINK_GIVEN else _("Give a link")
    words = {
        QueueMove.STOP_WAITING: _("Stop waiting for it"),
        QueueMove.AGAIN: _("Put back"),
        QueueMove.SKIP: _("Skip"),
        QueueMove.REMOVE: _("Take off the list"),
    }
    return words[move]
