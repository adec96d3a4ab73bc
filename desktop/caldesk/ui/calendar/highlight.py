"""Marks an event for a moment, so that the eye finds where a hit or a conflict stands; it never moves."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from caldesk.domain.event import Event
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.style import RADIUS_EVENT, Look

HIGHLIGHT_MS = 2000
_OUTSET, _PEN = 4, 3


class Highlight(QWidget):
    """Lies over a view and lets every click through; a thick frame that stays for two seconds, then is gone."""

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("calendar.highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look = look
        self._view: PaintedView | None = None
        self.event_marked: Event | None = None
        self._end = QTimer(self, singleShot=True, interval=HIGHLIGHT_MS)
        self._end.timeout.connect(self.clear)
        self.hide()

    def mark(self, view: PaintedView, event: Event) -> None:
        """Mark an event of a view, wherever it is scrolled to."""
        if self._view is not view:
            if self._view is not None:
                self._view.viewport().removeEventFilter(self)
            view.viewport().installEventFilter(self)
            self.setParent(view.viewport())
            self._view = view
        self.event_marked = event
        self.setGeometry(view.viewport().rect())
        self.show()
        self.raise_()
        self.update()
        self._end.start()

    def clear(self) -> None:
        """Mark nothing."""
        self._end.stop()
        self.event_marked = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the size of the view."""
        if self._view is not None and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thick frame around where the event is drawn now."""
        if self._view is None or self.event_marked is None:
            return
        rect = self._view.rect_of(self.event_marked)
        if rect.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.theme.surface), _PEN + 4))
        outside = rect.adjusted(-_OUTSET, -_OUTSET, _OUTSET, _OUTSET)
        painter.drawRoundedRect(outside, RADIUS_EVENT + 3, RADIUS_EVENT + 3)
        painter.setPen(QPen(QColor(self._look.theme.accent), _PEN))
        painter.drawRoundedRect(outside, RADIUS_EVENT + 3, RADIUS_EVENT + 3)
