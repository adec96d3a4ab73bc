"""The line at the top: does everything work, when was that true, and a button to look again."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from caldesk.i18n import _
from caldesk.ui import style
from caldesk.ui.style import Look, Tone
from caldesk.ui.widgets import icons
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.elided_label import ElidedLabel

_SIGNS = {
    Tone.GOOD: "check-circle",
    Tone.STARTING: "clock",
    Tone.ATTENTION: "warning",
    Tone.BAD: "error",
    Tone.OFF: "pause",
}


class _Sign(QWidget):
    """The icon of a tone, nothing before it is known; the words beside it say the same."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("healthSign")
        self.setFixedSize(style.ICON_SMALL + style.INSIDE, style.ICON_SMALL)
        self._look = look
        self._tone: Tone | None = None
        look.changed.connect(self.update)

    def show_tone(self, tone: Tone) -> None:
        """Draw another one."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tone is not None:
            icons.paint_icon(QPainter(self), self.rect(), _SIGNS[self._tone], self._look.theme.tone(self._tone))


class HealthBar(QFrame):
    """Icon, words and Refresh. The words are spoken as one: "Health: 5 working, …"."""

    refresh_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("healthBar")
        self._sign = _Sign(look, self)
        self._words = ElidedLabel("", name="healthLine", tabular=True, parent=self)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._refresh = Button(look, _("Refresh"), icon="refresh", name="refreshButton", parent=self)
        self._refresh.setToolTip(_("Read everything again (F5)"))
        self._refresh.clicked.connect(self.refresh_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.AROUND, style.INSIDE, style.AROUND, style.INSIDE)
        row.setSpacing(style.TIGHT)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._refresh)

    def add_shortcut(self) -> None:
        """Let the system's key for reading again press Refresh."""
        from PySide6.QtGui import QKeySequence

        self._refresh.setShortcut(QKeySequence(QKeySequence.StandardKey.Refresh))

    def tell(self, text: str, tone: Tone) -> None:
        """Show the health line."""
        self._sign.show_tone(tone)
        self._words.setText(text)
        self._words.setAccessibleName(_("Health: {line}").format(line=text))

    def set_busy(self, busy: bool) -> None:
        """Refresh waits while everything is being read."""
        self._refresh.set_busy(busy)
        self._refresh.setEnabled(not busy)
