"""What the program knows of the screen's lock: sources say what they know, and who is at the window knows better."""

from PySide6.QtCore import QObject, Signal


class ScreenLock(QObject):
    """Never locked by itself; an implementation calls `tell` and `lock_is_coming`."""

    locking = Signal()
    """The screen is about to be locked, or is: what is private has to go now."""
    changed = Signal(bool)
    """The screen is locked, or is not any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._locked_by: set[str] = set()

    @property
    def is_locked(self) -> bool:
        """Whether any source says so."""
        return bool(self._locked_by)

    def tell(self, source: str, locked: bool) -> None:
        """A source knows: it is locked for as long as one of them says so."""
        if locked:
            self._take(self._locked_by | {source})
        else:
            self._take(self._locked_by - {source})

    def lock_is_coming(self) -> None:
        """Somebody wished for it. Not every locker tells when it is over, so that this alone locks nothing for good."""
        self.locking.emit()

    def somebody_is_here(self) -> None:
        """A key or a click has reached the window: whatever was told before, it is not locked."""
        self._take(set())

    def _take(self, locked_by: set[str]) -> None:
        was, self._locked_by = self.is_locked, locked_by
        if was is self.is_locked:
            return
        if self.is_locked:
            self.locking.emit()
        self.changed.emit(self.is_locked)
