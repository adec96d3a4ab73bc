"""A sign-in that goes on elsewhere: the link with its QR code, what to do there, and that the program watches."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.redirect import Return
from caldesk.services.connect.ways import Way
from caldesk.ui.connect.paste_field import PasteField
from caldesk.ui.connect.qr_code import QrCode
from caldesk.ui.style import BETWEEN, INSIDE, Look
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import Drawing
from caldesk.ui.widgets.spinner import Spinner


class LinkPane(QWidget):
    """For this computer's browser and for another device."""

    def __init__(self, look: Look, open_url: Callable[[str], bool], paste: Callable[[str], Return]) -> None:
        super().__init__()
        self._look, self._open_url = look, open_url
        self._link = ""
        self._qr = QrCode()
        self._drawing = Drawing(look, "browser")
        self._first = Label(name="connect.link.first")
        self._second = Label(name="connect.link.second")
        self._until = Label(name="connect.link.until", quiet=True)
        self._open = Button(look, _("Open the page again"), icon="external-link", name="connect.consent.open")
        self._copy = Button(look, _("Copy the link"), icon="copy", name="connect.consent.copy")
        self._open.clicked.connect(self._open_again)
        self._copy.clicked.connect(self._copy_link)
        self._paste = PasteField(look, paste)
        self._lay_out()

    def show_state(self, state: FlowState) -> None:
        """What to do, for the way and the link as they are."""
        phone = state.way is Way.PHONE
        if state.link != self._link:
            self._paste.clear()
        self._link = state.link
        self._qr.show_link(state.link if phone else "")
        self._qr.setVisible(phone)
        self._drawing.setVisible(not phone)
        self._first.setText(_first(state))
        self._second.setText(_second(phone=phone))
        until = _("Caldesk watches for it until {time}. After that, a new link is needed.")
        self._until.setText(until.format(time=clock_time(state.expires)) if state.link else "")
        self._open.setVisible(not phone and not state.clean)
        for button in (self._open, self._copy):
            button.setEnabled(bool(state.link))

    def _open_again(self) -> None:
        if not self._open_url(self._link):
            announce(self, _("No browser could be started. Copy the link instead."), urgent=True)

    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        announce(self, _("Copied"))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(INSIDE)
        buttons.addWidget(self._open)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        waiting = QHBoxLayout()
        waiting.setSpacing(INSIDE)
        waiting.addWidget(Spinner(self._look, _("Waiting for the sign-in")))
        waiting.addWidget(Label(_("Waiting for the sign-in…"), quiet=True), 1)
        words = QVBoxLayout()
        words.setSpacing(INSIDE)
        for part in (self._first, self._second, self._until):
            words.addWidget(part)
        words.addSpacing(INSIDE)
        words.addLayout(buttons)
        words.addSpacing(INSIDE)
        words.addLayout(waiting)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN + INSIDE)
        row.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, INSIDE, 0, 0)
        column.addLayout(row)
        column.addSpacing(BETWEEN)
        column.addWidget(self._paste)
        column.addStretch(1)


def _first(state: FlowState) -> str:
    phone = state.way is Way.PHONE
    if phone and state.clean:
        return _("Let the owner copy the link into a private window on their own phone or computer.")
    if phone:
        return _("Let the owner point the camera of their phone at this code, or send them the link.")
    if state.clean:
        return _("Copy the link and open it in a private window of this computer's browser.")
    if not state.link:
        return _("The sign-in page opens in this computer's browser.")
    if not state.opened:
        return _("No browser could be started. Copy the link and open it in a browser of this computer.")
    return _("The sign-in page has been opened in this computer's browser.")


def _second(*, phone: bool) -> str:
    if phone:
        return _(
            "They sign in there and choose Allow. The page at the end can be closed. Send the link to nobody else: "
            "whoever signs in with it connects their own calendar."
        )
    return _("Let the owner sign in there and choose Allow. Then come back here.")
