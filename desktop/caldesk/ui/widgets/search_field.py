"""A search field that waits until the typing pauses, and is emptied by Esc."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from caldesk.i18n import _
from caldesk.ui.style import Look
from caldesk.ui.widgets.icons import icon

PAUSE_MS = 150


class SearchField(QLineEdit):
    """Emits `searched` with the trimmed text once typing has paused, and at once for Enter, Esc and clearing."""

    searched = Signal(str)

    def __init__(self, look: Look, placeholder: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._look = look
        self._said = ""
        self._glass = QAction(_("Search"), self)
        self._glass.triggered.connect(self.setFocus)
        self.addAction(self._glass, self.ActionPosition.LeadingPosition)
        self._clear = QAction(_("Clear search"), self)
        self._clear.triggered.connect(self.clear_search)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._say)
        look.changed.connect(self._recolour)
        self._recolour()

    def clear_search(self) -> None:
        """Empty the field and search for nothing, at once."""
        self.clear()
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears what is typed, in an empty field it is left to the page; Enter never presses a dialog's button."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_search()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def _typed(self, text: str) -> None:
        if text and self._clear not in self.actions():
            self.addAction(self._clear, self.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._clear)
        self._pause.start()

    def _say(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._said:
            self._said = text
            self.searched.emit(text)

    def _recolour(self) -> None:
        self._glass.setIcon(icon("search", self._look.theme.secondary))
        self._clear.setIcon(icon("close", self._look.theme.secondary))
