"""The field for the address of the page on which a sign-in ended, where the browser could not bring it back."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.redirect import Return
from caldesk.ui.style import INSIDE, TIGHT, Look
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label


class PasteField(QWidget):
    """Folded until it is asked for. `paste` hands the text to the attempt and tells what it was."""

    def __init__(self, look: Look, paste: Callable[[str], Return]) -> None:
        super().__init__()
        self._paste = paste
        ask = _("It ended on a page I can copy the address of")
        self._toggle = Button(look, ask, Kind.LINK, icon="chevron-right", name="connect.paste.toggle")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._fold)
        self._edit = QLineEdit(self)
        self._edit.setObjectName("connect.paste.address")
        self._edit.setAccessibleName(_("Address of the page"))
        self._edit.setPlaceholderText("https://www.wix.com/caldesk/…")
        self._edit.setMaxLength(8192)
        self._edit.returnPressed.connect(self._hand_in)
        self._check = Button(look, _("Check"), name="connect.paste.check")
        self._check.clicked.connect(self._hand_in)
        self._said = Label(name="connect.paste.said")
        self._lay_out()
        self._fold(False)

    def clear(self) -> None:
        """A new attempt begins."""
        self._toggle.setChecked(False)
        self._edit.clear()
        self._said.setText("")

    def _hand_in(self) -> None:
        text = self._edit.text()
        if not text.strip():
            return
        said = _words(self._paste(text))
        self._edit.clear()
        self._said.setText(said)
        self._said.setVisible(bool(said))
        if said:
            announce(self, said, urgent=True)

    def _fold(self, opened: bool) -> None:
        self._toggle.show_mark("chevron-down" if opened else "chevron-right")
        for part in (self._edit, self._check):
            part.setVisible(opened)
        self._said.setVisible(opened and bool(self._said.text()))
        if opened:
            self._edit.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._toggle)
        head.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addWidget(self._edit, 1)
        row.addWidget(self._check)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self._said)


def _words(kind: Return) -> str:
    if kind is Return.FOREIGN:
        return _("That address belongs to another sign-in, so it was not accepted.")
    if kind is Return.CARRY_ON:
        return _("That is not the address on which this sign-in ends. It begins with www.wix.com or 127.0.0.1.")
    return ""
