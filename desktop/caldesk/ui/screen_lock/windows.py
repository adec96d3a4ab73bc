"""Windows: the session's changes are sent to a window as messages (`WTSRegisterSessionNotification`, wtsapi32)."""

import ctypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject

from caldesk.ui.screen_lock.port import ScreenLock

WM_WTSSESSION_CHANGE = 0x02B1
WTS_SESSION_LOCK, WTS_SESSION_UNLOCK = 0x7, 0x8
_THIS_SESSION = 0
_KINDS = (b"windows_generic_MSG", b"windows_dispatcher_MSG")
_SOURCE = "windows"


class Message(ctypes.Structure):
    """The beginning of Windows' MSG; what follows is not read."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("what", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


class WindowsLock(ScreenLock):
    """Listens for as long as it lives. `window_id` is the handle of a top-level window; `library` is for tests."""

    def __init__(self, window_id: int, parent: QObject, library: Any = None) -> None:
        super().__init__(parent)
        sessions = library if library is not None else ctypes.CDLL("wtsapi32")
        handle, listener, app = ctypes.c_void_p(window_id), _Filter(self), QCoreApplication.instance()
        if app is None or not sessions.WTSRegisterSessionNotification(handle, _THIS_SESSION):
            return
        app.installNativeEventFilter(listener)

        def end() -> None:
            app.removeNativeEventFilter(listener)
            sessions.WTSUnRegisterSessionNotification(handle)

        self.destroyed.connect(end)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, lock: ScreenLock) -> None:
        super().__init__()
        self._lock = lock

    def nativeEventFilter(  # noqa: N802 - Qt calls it by name
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """See every message of the program; keeps none."""
        if kind in _KINDS:
            seen = Message.from_address(int(message))
            if seen.message == WM_WTSSESSION_CHANGE and seen.what in (WTS_SESSION_LOCK, WTS_SESSION_UNLOCK):
                self._lock.tell(_SOURCE, seen.what == WTS_SESSION_LOCK)
        return False, 0
