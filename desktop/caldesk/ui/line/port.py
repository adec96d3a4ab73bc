"""What the program knows of the line to the world: whether it is surely gone, and whether it costs money."""

from PySide6.QtCore import QObject, Signal


class Line(QObject):
    """There and free of charge until an implementation calls `tell`."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_gone = False
        self.is_metered = False

    def tell(self, *, gone: bool, metered: bool) -> None:
        """What the system says now."""
        before = self.is_gone, self.is_metered
        self.is_gone, self.is_metered = gone, metered
        if before != (gone, metered):
            self.changed.emit()
