"""The requests of this session as a Qt table, newest first; rows come at the top and go at the bottom."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from caldesk.i18n import _
from caldesk.services.activity import Activity, outcome_words, task
from caldesk.ui.style import Look

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, from the leading edge."""

    TIME = 0
    TASK = 1
    OUTCOME = 2
    TOOK = 3
    REQUEST_ID = 4


class ActivityModel(QAbstractTableModel):
    """Holds what it is given; `entries` is what is shown."""

    def __init__(self, look: Look, format_time: Callable[[float], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._format_time = format_time
        self.entries: list[Activity] = []

    def follow(self, entries: Sequence[Activity]) -> None:
        """The same list some time later: newer entries on top, the oldest gone."""
        newest = self.entries[0].number if self.entries else 0
        fresh = [one for one in entries if one.number > newest]
        kept = len(entries) - len(fresh)
        if kept < len(self.entries):
            self.beginRemoveRows(_NOWHERE, kept, len(self.entries) - 1)
            del self.entries[kept:]
            self.endRemoveRows()
        if fresh:
            self.beginInsertRows(_NOWHERE, 0, len(fresh) - 1)
            self.entries[:0] = fresh
            self.endInsertRows()

    def show(self, entries: Sequence[Activity]) -> None:
        """Another list."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """One for each request."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Always all of them."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        """Words; the method and the path as a tooltip; failures in the colour of failures."""
        if not index.isValid():
            return None
        one = self.entries[index.row()]
        if role == _Role.DisplayRole:
            return self._text(one, Column(index.column()))
        if role == _Role.ToolTipRole:
            return _technical(one)
        if role == _Role.ForegroundRole and one.failed and index.column() == Column.OUTCOME:
            return QColor(self._look.theme.bad)
        if role == _Role.TextAlignmentRole and index.column() == Column.TOOK:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Column titles."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if section == Column.TOOK else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        return _titles()[Column(section)] if role == _Role.DisplayRole else None

    def _text(self, one: Activity, column: Column) -> str:
        texts: dict[Column, Callable[[], str]] = {
            Column.TIME: lambda: self._format_time(one.at),
            Column.TASK: lambda: task(one),
            Column.OUTCOME: lambda: outcome_words(one),
            Column.TOOK: lambda: _("{n} ms").format(n=round(one.seconds * 1000)),
            Column.REQUEST_ID: lambda: one.request_id,
        }
        return texts[column]()


def _technical(one: Activity) -> str:
    attempt = _(", attempt {n}").format(n=one.attempt) if one.attempt > 1 else ""
    return f"{one.method} {one.path}{attempt}\n{one.outcome} {one.request_id}".strip()


def _titles() -> dict[Column, str]:
    return {
        Column.TIME: _("Time"),
        Column.TASK: _("What for"),
        Column.OUTCOME: _("Result"),
        Column.TOOK: _("Took"),
        Column.REQUEST_ID: _("Request id"),
    }
