"""The table of connections: fixed rows, columns that make room for names, and the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import (
    QBasicTimer,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    QTimerEvent,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from caldesk.i18n import _
from caldesk.ui.connections.delegate import RowDelegate
from caldesk.ui.connections.model import AnyIndex, Column, ConnectionsModel
from caldesk.ui.connections.rows import Row
from caldesk.ui.style import ROW, Look
from caldesk.ui.widgets.row_table import RowTable

_FRAME_MS, _STEP = 50, 24
_ROOMY = 600
"""From this width on every column has room for its words."""
_WIDTHS = {Column.STATE: (130, 192), Column.IMPORT: (68, 80), Column.EXPORT: (68, 80), Column.AS_OF: (0, 68)}


class ConnectionsView(RowTable):
    """Tells which row is current, and what is asked of a row."""

    row_chosen = Signal(str)
    """The key of the row that became current, "" for none."""
    row_opened = Signal(str)
    """Enter or a double click: the key."""
    connect_wished = Signal(str)
    """A schedule's id."""

    def __init__(self, look: Look, model: ConnectionsModel, parent: QWidget | None = None) -> None:
        super().__init__(name="connections.list", label=_("Schedules and their connections"), parent=parent)
        self._look, self._rows = look, model
        self._delegate = RowDelegate(look, model, self)
        self._spin = QBasicTimer()
        self._chosen = ""
        self._resetting = False
        self._dress()
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._fit_columns()
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)
        model.dataChanged.connect(self._animate)
        look.changed.connect(self.viewport().update)

    def _dress(self) -> None:
        self.setMouseTracking(True)
        top = self.horizontalHeader()
        top.setSectionsClickable(True)
        top.setSortIndicatorShown(True)
        top.setSortIndicatorClearable(True)
        top.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        top.sortIndicatorChanged.connect(self._sort)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        """The switches have no order; a click there goes back to the reading order."""
        if column in (Column.IMPORT, Column.EXPORT):
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        else:
            self._rows.sort(column, order)

    def choose(self, key: str) -> None:
        """Make a row current and bring it into view; nothing is current where the key is not shown."""
        place = self._rows.row_of(key) if key else -1
        if place < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            self._tell("")
            return
        column = max(self.currentIndex().column(), Column.NAME)
        self.setCurrentIndex(self._rows.index(place, column))

    def keep_place(self, change: Callable[[], None]) -> None:
        """Change the rows without moving what is seen: the first visible row stays where it is."""
        top = self.rowAt(0)
        if top < 0:
            change()
            return
        key, offset = self._rows.rows[top].key, self.rowViewportPosition(top)
        change()
        place = self._rows.row_of(key)
        if place >= 0:
            self.verticalScrollBar().setValue(place * ROW - offset)

    @property
    def chosen(self) -> str:
        """The key of the current row."""
        return self._chosen

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Say which row is current now."""
        super().currentChanged(current, previous)
        if not self._resetting:
            self._tell(self._rows.rows[current.row()].key if current.isValid() else "")

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Screen readers select without moving the keyboard; the row they selected becomes the current one."""
        super().selectionChanged(selected, deselected)
        rows = self.selectionModel().selectedRows(self.currentIndex().column() if self.currentIndex().isValid() else 0)
        if rows and rows[0].row() != self.currentIndex().row():
            self.selectionModel().setCurrentIndex(rows[0], QItemSelectionModel.SelectionFlag.NoUpdate)

    def _tell(self, key: str) -> None:
        if key != self._chosen:
            self._chosen = key
            self.row_chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the row, or on the switch where the keyboard is on one."""
        index = self.currentIndex()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not index.isValid():
            super().keyPressEvent(event)
            return
        if self._rows.switch_at(index.row(), index.column()) is not None:
            space = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            super().keyPressEvent(space)
            return
        self._act(index)

    def _act(self, index: QModelIndex) -> None:
        row = self._rows.rows[index.row()]
        if row.unconnected:
            self.connect_wished.emit(row.schedule.id)
        else:
            self.row_opened.emit(row.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on "Connect" asks to connect; switches are the delegate's."""
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        if left and index.isValid() and self._rows.offers_connect(index.row(), index.column()):
            self.connect_wished.emit(self._rows.rows[index.row()].schedule.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row; a double click on a switch is two clicks."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or index.column() in (Column.IMPORT, Column.EXPORT):
            super().mouseDoubleClickEvent(event)
        else:
            self.row_opened.emit(self._rows.rows[index.row()].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row and which control the pointer is on."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        acts = index.isValid() and self._is_control(index)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if acts else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is on no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def _is_control(self, index: QModelIndex) -> bool:
        switch = self._rows.switch_at(index.row(), index.column())
        return bool(switch and not switch.reason) or self._rows.offers_connect(index.row(), index.column())

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            for each in (self._delegate.hovered, row):
                self.viewport().update(QRect(0, self.rowViewportPosition(each), self.viewport().width(), ROW))
            self._delegate.hovered = row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their widths for this room."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        roomy = self.viewport().width() >= _ROOMY
        header = self.horizontalHeader()
        for column, widths in _WIDTHS.items():
            width = widths[roomy]
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnHidden(column, not width)
            if width:
                words = self._delegate.offer_width if column is Column.IMPORT else 0
                header.resizeSection(column, max(width, self.heading_width(column), words))
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)

    def _before_reset(self) -> None:
        self._resetting = True

    def _after_reset(self) -> None:
        self._resetting = False
        self._delegate.hovered = -1
        place = self._rows.row_of(self._chosen) if self._chosen else -1
        if place >= 0:
            self.setCurrentIndex(self._rows.index(place, Column.NAME))
        else:
            self._tell("")
        self._animate()

    def _animate(self) -> None:
        """Turn the marks of pending switches while there are any and motion is welcome."""
        pending = any(switch.pending for row in self._visible_rows() for switch in row.switches)
        if pending and not self._look.reduced_motion():
            self._spin.start(_FRAME_MS, self)
        else:
            self._spin.stop()

    def timerEvent(self, event: QTimerEvent) -> None:
        """Move the marks of pending switches."""
        if event.timerId() != self._spin.timerId():
            super().timerEvent(event)
            return
        self._delegate.degrees = (self._delegate.degrees + _STEP) % 360
        self._animate()
        left = self.columnViewportPosition(Column.IMPORT)
        right = self.columnViewportPosition(Column.EXPORT)
        width = self.columnWidth(Column.EXPORT)
        self.viewport().update(QRect(min(left, right), 0, abs(right - left) + width, self.viewport().height()))

    def _visible_rows(self) -> list[Row]:
        first = max(self.rowAt(0), 0)
        count = self.viewport().height() // ROW + 2
        return self._rows.rows[first : first + count]
