"""A moment's wait while the service is asked whether it worked."""

from PySide6.QtCore import Qt

from caldesk.i18n import _
from caldesk.services.connect.flow_state import FlowState
from caldesk.ui.connect.pages.step_page import Desk, StepPage
from caldesk.ui.style import BETWEEN
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.spinner import Spinner


class WaitPage(StepPage):
    """A spinner and what is being done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "wait")
        self.say(_("One moment"))
        self._words = Label(quiet=True, name="connect.wait.words")
        self._words.centre()
        self.column.addStretch(2)
        self.column.addWidget(Spinner(desk.look, _("Checking")), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(BETWEEN)
        self.column.addWidget(self._words)
        self.column.addStretch(3)

    def show_state(self, state: FlowState) -> None:
        """Say what is being waited for."""
        credentials = self.desk.flow.known.by_credentials
        self._words.setText(_("Connecting through Wix…") if credentials else _("Checking with Wix…"))
