"""The ring that shows where the keyboard is, the same on everything we paint ourselves."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from caldesk.ui.style import FOCUS_RING, Theme
from caldesk.ui.widgets.painting import box, outline


def paint_focus_ring(painter: QPainter, rect: QRect | QRectF, theme: Theme, radius: float) -> None:
    """Draw the ring just inside `rect`."""
    inset = FOCUS_RING / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline(painter, box(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius), theme.focus, FOCUS_RING)
    painter.restore()
