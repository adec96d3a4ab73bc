"""The ring that shows where the keyboard is, the same on everything we paint ourselves."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from caldesk.ui.style import FOCUS_RING, Theme


def paint_focus_ring(painter: QPainter, rect: QRect | QRectF, theme: Theme, radius: float) -> None:
    """Draw the ring just inside `rect`."""
    inset = FOCUS_RING / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.focus), FOCUS_RING))
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()
