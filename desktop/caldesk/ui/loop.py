"""asyncio on Qt's event loop.

qasync would enter `QApplication.exec()` about three times in one run; after WebEngine was used the second time
ends in a segmentation fault. Here it runs on a local `QEventLoop` instead, as often as one likes.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import qasync
from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from caldesk.ui.collector import Collector

T = TypeVar("T")
_THREADS = 8
"""At most: for the keyring, files, and names that are looked up."""


class _LocalExec(QObject):
    """Stands in for the application inside qasync: `exec` and `exit` act on a local event loop."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._loops: list[QEventLoop] = []
        self.aboutToQuit = app.aboutToQuit

    def exec(self) -> int:
        loop = QEventLoop()
        self._loops.append(loop)
        try:
            return loop.exec()
        finally:
            self._loops.remove(loop)

    def exit(self, code: int = 0) -> None:
        if self._loops:
            self._loops[-1].exit(code)

    def eventDispatcher(self) -> QAbstractEventDispatcher:  # noqa: N802 - called by qasync
        return self._app.eventDispatcher()


def _new_loop(app: QApplication) -> qasync.QEventLoop:
    """A loop whose threads start when there is work for them; qasync's own are ten at once."""
    loop = qasync.QEventLoop(_LocalExec(app))
    loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="caldesk"))
    return loop


def run(main: Coroutine[Any, Any, T], app: QApplication) -> T:
    """Run `main` to its end on the Qt loop, cancel what is left, and return its result.

    Meanwhile garbage is collected in this thread only.
    """
    collector = Collector()
    try:
        with asyncio.Runner(loop_factory=lambda: _new_loop(app)) as runner:
            return runner.run(main)
    finally:
        collector.stop()
