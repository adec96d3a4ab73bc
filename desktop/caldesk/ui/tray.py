"""The sign beside the system's clock: there while something is wrong, with one message for each incident.

The system takes a message back together with its sign, so that the sign goes when all is repaired.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from caldesk.i18n import _, ngettext
from caldesk.ui.widgets.icons import app_icon


def tray_problem() -> str:
    """Why nothing can be shown beside the system's clock, as a sentence; "" where it can."""
    if QSystemTrayIcon.isSystemTrayAvailable():
        return ""
    return _("This desktop has no place for it. Notices appear in the window.")


class Tray(QObject):
    """Makes its icon with the first message, and only where the system has a place for it."""

    opened = Signal(str)
    """The id of what was clicked: of the latest message, "" for the sign itself."""

    def __init__(self, wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._icon: QSystemTrayIcon | None = None
        self._open: dict[str, str] = {}
        self._latest = ""

    def tell(self, notice_id: str, title: str, text: str, *, quietly: bool = False) -> None:
        """Show the sign, and a message unless it is only to be seen again."""
        if not self._wanted():
            return
        self._open[notice_id] = title
        icon = self._made()
        if icon is None:
            return
        icon.show()
        self._name(icon)
        if not quietly and QSystemTrayIcon.supportsMessages():
            self._latest = notice_id
            icon.showMessage(title, text, QSystemTrayIcon.MessageIcon.Warning)

    def withdraw(self, notice_id: str) -> None:
        """It is repaired."""
        if self._open.pop(notice_id, None) is None or self._icon is None:
            return
        if self._latest == notice_id:
            self._latest = ""
        if self._open:
            self._name(self._icon)
        else:
            self._icon.hide()

    def close(self) -> None:
        """Take the sign away; one that is left behind stays until the pointer passes over it."""
        self._open.clear()
        if self._icon is not None:
            self._icon.hide()

    @property
    def icon(self) -> QSystemTrayIcon | None:
        """The sign, once there was something to show."""
        return self._icon

    def _made(self) -> QSystemTrayIcon | None:
        if self._icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(app_icon(), self)
            self._icon.messageClicked.connect(lambda: self.opened.emit(self._latest))
            self._icon.activated.connect(self._activated)
        return self._icon

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.opened.emit(next(iter(self._open)) if len(self._open) == 1 else "")

    def _name(self, icon: QSystemTrayIcon) -> None:
        count = len(self._open)
        first = next(iter(self._open.values()))
        more = ngettext("Caldesk: {n} thing needs attention", "Caldesk: {n} things need attention", count)
        icon.setToolTip(_("Caldesk: {title}").format(title=first) if count == 1 else more.format(n=count))
