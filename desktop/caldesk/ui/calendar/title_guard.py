"""Hides revealed titles at once when somebody locks them, and when the program is left if that was asked for."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.services.calendar import CalendarService
from caldesk.ui.widgets.announce import announce


def program_has_focus() -> bool:
    """Whether any window of the program has the focus."""
    return QGuiApplication.focusWindow() is not None


class TitleGuard(QObject):
    """Ctrl+L anywhere in the window of `page` hides titles; `hides_on_blur` is asked when the program loses the focus.

    A dialog or menu of our own is no reason to hide: the program still has the focus then.
    """

    def __init__(
        self,
        page: QWidget,
        service: CalendarService,
        hides_on_blur: Callable[[], bool],
        has_focus: Callable[[], bool] = program_has_focus,
    ) -> None:
        super().__init__(page)
        self._page, self._service = page, service
        self._hides_on_blur, self._has_focus = hides_on_blur, has_focus
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._look)
        lock = QShortcut(QKeySequence("Ctrl+L"), page)
        lock.setContext(Qt.ShortcutContext.WindowShortcut)
        lock.activated.connect(self.lock)
        page.installEventFilter(self)

    def lock(self) -> None:
        """Hide every title now."""
        was_shown = self._service.revealed_until is not None
        self._service.hide()
        if was_shown:
            announce(self._page, _("Titles are hidden"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look once the focus is where it goes: between two windows of ours it is nowhere for a moment."""
        if event.type() == QEvent.Type.ActivationChange:
            self._settled.start()
        return False

    def _look(self) -> None:
        if self._hides_on_blur() and not self._has_focus():
            self.lock()
