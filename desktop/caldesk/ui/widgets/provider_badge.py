"""A provider's mark: its first letter on a neutral tile. No logos of others."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from caldesk.ui.style import RADIUS_CONTROL, Look, Theme

TILE = 24


def letter_of(provider: str) -> str:
    """The letter that stands for a provider's name."""
    return provider.strip()[:1].upper() or "?"


def paint_provider(painter: QPainter, rect: QRect | QRectF, theme: Theme, provider: str) -> None:
    """Draw the tile as a square in the middle of `rect`."""
    side = min(rect.width(), rect.height(), TILE)
    tile = QRectF(0, 0, side, side)
    tile.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(QColor(theme.tile))
    painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
    painter.setPen(QColor(theme.text))
    made = QFont(painter.font())
    made.setWeight(QFont.Weight.DemiBold)
    made.setPixelSize(max(round(side * 0.54), 11))
    painter.setFont(made)
    painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, letter_of(provider))
    painter.restore()


class ProviderBadge(QLabel):
    """The mark as a widget; its accessible name is the provider's."""

    def __init__(
        self, look: Look, provider: str = "", letter: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.show_provider(provider, letter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look = look
        look.changed.connect(self.update)

    def show_provider(self, provider: str, letter: str = "") -> None:
        """Show another one; `letter` where it is not the first of the name."""
        self._letter = letter or letter_of(provider)
        self.setText(provider)
        self.setToolTip(provider)

    def sizeHint(self) -> QSize:
        """One tile."""
        return QSize(TILE, TILE)

    def minimumSizeHint(self) -> QSize:
        """One tile."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as tables do."""
        paint_provider(QPainter(self), self.rect(), self._look.theme, self._letter)
