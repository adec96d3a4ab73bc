"""What a calendar page consists of from the start: the views, how true they are, and room for the panel beside them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.ui.calendar.truth_bar import TruthBar
from caldesk.ui.calendar.view_stack import ViewStack
from caldesk.ui.style import BETWEEN

_SIDE_WIDTH, _MOST = 228, 320
"""Of the panel beside the views; the second where text is large."""
_LINES = 12
"""How many times wider than a line is high the panel should be."""


class PageBody(QWidget):
    """The room of the panel is kept from the start, so that nothing jumps when it comes."""

    def __init__(self, truth: TruthBar, views: ViewStack, parent: QWidget) -> None:
        super().__init__(parent)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(truth)
        main.addWidget(views, 1)
        self._room = QWidget(self)
        self._room.setFixedWidth(_side_width(self._room))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addLayout(main, 1)
        row.addWidget(self._room)

    def put_beside(self, panel: QWidget) -> None:
        """Fill the room beside the views."""
        panel.setFixedWidth(_side_width(panel))
        self._row.replaceWidget(self._room, panel)
        self._room.hide()
        self._room.deleteLater()


def _side_width(panel: QWidget) -> int:
    return min(_MOST, max(_SIDE_WIDTH, _LINES * panel.fontMetrics().height()))
