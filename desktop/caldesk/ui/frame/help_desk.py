"""F1 in every window, and the Help menu. What they open is imported when it is asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from caldesk.i18n import _
from caldesk.ui.style import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from caldesk.ui.help.window import HelpWindow

_KEY = "helpKey"
_F1 = "F1"
"""On every system: what the help says of keys holds on all of them."""


class HelpDesk(QObject):
    """Gives `window` and every dialog its help key, and keeps the one help window."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._help: HelpWindow | None = None
        self._menu: QMenu | None = None
        self.newer: Callable[[], str] = str
        """Gives the newer version that is known, as a line; "" for none."""
        self._give_key(window)
        look.app.focusChanged.connect(self._follow_focus)

    @property
    def help_window(self) -> "HelpWindow | None":
        """The help, once it has been asked for."""
        return self._help

    def open_here(self) -> None:
        """Open the page that belongs to what has the keyboard."""
        from caldesk.ui.help.topics import topic_of

        place = topic_of(QApplication.focusWidget() or QApplication.activeModalWidget() or self._window)
        self._opened().show_place(place)

    def open_page(self, page_id: str) -> None:
        """Open a page by its id."""
        from caldesk.ui.help.book import Place

        self._opened().show_place(Place(page_id))

    def show_about(self) -> None:
        """Say which version this is, and under which licences."""
        from caldesk.ui.about.dialog import AboutDialog

        AboutDialog(self._look, self._window, self.newer()).open()

    def offer(self, button: QWidget) -> None:
        """Open the menu beside the button."""
        if self._menu is None:
            self._menu = self._made_menu()
        self._menu.popup(button.mapToGlobal(button.rect().topRight()))

    def close(self) -> None:
        """The program ends: the help goes with it."""
        if self._help is not None:
            self._help.close()
            self._help.deleteLater()
            self._help = None

    def _opened(self) -> "HelpWindow":
        if self._help is None:
            from caldesk.ui.help.window import HelpWindow

            self._help = HelpWindow(self._look)
        return self._help

    def _made_menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName("helpMenu")
        menu.addAction(_("Help for this page") + f"\t{_F1}", self.open_here)
        menu.addAction(_("All help pages"), lambda: self.open_page("index"))
        menu.addAction(_("Keyboard"), lambda: self.open_page("keyboard"))
        menu.addSeparator()
        menu.addAction(_("About Caldesk"), self.show_about)
        return menu

    def _give_key(self, window: QWidget) -> None:
        key = QShortcut(QKeySequence(_F1), window)
        key.setObjectName(_KEY)
        key.activated.connect(self.open_here)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A dialog that is modal to the window keeps the window's own keys from working."""
        window = now.window() if now is not None else None
        if isinstance(window, QDialog) and window.findChild(QShortcut, _KEY) is None:
            self._give_key(window)
