"""What the watching is told of the world around the window: somebody is here, the screen is locked, the line is gone.

Everything is optional: where the system tells nothing, the site is watched as usual.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from caldesk.services.watch import Conditions, Watch

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation

    from caldesk.ui.screen_lock import ScreenLock

_LATER_MS = 1500
"""Network and lock are asked for once the first picture of the site had its time: loading Qt's parts is slow."""

_INPUT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class Surroundings(QObject):
    """Tells a `Watch` for as long as it lives. `window` is a shown top-level window."""

    locking = Signal()
    """The screen is about to be locked: what is private has to go now."""

    def __init__(self, watch: Watch, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._watch, self._window = watch, window
        self._network: QNetworkInformation | None = None
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
        self.look_at_network()
        from caldesk.ui.screen_lock import screen_lock

        self.heed(screen_lock(self._window, self))

    def heed(self, lock: "ScreenLock") -> None:
        """Never look while it says that the screen is locked."""
        self._lock = lock
        lock.locking.connect(self.locking)
        lock.changed.connect(self._tell)
        self._tell()

    def look_at_network(self) -> None:
        """Follow what the system tells of its line, if it tells anything."""
        from PySide6.QtNetwork import QNetworkInformation

        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            self.follow(QNetworkInformation.instance())

    def follow(self, network: "QNetworkInformation") -> None:
        """Slow down while the line is gone or costs money."""
        self._network = network
        network.reachabilityChanged.connect(self._tell)
        network.isMeteredChanged.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        locked = self._lock is not None and self._lock.is_locked
        self._watch.surroundings(
            Conditions(paused=self._suspended or locked, online=self._is_online(), metered=self._is_metered())
        )

    def _is_online(self) -> bool:
        """Only a line that is surely gone counts: a local network may well lead to a proxy."""
        if self._network is None:
            return True
        from PySide6.QtNetwork import QNetworkInformation

        return self._network.reachability() is not QNetworkInformation.Reachability.Disconnected

    def _is_metered(self) -> bool:
        return self._network is not None and self._network.isMetered()
