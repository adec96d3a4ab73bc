"""A scroll area that shows a `Picture`: painting, size, theme, scrolling, and what the pointer is over.

It knows nothing of keys and clicks; that is `painted_view`.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from caldesk.domain.event import Event
from caldesk.ui.calendar.details_words import hover_words
from caldesk.ui.calendar.hover import Hover
from caldesk.ui.calendar.picture import Picture
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.style import Look

_BETWEEN = 0.1
"""Seconds between two pictures of what is not ready."""
_SWIPE = 240
"""Eighths of a degree of a sideways wheel that turn the page."""


class PictureArea(QAbstractScrollArea):
    """Shows the scene of its picture. `now` gives epoch seconds.

    `step_wanted` asks for the next or previous page; `painted` tells once that a scene was painted, the first.
    """

    step_wanted = Signal(int)
    painted = Signal()

    def __init__(
        self,
        look: Look,
        picture: Picture,
        now: Callable[[], float],
        locale: QLocale,
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.locale_used = locale
        self._look, self._now, self._picture = look, now, picture
        self.setViewport(QWidget())  # Qt's own would have PySide look through all its classes for what it is: 15 ms
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerWidget(QWidget())  # what the style draws between scroll bars does not follow the theme
        self.setMinimumSize(320, 240)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._hover = Hover(self.viewport(), picture.hit, self._said)
        self._swipe = 0
        self._was_painted = False
        self._painted_at = 0.0
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(lambda: self._go_on())
        look.changed.connect(self._restyle)

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        return self._picture.scene

    # ----- what a view adds

    def _fit_scroll_bars(self) -> None:
        """Set the ranges of the scroll bars."""

    def _focus_rect(self) -> QRectF:
        """What the keyboard is on."""
        raise NotImplementedError

    def _paint_focus(self, painter: QPainter) -> None:
        """Show what the keyboard is on."""
        self._picture.paint_mark(painter, self._focus_rect())

    def _head_words(self, point: QPointF) -> str:
        """What the head at a point says in full; "" if there is none."""
        return ""

    # ----- painting

    def _redraw(self) -> None:
        self._picture.forget()
        self.viewport().update()

    def _go_on(self) -> None:
        """Give a place to more of what has none yet; painting it costs as much, so that is done rarely."""
        self._picture.go_on()
        if self._picture.is_ready or time.monotonic() - self._painted_at > _BETWEEN:
            self._redraw()
        else:
            self._more.start()

    def _restyle(self) -> None:
        self._picture.rtl = self.isRightToLeft()
        self._picture.ratio = self.devicePixelRatioF()
        self._picture.restyle(self._look.theme)
        if self.isVisible():
            self._fit_scroll_bars()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, language or reading direction draws everything anew."""
        super().changeEvent(event)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture follows the size."""
        super().resizeEvent(event)
        self._picture.size = self.viewport().size()
        self._fit_scroll_bars()
        self._redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """The size is known now."""
        super().showEvent(event)
        self._fit_scroll_bars()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The picture moves; it is drawn again only where that shows something else."""
        self._picture.scroll = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        self._hover.forget()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, then what the pointer and the keyboard are on."""
        if self._picture.ratio != self.devicePixelRatioF():
            self._restyle()
        painter = QPainter(self.viewport())
        if self.scene is None:
            painter.fillRect(self.viewport().rect(), self.palette().base())
            return
        self._picture.paint(painter, int(self._now()))
        if self._hover.rect is not None:
            self._picture.paint_mark(painter, self._hover.rect)
        if self.hasFocus():
            self._paint_focus(painter)
        self._painted_at = time.monotonic()
        if not self._picture.is_ready:
            self._more.start()
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no more where the keyboard was."""
        super().focusOutEvent(event)
        self.viewport().update()

    # ----- pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the pointer is over; after a moment say what it is."""
        self._hover.move(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        self._hover.forget()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in full what a head has no room for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self._head_words(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _said(self, event: Event) -> str:
        return hover_words(self.locale_used, event, self.scene) if self.scene is not None else ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Sideways turn the page; else scroll."""
        turn = event.angleDelta()
        sideways = abs(turn.x()) > abs(turn.y())
        if sideways and self.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            self._swiped(turn.x())
        else:
            super().wheelEvent(event)

    def _swiped(self, turn: int) -> None:
        self._swipe += turn
        if abs(self._swipe) >= _SWIPE:
            forward = self._swipe < 0
            self._swipe = 0
            self.step_wanted.emit(1 if forward != self.isRightToLeft() else -1)
