"""A choice of a few views side by side, such as Day | Week; a group of radio buttons to keyboard and screen reader."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from caldesk.ui.style import BETWEEN, CONTROL, INSIDE, RADIUS_CONTROL, TIGHT, Look
from caldesk.ui.widgets.focus_ring import paint_focus_ring

_INSET = 2


class _Segment(QAbstractButton):
    """One choice."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # repaint when the pointer comes and goes
        self._look = look

    def sizeHint(self) -> QSize:
        """The text with room at both sides."""
        metrics = self.fontMetrics()
        width = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width() + BETWEEN + INSIDE
        return QSize(width, max(CONTROL - 2 * _INSET, metrics.height() + INSIDE + TIGHT))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen one stands out by ground, edge and ink."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        if self.isChecked() or self.underMouse():
            painter.setPen(QPen(QColor(theme.accent), 1) if self.isChecked() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.surface if self.isChecked() else theme.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        chosen = theme.accent if self.isChecked() else theme.secondary
        painter.setPen(QColor(chosen if self.isEnabled() else theme.disabled))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, RADIUS_CONTROL - 1)


class Segmented(QWidget):
    """One of several `(key, words)`; arrow keys move the choice, Tab reaches only the chosen one."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        label: str,
        choices: Sequence[tuple[str, str]],
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look = look
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        row.setSpacing(_INSET)
        for key, words in choices:
            segment = self._segments[key] = _Segment(look, words)
            segment.setObjectName(f"{name}.{key}")
            self._group.addButton(segment)
            row.addWidget(segment)
            segment.toggled.connect(lambda on, key=key: self.chosen.emit(key) if on else None)
        look.changed.connect(self.update)

    def current(self) -> str:
        """The key of the chosen segment, or "" when none is."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose by key."""
        self._segments[key].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One trough for all."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.theme.line), 1))
        painter.setBrush(QColor(self._look.theme.tile))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL + 1, RADIUS_CONTROL + 1
        )
