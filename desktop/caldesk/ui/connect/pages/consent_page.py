"""The sign-in itself: the embedded view, or a link that is followed elsewhere. The way can be changed at any time."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from caldesk.i18n import _
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.ways import Way
from caldesk.services.wording import provider_name
from caldesk.ui.connect.consent_pane import ConsentPane
from caldesk.ui.connect.link_pane import LinkPane
from caldesk.ui.connect.pages.step_page import Desk, StepPage
from caldesk.ui.connect.web_engine import embedded_problem
from caldesk.ui.style import BETWEEN
from caldesk.ui.widgets.buttons import Button, Kind


class ConsentPage(StepPage):
    """Shows `pane` for the embedded way, and for the others what to do there."""

    fills = True

    def __init__(self, desk: Desk, pane: ConsentPane) -> None:
        super().__init__(desk, "consent")
        self._pane = pane
        self._elsewhere = LinkPane(desk.look, desk.open_url, desk.flow.paste)
        self._body = QStackedWidget(self)
        self._body.addWidget(pane)
        self._body.addWidget(self._elsewhere)
        self._changes = {
            Way.HERE: self._change(Way.HERE, _("Sign in inside Caldesk instead"), "shield"),
            Way.BROWSER: self._change(Way.BROWSER, _("Use this computer's browser instead"), "browser"),
            Way.PHONE: self._change(Way.PHONE, _("Use their own device instead"), "phone"),
        }
        self._lay_out()
        pane.way_wanted.connect(desk.flow.choose_way)

    def show_state(self, state: FlowState) -> None:
        """The view or the link, as the way is."""
        here = state.way is Way.HERE
        provider = provider_name(self.desk.flow.provider)
        self.say(_title(state.way, provider))
        self.show_title(not here)  # the page needs the room, and says itself what it is
        for way, button in self._changes.items():
            button.setVisible(way is not state.way and way in self.desk.flow.ways)
        self._body.setCurrentWidget(self._pane if here else self._elsewhere)
        if not here:
            self._elsewhere.show_state(state)

    def take_focus(self) -> bool:
        """The view takes it when it is there; before that nothing must be pressed by accident."""
        self._body.setFocus()
        return True

    def _change(self, way: Way, text: str, icon: str) -> Button:
        button = Button(self.desk.look, text, Kind.LINK, icon=icon, name=f"connect.consent.{way}")
        button.clicked.connect(lambda: self._go_on(way))
        return button

    def _go_on(self, way: Way) -> None:
        """What was begun stays good; a way that cannot be used here says why."""
        problem = embedded_problem() if way is Way.HERE else ""
        if problem:
            self._changes[way].setEnabled(False)
            self._changes[way].setToolTip(problem)
            return
        self.desk.flow.choose_way(way)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        for button in self._changes.values():
            row.addWidget(button)
        row.addStretch(1)
        self.column.addWidget(self._body, 1)
        self.column.addLayout(row)


def _title(way: Way, provider: str) -> str:
    titles = {
        Way.HERE: _("The owner signs in to {provider}"),
        Way.BROWSER: _("Go on in the browser"),
        Way.PHONE: _("The owner signs in to {provider} on their own device"),
    }
    return titles[way].format(provider=provider)
