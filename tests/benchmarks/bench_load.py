"""How long the window stands still while a year arrives page by page, against one load of it all in one go.

    python -m tests.benchmarks.bench_load BASE_URL TIMES

Ours is a session on the address with the calendar page on screen; the reference is the bare calendar with the same
view, which decodes, indexes, lays out and paints the same pages in one handler. Tells pairs of milliseconds as
`longest` (the longest gap between two heartbeats), and ours alone as `p99` and as `seconds` for the whole load.
"""

import asyncio
import sys
import time
from urllib.parse import urlencode

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from caldesk import app as caldesk_app
from caldesk.services.profiles import SiteProfile
from caldesk.services.session import Session
from caldesk.services.settings import SettingsStore
from caldesk.ui import loop
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.shell import Shell
from tests.benchmarks.bench_fetch import PAGE, Streams, client_for
from tests.benchmarks.floor_calendar import Calendar, Held, decode
from tests.benchmarks.heartbeat import Heartbeat
from tests.benchmarks.held_site import FixedClock, usual_view
from tests.benchmarks.held_year import YEAR, until_held
from tests.benchmarks.painting import settled
from tests.benchmarks.processes import tell

_AFTER = 0.25
"""Seconds after the last page in which the last repaint comes."""
_ALL_BUT_THE_LONGEST = 0.99


async def load_ours(base_url: str, shell: Shell) -> tuple[list[float], float]:
    """The gaps while the year arrives, and the seconds that took."""
    session = Session(SiteProfile(id="bench", name="Bench"), client_for(base_url), FixedClock())
    await session.connections.refresh()
    shell.settings.change_site_view("bench", calendar_view=usual_view())
    page = CalendarPage(session, shell)
    page.resize(1260, 780)
    page.show()
    await asyncio.sleep(_AFTER)
    heart, begun = Heartbeat(), time.perf_counter()
    heart.start()
    session.calendar.wish("bench", YEAR)
    await until_held(session)
    seconds = time.perf_counter() - begun
    await asyncio.sleep(_AFTER)
    gaps = heart.stop()
    page.hide()
    page.deleteLater()
    await session.close()
    return gaps, seconds


async def all_pages(base_url: str) -> list[bytes]:
    """The same answers, fetched before anything is measured."""
    streams, cursor, bodies = Streams(base_url), "", list[bytes]()
    while not bodies or cursor:
        asked = {"cursorPaging.limit": PAGE, **({"cursorPaging.cursor": cursor} if cursor else {})}
        bodies.append(await streams.get(f"/bookings/v2/external-calendars/events?{urlencode(asked)}"))
        cursor = bodies[-1].rpartition(b'"next":"')[2].partition(b'"')[0].decode()
    streams.close()
    return bodies


def load_at_once(app: QApplication, bodies: list[bytes]) -> list[float]:
    """The gaps while one handler takes in everything."""
    blank = Calendar([], usual_view())
    blank.show()
    settled(app)
    shown: list[Calendar] = [blank]
    waiting, heart = QEventLoop(), Heartbeat()

    def take() -> None:
        events: list[Held] = []
        for body in bodies:
            events += decode(body).events
        calendar = Calendar(events, usual_view())
        calendar.show()
        calendar.repaint()
        shown.append(calendar)

    QTimer.singleShot(50, take)
    QTimer.singleShot(50 + round(_AFTER * 1000), waiting.quit)
    heart.start()
    waiting.exec()
    for each in shown:
        each.close()
    return heart.stop()


def main() -> None:
    """Measure."""
    base_url, times = sys.argv[1], int(sys.argv[2])
    app, window, shell = caldesk_app.first_stage(SettingsStore(None))
    window.hide()
    bodies = asyncio.run(all_pages(base_url))
    longest, p99, seconds = [], [], []
    for _ in range(times + 1):
        gaps, took = loop.run(load_ours(base_url, shell), app)
        longest.append((gaps[-1], load_at_once(app, bodies)[-1]))
        p99.append(gaps[int(len(gaps) * _ALL_BUT_THE_LONGEST)])
        seconds.append(took)
    tell({"longest": longest[1:], "p99": p99[1:], "seconds": seconds[1:], "view": usual_view()})


if __name__ == "__main__":
    main()
