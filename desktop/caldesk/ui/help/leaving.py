"""Says where a link leads before anything is opened outside the program."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.style import INSIDE, Look, Role
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.card import Card
from caldesk.ui.widgets.label import Label


class LeavingNotice(Card):
    """Shows an address and asks; `open_url` gets it only after the button. `ended` tells that it is over."""

    ended = Signal()

    def __init__(self, look: Look, open_url: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(look, name="help.leaving", parent=parent)
        self._open_url = open_url
        self._link = ""
        self._address = Label(name="help.leaving.address", selectable=True)
        self._open = Button(look, _("Open in the browser"), icon="external-link", name="help.leaving.open")
        self._open.clicked.connect(self._go)
        self.column.setSpacing(INSIDE)
        self.column.addWidget(Label(_("This link leads out of Caldesk"), Role.STRONG))
        self.column.addWidget(self._address)
        self.column.addLayout(self._buttons(look))
        self.hide()

    def ask(self, link: str) -> None:
        """Show where it leads; the keyboard is on the button that opens it."""
        self._link = link
        self._address.setText(link)
        self.show()
        self._open.setFocus()
        announce(self, _("This link leads to {address}").format(address=link))

    def end(self) -> None:
        """Nothing is opened."""
        self.hide()
        self.ended.emit()

    def _buttons(self, look: Look) -> QHBoxLayout:
        copy = Button(look, _("Copy the address"), icon="copy", name="help.leaving.copy")
        copy.clicked.connect(self._copy)
        stay = Button(look, _("Stay here"), Kind.LINK, name="help.leaving.stay")
        stay.clicked.connect(self.end)
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        for button in (self._open, copy, stay):
            row.addWidget(button)
        row.addStretch()
        return row

    def _go(self) -> None:
        self._open_url(self._link)
        self.end()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        announce(self, _("Copied"))
