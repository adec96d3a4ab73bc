"""What an organisation has settled, shown at the control that it takes away: a lock, and who has set it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caldesk.services.settings import SettingsStore
from caldesk.ui.style import ICON_SMALL, TIGHT, Look, Role
from caldesk.ui.widgets.icons import paint_icon
from caldesk.ui.widgets.label import Label


class LockLine(QWidget):
    """A small lock and a sentence."""

    def __init__(self, look: Look, words: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(_Lock(look), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(words, Role.CAPTION, name=f"{name}.words", quiet=True), 1)


def under_policy(look: Look, settings: SettingsStore, widget: QWidget, *keys: str) -> QWidget:
    """The widget itself, or, where one of the settings is locked, the widget switched off with the reason below it."""
    if not any(settings.is_locked(key) for key in keys):
        return widget
    words = settings.rules.set_by
    widget.setEnabled(False)
    widget.setToolTip(words)
    widget.setAccessibleDescription(words)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(TIGHT)
    column.addWidget(widget)
    column.addWidget(LockLine(look, words, name=f"locked.{keys[0]}"))
    return whole


class _Lock(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look = look
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(ICON_SMALL, ICON_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(0, 0, ICON_SMALL, ICON_SMALL), "lock", self._look.theme.secondary)
