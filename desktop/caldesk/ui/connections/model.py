"""The connections list as a flat Qt table: schedules and their connections, in ready strings.

It holds no data of its own and changes nothing: flipping a switch emits a wish.
"""

from enum import IntEnum

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from caldesk.i18n import _
from caldesk.services.state import Snapshot
from caldesk.services.wording import Half, half_label
from caldesk.ui.connections.changes import changed_runs, changes_between
from caldesk.ui.connections.listing import Query, SortBy, ordered, rows_of
from caldesk.ui.connections.rows import HALVES, Board, FormatTime, Group, Row, SwitchCell

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, from the leading edge."""

    NAME = 0
    STATE = 1
    IMPORT = 2
    EXPORT = 3
    AS_OF = 4


HALF_OF = {Column.IMPORT: Half.IMPORT, Column.EXPORT: Half.EXPORT}
_SORTS = {Column.NAME: SortBy.NAME, Column.STATE: SortBy.STATE, Column.AS_OF: SortBy.AGE}
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_SWITCH_FLAGS = _FLAGS | Qt.ItemFlag.ItemIsUserCheckable


class ConnectionsModel(QAbstractTableModel):
    """Rows by key; `rows` is what is shown now."""

    switch_wished = Signal(str, str, bool)
    """Connection id, `Half`, on."""

    def __init__(self, format_time: FormatTime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = Board(format_time)
        self._groups: list[Group] = []
        self._ordered: list[Group] = []
        self._query = Query()
        self._places: dict[str, int] | None = None
        self._may_connect = True
        self.rows: list[Row] = []

    @property
    def query(self) -> Query:
        """What is asked for."""
        return self._query

    @property
    def total(self) -> int:
        """Schedules, whether shown or not."""
        return len(self._groups)

    def take(self, snapshot: Snapshot) -> None:
        """Follow a snapshot; rows are inserted, removed and changed by key, so that indexes stay true."""
        self._may_connect = not snapshot.unchangeable
        self._groups = self._board.update(snapshot)
        self._ordered = ordered(self._groups, self._query)
        self._follow(rows_of(self._ordered, self._query))

    def ask(self, query: Query) -> None:
        """Show something else, or in another order."""
        before, self._query = self._query, query
        if (before.sort, before.descending) != (query.sort, query.descending):
            self._ordered = ordered(self._groups, query)
        self._show(rows_of(self._ordered, query))

    def row_of(self, key: str) -> int:
        """The row that shows a key, -1 if none does."""
        if self._places is None:
            self._places = {row.key: place for place, row in enumerate(self.rows)}
        return self._places.get(key, -1)

    def group_of(self, schedule_id: str) -> Group | None:
        """A schedule with its connections, whether shown or not."""
        return next((group for group in self._groups if group.rows[0].schedule.id == schedule_id), None)

    def switch_at(self, row: int, column: int) -> SwitchCell | None:
        """The switch in a cell, if there is one."""
        half = HALF_OF.get(Column(column))
        switches = self.rows[row].switches
        return switches[HALVES.index(half)] if half and switches else None

    def offers_connect(self, row: int, column: int) -> bool:
        """Whether the cell is the one that offers to connect a schedule."""
        return column == Column.IMPORT and self.rows[row].unconnected and self._may_connect

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Rows shown now."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Always all of them."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Everything can be selected; switches can be flipped."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        switch = self.switch_at(index.row(), index.column())
        return _SWITCH_FLAGS if switch and not switch.reason else _FLAGS

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        """Texts, and the state of switches for screen readers."""
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self._text(index.row(), index.column())
        if role == _Role.AccessibleTextRole:
            return self._spoken(index.row(), index.column())
        if role == _Role.CheckStateRole and index.column() in HALF_OF:
            return self._check_state(index.row(), index.column())
        if role == _Role.ToolTipRole:
            return self._hint(index.row(), index.column())
        return None

    def setData(self, index: AnyIndex, value: object, role: int = _Role.EditRole) -> bool:
        """A flipped switch is a wish; what is shown changes when the service answers."""
        if role != _Role.CheckStateRole or not index.isValid():
            return False
        row, switch = self.rows[index.row()], self.switch_at(index.row(), index.column())
        if switch is None or switch.reason or row.view is None:
            return False
        half = HALF_OF[Column(index.column())]
        self.switch_wished.emit(row.view.id, half.value, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Column titles; the switches carry their whole words as tooltip and for screen readers."""
        if orientation is Qt.Orientation.Vertical:
            return None
        column = Column(section)
        if role == _Role.DisplayRole:
            return _title(column)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            return half_label(HALF_OF[column]) if column in HALF_OF else _title(column)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the groups by a column; without one, in reading order."""
        by = _SORTS.get(Column(column), SortBy.READING) if column >= 0 else SortBy.READING
        self.ask(replace(self._query, sort=by, descending=order is Qt.SortOrder.DescendingOrder))

    def _text(self, row: int, column: int) -> str:
        line = self.rows[row]
        if column == Column.NAME:
            return line.title
        if column == Column.STATE:
            return line.state_text
        return line.as_of if column == Column.AS_OF else ""

    def _spoken(self, row: int, column: int) -> str:
        if column == Column.NAME:
            return self.rows[row].spoken
        if self.offers_connect(row, column):
            return _("Connect")
        switch = self.switch_at(row, column)
        if switch is not None:
            return switch.spoken
        text = self._text(row, column)
        return _("As of {time}").format(time=text) if text and column == Column.AS_OF else text

    def _check_state(self, row: int, column: int) -> Qt.CheckState | None:
        switch = self.switch_at(row, column)
        if switch is None:
            return None
        return Qt.CheckState.Checked if switch.on else Qt.CheckState.Unchecked

    def _hint(self, row: int, column: int) -> str:
        switch = self.switch_at(row, column)
        if switch is not None:
            return switch.reason or switch.spoken
        line = self.rows[row]
        return f"{line.title}\n{line.note}" if column == Column.NAME else line.state_text

    def _follow(self, rows: list[Row]) -> None:
        changes = changes_between(self.rows, rows)
        if changes is None:
            self._show(rows)
            return
        for first, last in changes.removed:
            self.beginRemoveRows(_NOWHERE, first, last)
            del self.rows[first : last + 1]
            self._places = None
            self.endRemoveRows()
        for first, last in changes.inserted:
            self.beginInsertRows(_NOWHERE, first, last)
            self.rows[first:first] = rows[first : last + 1]
            self._places = None
            self.endInsertRows()
        runs = changed_runs(self.rows, rows)
        self.rows = rows
        self._places = None
        for first, last in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _show(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self._places = None
        self.endResetModel()


def _title(column: Column) -> str:
    titles = {
        Column.NAME: _("Schedule and account"),
        Column.STATE: _("State"),
        Column.IMPORT: _("Blocks\nbookings"),
        Column.EXPORT: _("Shows\nbookings"),
        Column.AS_OF: _("As of"),
    }
    return titles[column]
