"""A card that is one of several answers: mark, title, sentences. A radio button to keyboard and screen reader."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from caldesk.ui.style import BETWEEN, INSIDE, RADIUS_CARD, TIGHT, Look, Role
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.icons import paint_icon
from caldesk.ui.widgets.label import Label

_MARK = 32
_DOT = 18


class IconTile(QWidget):
    """An icon in the place of a provider's mark."""

    def __init__(self, look: Look, icon: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look, self._icon = look, icon
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As large as a provider's mark."""
        return QSize(_MARK - INSIDE, _MARK - INSIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon alone."""
        paint_icon(QPainter(self), self.rect(), self._icon, self._look.theme.secondary)


class ChoiceCard(QRadioButton):
    """`mark` is a small widget at its leading edge. A disabled card says why in one of its sentences."""

    twice = Signal()
    """Pressed twice: chosen, and go on."""

    def __init__(self, look: Look, mark: QWidget, title: str, sentences: Sequence[str], *, name: str) -> None:
        super().__init__(title)
        self.setObjectName(name)
        self.setAccessibleDescription(" ".join(sentences))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(BETWEEN, INSIDE + TIGHT, BETWEEN, INSIDE + TIGHT)
        self._row.setSpacing(BETWEEN)
        self._row.addSpacing(_DOT + INSIDE)
        self._row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(Label(title, Role.STRONG))
        for sentence in sentences:
            words.addWidget(Label(sentence, quiet=True))
        self._row.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As its words need."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Words are never cut; how high they are is told by the width."""
        usual = self._row.sizeHint()
        return QSize(self._row.minimumSize().width(), self._row.totalHeightForWidth(usual.width()))

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at which all words fit."""
        return self._row.totalHeightForWidth(width)

    def hitButton(self, _pos: object) -> bool:
        """The whole card can be pressed."""
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose and go on."""
        super().mouseDoubleClickEvent(event)
        if self.isEnabled():
            self.twice.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Be quiet again."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the edge of a chosen one, the dot of a radio button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        chosen, enabled = self.isChecked(), self.isEnabled()
        ground = theme.selection if chosen else theme.hover if enabled and self.underMouse() else theme.surface
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.line), 1.5 if chosen else 1))
        painter.setBrush(QColor(ground if enabled else theme.window))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
        self._paint_dot(painter)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, RADIUS_CARD)

    def _paint_dot(self, painter: QPainter) -> None:
        theme = self._look.theme
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - BETWEEN - _DOT if rtl else BETWEEN
        ring = QRectF(left + 1, INSIDE + 2 * TIGHT, _DOT - 2, _DOT - 2)
        colour = theme.disabled if not self.isEnabled() else theme.accent if self.isChecked() else theme.control_edge
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(QColor(theme.surface))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(ring.adjusted(4, 4, -4, -4))


class Choices(QWidget):
    """Several cards, one below the other, of which one is chosen; arrow keys move the choice."""

    chosen = Signal(str)
    decided = Signal()
    """A card was pressed twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._cards: dict[str, ChoiceCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(INSIDE)

    def set_cards(self, cards: dict[str, ChoiceCard], present: str) -> None:
        """Offer these answers; `present` is chosen if it is one of them and can be."""
        for card in self._cards.values():
            self._group.removeButton(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = cards
        for key, card in cards.items():
            self._group.addButton(card)
            self._column.addWidget(card)
            card.show()  # at once, so that it can take the focus
            card.setChecked(key == present and card.isEnabled())
            card.toggled.connect(lambda on, key=key: self.chosen.emit(key) if on else None)
            card.twice.connect(self.decided)

    @property
    def current(self) -> str:
        """Key of the chosen card, or ""."""
        return next((key for key, card in self._cards.items() if card.isChecked()), "")

    def focus(self) -> bool:
        """Put the keyboard on the chosen card, or on the first; False if there is none."""
        usable = [card for card in self._cards.values() if card.isEnabled()]
        wanted = next((card for card in usable if card.isChecked()), usable[0] if usable else None)
        if wanted is not None:
            wanted.setFocus()
        return wanted is not None
