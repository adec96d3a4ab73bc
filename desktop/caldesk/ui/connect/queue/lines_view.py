"""The table of the queue: a row becomes the current one, and its next step is a click or Enter away."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QStyle

from caldesk.i18n import _
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.words import Line
from caldesk.ui.connect.queue.lines_model import Column, LinesModel, first_move_words
from caldesk.ui.connect.queue.table import Index, TeamTable
from caldesk.ui.style import Look

_WIDTHS = {Column.PROVIDER: 84, Column.STATE: 224, Column.ACTION: 104}
_ROOMY = {Column.PROVIDER: 180, Column.STATE: 340, Column.ACTION: 128}
_ROOMY_FROM = 900


class LinesView(TeamTable):
    """Shows a `LinesModel`."""

    line_chosen = Signal()
    """Another row is the current one."""
    step_wished = Signal(object)
    """The `Line` whose next step is wanted."""

    def __init__(self, look: Look, model: LinesModel) -> None:
        super().__init__(look, name="team.queue", title=_("Queue of sign-ins"))
        self._lines = model
        self._aim: Aim | None = None
        self._resetting = False
        self.setModel(model)
        self._fit()
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)
        model.dataChanged.connect(self._fit)

    @property
    def line(self) -> Line | None:
        """The current row."""
        row = self.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def choose(self, aim: Aim) -> None:
        """Make a row the current one and bring it into view."""
        row = self._lines.row_of(aim)
        if row >= 0:
            self.setCurrentIndex(self._lines.index(row, max(self.currentIndex().column(), 0)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which row it is."""
        super().currentChanged(current, previous)
        if not self._resetting:
            self._aim = self.line.aim if self.line else None
            self.line_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the next step of the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line is not None and self.line.moves:
            self.step_wished.emit(self.line)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words of the next step does it."""
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self._is_step(index):
            self.step_wished.emit(self._lines.lines[index.row()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand says what can be clicked."""
        super().mouseMoveEvent(event)
        acts = self._is_step(self.indexAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if acts else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widths = dict(_ROOMY if self.viewport().width() >= _ROOMY_FROM else _WIDTHS)
        widths[Column.ACTION] = max(widths[Column.ACTION], self._longest_step())
        self.share_out({int(column): width for column, width in widths.items()})

    def _longest_step(self) -> int:
        """Room for the next step of every row, in the words of any language."""
        edge = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1
        steps = (first_move_words(line) for line in self._lines.lines)
        return 2 * edge + max((self.fontMetrics().horizontalAdvance(words) for words in steps), default=0)

    def _is_step(self, index: QModelIndex) -> bool:
        return index.isValid() and index.column() == Column.ACTION and bool(self._lines.lines[index.row()].moves)

    def _before_reset(self) -> None:
        self._resetting = True

    def _after_reset(self) -> None:
        self._resetting = False
        self._fit()
        row = max(self._lines.row_of(self._aim), 0)
        if self._lines.lines:
            self.setCurrentIndex(self._lines.index(row, 0))
        self.line_chosen.emit()
