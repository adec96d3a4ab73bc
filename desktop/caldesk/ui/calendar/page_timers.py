"""When the calendar page does something later: after a moment, or once a minute."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from caldesk.ui.style import SKELETON_AFTER_MS

_COALESCE_MS = 16
_COALESCE_LOADING_MS = 100
_REST = 3
"""How many times longer than drawing took the page rests before it draws again."""
_LEAFING_MS = 120
_MINUTE = 60


class PageTimers:
    """The timers of one page; they end with it.

    `soon` draws again, `patience` ends when loading takes long, `leafing` when somebody stopped turning pages,
    `minute` comes with each minute.
    """

    def __init__(
        self,
        owner: QObject,
        *,
        soon: Callable[[], object],
        patience: Callable[[], object],
        leafing: Callable[[], object],
        minute: Callable[[], object],
    ) -> None:
        self.soon = _once(owner, soon)
        self.patience = _once(owner, patience, SKELETON_AFTER_MS)
        self.leafing = _once(owner, leafing, _LEAFING_MS)
        self.minute = _once(owner, minute)

    def draw_soon(self, *, loading: bool, drawing_ms: float) -> None:
        """Draw again shortly, less often while pages arrive and where drawing is slow."""
        if not self.soon.isActive():
            pause = _COALESCE_LOADING_MS if loading else _COALESCE_MS
            self.soon.start(max(pause, round(_REST * drawing_ms)))

    def await_minute(self, now: float) -> None:
        """Wake when the next minute begins; `now` in epoch seconds."""
        self.minute.start(round((_MINUTE - now % _MINUTE) * 1000) + 20)


def _once(owner: QObject, act: Callable[[], object], interval: int = 0) -> QTimer:
    timer = QTimer(owner, singleShot=True, interval=interval)
    timer.timeout.connect(act)
    return timer
