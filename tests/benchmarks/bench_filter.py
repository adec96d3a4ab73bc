"""A tick in the legend: somebody is hidden and shown again, until every event that is left has its place.

    python -m tests.benchmarks.bench_filter FILE VIEW TIMES

Tells pairs of milliseconds as `hide` and `show`: ours, and the bare calendar that lays out the same days anew; and as
`stall` the longest gap between two heartbeats in each of ours.
"""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from caldesk import app as caldesk_app
from caldesk.services.settings import SettingsStore
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.page import CalendarPage
from tests.benchmarks.bench_crowd import longest_gap
from tests.benchmarks.bench_decode import decoded
from tests.benchmarks.bench_paint import furnished, milliseconds
from tests.benchmarks.floor_calendar import Calendar, decode
from tests.benchmarks.held_site import HeldSite
from tests.benchmarks.painting import frame_ms, settled
from tests.benchmarks.processes import tell
from tests.benchmarks.ratios import Pair

_ROW = 3


class Legend:
    """The row of somebody in the legend of a page."""

    def __init__(self, page: CalendarPage) -> None:
        found = page.findChild(LegendModel)
        if found is None:
            raise SystemExit("the page has no legend")
        self._model = found

    @property
    def schedule_id(self) -> str:
        """Whose row it is."""
        return self._model.entry(self._index()).person.schedule_id

    def tick(self, state: Qt.CheckState) -> None:
        """As a click does."""
        self._model.setData(self._index(), state, Qt.ItemDataRole.CheckStateRole)

    def _index(self) -> QModelIndex:
        return self._model.index(_ROW)


def tick_pairs(app: QApplication, page: CalendarPage, bare: Calendar, times: int) -> dict[str, list[Pair]]:
    """Hidden and shown, ours and the bare one in turn; the first time does not count."""
    legend, told = Legend(page), dict[str, list[Pair]](hide=[], show=[])
    acts = ("hide", Qt.CheckState.Unchecked, legend.schedule_id), ("show", Qt.CheckState.Checked, "")
    for _ in range(times + 1):
        for name, state, hidden in acts:
            ours = milliseconds(app, page, partial(legend.tick, state))
            told[name].append((ours, frame_ms(app, bare, partial(bare.hide_schedule, hidden))))
    return {name: pairs[1:] for name, pairs in told.items()}


def stalls(app: QApplication, page: CalendarPage, times: int) -> list[float]:
    """The longest gap of each tick."""
    legend = Legend(page)
    states = (Qt.CheckState.Unchecked, Qt.CheckState.Checked) * times
    return [longest_gap(app, page, partial(legend.tick, state)) for state in states]


def main() -> None:
    """Measure."""
    file, view, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    app, window, shell = caldesk_app.first_stage(SettingsStore(None))
    window.hide()
    body = Path(file).read_bytes()
    site = HeldSite(shell)
    site.take(decoded(body))
    page, bare = site.page(view), Calendar(decode(body).events, view)
    milliseconds(app, page, page.show)
    furnished(app, page)
    frame_ms(app, bare, bare.show)
    settled(app)
    tell({**tick_pairs(app, page, bare, times), "stall": stalls(app, page, times)})


if __name__ == "__main__":
    main()
