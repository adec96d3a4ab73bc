"""Draws the mark that counts events without room: as large as it can be read, upright where it is narrow."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from caldesk.i18n import _
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.style import RADIUS_EVENT


def paint_count(painter: QPainter, rect: QRectF, count: int, inks: Inks, large: QFont, small: QFont) -> None:
    """Draw "+n" in `large`, or in `small` where that is too wide."""
    painter.setPen(inks.line if inks.outlined else Qt.PenStyle.NoPen)
    painter.setBrush(inks.tile)
    painter.drawRoundedRect(rect, RADIUS_EVENT, RADIUS_EVENT)
    painter.setPen(inks.text)
    words = _("+{n}").format(n=count)
    painter.setFont(large if _fits(words, large, rect) else small)
    if rect.height() > rect.width() and not _fits(words, small, rect):
        _upwards(painter, rect, words)
    else:
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


def _fits(words: str, font: QFont, rect: QRectF) -> bool:
    return QFontMetricsF(font).horizontalAdvance(words) <= rect.width()


def _upwards(painter: QPainter, rect: QRectF, words: str) -> None:
    painter.save()
    painter.translate(rect.center())
    painter.rotate(-90)
    turned = QRectF(-rect.height() / 2, -rect.width() / 2, rect.height(), rect.width())
    painter.drawText(turned, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
