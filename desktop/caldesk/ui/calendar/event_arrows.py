"""Draws the arrows of events that go on outside of their column or view, in the colour of the text."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

ARROW = 6.0
"""Room that an arrow takes from the text."""
_HALF = 4.0


def paint_arrow(painter: QPainter, tip: QPointF, direction: int) -> None:
    """Draw an arrow with its tip there, up (-1) or down (1)."""
    base = tip.y() - _HALF * direction
    _paint(painter, [tip, QPointF(tip.x() - _HALF, base), QPointF(tip.x() + _HALF, base)])


def paint_side_arrows(painter: QPainter, rect: QRectF, *, left: bool, right: bool) -> None:
    """Draw arrows that point out of a bar."""
    y = rect.center().y()
    for x, direction in [(rect.left(), -1)] * left + [(rect.right(), 1)] * right:
        base = x - (1 + _HALF) * direction
        _paint(painter, [QPointF(x - direction, y), QPointF(base, y - _HALF), QPointF(base, y + _HALF)])


def _paint(painter: QPainter, corners: list[QPointF]) -> None:
    pen = painter.pen()
    painter.setBrush(pen.color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(pen)
