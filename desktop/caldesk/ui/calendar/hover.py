"""What the pointer is over in a painted grid: marked at once, said in a tooltip after a moment."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtWidgets import QToolTip, QWidget

from caldesk.domain.event import Event

_TOOLTIP_MS = 500

Hit = Callable[[QPointF], tuple[QRectF, Event, int] | None]


class Hover:
    """`hit` finds the event at a point of `surface`, `words` says it. `rect` is what to mark."""

    def __init__(self, surface: QWidget, hit: Hit, words: Callable[[Event], str]) -> None:
        self._surface, self._hit, self._words = surface, hit, words
        self._over: tuple[QRectF, Event] | None = None
        self._timer = QTimer(surface, singleShot=True, interval=_TOOLTIP_MS)
        self._timer.timeout.connect(self._tell)

    @property
    def rect(self) -> QRectF | None:
        """Where the event under the pointer is drawn."""
        return self._over[0] if self._over is not None else None

    def move(self, point: QPointF) -> None:
        """The pointer is here now."""
        hit = self._hit(point)
        over = (hit[0], hit[1]) if hit is not None else None
        if over == self._over:
            return
        self._over = over
        self._surface.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self._surface.update()
        QToolTip.hideText()
        self._timer.start()

    def forget(self) -> None:
        """The pointer is gone, or the picture is another one."""
        self._timer.stop()
        self._over = None
        self._surface.update()

    def _tell(self) -> None:
        if self._over is None:
            return
        rect, event = self._over
        corner = self._surface.mapToGlobal(rect.bottomLeft().toPoint() + QPoint(0, 4))
        QToolTip.showText(corner, self._words(event), self._surface)
