"""Pictures of the window with the dialogs that lie over it, as one sees them on a screen."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from caldesk.ui.style import Look

_SHADOW = 14
_SHADOW_STRENGTH = 5


def picture_of(window: QWidget, look: Look) -> QPixmap:
    """The window as it is drawn now, dialogs included; in device pixels."""
    picture = window.grab()
    painter = QPainter(picture)
    for dialog in _open_dialogs(window):
        place = QRect(_place(window, dialog), dialog.size())
        _draw_shadow(painter, place)
        painter.drawPixmap(place, dialog.grab())
        painter.setPen(QColor(look.theme.control_edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
    return picture


def _open_dialogs(window: QWidget) -> list[QDialog]:
    dialogs = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog)]
    return [dialog for dialog in dialogs if dialog.isVisible() and dialog.parent() is not None and dialog is not window]


def _place(window: QWidget, dialog: QDialog) -> QPoint:
    """In the middle: without a window manager nobody else puts it there."""
    return window.rect().center() - dialog.rect().center()


def _draw_shadow(painter: QPainter, place: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, _SHADOW_STRENGTH))
    for step in range(1, _SHADOW):
        painter.drawRoundedRect(place.adjusted(-step, -step + 3, step, step + 3), step, step)
