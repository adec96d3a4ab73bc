"""The help window: pages on the left, the page on the right. It stays usable beside an open dialog.

It has no parent window: a dialog that is modal to the main window would block it.
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from caldesk import resources
from caldesk.i18n import _, language
from caldesk.ui import style
from caldesk.ui.help.book import FIRST, Place, read_book
from caldesk.ui.help.contents import Contents
from caldesk.ui.help.leaving import LeavingNotice
from caldesk.ui.help.reader import ZOOMS, HelpReader
from caldesk.ui.help.trail import Stop, Trail
from caldesk.ui.style import Look
from caldesk.ui.widgets import icons
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.icon_button import IconButton

_USUAL, _SMALLEST = QSize(1000, 700), QSize(640, 420)
_LIST_WIDTH = 288


def help_folder() -> Path:
    """Where the pages are: a folder for each language."""
    return resources.folder("help")


class HelpWindow(QWidget):
    """`show_place` opens it on a page; closing hides it, and it opens where it was left."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("helpWindow")
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(_SMALLEST)
        self.resize(_USUAL)
        self._look = look
        self._book = read_book(help_folder(), language())
        self._place = Place(FIRST)
        self._trail = Trail()
        self._make_parts()
        self._lay_out()
        self._add_shortcuts()
        self._open(self._place)

    @property
    def place(self) -> Place:
        """What is shown."""
        return self._place

    @property
    def reader(self) -> HelpReader:
        """The page itself."""
        return self._reader

    def show_place(self, place: Place) -> None:
        """Go to a page and come to the front, ready for reading."""
        self.go_to(place)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._reader.setFocus()

    def go_to(self, place: Place) -> None:
        """Open a page or a section; where one was can be gone back to."""
        if place != self._place:
            self._trail.leave(self._stop())
        self._open(place)

    def back(self) -> None:
        """Return to where one was before."""
        if self._trail.can_go_back:
            self._return_to(self._trail.back(self._stop()))

    def forward(self) -> None:
        """Go again to where one came back from."""
        if self._trail.can_go_forward:
            self._return_to(self._trail.forward(self._stop()))

    def change_zoom(self, steps: int) -> None:
        """Larger or smaller letters; 0 is the usual size."""
        at = ZOOMS.index(self._reader.zoom) + steps if steps else ZOOMS.index(1.0)
        self._reader.set_zoom(ZOOMS[min(max(at, 0), len(ZOOMS) - 1)])
        self._show_state()

    def _stop(self) -> Stop:
        return Stop(self._place, self._reader.verticalScrollBar().value())

    def _return_to(self, stop: Stop) -> None:
        self._open(stop.place)
        self._reader.verticalScrollBar().setValue(stop.scrolled)

    def _open(self, place: Place) -> None:
        page = self._book.page(place.page)
        self._place = place
        self._reader.show_page(page, place.anchor, self._contents.search.text())
        self._contents.mark(place)
        self._leaving.hide()
        self.setWindowTitle(page.title if page.id == FIRST else _("{page} – Caldesk help").format(page=page.title))
        self._show_state()
        announce(self._reader, page.title)

    def _follow_link(self, link: str) -> None:
        place = self._book.place(link, self._place.page)
        if place is not None:
            self.go_to(place)
        else:
            self._leaving.ask(link)

    def _show_state(self) -> None:
        self._back.setEnabled(self._trail.can_go_back)
        self._forward.setEnabled(self._trail.can_go_forward)
        self._smaller.setEnabled(self._reader.zoom > ZOOMS[0])
        self._larger.setEnabled(self._reader.zoom < ZOOMS[-1])

    # ----- parts

    def _make_parts(self) -> None:
        look = self._look
        self._contents = Contents(look, self._book)
        self._contents.chosen.connect(self.go_to)
        self._reader = HelpReader(look)
        self._reader.link_pressed.connect(self._follow_link)
        self._leaving = LeavingNotice(look, lambda link: QDesktopServices.openUrl(QUrl(link)))
        self._leaving.ended.connect(self._reader.setFocus)
        self._back = IconButton(look, "arrow-left", _("Back"), name="help.back")
        self._back.clicked.connect(self.back)
        self._forward = IconButton(look, "arrow-right", _("Forward"), name="help.forward")
        self._forward.clicked.connect(self.forward)
        self._smaller = Button(look, _("Smaller text"), Kind.LINK, name="help.smaller")
        self._smaller.clicked.connect(lambda: self.change_zoom(-1))
        self._larger = Button(look, _("Larger text"), Kind.LINK, name="help.larger")
        self._larger.clicked.connect(lambda: self.change_zoom(1))

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(style.HAIRLINE)
        split.setChildrenCollapsible(False)
        split.addWidget(self._contents)
        split.addWidget(self._right_side())
        split.setStretchFactor(1, 1)
        split.setSizes([_LIST_WIDTH, _USUAL.width() - _LIST_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _right_side(self) -> QWidget:
        side = QWidget()
        row = QHBoxLayout()
        row.setSpacing(style.TIGHT)
        for widget in (self._back, self._forward):
            row.addWidget(widget)
        row.addStretch()
        for button in (self._smaller, self._larger):
            row.addWidget(button)
        column = QVBoxLayout(side)
        column.setContentsMargins(style.BETWEEN, style.BETWEEN, style.BETWEEN, style.BETWEEN)
        column.setSpacing(style.INSIDE)
        column.addLayout(row)
        column.addWidget(self._leaving)
        column.addWidget(self._reader, 1)
        return side

    def _add_shortcuts(self) -> None:
        standard = QKeySequence.StandardKey
        acts = (
            (standard.Back, self.back),
            (standard.Forward, self.forward),
            (standard.Find, self._contents.begin_search),
            (standard.ZoomIn, lambda: self.change_zoom(1)),
            (standard.ZoomOut, lambda: self.change_zoom(-1)),
            ("Ctrl+=", lambda: self.change_zoom(1)),  # where plus needs Shift
            ("Ctrl+0", lambda: self.change_zoom(0)),
            (standard.Cancel, self._close_something),
        )
        for keys, act in acts:
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _close_something(self) -> None:
        """Esc takes the question away first, then the search, then the window."""
        if self._leaving.isVisible():
            self._leaving.end()
        elif self._contents.search.text():
            self._contents.search.clear_search()
        else:
            self.close()
