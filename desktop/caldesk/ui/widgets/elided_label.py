"""One line of text that gives way when there is no room, and still tells all of it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from caldesk.ui.style import Role, font
from caldesk.ui.widgets.painting import ABSOLUTE, LEADING, RIGHT, V_CENTER, draw_text, fitted

_FEWEST_LETTERS = 6


class ElidedLabel(QLabel):
    """Elides at the end; the tooltip shows the full text when some is hidden, the accessible name always holds it."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        name: str = "",
        quiet: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setProperty("textFormat", "PlainText")
        self.setFont(font(role, tabular=tabular))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        palette = QPalette.ColorRole
        self.setForegroundRole(palette.PlaceholderText if quiet else palette.WindowText)

    def is_elided(self) -> bool:
        """Whether some of the text is hidden at the present width."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters, so that a layout may squeeze the rest away."""
        full = super().sizeHint()
        return QSize(min(full.width(), self.fontMetrics().averageCharWidth() * _FEWEST_LETTERS), full.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        rect = self.contentsRect()
        rtl = self.isRightToLeft()
        side = (RIGHT if rtl else LEADING) | ABSOLUTE
        draw_text(painter, rect, side | V_CENTER, fitted(self.text(), self.fontMetrics(), rect.width()), rtl=rtl)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the full text as a tooltip only while it is cut."""
        self.setToolTip(self.text() if self.is_elided() else "")
        super().enterEvent(event)
