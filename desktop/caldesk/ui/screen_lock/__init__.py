"""Whether this computer's screen is locked, as far as the system tells; each system tells it in its own way.

Nothing here is imported before somebody asks, and where a system tells nothing the screen counts as not locked.
"""

import logging
import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from caldesk.ui.screen_lock.port import ScreenLock

logger = logging.getLogger(__name__)

__all__ = ["ScreenLock", "screen_lock"]


def screen_lock(window: QWidget, parent: QObject) -> ScreenLock:
    """What this system has; `window` is a shown top-level window, which Windows sends its messages to."""
    try:
        if sys.platform == "win32":
            from caldesk.ui.screen_lock.windows import WindowsLock

            return WindowsLock(int(window.winId()), parent)
        if sys.platform == "darwin":
            from caldesk.ui.screen_lock.mac import MacLock

            return MacLock(parent)
        from caldesk.ui.bus import session_bus, system_bus
        from caldesk.ui.screen_lock.linux import BusLock

        return BusLock(session_bus(), system_bus(), parent)
    except (ImportError, OSError, AttributeError) as error:  # a library or a function that this system has not
        logger.info("whether the screen is locked is not known here: %s", type(error).__name__)
        return ScreenLock(parent)
