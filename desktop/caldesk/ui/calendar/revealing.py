"""Shows titles for a time: begins it, counts it down, and tells when they are hidden again, for whatever reason."""

from PySide6.QtCore import QObject, QTimer, Signal

from caldesk.services.calendar import CalendarService


class Revealing(QObject):
    """Of one page. `look` again whenever titles may have been hidden."""

    looked = Signal()
    """How long titles are shown yet may be said anew."""
    ended = Signal()
    """They were shown and are not any more."""

    def __init__(self, service: CalendarService, parent: QObject) -> None:
        super().__init__(parent)
        self._service = service
        self._is_on = False
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.look)

    def begin(self, seconds: float) -> None:
        """Show titles for so long. Raises NotAllowedError."""
        self._service.reveal(seconds)
        self._is_on = True
        self._second.start()
        self.look()

    def look(self) -> None:
        """See whether titles are shown yet."""
        self.looked.emit()
        if self._service.revealed_until is None:
            self._second.stop()
            if self._is_on:
                self._is_on = False
                self.ended.emit()

    def rest(self) -> None:
        """Nobody looks: do not count."""
        self._second.stop()
