"""The frame of the program: navigation, health line, notices and the pages. It owns no data.

It is made and painted before anything heavy is imported; pages are put into it afterwards.
"""

import base64
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.settings import SettingsStore
from caldesk.ui.frame.health_bar import HealthBar
from caldesk.ui.frame.navigation import Destination, Navigation
from caldesk.ui.frame.notice_area import NoticeArea
from caldesk.ui.style import BETWEEN, Look
from caldesk.ui.widgets import icons
from caldesk.ui.widgets.practice_frame import PracticeFrame
from caldesk.ui.widgets.skeleton import Skeleton

SMALLEST = QSize(1024, 700)
USUAL = QSize(1280, 820)


def destinations() -> tuple[Destination, ...]:
    """The pages, in reading order."""
    return (
        Destination("connections", _("Connections"), "connections"),
        Destination("calendar", _("Calendar"), "calendar"),
        Destination("checks", _("Checks"), "checks"),
        Destination("activity", _("Activity"), "activity", at_bottom=True),
        Destination("settings", _("Settings"), "settings", at_bottom=True),
    )


class MainWindow(QMainWindow):
    """Shows what it is given; `closed` and the signals of its parts say what the user wants."""

    closed = Signal()
    first_painted = Signal()
    page_chosen = Signal(str)

    def __init__(self, look: Look, settings: SettingsStore) -> None:
        super().__init__()
        self._look, self._settings = look, settings
        self._painted = self._complete = False
        self.was_closed = False
        self._pages: dict[str, QWidget] = {}
        self.setObjectName("mainWindow")
        self.navigation = Navigation(look, destinations(), self)
        self.health = HealthBar(look, self)
        self.notices = NoticeArea(look, self)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("pages")
        self._stack.addWidget(Skeleton(look, name="startSkeleton"))
        self._frame = PracticeFrame(look, self._arranged())
        self.setCentralWidget(self._frame)
        self.navigation.page_chosen.connect(self.show_page)
        self.set_practice(False)
        self.setMinimumSize(SMALLEST)
        self._restore_size()

    def complete(self) -> None:
        """Add what the first picture does without, because Qt makes many enums for it: icon, shortcuts, help."""
        self._complete = True
        self.setWindowIcon(icons.app_icon(practice=self._frame.practice))
        self.health.add_shortcut()
        self._add_shortcuts()
        from caldesk.ui.frame.help_desk import HelpDesk

        self.help = HelpDesk(self._look, self)
        self.navigation.help.clicked.connect(lambda: self.help.offer(self.navigation.help))
        self.closed.connect(self.help.close)

    def set_pages(self, pages: Mapping[str, QWidget], present: str) -> None:
        """Put the pages of a site in and show one of them; what stood there before goes."""
        self._clear()
        self._pages = dict(pages)
        first = present if present in pages else next(iter(pages))
        for page_id in sorted(pages, key=lambda each: each != first):  # Qt shows the first, which makes a later page
            self._stack.addWidget(pages[page_id])
        for destination in destinations():
            self.navigation.enable(destination.id, destination.id in pages)
        self._show_health(True)
        self.show_page(first)

    def set_lone_page(self, page: QWidget, also: Mapping[str, QWidget] | None = None) -> None:
        """Show one page that is not of a site (the first start); `also` can still be gone to."""
        self.set_pages({"": page, **(also or {})}, "")
        self._show_health(False)

    def _show_health(self, shown: bool) -> None:
        """Without the health line, notices keep its distance from the edge of the window."""
        self.health.setVisible(shown)
        self.notices.setContentsMargins(0, 0 if shown else BETWEEN, 0, 0)

    def show_page(self, page_id: str) -> None:
        """Go to a page."""
        page = self._pages.get(page_id)
        if page is None:
            return
        self._stack.setCurrentWidget(page)
        self.notices.show_page(page_id)
        self.navigation.show_page(page_id)
        self.page_chosen.emit(page_id)

    def come_forward(self) -> None:
        """Stand before other programs, as far as the system allows it."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def page(self) -> str:
        """Id of the page that is shown."""
        shown = self._stack.currentWidget()
        return next((page_id for page_id, page in self._pages.items() if page is shown), "")

    def set_practice(self, practice: bool) -> None:
        """Mark the window as one on a practice site, or not."""
        self._frame.set_practice(practice)
        self.setWindowTitle(_("Caldesk – PRACTICE") if practice else _("Caldesk"))
        if self._complete:
            self.setWindowIcon(icons.app_icon(practice=practice))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember size and place; whoever runs the program ends it."""
        geometry = bytes(self.saveGeometry().data())
        self._settings.change(window_geometry=base64.b64encode(geometry).decode())
        event.accept()
        self.was_closed = True
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window can be seen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def _arranged(self) -> QWidget:
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.health)
        right.addWidget(self.notices)
        right.addWidget(self._stack, 1)
        row.addLayout(right, 1)
        return whole

    def _add_shortcuts(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QShortcut

        for number, destination in enumerate(destinations(), start=1):
            shortcut = QShortcut(f"Ctrl+{number}", self)
            shortcut.activated.connect(lambda page_id=destination.id: self.show_page(page_id))
        quit_key = QShortcut("Ctrl+Q", self)
        quit_key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        quit_key.activated.connect(self.close)

    def _clear(self) -> None:
        while (page := self._stack.widget(0)) is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}

    def _restore_size(self) -> None:
        kept = self._settings.preferences.window_geometry
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(USUAL)
