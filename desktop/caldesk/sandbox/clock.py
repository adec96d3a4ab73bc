"""The practice site's clock: real time plus an offset that control can move forward."""

import time
from collections.abc import Callable


class PracticeClock:
    """Seconds since the epoch, as the practice site believes."""

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._offset = 0.0

    def now(self) -> float:
        """The practice site's time in seconds since the epoch."""
        return self._real() + self._offset

    def move(self, seconds: float) -> None:
        """Jump by `seconds`; negative values go back."""
        self._offset += seconds

    def restart(self) -> None:
        """Forget every jump."""
        self._offset = 0.0
