"""A list to choose from: one line an entry, or two, with the second one quieter."""

from collections.abc import Hashable

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caldesk.ui.style import CONTROL, INSIDE, RADIUS_CONTROL, TIGHT, Look, Role, font
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.row_list import RowList

Index = QModelIndex | QPersistentModelIndex
_SIDE = Qt.AlignmentFlag
_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Entry(Struct, frozen=True):
    """`key` says what it stands for; `below` is the second line."""

    key: Hashable
    title: str
    below: str = ""


class EntryList(RowList):
    """`chosen` gives the key of the entry that was clicked, or that the keyboard went to."""

    chosen = Signal(object)

    def __init__(self, look: Look, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name=name, parent=parent)
        self._model = _Entries(self)
        self.setModel(self._model)
        self.setItemDelegate(_EntryPainter(look, self._model))
        self.clicked.connect(lambda index: self._choose(index))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is listed."""
        return self._model.entries

    def show_entries(self, entries: tuple[Entry, ...], label: str) -> None:
        """List these; `label` says to a screen reader what they are."""
        self.setAccessibleName(label)
        if entries != self._model.entries:
            self._model.show(entries)

    def mark(self, key: Hashable) -> bool:
        """Mark the entry of that key and tell nobody; False, and none marked, where there is none."""
        row = next((row for row, entry in enumerate(self.entries) if entry.key == key), None)
        if row is None:
            self.selectionModel().clear()
            return False
        now = self._model.index(row)
        self.selectionModel().setCurrentIndex(now, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys open what they reach, so that nobody has to press Enter at each entry."""
        super().keyPressEvent(event)
        if event.key() in (*_KEYS, *_ENTER) and self.currentIndex().isValid():
            self._choose(self.currentIndex())

    def _choose(self, index: Index) -> None:
        self.chosen.emit(self.entries[index.row()].key)


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            return entry.below or None
        return None


class _EntryPainter(QStyledItemDelegate):
    def __init__(self, look: Look, model: _Entries) -> None:
        super().__init__(model)
        self._look, self._model = look, model
        self._body, self._strong, self._caption = font(Role.BODY), font(Role.STRONG), font(Role.CAPTION)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        below = QFontMetrics(self._caption).height() if self._model.entries[index.row()].below else 0
        return QSize(0, max(CONTROL, QFontMetrics(self._strong).height() + below + INSIDE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, theme = self._model.entries[index.row()], self._look.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, chosen=chosen)
        words = option.rect.adjusted(INSIDE, TIGHT, -INSIDE, -TIGHT)
        lines = [line for line in (entry.title, entry.below) if line]
        height = words.height() // len(lines)
        painter.setFont(self._strong if chosen or entry.below else self._body)
        painter.setPen(QColor(theme.accent if chosen else theme.text))
        for number, line in enumerate(lines):
            rect = QRect(words.left(), words.top() + number * height, words.width(), height)
            self._paint_line(painter, option, rect, line)
            painter.setFont(self._caption)
            painter.setPen(QColor(theme.secondary))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool) -> None:
        theme = self._look.theme
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if chosen else theme.hover))
            painter.drawRoundedRect(option.rect, RADIUS_CONTROL, RADIUS_CONTROL)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, option.rect.adjusted(1, 1, -1, -1), theme, RADIUS_CONTROL)

    @staticmethod
    def _paint_line(painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str) -> None:
        side = _SIDE.AlignRight if option.direction is Qt.LayoutDirection.RightToLeft else _SIDE.AlignLeft
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | _SIDE.AlignAbsolute | _SIDE.AlignVCenter, cut)
