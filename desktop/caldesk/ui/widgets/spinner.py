"""The sign of waiting: an arc that turns, or stands still where the user wants no motion."""

from PySide6.QtCore import QBasicTimer, QRect, QRectF, QSize, QTimerEvent
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caldesk.ui.style import ICON, Look

_ARC, _STEP, _FRAME_MS = 270, 24, 50


def paint_spinner(painter: QPainter, rect: QRect | QRectF, color: str, degrees: int) -> None:
    """Draw an open ring of `color`, turned clockwise by `degrees`."""
    from PySide6.QtCore import Qt  # see `painting`

    side = min(rect.width(), rect.height())
    stroke = max(1.5, side / 10)
    ring = QRectF(0, 0, side - stroke, side - stroke)
    ring.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(ring, (90 - degrees) * 16, -_ARC * 16)
    painter.restore()


class Turning:
    """The clock behind a spinner: turns only while it is wanted, seen, and motion is welcome."""

    def __init__(self, widget: QWidget, look: Look) -> None:
        self.degrees = 0
        self._widget, self._look = widget, look
        self._timer = QBasicTimer()

    def turn(self, wanted: bool) -> None:
        """Start or stop; the widget passes its timer events to `tick`."""
        if wanted and self._widget.isVisible() and not self._look.reduced_motion():
            self._timer.start(_FRAME_MS, self._widget)
        else:
            self._timer.stop()

    def tick(self, event: QTimerEvent) -> bool:
        """Move on one step if the event is ours."""
        if event.timerId() != self._timer.timerId():
            return False
        if self._look.reduced_motion():  # may be switched on meanwhile
            self._timer.stop()
        self.degrees = (self.degrees + _STEP) % 360
        self._widget.update()
        return True


class Spinner(QWidget):
    """A spinner of the size of an icon; `label` says what is being waited for."""

    def __init__(self, look: Look, label: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look = look
        self._turning = Turning(self, look)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The size of an icon."""
        return QSize(ICON, ICON)

    def showEvent(self, event: QShowEvent) -> None:
        """Turn while seen."""
        self._turning.turn(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while unseen."""
        self._turning.turn(False)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Move on."""
        if not self._turning.tick(event):
            super().timerEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        paint_spinner(QPainter(self), self.rect(), self._look.theme.accent, self._turning.degrees)
