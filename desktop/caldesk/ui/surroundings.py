"""What the watching is told of the world around the window: somebody is here, the screen is locked, the line is gone.

Everything is optional: where the system tells nothing, the site is watched as usual.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from caldesk.services.watch import Conditions, Watch

if TYPE_CHECKING:
    from caldesk.ui.line import Line
    from caldesk.ui.screen_lock import ScreenLock

_LATER_MS = 1500
"""Line and lock are asked for once the first picture of the site had its time: loading Qt's parts is slow."""

_INPUT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class Surroundings(QObject):
    """Tells a `Watch` for as long as it lives. `window` is a shown top-level window."""

    locking = Signal()
    """The screen is about to be locked: what is private has to go now."""

    def __init__(self, watch: Watch, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._watch, self._window = watch, window
        self._line: Line | None = None
        self._lock: ScreenLock | None = None
        self._suspended = False
        self._handle = window.windowHandle()
        if self._handle is not None:  # sees input before every widget, and no paint of theirs
            self._handle.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)
        QTimer.singleShot(_LATER_MS, self, self._look_around)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is at the window."""
        if event.type() in _INPUT:
            self._watch.used()
            if self._lock is not None:
                self._lock.somebody_is_here()
        return False

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """Other programs in front are no reason to look less; only a suspended program must not ask."""
        if state is Qt.ApplicationState.ApplicationActive:
            self._watch.used()
        self._suspended = state is Qt.ApplicationState.ApplicationSuspended
        self._tell()

    def _look_around(self) -> None:
        from caldesk.ui.line import line
        from caldesk.ui.screen_lock import screen_lock

        self.follow(line(self))
        self.heed(screen_lock(self._window, self))

    def follow(self, line: "Line") -> None:
        """Slow down while it says that it is gone or costs money."""
        self._line = line
        line.changed.connect(self._tell)
        self._tell()

    def heed(self, lock: "ScreenLock") -> None:
        """Never look while it says that the screen is locked."""
        self._lock = lock
        lock.locking.connect(self.locking)
        lock.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        locked = self._lock is not None and self._lock.is_locked
        online = self._line is None or not self._line.is_gone
        metered = self._line is not None and self._line.is_metered
        self._watch.surroundings(Conditions(paused=self._suspended or locked, online=online, metered=metered))
