"""The line at the top: does everything work, when was that true, and a button to look again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

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


class HealthBar(QFrame):
    """Icon, words and Refresh. The words are spoken as one: "Health: 5 working, …"."""

    refresh_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone = Tone.OFF
        self.setObjectName("healthBar")
        self._sign = QToolButton(self)
        self._sign.setObjectName("healthSign")
        self._sign.setAutoRaise(True)
        self._sign.setEnabled(False)
        self._sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = ElidedLabel("", name="healthLine", tabular=True, parent=self)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._refresh = Button(look, _("Refresh"), icon="refresh", name="refreshButton", parent=self)
        self._refresh.setToolTip(_("Read everything again (F5)"))
        self._refresh.setShortcut(QKeySequence(QKeySequence.StandardKey.Refresh))
        self._refresh.clicked.connect(self.refresh_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.AROUND, style.INSIDE, style.AROUND, style.INSIDE)
        row.setSpacing(style.TIGHT)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._refresh)
        look.changed.connect(self._dress)
        self._dress()

    def tell(self, text: str, tone: Tone) -> None:
        """Show the health line."""
        self._tone = tone
        self._words.setText(text)
        self._words.setAccessibleName(_("Health: {line}").format(line=text))
        self._dress()

    def set_busy(self, busy: bool) -> None:
        """Refresh waits while everything is being read."""
        self._refresh.set_busy(busy)
        self._refresh.setEnabled(not busy)

    def _dress(self) -> None:
        theme = self._look.theme
        colour = theme.tone(self._tone)
        self._sign.setIcon(icons.icon(_SIGNS[self._tone], colour, disabled=colour))
