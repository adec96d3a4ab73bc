"""One check: its sign, what was found, the cure, and the button that applies it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.services.checks import Check
from caldesk.ui import style
from caldesk.ui.action_words import action_words
from caldesk.ui.style import Look, Role
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.check_sign import CheckSign, state_words
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.label import Label

_ABOVE = style.INSIDE + style.TIGHT


class CheckLine(QWidget):
    """A check as a row; a screen reader hears state, title and what was found as one name."""

    action_requested = Signal(object)

    def __init__(self, look: Look, check: Check) -> None:
        super().__init__()
        self._look = look
        self.setObjectName(f"check.{check.id}")
        self.setAccessibleName(f"{state_words(check.state)}: {check.title}. {check.what}")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.INSIDE, _ABOVE, style.INSIDE, _ABOVE)
        row.setSpacing(style.BETWEEN)
        row.addWidget(CheckSign(look, check.state), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(check), 1)
        for action in check.actions:
            button = Button(look, action_words(action), name=f"check.{check.id}.{action.value}")
            button.clicked.connect(lambda _checked=False, chosen=action: self.action_requested.emit(chosen))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), style.HAIRLINE, QColor(self._look.theme.line))

    def _words(self, check: Check) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(style.TIGHT)
        column.addWidget(Label(check.title, Role.STRONG))
        column.addWidget(Label(check.what, quiet=True, selectable=True))
        if check.cure:
            column.addWidget(Label(check.cure, selectable=True))
        if check.detail:
            column.addWidget(DetailsFold(self._look, check.detail, name=f"check.{check.id}.details"))
        return column
