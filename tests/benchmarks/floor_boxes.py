"""The floor of a repaint: N rounded boxes with a title that was cut before, drawn anew each time."""

import random
from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_SIZE = 110, 18
_COLOURS = ("#3788d8", "#99aa33", "#cc5555", "#aa66cc", "#ee9900", "#228888")


def scattered(count: int) -> list[QRect]:
    """So many boxes of one size, the same for every run."""
    chance = random.Random(count)  # noqa: S311 - the same for every run
    return [QRect(chance.randrange(900), chance.randrange(600), *_SIZE) for _ in range(count)]


class Boxes(QWidget):
    """Draws boxes at these places."""

    def __init__(self, places: Iterable[QRect]) -> None:
        super().__init__()
        self._font = QFont()
        self._font.setPixelSize(11)
        self._metrics = QFontMetrics(self._font)
        self._colours = [QColor(name) for name in _COLOURS]
        self._baseline = self._metrics.ascent() + 2
        self.take(places)

    def take(self, places: Iterable[QRect]) -> None:
        """Draw these next."""
        self._boxes = [
            (rect, self._colours[number % len(self._colours)], self._title(number, rect.width() - 8))
            for number, rect in enumerate(places)
        ]

    def _title(self, number: int, width: int) -> str:
        return self._metrics.elidedText(f"Consultation with client #{number}", Qt.TextElideMode.ElideRight, width)

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
