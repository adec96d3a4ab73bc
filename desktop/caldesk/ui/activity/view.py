"""The table of a log: fixed rows, so that only what is seen is drawn; copying what is selected."""

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from caldesk.ui.activity.model import LogModel
from caldesk.ui.style import HAIRLINE, INSIDE, Look, Role, font
from caldesk.ui.widgets.row_table import RowTable

_PAD = INSIDE - 3
"""What the style's own margin leaves of the room beside a text."""


class _Cells(QStyledItemDelegate):
    """Gives texts the room that the titles above them have; one ground for the whole row."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground and hairline, then the text."""
        theme, rect = self._look.theme, QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(theme.selection))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), HAIRLINE, QColor(theme.line))
        inner = QStyleOptionViewItem(option)
        inner.rect = rect.adjusted(_PAD, 0, -_PAD, -HAIRLINE)
        inner.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, inner, index)


class LogView(RowTable):
    """Emits `copy_wished` for the system's copy key."""

    copy_wished = Signal()

    def __init__(self, look: Look, model: LogModel, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, label=label, parent=parent)
        self._rows = model
        self.setModel(model)
        self.setFont(font(Role.BODY, tabular=True))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(_Cells(look, self))
        self.share_out({place: column.width for place, column in enumerate(model.columns)})
        look.changed.connect(self.viewport().update)

    def selected(self) -> list[Any]:
        """What is selected, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._rows.entries[row] for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy lines, not the one cell that Qt would copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wished.emit()
        else:
            super().keyPressEvent(event)
