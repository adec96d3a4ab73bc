"""What a calendar page consists of from the start: the views, how true they are, and room for the panel beside them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.ui.calendar.truth_bar import TruthBar
from caldesk.ui.calendar.view_stack import ViewStack
from caldesk.ui.style import BETWEEN

SIDE_WIDTH = 228
"""Of the panel beside the views."""


class PageBody(QWidget):
    """The room of the panel is kept from the start, so that nothing jumps when it comes."""

    def __init__(self, truth: TruthBar, views: ViewStack, parent: QWidget) -> None:
        super().__init__(parent)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(truth)
        main.addWidget(views, 1)
        self._room = QWidget(self)
        self._room.setFixedWidth(SIDE_WIDTH)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addLayout(main, 1)
        row.addWidget(self._room)

    def put_beside(self, panel: QWidget) -> None:
        """Fill the room beside the views."""
        panel.setFixedWidth(SIDE_WIDTH)
        self._row.replaceWidget(self._room, panel)
        self._room.hide()
        self._room.deleteLater()
