"""How a connection is doing: an icon of its own shape, a word, and only then a colour."""

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from caldesk.ui.style import ICON_SMALL, INSIDE, Look, Theme, Tone
from caldesk.ui.widgets.icons import paint_icon


class State(StrEnum):
    """The five states a person can be shown, and one that is only known from earlier."""

    GOOD = "good"
    STARTING = "starting"
    ATTENTION = "attention"
    UNREACHABLE = "unreachable"
    OFF = "off"
    OLD = "old"


STATE_ICON = {
    State.GOOD: "check-circle",
    State.STARTING: "clock",
    State.ATTENTION: "warning",
    State.UNREACHABLE: "cloud-off",
    State.OFF: "pause",
    State.OLD: "history",
}
STATE_TONE = {
    State.GOOD: Tone.GOOD,
    State.STARTING: Tone.STARTING,
    State.ATTENTION: Tone.ATTENTION,
    State.UNREACHABLE: Tone.BAD,
    State.OFF: Tone.OFF,
    State.OLD: Tone.OFF,
}
_GAP = INSIDE - 2


def paint_state(
    painter: QPainter,
    rect: QRect,
    theme: Theme,
    state: State,
    word: str,
    font: QFont,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> None:
    """Draw icon and word at the leading edge of `rect`, in its vertical middle; a long word takes a second line."""
    metrics = QFontMetrics(font)
    side = icon_side(metrics)
    colour = theme.tone(STATE_TONE[state])
    rtl = direction is Qt.LayoutDirection.RightToLeft
    left = rect.right() + 1 - side if rtl else rect.left()
    paint_icon(painter, QRect(left, rect.center().y() - side // 2, side, side), STATE_ICON[state], colour)
    text = rect.adjusted(0, 0, -side - _GAP, 0) if rtl else rect.adjusted(side + _GAP, 0, 0, 0)
    align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    if (elided := metrics.elidedText(word, Qt.TextElideMode.ElideRight, text.width())) == word:
        painter.drawText(text, flags, word)
    elif _fits_in_lines(metrics, text, word):
        painter.drawText(text, flags | Qt.TextFlag.TextWordWrap, word)
    else:
        painter.drawText(text, flags, elided)
    painter.restore()


def _fits_in_lines(metrics: QFontMetrics, room: QRect, word: str) -> bool:
    needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, word)
    return needed.width() <= room.width() and needed.height() <= room.height()


def icon_side(metrics: QFontMetrics) -> int:
    """An icon beside text is as tall as its line, and never smaller than the small icon."""
    return max(ICON_SMALL, metrics.height())


class StateBadge(QLabel):
    """The state of one thing; a screen reader reads the word."""

    def __init__(self, look: Look, state: State, word: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._look = look
        self._state = state
        look.changed.connect(self.update)

    def show_state(self, state: State, word: str) -> None:
        """Show another state."""
        self._state = state
        self.setText(word)
        self.setToolTip(word)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Icon, gap and the whole word."""
        metrics = self.fontMetrics()
        side = icon_side(metrics)
        return QSize(side + _GAP + metrics.horizontalAdvance(self.text()) + 1, side)

    def minimumSizeHint(self) -> QSize:
        """The icon alone may not be cut."""
        side = icon_side(self.fontMetrics())
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as tables do."""
        paint_state(
            QPainter(self), self.rect(), self._look.theme, self._state, self.text(), self.font(), self.layoutDirection()
        )
