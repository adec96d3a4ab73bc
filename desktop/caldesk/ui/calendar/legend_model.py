"""Who is shown, as a model: one row for each schedule, and whose events are hidden."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from caldesk.i18n import ngettext
from caldesk.ui.calendar.colouring import ColourBy
from caldesk.ui.calendar.scene import Person

Index = QModelIndex | QPersistentModelIndex


class LegendEntry(Struct, frozen=True, kw_only=True):
    """A row. `reason` says in words why its calendar is not in the picture, "" if it is; `grave` if nobody chose so.

    `count` is how many events there are, None if that is not known.
    """

    person: Person
    count: int | None = None
    reason: str = ""
    grave: bool = False


class LegendModel(QAbstractListModel):
    """The rows; `hidden` are ids of schedules that are not shown, `colour_by` says what colours tell.

    `changed` tells when a person changed either.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[LegendEntry, ...] = ()
        self.hidden: frozenset[str] = frozenset()
        self.colour_by = ColourBy.SCHEDULE

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Replace the rows; the same people keep their rows, so that nothing jumps."""
        fresh = tuple(entries)
        same = [entry.person.schedule_id for entry in fresh] == [entry.person.schedule_id for entry in self._entries]
        if same and fresh:
            self._entries = fresh
            self._tell()
            return
        self.beginResetModel()
        self._entries = fresh
        self.endResetModel()

    def entry(self, index: Index) -> LegendEntry:
        """The row at an index."""
        return self._entries[index.row()]

    def is_shown(self, index: Index) -> bool:
        """Whether the schedule's events are shown."""
        return self.entry(index).person.schedule_id not in self.hidden

    def colour(self, by: ColourBy) -> None:
        """Let the colours of events tell this."""
        if by is not self.colour_by:
            self.colour_by = by
            self.changed.emit()

    def hide_only(self, hidden: Iterable[str]) -> None:
        """Show everybody else."""
        self.hidden = frozenset(hidden)
        self._tell()
        self.changed.emit()

    def show_only(self, index: Index) -> None:
        """Show one schedule alone; asked for it again, everybody."""
        mine = self.entry(index).person.schedule_id
        others = frozenset(entry.person.schedule_id for entry in self._entries) - {mine}
        self.hide_only(() if others <= self.hidden and mine not in self.hidden and others else others)

    def all_ids(self) -> frozenset[str]:
        """Every schedule in the list."""
        return frozenset(entry.person.schedule_id for entry in self._entries)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many schedules."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, tick, and the whole row in words."""
        entry = self.entry(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.person.name
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self.is_shown(index) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                count = entry.count
                words = "" if count is None else ngettext("{n} event", "{n} events", count).format(n=count)
                return ", ".join(part for part in (entry.person.name, entry.reason, words) if part)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a row."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        mine = {self.entry(index).person.schedule_id}
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.hide_only(self.hidden - mine if on else self.hidden | mine)
        return True

    def _tell(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
