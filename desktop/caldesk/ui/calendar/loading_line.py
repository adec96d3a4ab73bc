"""A thin line that says: on its way. It keeps its place in the layout, so that nothing jumps."""

from PySide6.QtCore import QRectF, QSize, QTimerEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caldesk.i18n import _
from caldesk.ui.style import Look

_HEIGHT = 3
_FRAME_MS = 33
_STEP = 0.02
_LENGTH = 0.3


class LoadingLine(QWidget):
    """Moves while something is loaded; a whole, still line where motion is not wanted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.loading")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._look = look
        self._on = False
        self._place = 0.0
        self._timer = 0

    def sizeHint(self) -> QSize:
        """As thin as can be seen."""
        return QSize(0, _HEIGHT)

    @property
    def is_on(self) -> bool:
        """Whether something is on its way."""
        return self._on

    def turn(self, on: bool) -> None:
        """Show or hide it."""
        if on == self._on:
            return
        self._on = on
        self.setAccessibleName(_("Loading") if on else "")
        if on and not self._look.reduced_motion():
            self._timer = self.startTimer(_FRAME_MS)
        elif self._timer:
            self.killTimer(self._timer)
            self._timer = 0
        self.update()

    def timerEvent(self, event: QTimerEvent) -> None:
        """Move on."""
        self._place = (self._place + _STEP) % (1 + _LENGTH)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A stretch of the accent."""
        if not self._on:
            return
        start, length = (self._place - _LENGTH, _LENGTH) if self._timer else (0.0, 1.0)
        if self.isRightToLeft():
            start = 1 - start - length
        bar = QRectF(start * self.width(), 0, length * self.width(), self.height())
        QPainter(self).fillRect(bar, QColor(self._look.theme.accent))
