"""A raised group on a page: a title above, a rounded surface below."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caldesk.ui.style import BETWEEN, HAIRLINE, RADIUS_CARD, Look


class Card(QWidget):
    """Holds what is put into `column`."""

    def __init__(self, look: Look, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        self.column.setSpacing(BETWEEN)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface and its hairline."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.surface))
        painter.setPen(QPen(QColor(theme.line), HAIRLINE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
