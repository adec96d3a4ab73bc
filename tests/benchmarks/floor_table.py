"""The floor of a list: a bare QTableView over rows of ready strings, with fixed row heights and Qt's own delegate."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

COLUMNS = 6
ROW = 22
_NOWHERE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole


class ReadyStrings(QAbstractTableModel):
    """Rows of `COLUMNS` strings each."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """All of them."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """The same for every row."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> object:
        """The string."""
        return self._rows[index.row()][index.column()] if role == _DISPLAY else None


def table(model: ReadyStrings) -> QTableView:
    """A view of it."""
    view = QTableView()
    side = view.verticalHeader()
    side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    side.setDefaultSectionSize(ROW)
    view.setModel(model)
    return view
