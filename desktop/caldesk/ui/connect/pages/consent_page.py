"""The sign-in itself: the embedded view, or waiting for the browser."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.flow import FlowState
from caldesk.services.connect.ways import Way
from caldesk.services.wording import provider_name
from caldesk.ui.connect.consent_pane import ConsentPane
from caldesk.ui.connect.pages.step_page import ATTEMPT, Desk, StepPage
from caldesk.ui.style import BETWEEN, INSIDE, Role
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import Drawing
from caldesk.ui.widgets.spinner import Spinner


class ConsentPage(StepPage):
    """Shows `pane` for the embedded way, and for the browser what to do there."""

    fills = True

    def __init__(self, desk: Desk, pane: ConsentPane) -> None:
        super().__init__(desk, "consent")
        self._pane = pane
        self._waiting = self._make_waiting()
        self._body = QStackedWidget(self)
        self._body.addWidget(pane)
        self._body.addWidget(self._waiting)
        instead = _("Use this computer's browser instead")
        self._switch = Button(desk.look, instead, Kind.LINK, icon="browser", name="connect.consent.browser")
        self._switch.clicked.connect(self._go_on_in_browser)
        self.column.addWidget(self._body, 1)
        row = QHBoxLayout()
        row.addWidget(self._switch)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_state(self, state: FlowState) -> None:
        """The view or the waiting, as the way is."""
        here = state.way is Way.HERE
        provider = provider_name(self.desk.flow.provider)
        self.say(_("The owner signs in to {provider}").format(provider=provider) if here else _("Go on in the browser"))
        self.show_title(not here)  # the page needs the room, and says itself what it is
        self._switch.setVisible(here)
        self._body.setCurrentWidget(self._pane if here else self._waiting)
        for button in (self._open, self._copy):
            button.setEnabled(bool(state.link))

    def take_focus(self) -> bool:
        """The view takes it when it is there; before that nothing must be pressed by accident."""
        self._body.setFocus()
        return True

    def _go_on_in_browser(self) -> None:
        flow = self.desk.flow
        self.desk.tasks.cancel(ATTEMPT)
        flow.give_up()
        flow.choose_way(Way.BROWSER)
        self.desk.attempt(flow.sign_in())

    def _open_again(self) -> None:
        if not self.desk.open_url(self.desk.flow.state.link):
            announce(self, _("No browser could be started. Copy the link instead."), urgent=True)

    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(self.desk.flow.state.link)
        announce(self, _("Copied"))

    def _make_waiting(self) -> QWidget:
        look = self.desk.look
        self._open = Button(look, _("Open the page again"), icon="external-link", name="connect.consent.open")
        self._copy = Button(look, _("Copy the link"), icon="copy", name="connect.consent.copy")
        self._open.clicked.connect(self._open_again)
        self._copy.clicked.connect(self._copy_link)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setSpacing(INSIDE)
        column.addStretch(2)
        column.addLayout(_centred(Drawing(look, "browser")))
        column.addSpacing(INSIDE)
        for text, role in (
            (_("The sign-in page has been opened in this computer's browser."), Role.BODY),
            (_("Let the owner sign in there and choose Allow. Then come back here."), Role.BODY),
        ):
            label = Label(text, role)
            label.centre()
            column.addWidget(label)
        column.addSpacing(BETWEEN)
        column.addLayout(_centred(self._open, self._copy))
        column.addSpacing(BETWEEN)
        waiting = Label(_("Waiting for the sign-in…"), quiet=True)
        waiting.setWordWrap(False)
        column.addLayout(_centred(Spinner(look, _("Waiting for the sign-in")), waiting))
        column.addStretch(3)
        return whole


def _centred(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(INSIDE)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
