"""Waiting for a widget to be painted."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

if TYPE_CHECKING:
    from caldesk.ui.calendar.page import CalendarPage

_LIMIT = 60.0


class _Paints(QObject):
    """Counts how often a widget was asked to paint."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def surface_of(widget: QWidget) -> QWidget:
    """What is painted on: the viewport of what scrolls, the only view of a calendar page that was made so far."""
    views = (widget.findChild(QWidget, f"calendar.{name}") for name in ("grid", "month", "agenda"))
    found = next((view for view in views if isinstance(view, QWidget)), widget)
    return found.viewport() if isinstance(found, QAbstractScrollArea) else found


def frame_ms(app: QApplication, widget: QWidget, change: Callable[[], object]) -> float:
    """Milliseconds from before a change until what it changed was painted and handed to the screen."""
    begun = time.perf_counter()
    with until_painted(app, widget):
        change()
    return (time.perf_counter() - begun) * 1e3


@contextmanager
def until_painted(app: QApplication, widget: QWidget) -> Iterator[None]:
    """Leaves the block when what it changed was painted and handed to the screen."""
    surface, paints = surface_of(widget), _Paints()
    surface.installEventFilter(paints)
    yield
    before, end = paints.count, time.monotonic() + _LIMIT
    while paints.count == before:
        app.processEvents()
        if time.monotonic() > end:
            raise SystemExit("nothing was painted")
    surface.removeEventFilter(paints)


def until_complete(app: QApplication, page: "CalendarPage") -> None:
    """Returns when every event that the page has to show was placed and painted, however many pictures that took."""
    end = time.monotonic() + _LIMIT
    while not _is_complete(page):
        app.processEvents()
        if time.monotonic() > end:
            raise SystemExit("the picture was never complete")


def _is_complete(page: "CalendarPage") -> bool:
    picture = page.view._picture
    return page.scene is not None and page.scene.complete and picture.is_ready and picture._layer is not None


def settled(app: QApplication, rounds: int = 5) -> None:
    """Work off what waits."""
    for _ in range(rounds):
        app.processEvents()
