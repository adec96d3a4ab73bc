"""Small parts that the details share: a hairline, and a place where a notice may stand."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caldesk.ui.style import HAIRLINE, INSIDE, Look
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.notice import Notice


class _Hairline(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFixedHeight(HAIRLINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._look.theme.line))


def hairline(look: Look) -> QWidget:
    """A line that separates."""
    return _Hairline(look)


def with_buttons(look: Look, notice: Notice, actions: Sequence[Action]) -> QWidget:
    """A notice for a narrow pane: its buttons stand below the words instead of beside them."""
    if not actions:
        return notice
    row = QHBoxLayout()
    row.setSpacing(INSIDE)
    for action in actions:
        row.addWidget(action.button(look))
    row.addStretch()
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(INSIDE)
    column.addWidget(notice)
    column.addLayout(row)
    return both


class Slot(QWidget):
    """Holds at most one widget and takes no room while it is empty."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._held: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def put(self, widget: QWidget) -> None:
        """Show `widget` in the place of what was there."""
        self.clear()
        self._held = widget
        self._column.addWidget(widget)
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        if self._held is not None:
            self._column.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
            self._held = None
        self.hide()
