"""Whether this computer's line is there, as far as the system tells; each system tells it in its own way.

Nothing here is imported before somebody asks, and where a system tells nothing the line counts as there.
"""

import logging
import sys

from PySide6.QtCore import QObject

from caldesk.ui.line.port import Line

logger = logging.getLogger(__name__)

__all__ = ["Line", "line"]


def line(parent: QObject) -> Line:
    """What this system has."""
    try:
        if sys.platform in ("win32", "darwin"):
            from caldesk.ui.line.by_qt import QtLine

            return QtLine(parent)
        from caldesk.ui.bus import system_bus
        from caldesk.ui.line.linux import ManagedLine

        return ManagedLine(system_bus(), parent)
    except ImportError as error:  # a library that this system has not
        logger.info("whether the line is there is not known here: %s", type(error).__name__)
        return Line(parent)
