"""The list of connections with very many rows, against a bare QTableView of ready strings and plain Python.

    python -m tests.benchmarks.bench_list ROWS TIMES

Tells pairs of milliseconds: `show` and `page` (one page scrolled and painted) against the bare table; `filter` and
`sort` (what a keystroke in the search and a click on a column cost the model) against a list comprehension and
`sorted` with a new model. `rows_ms` is what making the rows took, `again_ms` what a reading without news costs,
`keystroke_ms` the whole keystroke with the table on screen.
"""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView

from caldesk import app as caldesk_app
from caldesk.domain.connection import (
    Connection,
    ConnectionState,
    ConnectionStatus,
    ExportConfig,
    ExportTarget,
    ImportConfig,
    ImportSource,
    SyncConfig,
)
from caldesk.domain.provider import CalendarType, ExportAbility, ImportAbility, Provider
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.services.settings import SettingsStore
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.ui.connections.listing import Query
from caldesk.ui.connections.model import Column, ConnectionsModel
from caldesk.ui.connections.view import ConnectionsView
from caldesk.ui.style import Look
from caldesk.ui.times import clock_time
from tests.benchmarks.floor_table import COLUMNS, ReadyStrings, table
from tests.benchmarks.processes import tell
from tests.benchmarks.ratios import in_turn
from tests.benchmarks.workload import NOW

EACH = 5, 2
"""Connections to schedules, as on the large practice site: 5,000 on 2,000."""
_KINDS = (CalendarType.GOOGLE, CalendarType.MICROSOFT, CalendarType.I_CAL)
_BOTH = SyncConfig(
    imports=ImportConfig(enabled=True, source=ImportSource.PRIMARY_CALENDAR),
    exports=ExportConfig(enabled=False, target=ExportTarget.PRIMARY_CALENDAR),
)
_SIZE = 1000, 700
_MANY_PAGES = 5


def snapshot(rows: int) -> Snapshot:
    """A site whose list has so many rows."""
    schedules = [_schedule(number) for number in range(rows * EACH[1] // sum(EACH))]
    providers = tuple(_provider(kind) for kind in _KINDS)
    views = {}
    for number in range(rows - len(schedules)):
        view = _view(number, schedules[number % len(schedules)].id, providers[number % len(providers)])
        views[view.id] = view
    return Snapshot(
        checked_at=NOW, providers=providers, schedules=tuple(schedules), connections=MappingProxyType(views)
    )


def _schedule(number: int) -> Schedule:
    name = f"Person {number * 7919 % 100_000:05}"
    return Schedule(id=f"s{number}", name=name, kind=ScheduleKind.STAFF, email=f"person{number}@example.com")


def _provider(kind: CalendarType) -> Provider:
    return Provider(
        id=kind.lower(),
        name=kind.title(),
        calendar_type=kind,
        can_update_sync_config=True,
        import_ability=ImportAbility.SPECIFIC_CALENDARS,
        export_ability=ExportAbility.PRIMARY_CALENDAR_ONLY,
    )


def _view(number: int, schedule_id: str, provider: Provider) -> ConnectionView:
    connection = Connection(
        id=f"c{number}",
        provider_id=provider.id,
        calendar_type=provider.calendar_type,
        schedule_id=schedule_id,
        account_email=f"account{number}@example.com",
        status=ConnectionStatus.SYNCED,
        sync_config=_BOTH,
    )
    return ConnectionView(connection=connection, state=ConnectionState.WORKING, as_of=NOW, since=NOW, provider=provider)


class Bench:
    """The list and the bare table, over as many rows."""

    def __init__(self, app: QApplication, look: Look, rows: int) -> None:
        self._app, self._look = app, look
        self._snapshot = snapshot(rows)
        self.model = ConnectionsModel(clock_time)
        self.rows_ms = timed(lambda: self.model.take(self._snapshot))
        self.again_ms = timed(lambda: self.model.take(self._snapshot))
        self.lines = [_line(self.model, row) for row in range(rows)]
        self.plain = ReadyStrings(self.lines)
        self._needles = _needles()

    def show_ours(self) -> float:
        """A new list on screen."""
        return self._shown(lambda: ConnectionsView(self._look, self.model))

    def show_bare(self) -> float:
        """A new bare table on screen."""
        return self._shown(lambda: table(self.plain))

    def opened(self, view: QTableView) -> QTableView:
        """A table that stays on screen."""
        view.resize(*_SIZE)
        view.show()
        self._app.processEvents()
        return view

    def filter_ours(self) -> float:
        """A keystroke, for the model alone."""
        query = Query(text=next(self._needles))
        return timed(lambda: self.model.ask(query))

    def filter_plain(self) -> float:
        """The same on a list of strings."""
        needle = next(self._needles)
        return timed(lambda: ReadyStrings([line for line in self.lines if needle in line[0]]))

    def sort_ours(self) -> float:
        """A click on the first column, the other way round each time."""
        self.model.ask(Query())
        return timed(lambda: self.model.sort(Column.NAME, Qt.SortOrder.DescendingOrder))

    def sort_plain(self) -> float:
        """The same on a list of strings."""
        return timed(lambda: ReadyStrings(sorted(self.lines, key=lambda line: line[0], reverse=True)))

    def keystroke(self, view: QTableView) -> float:
        """A keystroke up to the painted table."""
        query = Query(text=next(self._needles))

        def work() -> None:
            self.model.ask(query)
            self._app.processEvents()
            view.viewport().repaint()

        return timed(work)

    def _shown(self, made: Callable[[], QTableView]) -> float:
        views: list[QTableView] = []

        def work() -> None:
            views.append(self.opened(made()))
            views[0].viewport().repaint()

        taken = timed(work)
        views[0].close()
        views[0].deleteLater()
        self._app.processEvents()
        return taken


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def scrolled(view: QTableView) -> float:
    """One page further, painted; from the top again at the end."""
    bar = view.verticalScrollBar()
    if bar.value() + bar.pageStep() > bar.maximum():
        bar.setValue(0)

    def work() -> None:
        bar.setValue(bar.value() + bar.pageStep())
        view.viewport().repaint()

    return timed(work)


def _line(model: ConnectionsModel, row: int) -> tuple[str, ...]:
    """What our list shows in a row, as strings."""
    shown = model.rows[row]
    return (shown.title, shown.note, shown.state_text, shown.as_of, shown.letter, shown.key)[:COLUMNS]


def _needles() -> Iterator[str]:
    return (f"{number % 90 + 10}7" for number in count())


def main() -> None:
    """Measure."""
    rows, times = int(sys.argv[1]), int(sys.argv[2])
    app, window, shell = caldesk_app.first_stage(SettingsStore(None))
    window.hide()
    bench = Bench(app, shell.look, rows)
    told: dict[str, object] = {"rows_ms": bench.rows_ms, "again_ms": bench.again_ms}
    told["show"] = in_turn(bench.show_ours, bench.show_bare, times)
    told["filter"] = in_turn(bench.filter_ours, bench.filter_plain, times)
    told["sort"] = in_turn(bench.sort_ours, bench.sort_plain, times)
    bench.model.ask(Query())
    ours, bare = bench.opened(ConnectionsView(shell.look, bench.model)), bench.opened(table(bench.plain))
    told["page"] = in_turn(lambda: scrolled(ours), lambda: scrolled(bare), _MANY_PAGES * times)
    told["keystroke_ms"] = [bench.keystroke(ours) for _ in range(times)]
    tell(told)


if __name__ == "__main__":
    main()
