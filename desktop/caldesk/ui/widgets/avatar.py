"""A schedule's mark: initials on its hue, so that colour never stands alone."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from caldesk.ui.style import Hue, Look
from caldesk.ui.widgets.painting import CENTER

SIDE = 28


def initials(name: str) -> str:
    """One or two letters for a name: of its first and its last word."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def paint_avatar(painter: QPainter, rect: QRect | QRectF, hue: Hue, letters: str) -> None:
    """Draw the mark as a circle in the middle of `rect`."""
    side = min(rect.width(), rect.height())
    circle = QRectF(0, 0, side, side)
    circle.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(hue.edge), 1.5))
    painter.setBrush(QColor(hue.fill))
    painter.drawEllipse(circle.adjusted(0.75, 0.75, -0.75, -0.75))
    painter.setPen(QColor(hue.text))
    made = QFont(painter.font())
    made.setWeight(QFont.Weight.DemiBold)
    made.setPixelSize(max(round(side * 0.4), 11))
    painter.setFont(made)
    painter.drawText(circle, CENTER, letters)
    painter.restore()


class Avatar(QLabel):
    """The mark as a widget; `hue` is the schedule's place in the theme's hues."""

    def __init__(
        self, look: Look, person: str, hue: int, *, name: str = "", side: int = SIDE, parent: QWidget | None = None
    ) -> None:
        super().__init__(person, parent)
        self.setObjectName(name)
        self.setProperty("textFormat", "PlainText")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look, self._hue, self._side = look, hue, side
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """One circle."""
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        """One circle."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as tables do."""
        paint_avatar(QPainter(self), self.rect(), self._look.theme.hue(self._hue), initials(self.text()))
