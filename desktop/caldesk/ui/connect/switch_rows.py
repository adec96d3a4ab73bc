"""The two switches of a connection with one sentence each on what they do."""

from PySide6.QtWidgets import QGridLayout, QWidget

from caldesk.services.connections import ConnectionsService
from caldesk.services.state import ConnectionView, Saving
from caldesk.services.wording import Half, effect, half_label, is_on, why_switch_unavailable
from caldesk.ui.style import BETWEEN, INSIDE, Look, Role
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.switch import Switch


class SwitchRows(QWidget):
    """A click states a wish to the service; what is drawn is the session's state."""

    def __init__(self, look: Look, service: ConnectionsService) -> None:
        super().__init__()
        self._service = service
        self._connection_id = ""
        self._switches: dict[Half, Switch] = {}
        self._effects: dict[Half, Label] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(BETWEEN)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for row, half in enumerate(Half):
            switch = self._switches[half] = Switch(look, half_label(half), name=f"connect.review.{half}")
            switch.wished.connect(lambda on, half=half: self._wish(half, on))
            effect_label = self._effects[half] = Label(quiet=True, name=f"connect.review.{half}.effect")
            grid.addWidget(Label(half_label(half), Role.STRONG), 3 * row, 0)
            grid.addWidget(effect_label, 3 * row + 1, 0)
            grid.addWidget(switch, 3 * row, 1, 2, 1)
            grid.setRowMinimumHeight(3 * row + 2, INSIDE if half is Half.IMPORT else 0)

    def show_view(self, view: ConnectionView) -> None:
        """Draw the switches of a connection."""
        self._connection_id = view.id
        for half, switch in self._switches.items():
            reason = why_switch_unavailable(view, half)
            switch.set_on(is_on(view, half))
            switch.set_pending(view.saving is Saving.PENDING)
            switch.set_reason(reason)
            failed = view.problem.what if view.saving is Saving.FAILED and view.problem else ""
            self._effects[half].setText(reason or failed or effect(half, is_on(view, half)))

    def _wish(self, half: Half, on: bool) -> None:
        if half is Half.IMPORT:
            self._service.set_import(self._connection_id, on)
        else:
            self._service.set_export(self._connection_id, on)
