"""The sign of a check: passed, warning, failed or not known, a shape of its own for each, and the word for it."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.services.checks import CheckState
from caldesk.ui.style import ICON, Look, Tone
from caldesk.ui.widgets.icons import paint_icon

_TONES = {
    CheckState.PASS: Tone.GOOD,
    CheckState.WARNING: Tone.ATTENTION,
    CheckState.FAIL: Tone.BAD,
    CheckState.UNKNOWN: Tone.OFF,
}
_SIGNS = {
    CheckState.PASS: "check-circle",
    CheckState.WARNING: "warning",
    CheckState.FAIL: "error",
    CheckState.UNKNOWN: "help",
}


def state_words(state: CheckState) -> str:
    """The state as a word, so that the sign is never alone."""
    return {
        CheckState.PASS: _("Passed"),
        CheckState.WARNING: _("Warning"),
        CheckState.FAIL: _("Failed"),
        CheckState.UNKNOWN: _("Not known"),
    }[state]


class CheckSign(QWidget):
    """Draws the sign in the colour of its tone; the row it stands in says the word."""

    def __init__(self, look: Look, state: CheckState) -> None:
        super().__init__()
        self._look, self._state = look, state
        self.setFixedSize(ICON, ICON)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        paint_icon(QPainter(self), self.rect(), _SIGNS[self._state], self._look.theme.tone(_TONES[self._state]))
