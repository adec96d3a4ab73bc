"""The floor of a repaint: N rounded boxes with a title that was cut before, drawn anew each time."""

import random

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_SIZE = 110, 18
_COLOURS = ("#3788d8", "#99aa33", "#cc5555", "#aa66cc", "#ee9900", "#228888")


class Boxes(QWidget):
    """Draws `count` boxes."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._font = QFont()
        self._font.setPixelSize(11)
        metrics = QFontMetrics(self._font)
        chance = random.Random(count)  # noqa: S311 - the same for every run
        self._baseline = metrics.ascent() + 2
        self._boxes = [
            (
                QRect(chance.randrange(900), chance.randrange(600), *_SIZE),
                QColor(chance.choice(_COLOURS)),
                metrics.elidedText(f"Consultation with client #{number}", Qt.TextElideMode.ElideRight, _SIZE[0] - 8),
            )
            for number in range(count)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """All of them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for rect, colour, text in self._boxes:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(Qt.GlobalColor.white)
            painter.drawText(rect.x() + 4, rect.y() + self._baseline, text)
        painter.end()
