"""Painting without the enums of `Qt`: what stands in the first window is drawn with these.

Naming a member of `Qt` makes its ninety enums first, which takes longer than to import QtWidgets. So does every
function that can be given one instead of a colour: `setPen`, `setBrush`, `fillRect` and the brush itself.
"""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

LEADING, RIGHT, ABSOLUTE, V_CENTER, CENTER = 0x01, 0x02, 0x10, 0x80, 0x84
"""Where text goes, as the numbers that Qt takes."""

MNEMONIC = 0x0800


def box(rect: QRect | QRectF, radius: float = 0) -> QPainterPath:
    """`rect` as a shape, its corners rounded."""
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(rect), radius, radius)
    return shape


def fill(painter: QPainter, shape: QPainterPath, colour: str) -> None:
    """Fill a shape."""
    painter.fillPath(shape, _pen(colour).brush())


def outline(painter: QPainter, shape: QPainterPath, colour: str, width: float = 1) -> None:
    """Draw a line along the edge of a shape, half of it inside."""
    pen = _pen(colour)
    pen.setWidthF(width)
    painter.strokePath(shape, pen)


def fitted(text: str, metrics: QFontMetrics, width: int) -> str:
    """`text`, cut at its end where it is wider than `width`."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    from PySide6.QtCore import Qt

    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def draw_text(painter: QPainter, rect: QRect, flags: int, text: str, *, rtl: bool) -> None:
    """Draw `text` as it is read itself; `rtl` says how the window around it is read."""
    if rtl or not text.isascii():
        from PySide6.QtCore import Qt

        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(rect, flags, text)


def _pen(colour: str) -> QPen:
    pen = QPen()
    pen.setColor(QColor(colour))
    return pen
