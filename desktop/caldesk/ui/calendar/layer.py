"""The layer of a picture: what stands still, drawn once, and moved along when the picture is scrolled."""

from collections.abc import Callable
from math import ceil, floor

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QPainter, QPixmap

Draw = Callable[[QPainter, QRectF], None]
"""Draws what lies in a part of the picture; what it draws outside of that part is cut off."""


class Layer:
    """`size` is in our pixels, `ratio` device pixels for each; `ground` shows where an edge covers half of one.

    `scroll` is where the picture stood when it was drawn.
    """

    def __init__(self, size: QSize, ratio: float, scroll: QPoint, ground: QColor, draw: Draw) -> None:
        self._ratio, self._ground = ratio, ground
        self.scroll = QPoint(scroll)
        self.pixmap = self._blank(QSize(round(size.width() * ratio), round(size.height() * ratio)))
        self._draw_on(self.pixmap, self.pixmap.rect(), draw)

    def move(self, part: QRectF, step: QPoint, draw: Draw) -> bool:
        """Move a part by a step and draw only what that uncovers; False if it all has to be drawn anew."""
        across, down = step.x() * self._ratio, step.y() * self._ratio
        if across % 1 or down % 1:
            return False
        inner, outer = self._whole_pixels(part)
        kept = inner.intersected(inner.translated(int(across), int(down)))
        if kept.isEmpty():
            return False
        self.pixmap.scroll(int(across), int(down), inner)
        for area in _around(kept, outer):
            self._draw_anew(area, draw)
        return True

    def _whole_pixels(self, part: QRectF) -> tuple[QRect, QRect]:
        """The device pixels that lie in a part, and those that it touches."""
        left, top, right, bottom = (
            side * self._ratio for side in (part.left(), part.top(), part.right(), part.bottom())
        )
        inner = QRect(QPoint(ceil(left), ceil(top)), QPoint(floor(right) - 1, floor(bottom) - 1))
        outer = QRect(QPoint(floor(left), floor(top)), QPoint(ceil(right) - 1, ceil(bottom) - 1))
        return inner & self.pixmap.rect(), outer & self.pixmap.rect()

    def _draw_anew(self, area: QRect, draw: Draw) -> None:
        """On a piece of its own: painters set their own clips."""
        piece = self._blank(area.size())
        self._draw_on(piece, area, draw)
        for each in (piece, self.pixmap):  # copied pixel by pixel
            each.setDevicePixelRatio(1)
        painter = QPainter(self.pixmap)
        painter.drawPixmap(area.topLeft(), piece)
        painter.end()
        self.pixmap.setDevicePixelRatio(self._ratio)

    def _blank(self, size: QSize) -> QPixmap:
        made = QPixmap(size)
        made.setDevicePixelRatio(self._ratio)
        made.fill(self._ground)
        return made

    def _draw_on(self, pixmap: QPixmap, area: QRect, draw: Draw) -> None:
        part = QRectF(QPointF(area.topLeft()) / self._ratio, QSizeF(area.size()) / self._ratio)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-part.left(), -part.top())
        draw(painter, part)
        painter.end()


def _around(kept: QRect, outer: QRect) -> list[QRect]:
    """What `outer` has above, below, left and right of `kept`."""
    above, below = kept.top() - outer.top(), outer.bottom() - kept.bottom()
    before, behind = kept.left() - outer.left(), outer.right() - kept.right()
    bands = (
        QRect(outer.left(), outer.top(), outer.width(), above),
        QRect(outer.left(), kept.bottom() + 1, outer.width(), below),
        QRect(outer.left(), kept.top(), before, kept.height()),
        QRect(kept.right() + 1, kept.top(), behind, kept.height()),
    )
    return [band for band in bands if not band.isEmpty()]
