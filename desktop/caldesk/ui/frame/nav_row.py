"""How a row of the navigation is divided and grounded; shared by the site button and the pages."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton

from caldesk.ui import style
from caldesk.ui.style import Look
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.painting import box, fill

WIDTH = 208


def paint_ground(painter: QPainter, button: QAbstractButton, look: Look, *, on: bool) -> None:
    """The ground of a row: marked when on, tinted under the pointer, ringed under the keyboard."""
    theme = look.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = theme.selection if on else theme.hover if button.underMouse() and button.isEnabled() else None
    if ground is not None:
        fill(painter, box(button.rect(), style.RADIUS_CONTROL), ground)
    if button.hasFocus():
        paint_focus_ring(painter, button.rect(), theme, style.RADIUS_CONTROL)


def places(button: QAbstractButton, mark: int, end: int = 0) -> tuple[QRect, QRect, QRect]:
    """Where the mark, the words and the sign at the end go, in reading direction."""
    inside = button.rect().adjusted(style.INSIDE, 0, -style.INSIDE, 0)
    middle = inside.center().y()
    first = QRect(inside.left(), middle - mark // 2, mark, mark)
    last = QRect(inside.right() - end, middle - end // 2, end, end)
    words = QRect(first.right() + style.INSIDE, inside.top(), 0, inside.height())
    words.setRight(last.left() - (style.TIGHT if end else 0))
    if button.isRightToLeft():
        return _mirrored(first, button), _mirrored(words, button), _mirrored(last, button)
    return first, words, last


def _mirrored(place: QRect, button: QAbstractButton) -> QRect:
    """What `QStyle.visualRect` gives, without making the fifty enums of `QStyle` before the first paint."""
    return QRect(button.width() - place.right() - 1, place.top(), place.width(), place.height())
