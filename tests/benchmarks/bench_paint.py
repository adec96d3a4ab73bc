"""The calendar page: events in memory, a new page, painted; then the next period, the previous one, a second page.

As in the program, the frame of the window has been painted before, and the module of the view is loaded.

    python -m tests.benchmarks.bench_paint FILE VIEW
    python -m tests.benchmarks.bench_paint views        # those that there are

Tells milliseconds: `paint_ms`, `next_ms`, `prev_ms`, `warm_ms`, each until every event is painted, and `cpu_ms` of the
first; `around_ms` until what stands around the events is painted, too; `rss` in MB (PSS); how many `boxes` were drawn;
and as `repaint` pairs of milliseconds for the unchanged grid and for as many bare boxes.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from caldesk import app as caldesk_app
from caldesk.services.settings import SettingsStore
from caldesk.ui.calendar.event_paint import EventPainter
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.calendar.view_stack import maker_of
from caldesk.ui.calendar.views import ViewKind
from tests.benchmarks.decoding import decoded
from tests.benchmarks.floor_boxes import Boxes, scattered
from tests.benchmarks.held_site import HeldSite
from tests.benchmarks.painting import settled, surface_of, until_complete, until_painted
from tests.benchmarks.processes import pss_mb, tell
from tests.benchmarks.ratios import Pair, in_turn

_REPAINTS = 30
_METHODS = ("paint", "paint_bar", "paint_line")
"""Each draws one event."""


def milliseconds(app: QApplication, page: CalendarPage, change: Callable[[], None]) -> float:
    """From before a change until all of it is painted."""
    begun = time.perf_counter()
    with until_painted(app, page):
        change()
    until_complete(app, page)
    return _since(begun)


def furnished(app: QApplication, page: CalendarPage) -> None:
    """Returns when toolbar and panel stand beside the events."""
    while not page.furniture.is_complete:
        app.processEvents()
    settled(app, 2)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1e3


def repaint_ms(surface: QWidget) -> float:
    """One repaint of all of it."""
    begun = time.perf_counter()
    surface.repaint()
    return (time.perf_counter() - begun) * 1e3


def drawn_events(surface: QWidget, change: Callable[[], object]) -> int:
    """How many events are drawn for one picture of the page after a change."""
    drawn = 0
    before = {name: getattr(EventPainter, name) for name in _METHODS}

    def counting(method: Callable[..., None]) -> Callable[..., None]:
        def counted(*arguments: object, **named: object) -> None:
            nonlocal drawn
            drawn += 1
            method(*arguments, **named)

        return counted

    for name, method in before.items():
        setattr(EventPainter, name, counting(method))
    change()
    surface.repaint()
    for name, method in before.items():
        setattr(EventPainter, name, method)
    return drawn


def repaints(app: QApplication, page: CalendarPage) -> tuple[int, list[Pair]]:
    """How many events the page draws, and pairs: the page unchanged, as many bare boxes."""
    grid = surface_of(page)
    count = drawn_events(grid, page.view._redraw)
    bare = Boxes(scattered(count))
    bare.resize(grid.size())
    bare.show()
    settled(app)
    return count, in_turn(lambda: repaint_ms(grid), lambda: repaint_ms(bare), _REPAINTS)


def main() -> None:
    """Measure."""
    if sys.argv[1] == "views":
        tell([kind.value for kind in ViewKind])
        return
    app, window, shell = caldesk_app.first_stage(SettingsStore(None))
    caldesk_app.wait_for_first_paint(window)
    window.hide()
    events = decoded(Path(sys.argv[1]).read_bytes())
    site = HeldSite(shell)
    maker_of(ViewKind(sys.argv[2]))  # imported by now, as the peers' scripts are loaded
    settled(app)
    cpu, begun = time.process_time(), time.perf_counter()
    site.take(events)
    page = site.page(sys.argv[2])
    with until_painted(app, page):
        page.show()
    until_complete(app, page)
    told: dict[str, object] = {"paint_ms": _since(begun), "cpu_ms": (time.process_time() - cpu) * 1e3}
    furnished(app, page)
    told |= {
        "around_ms": _since(begun),
        "rss": pss_mb(os.getpid()),
        "next_ms": milliseconds(app, page, lambda: page.step(1)),
        "prev_ms": milliseconds(app, page, lambda: page.step(-1)),
    }
    told["boxes"], told["repaint"] = repaints(app, page)
    page.close()
    second = site.page(sys.argv[2])
    told["warm_ms"] = milliseconds(app, second, second.show)
    tell(told)


if __name__ == "__main__":
    main()
