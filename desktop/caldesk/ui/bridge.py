"""From the services' state to Qt signals, for as long as a widget lives."""

from PySide6.QtCore import QObject, Signal

from caldesk.services.state import AppState, Snapshot


class Bridge(QObject):
    """Emits `changed` with each new snapshot; ends with its parent."""

    changed = Signal(object)

    def __init__(self, state: AppState, parent: QObject) -> None:
        super().__init__(parent)
        self._end = state.subscribe(self._pass_on)
        parent.destroyed.connect(self._end)

    def _pass_on(self, snapshot: Snapshot) -> None:
        self.changed.emit(snapshot)
