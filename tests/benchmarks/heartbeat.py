"""How long the window's thread stood still: a timer that should beat every 5 ms, and the gaps between its beats."""

import time

from PySide6.QtCore import Qt, QTimer

EVERY_MS = 5


class Heartbeat:
    """Beats from `start` to `stop`."""

    def __init__(self) -> None:
        self._gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=EVERY_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """End; the gaps in milliseconds, the longest last."""
        self._timer.stop()
        self._beat()
        return sorted(self._gaps)

    def _beat(self) -> None:
        now = time.perf_counter()
        self._gaps.append((now - self._last) * 1e3)
        self._last = now
