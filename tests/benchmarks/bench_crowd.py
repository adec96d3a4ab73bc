"""How long the window stands still on a very large site: a week of very many events is turned, somebody is hidden.

    python -m tests.benchmarks.bench_crowd EVENTS TIMES

Tells milliseconds for each thing that is done: the longest gap between two heartbeats until all of it is painted.
"""

import random
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median

from PySide6.QtWidgets import QApplication

from caldesk import app as caldesk_app
from caldesk.domain.event import Event
from caldesk.domain.provider import CalendarType
from caldesk.services.settings import SettingsStore
from caldesk.ui.calendar.page import CalendarPage
from tests.benchmarks.heartbeat import Heartbeat
from tests.benchmarks.held_site import HeldSite
from tests.benchmarks.painting import settled, until_complete, until_painted
from tests.benchmarks.processes import tell
from tests.benchmarks.workload import TODAY, ZONE, schedule_ids

_SLOTS, _SLOT = 7 * 96, 900
_WEEKS = 2


def crowd(count: int) -> list[Event]:
    """So many events in this week and as many in the next, the same each time."""
    chance, ids = random.Random(count), schedule_ids()  # noqa: S311 - a workload
    monday = TODAY - timedelta(days=TODAY.weekday())
    first = int(datetime(monday.year, monday.month, monday.day, tzinfo=ZONE).timestamp())
    return [_event(chance, ids, first + week * _SLOTS * _SLOT) for week in range(_WEEKS) for _ in range(count)]


def _event(chance: random.Random, ids: list[str], first: int) -> Event:
    start = first + chance.randrange(_SLOTS) * _SLOT
    length = chance.choice((1, 2, 4, 6)) * _SLOT
    return Event(chance.choice(ids), start, start + length, calendar_type=CalendarType.GOOGLE)


def longest_gap(app: QApplication, page: CalendarPage, act: Callable[[], object]) -> float:
    """Milliseconds between two heartbeats at the most, from before something is done until it is painted."""
    settled(app)
    heart = Heartbeat()
    heart.start()
    with until_painted(app, page):
        act()
    until_complete(app, page)
    settled(app)
    return heart.stop()[-1]


def _acts(page: CalendarPage) -> Iterator[tuple[str, Callable[[], object]]]:
    somebody = schedule_ids()[3]
    yield "next", lambda: page.step(1)
    yield "previous", lambda: page.step(-1)
    yield "hide one", lambda: page._legend.hide_only({somebody})
    yield "show all", lambda: page._legend.hide_only(())


def main() -> None:
    """Measure."""
    count, times = int(sys.argv[1]), int(sys.argv[2])
    app, window, shell = caldesk_app.first_stage(SettingsStore(None))
    window.hide()
    site = HeldSite(shell)
    site.take(crowd(count))
    page = site.page("week")
    page.show()
    while not page.furniture.is_complete:
        app.processEvents()
    until_complete(app, page)
    gaps: dict[str, list[float]] = {}
    for _turn in range(times):
        for name, act in _acts(page):
            gaps.setdefault(name, []).append(longest_gap(app, page, act))
    tell({name: round(median(each), 1) for name, each in gaps.items()})


if __name__ == "__main__":
    main()
