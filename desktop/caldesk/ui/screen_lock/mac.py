"""macOS: the login window tells everybody when the screen is locked (CoreFoundation's distributed notifications)."""

import ctypes
from typing import Any

from PySide6.QtCore import QObject

from caldesk.ui.screen_lock.port import ScreenLock

LOCKED, UNLOCKED = b"com.apple.screenIsLocked", b"com.apple.screenIsUnlocked"
_PATH = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_UTF8 = 0x08000100
_DELIVER_AT_ONCE = 4
_SOURCE = "mac"

_Heard = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)


class MacLock(ScreenLock):
    """Listens for as long as it lives; what is told comes through the main run loop, which is Qt's.

    `library` is for tests.
    """

    def __init__(self, parent: QObject, library: Any = None) -> None:
        super().__init__(parent)
        core = library if library is not None else _typed(ctypes.CDLL(_PATH))
        center, me = core.CFNotificationCenterGetDistributedCenter(), ctypes.c_void_p(id(self))
        heard = {LOCKED: _Heard(lambda *_about: self.tell(_SOURCE, True))}
        heard[UNLOCKED] = _Heard(lambda *_about: self.tell(_SOURCE, False))
        for name, callback in heard.items():
            words = core.CFStringCreateWithCString(None, name, _UTF8)
            core.CFNotificationCenterAddObserver(center, me, callback, words, None, _DELIVER_AT_ONCE)
            core.CFRelease(words)
        kept = heard  # the callbacks must live for as long as CoreFoundation may call them

        def end() -> None:
            core.CFNotificationCenterRemoveEveryObserver(center, me)
            kept.clear()

        self.destroyed.connect(end)


def _typed(core: Any) -> Any:
    """Pointers are not ints: without this half of each would be lost."""
    pointer, number = ctypes.c_void_p, ctypes.c_long
    core.CFNotificationCenterGetDistributedCenter.restype = pointer
    core.CFStringCreateWithCString.restype = pointer
    core.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
    core.CFNotificationCenterAddObserver.argtypes = (pointer, pointer, _Heard, pointer, pointer, number)
    core.CFNotificationCenterRemoveEveryObserver.argtypes = (pointer, pointer)
    core.CFRelease.argtypes = (pointer,)
    return core
