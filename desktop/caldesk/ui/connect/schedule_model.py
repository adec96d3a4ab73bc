"""The schedules to choose from, filtered while typing; each with what it stands for and what it has already."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from caldesk.domain.connection import is_live
from caldesk.domain.schedule import Schedule
from caldesk.i18n import _
from caldesk.services.state import Snapshot
from caldesk.services.wording import kind_word, provider_name

Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1
HUE = Qt.ItemDataRole.UserRole + 2


class ScheduleModel(QAbstractListModel):
    """Rows in reading order; those that do not match the search are not there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: list[tuple[Schedule, str, int]] = []
        self._rows: list[tuple[Schedule, str, int]] = []
        self._search = ""

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take the schedules of a snapshot."""
        self._all = [(one, _note(one, snapshot), place) for place, one in enumerate(snapshot.schedules)]
        self.search(self._search)

    def search(self, text: str) -> None:
        """Keep the rows whose name, note or address holds every word."""
        self._search = text
        words = text.casefold().split()
        self.beginResetModel()
        self._rows = [row for row in self._all if all(word in _needle(row) for word in words)]
        self.endResetModel()

    def row_of(self, schedule_id: str) -> int:
        """The row of a schedule, -1 if it is not shown."""
        return next((row for row, (one, _n, _h) in enumerate(self._rows) if one.id == schedule_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many match."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, note, id and hue of a row."""
        if not index.isValid():
            return None
        schedule, note, hue = self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{schedule.name}, {note}"
        values = {Qt.ItemDataRole.DisplayRole: schedule.name, ID: schedule.id, NOTE: note, HUE: hue}
        return values.get(role)


def _needle(row: tuple[Schedule, str, int]) -> str:
    schedule, note, _hue = row
    return f"{schedule.name} {note} {schedule.email}".casefold()


def _note(schedule: Schedule, snapshot: Snapshot) -> str:
    names = [provider_name(v.provider) for v in snapshot.on_schedule(schedule.id) if is_live(v.connection)]
    kind = kind_word(schedule)
    if not names:
        return kind
    connected = ", ".join(dict.fromkeys(names))
    return _("{kind}, already connected: {providers}").format(kind=kind, providers=connected)
