"""Collects garbage in the window's thread only.

Python's collector runs in whichever thread happens to cross its threshold: the vault's, the practice site's. A Qt
object that dies there takes the program down with it.
"""

import gc

from PySide6.QtCore import QObject, QTimerEvent

_EVERY_MS = 1000
_YOUNG = 2_000
"""Objects made since the last collection; fewer are not worth a look."""
_LOOKS_PER_FULL = 60


class Collector(QObject):
    """Stands in for the automatic collector until `stop`."""

    def __init__(self) -> None:
        super().__init__()
        self._looks = 0
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = self.startTimer(_EVERY_MS)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Look at the young often, at everything once a minute; nothing is done while nothing was made."""
        if gc.get_count()[0] < _YOUNG:
            return
        self._looks += 1
        gc.collect(2 if self._looks % _LOOKS_PER_FULL == 0 else 1)

    def stop(self) -> None:
        """Give collecting back to Python, if it had it."""
        self.killTimer(self._timer)
        gc.collect()
        if self._was_on:
            gc.enable()
