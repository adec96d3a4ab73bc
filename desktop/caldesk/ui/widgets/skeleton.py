"""Grey rows in the shape of what is being loaded, so that nothing jumps when it arrives."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBasicTimer, QElapsedTimer, QRectF, QSize, QTimerEvent
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.ui.style import BETWEEN, ICON, INSIDE, ROW, TIGHT, Look
from caldesk.ui.widgets.painting import fill

if TYPE_CHECKING:
    from PySide6.QtGui import QLinearGradient

_FRAME_MS, _ROUND_MS = 50, 1600
_BAR = INSIDE + TIGHT


class Skeleton(QWidget):
    """Rows of a mark and bars; `columns` are the bars' shares of the width, with gaps where a share is negative."""

    def __init__(
        self,
        look: Look,
        columns: Sequence[float] = (0.28, -0.06, 0.22, -0.08, 0.14, -0.08, 0.14),
        *,
        rows: int = 8,
        name: str = "skeleton",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Loading"))
        self._look, self._columns, self._rows = look, tuple(columns), rows
        self._timer, self._clock = QBasicTimer(), QElapsedTimer()
        self._wakes = False
        look.changed.connect(self.update)

    def reshape(self, columns: Sequence[float], rows: int) -> None:
        """Take the shape of other rows."""
        self._columns, self._rows = tuple(columns), rows
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All rows, and some width."""
        return QSize(ROW * 8, ROW * self._rows)

    def minimumSizeHint(self) -> QSize:
        """It is cut rather than in the way."""
        return QSize(0, ROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Shimmer while seen, after a frame that is still: it may be the first one of the program, however late."""
        self._wakes = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while unseen."""
        self._rest()

    def timerEvent(self, event: QTimerEvent) -> None:
        """Move the shimmer, where motion is welcome; that may change meanwhile."""
        if event.timerId() != self._timer.timerId():
            super().timerEvent(event)
            return
        if self._look.reduced_motion():
            self._rest()
        elif not self._clock.isValid():
            self._clock.start()
        self.update()

    def _rest(self) -> None:
        self._wakes = False
        self._timer.stop()
        self._clock.invalidate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as many rows as fit; bars differ in length as words do."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isRightToLeft():
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        shapes = QPainterPath()
        for row in range(min(self._rows, self.height() // ROW)):
            self._add_row(shapes, row)
        if self._clock.isValid():
            painter.fillPath(shapes, self._shine())
        else:
            fill(painter, shapes, self._look.theme.skeleton)
        if self._wakes and not self._timer.isActive():
            self._timer.start(_FRAME_MS, self)

    def _add_row(self, shapes: QPainterPath, row: int) -> None:
        middle = row * ROW + ROW / 2
        shapes.addEllipse(QRectF(BETWEEN, middle - ICON / 2, ICON, ICON))
        x = float(BETWEEN + ICON + INSIDE + TIGHT)
        room = self.width() - x - BETWEEN
        for column, share in enumerate(self._columns):
            width = abs(share) * room
            if share > 0:
                shorter = 0.72 + 0.28 * ((row * 5 + column * 3) % 7) / 6
                shapes.addRoundedRect(QRectF(x, middle - _BAR / 2, width * shorter, _BAR), TIGHT, TIGHT)
            x += width

    def _shine(self) -> "QLinearGradient":
        from PySide6.QtGui import QLinearGradient  # with the names of 170 ready gradients

        theme = self._look.theme
        way = (self._clock.elapsed() % _ROUND_MS) / _ROUND_MS
        start = (way * 2 - 0.5) * self.width()
        shine = QLinearGradient(start - self.width() * 0.25, 0, start + self.width() * 0.25, 0)
        shine.setColorAt(0, QColor(theme.skeleton))
        shine.setColorAt(0.5, QColor(theme.skeleton_shine))
        shine.setColorAt(1, QColor(theme.skeleton))
        return shine
