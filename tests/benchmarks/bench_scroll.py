"""Scrolling the calendar page: what a notch of the wheel costs until the picture has moved on the screen.

    python -m tests.benchmarks.bench_scroll FILE VIEW FRAMES

VIEW is week, agenda or month (down and up again), or people: forty of them, to the side and back. Tells `frames`,
pairs of milliseconds for ours and for as many bare boxes at the same places drawn anew; `blits`, what it takes to
draw a finished picture elsewhere; and `boxes`, the events in sight at the most. No frames: nothing is out of sight.
"""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from caldesk import app as caldesk_app
from caldesk.services.settings import SettingsStore
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.page import CalendarPage
from tests.benchmarks.bench_decode import decoded
from tests.benchmarks.bench_paint import furnished, milliseconds
from tests.benchmarks.floor_boxes import Boxes
from tests.benchmarks.held_site import HeldSite
from tests.benchmarks.painting import frame_ms, settled, surface_of
from tests.benchmarks.processes import tell
from tests.benchmarks.ratios import Pair
from tests.benchmarks.workload import schedule_ids

_NOTCH = 120
_PEOPLE = 40
_MONTH = date(2026, 6, 1)


class Wheel:
    """Turns over the events of a page, one way to the end and back again."""

    def __init__(self, page: CalendarPage, *, sideways: bool) -> None:
        self._surface, self._sideways = surface_of(page), sideways
        self.bar: QScrollBar = page.view.horizontalScrollBar() if sideways else page.view.verticalScrollBar()
        self._way = -1

    def turn(self) -> None:
        """One notch."""
        if self.bar.value() in (self.bar.minimum(), self.bar.maximum()):
            self._way = -1 if self.bar.value() == self.bar.minimum() else 1
        angle = QPoint(self._way * _NOTCH, 0) if self._sideways else QPoint(0, self._way * _NOTCH)
        where = QPointF(self._surface.rect().center())
        modifiers, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        place = self._surface.mapToGlobal(where)
        notch = QWheelEvent(where, place, QPoint(), angle, Qt.MouseButton.NoButton, modifiers, phase, False)
        QApplication.sendEvent(self._surface, notch)


class Blit(QWidget):
    """Draws a finished picture."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture
        self.resize(picture.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Somewhat higher each time."""
        painter = QPainter(self)
        painter.drawPixmap(0, -1, self._picture)
        painter.end()


def opened(app: QApplication, site: HeldSite, view: str) -> CalendarPage:
    """A page with everything around it, on the days and people that the view is measured with."""
    page = site.page(view)
    milliseconds(app, page, page.show)
    furnished(app, page)
    legend = page.findChild(LegendModel)
    if view == "people" and legend is not None:
        milliseconds(app, page, lambda: legend.hide_only(schedule_ids()[_PEOPLE:]))
    if view == "agenda":
        milliseconds(app, page, lambda: page.go_to(_MONTH))
    settled(app)
    return page


def in_sight(page: CalendarPage) -> list[QRect]:
    """Where events are drawn."""
    return [each.rect.toAlignedRect() for each in page.view._picture.drawn()]


def scroll(app: QApplication, page: CalendarPage, wheel: Wheel, frames: int) -> tuple[list[Pair], list[int]]:
    """The pairs, and how many boxes each was of."""
    bare = Boxes([])
    bare.resize(surface_of(page).size())
    bare.show()
    pairs, counts = [], []
    for _ in range(frames + 1):
        ours = frame_ms(app, page, wheel.turn)
        places = in_sight(page)
        bare.take(places)
        pairs.append((ours, frame_ms(app, bare, bare.update)))
        counts.append(len(places))
    bare.close()
    return pairs[1:], counts


def main() -> None:
    """Measure."""
    file, view, frames = sys.argv[1], sys.argv[2], int(sys.argv[3])
    app, window, shell = caldesk_app.first_stage(SettingsStore(None))
    window.hide()
    site = HeldSite(shell)
    site.take(decoded(Path(file).read_bytes()))
    page = opened(app, site, view)
    wheel = Wheel(page, sideways=view == "people")
    if wheel.bar.maximum() == wheel.bar.minimum():
        tell({"frames": [], "blits": [], "boxes": 0})
        return
    pairs, counts = scroll(app, page, wheel, frames)
    blit = Blit(surface_of(page).grab())
    blit.show()
    settled(app)
    blits = [frame_ms(app, blit, blit.update) for _ in range(frames)]
    tell({"frames": pairs, "blits": blits, "boxes": max(counts)})


if __name__ == "__main__":
    main()
