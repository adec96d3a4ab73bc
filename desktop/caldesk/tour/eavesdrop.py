"""Listens for what must not happen on a tour: warnings of Qt, warnings in our log, and notices of problems."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from caldesk.ui.notices import Notice, Notices
from caldesk.ui.style import Tone

_HARMLESS = (
    "This plugin does not support",  # the offscreen platform has no window manager
    "QRhiGles2: Failed to create",  # WebEngine on a machine without a graphics card, and so on to the end
    "Failed to create RHI for backend",
    "QVulkanInstance: Failed to initialize",
    "GBM is not supported",
    "GPUInfo not initialized",
    "Failed to load vulkan",  # the same on a real X screen
    "initInstance: No Vulkan library available",
    "Failed to create platform Vulkan instance",
    "Failed to create Vulkan instance",
    "Unable to detect GPU vendor",
)
_GRAVE = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class Eavesdropper(logging.Handler):
    """`heard` holds one line for each thing that was not expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    @contextmanager
    def listening(self, notices: Notices) -> Iterator[None]:
        """Listen as long as the context lasts."""
        ours = logging.getLogger("caldesk")
        notices.posted.connect(self._hear_notice)
        ours.addHandler(self)
        before = qInstallMessageHandler(self._hear_qt)
        try:
            yield
        finally:
            qInstallMessageHandler(before)
            ours.removeHandler(self)
            notices.posted.disconnect(self._hear_notice)

    def emit(self, record: logging.LogRecord) -> None:
        """A line of our log."""
        self.heard.append(f"log: {self.format(record)}")

    def _hear_notice(self, notice: Notice) -> None:
        if notice.tone is Tone.BAD:
            self.heard.append(f"notice: {notice.title}. {notice.text}")

    def _hear_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind in _GRAVE and not message.startswith(_HARMLESS):
            self.heard.append(f"Qt: {message}")
