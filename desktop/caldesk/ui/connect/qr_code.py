"""A QR code on a white ground, dark on light in every theme: cameras read nothing else surely."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caldesk.i18n import _
from caldesk.services.connect.qr import squares
from caldesk.ui.style import INK, PAPER

_QUIET = 4
"""Light squares around the code, as ISO/IEC 18004 asks for."""
_SIDE = 232


class QrCode(QWidget):
    """Shows one link; "" shows an empty ground. Every square is a whole number of pixels, so that edges stay sharp."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("connect.qr")
        self.setAccessibleName(_("QR code of the sign-in link"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._link = ""
        self._squares: tuple[tuple[bool, ...], ...] = ()

    def show_link(self, link: str) -> None:
        """Draw another link; one that is too long for a code is not drawn."""
        if link == self._link:
            return
        self._link = link
        try:
            self._squares = squares(link) if link else ()
        except ValueError:
            self._squares = ()
        self.setVisible(bool(self._squares))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """At least three pixels a square."""
        side = max(_SIDE, 3 * self._across())
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then the dark squares, from the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(PAPER))
        if not self._squares:
            return
        size = min(self.width(), self.height()) // self._across()
        left = (self.width() - size * len(self._squares)) // 2
        for y, row in enumerate(self._squares):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(left + x * size, left + y * size, size, size), QColor(INK))

    def _across(self) -> int:
        return len(self._squares) + 2 * _QUIET
