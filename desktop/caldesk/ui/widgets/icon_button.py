"""A button that is an icon alone, and must say in words what it does."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from caldesk.ui.style import CONTROL, ICON, INSIDE, RADIUS_CONTROL, TIGHT, Look
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.icons import facing, paint_icon


class IconButton(QAbstractButton):
    """An icon alone. `label` is required: it is the tooltip and the accessible name."""

    def __init__(self, look: Look, icon: str, label: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # repaint when the pointer comes and goes
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look = look
        self.show_icon(icon, label)
        look.changed.connect(self.update)

    def show_icon(self, icon: str, label: str) -> None:
        """Change what it does, in picture and words."""
        self._icon = icon
        self.setToolTip(label)
        self.setAccessibleName(label)
        self.update()

    def sizeHint(self) -> QSize:
        """A target large enough for a finger on a desk's touch screen; it grows with the text around it."""
        side = max(CONTROL, self._icon_side() + INSIDE + TIGHT)
        return QSize(side, side)

    def _icon_side(self) -> int:
        return max(ICON, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground it has when touched or switched on, then the icon."""
        painter = QPainter(self)
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.isChecked() or (self.isEnabled() and self.underMouse()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.pressed if self.isDown() or self.isChecked() else theme.hover))
            painter.drawRoundedRect(self.rect(), RADIUS_CONTROL, RADIUS_CONTROL)
        box = QRect(0, 0, self._icon_side(), self._icon_side())
        box.moveCenter(self.rect().center())
        ink = theme.disabled if not self.isEnabled() else theme.accent if self.isChecked() else theme.secondary
        paint_icon(painter, box, facing(self._icon, rtl=self.isRightToLeft()), ink)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, RADIUS_CONTROL)
