"""A log as a Qt table, newest first: rows come at the top and go at the bottom."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from caldesk.ui.style import Look

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


def _never(_one: Any) -> bool:
    return False


class LogColumn(Struct, frozen=True, kw_only=True):
    """What a column says of an entry. `width` in pixels, 0 takes the rest; `bad` says whether it tells of a failure."""

    title: str
    text: Callable[[Any], str]
    width: int = 0
    trailing: bool = False
    bad: Callable[[Any], bool] = _never


class LogModel(QAbstractTableModel):
    """Holds what it is given, each with a `number` that grows; `entries` is what is shown."""

    def __init__(
        self, look: Look, columns: Sequence[LogColumn], tip: Callable[[Any], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._tip = look, tip
        self.columns = tuple(columns)
        self.entries: list[Any] = []

    def follow(self, entries: Sequence[Any]) -> None:
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

    def show(self, entries: Sequence[Any]) -> None:
        """Another list."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """One for each entry."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Always all of them."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        """Words; what is technical as a tooltip; failures in the colour of failures."""
        if not index.isValid():
            return None
        one, column = self.entries[index.row()], self.columns[index.column()]
        if role == _Role.DisplayRole:
            return column.text(one)
        if role == _Role.ToolTipRole:
            return self._tip(one)
        if role == _Role.ForegroundRole and column.bad(one):
            return QColor(self._look.theme.bad)
        return self._side(column) if role == _Role.TextAlignmentRole and column.trailing else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Column titles."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _Role.TextAlignmentRole:
            return self._side(self.columns[section])
        return self.columns[section].title if role == _Role.DisplayRole else None

    def _side(self, column: LogColumn) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignTrailing if column.trailing else Qt.AlignmentFlag.AlignLeading
        return side | Qt.AlignmentFlag.AlignVCenter
