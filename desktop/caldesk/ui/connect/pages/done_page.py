"""Done: one sentence, and what comes next."""

from PySide6.QtCore import Qt

from caldesk.i18n import _
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.wording import provider_name
from caldesk.ui.connect.pages.step_page import Desk, StepPage
from caldesk.ui.style import BETWEEN, Tone
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import Drawing


class DonePage(StepPage):
    """The end that everybody wants."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "done")
        self._words = Label(name="connect.done.words")
        self._words.centre()
        self.column.addStretch(2)
        self.column.addWidget(Drawing(desk.look, "check-circle", Tone.GOOD), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(BETWEEN)
        self.column.addWidget(self._words)
        self.column.addStretch(3)

    def show_state(self, state: FlowState) -> None:
        """Name what was connected."""
        schedule = self.desk.session.state.snapshot.schedule(state.schedule_id)
        name = schedule.name if schedule else ""
        provider = provider_name(self.desk.flow.provider)
        self.say(_("{name} is connected to {provider}").format(name=name, provider=provider))
        self._words.setText(_("Changes take 5 to 10 minutes to arrive. Nothing else has to be done."))
