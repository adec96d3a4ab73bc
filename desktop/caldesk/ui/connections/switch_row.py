"""One half of the sync settings in the details: the switch, what it does, and why it cannot be used."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caldesk.services.state import ConnectionView
from caldesk.services.wording import (
    Half,
    effect,
    export_place,
    half_label,
    import_limit,
    is_on,
    is_saving,
    why_switch_unavailable,
)
from caldesk.ui.style import BETWEEN, TIGHT, Look, Role
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.switch import Switch


class SwitchRow(QWidget):
    """Emits `wished`; shows what a `ConnectionView` says and nothing else."""

    wished = Signal(bool)

    def __init__(self, look: Look, half: Half, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._half = half
        name = f"connection.{half.value}"
        self.switch = Switch(look, half_label(half), name=name)
        self._effect = Label(name=f"{name}.effect", quiet=True)
        self._limit = Label(role=Role.CAPTION, name=f"{name}.limit", quiet=True)
        self.switch.wished.connect(self.wished)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(BETWEEN)
        grid.setVerticalSpacing(TIGHT)
        grid.addWidget(Label(half_label(half), Role.STRONG), 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.switch, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._effect, 1, 0, 1, 2)
        grid.addWidget(self._limit, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def show_view(self, view: ConnectionView) -> None:
        """Follow the connection."""
        on, reason = is_on(view, self._half), why_switch_unavailable(view, self._half)
        limit = import_limit(view.provider) if self._half is Half.IMPORT else export_place(view)
        self.switch.set_on(on)
        self.switch.set_pending(is_saving(view, self._half))
        self.switch.set_reason(reason)
        self._effect.setText(effect(self._half, on))
        self._limit.setText(limit if reason in ("", limit) else f"{reason} {limit}")
