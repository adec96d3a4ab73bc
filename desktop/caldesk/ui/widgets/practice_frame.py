"""The striped frame and the word PRACTICE around everything that is not a real site."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.style import INSIDE, TIGHT, Look, Role, font
from caldesk.ui.widgets.painting import CENTER

_BORDER = INSIDE
_STRIPE = INSIDE


class PracticeFrame(QWidget):
    """Holds a window's content; draws the frame while practice is on and is not there otherwise."""

    def __init__(self, look: Look, content: QWidget, *, name: str = "practiceFrame") -> None:
        super().__init__()
        self.setObjectName(name)
        self._look = look
        self._practice = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(content)
        look.changed.connect(self.update)
        self.set_practice(False)

    def set_practice(self, practice: bool) -> None:
        """Mark the content as practice, or as the real thing."""
        self._practice = practice
        side = _BORDER if practice else 0
        self._column.setContentsMargins(side, self._band() if practice else 0, side, side)
        self.setAccessibleName(_("Practice site") if practice else "")
        self.update()

    @property
    def practice(self) -> bool:
        """Whether the content is marked as practice."""
        return self._practice

    def _band(self) -> int:
        return self.fontMetrics().height() + 2 * TIGHT

    def paintEvent(self, event: QPaintEvent) -> None:
        """Stripes all round, the word at the top in the middle."""
        if not self._practice:
            return
        theme = self._look.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.practice))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.practice_stripe), _STRIPE))
        inner = self.contentsRect().marginsRemoved(self._column.contentsMargins())
        outside = [
            QRect(0, 0, self.width(), inner.top()),
            QRect(0, inner.bottom() + 1, self.width(), self.height()),
            QRect(0, 0, inner.left(), self.height()),
            QRect(inner.right() + 1, 0, self.width(), self.height()),
        ]
        for side in outside:
            self._paint_stripes(painter, side.intersected(self.rect()))
        painter.fillRect(inner, QColor(theme.window))
        self._paint_word(painter, inner.top())

    def _paint_stripes(self, painter: QPainter, side: QRect) -> None:
        painter.setClipRect(side)
        reach = side.height() + _STRIPE
        first = side.left() - (side.left() - side.top()) % (3 * _STRIPE) - reach - reach % (3 * _STRIPE)
        for x in range(first, side.right() + reach, 3 * _STRIPE):
            painter.drawLine(x - _STRIPE, side.top() - _STRIPE, x + reach, side.top() + reach)
        painter.setClipping(False)

    def _paint_word(self, painter: QPainter, height: int) -> None:
        word = _("PRACTICE")
        painter.setFont(font(Role.STRONG))
        width = painter.fontMetrics().horizontalAdvance(word) + 4 * INSIDE
        plate = QRect((self.width() - width) // 2, 0, width, height)
        painter.fillRect(plate, QColor(self._look.theme.practice))
        painter.setPen(QColor(self._look.theme.on_practice))
        painter.drawText(plate, CENTER, word)


def frame_dialog(dialog: QDialog, look: Look, *, practice: bool | None = None) -> QWidget:
    """The widget to lay a dialog out on: inside the frame, if it is practice or stands over a window that is."""
    inner = QWidget()
    frame = PracticeFrame(look, inner)
    frame.set_practice(in_practice(dialog.parentWidget()) if practice is None else practice)
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(frame)
    return inner


def in_practice(widget: QWidget | None) -> bool:
    """Whether a widget stands in a window that is marked as practice, or in a dialog over one."""
    while widget is not None:
        frame = widget.window().findChild(PracticeFrame)
        if frame is not None:
            return frame.practice
        widget = widget.window().parentWidget()
    return False
