"""The floor of a calendar: the barest PySide6 month or week that can show the workload; no scrolling, no themes.

    python -m tests.benchmarks.floor_calendar FILE VIEW [app]

Tells what `bench_paint` tells; with `app` it starts, shows the file and prints `EVENTS_PAINT` instead.
"""

import sys
import time
from bisect import bisect_left
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from operator import itemgetter
from pathlib import Path

import msgspec
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.marks import mark
from tests.benchmarks.painting import settled, until_painted
from tests.benchmarks.processes import tell
from tests.benchmarks.workload import TODAY, ZONE

_DAY, _LINE, _HEAD, _LEFT = 1440, 18, 24, 50
_FIRST_HOUR, _HOURS = 6, 16
_COLOURS = ("#3788d8", "#88aa44", "#bb5555", "#aa66cc", "#cc7700", "#228888")


class Held(msgspec.Struct, gc=False, rename="camel"):
    """An event as it comes."""

    schedule_id: str
    start: datetime
    end: datetime
    all_day: bool
    title: str


class Page(msgspec.Struct):
    """An answer."""

    events: list[Held]


decode = msgspec.json.Decoder(Page).decode

Line = tuple[int, int, int, int, Held]
"""First day, last day, first minute, last minute (local, counted from the year 1), and the event."""


class Index:
    """Lines by their first day."""

    def __init__(self, events: list[Held]) -> None:
        offsets: dict[tuple[int, int, int, int], int] = {}
        self._lines = sorted((self._line(event, offsets) for event in events), key=itemgetter(0, 2))
        self._firsts = [line[0] for line in self._lines]
        self._longest = max((line[1] - line[0] for line in self._lines), default=0)

    def between(self, first: int, last: int) -> list[Line]:
        """The lines of these days, both included."""
        low, high = bisect_left(self._firsts, first - self._longest), bisect_left(self._firsts, last + 1)
        return [line for line in self._lines[low:high] if line[1] >= first]

    def _line(self, event: Held, offsets: dict[tuple[int, int, int, int], int]) -> Line:
        start = event.start
        if event.all_day:
            return start.toordinal(), event.end.toordinal() - 1, 0, 0, event
        key = start.year, start.month, start.day, start.hour
        offset = offsets.get(key)
        if offset is None:
            offset = offsets[key] = round((start.astimezone(ZONE).utcoffset() or timedelta()).total_seconds() / 60)
        begins = start.toordinal() * _DAY + start.hour * 60 + start.minute + offset
        ends = begins + int((event.end - start).total_seconds()) // 60
        return begins // _DAY, max(begins, ends - 1) // _DAY, begins, ends, event


class Calendar(QWidget):
    """One painted widget."""

    def __init__(self, events: list[Held], view: str) -> None:
        super().__init__()
        self.resize(1260, 780)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._index, self._view, self._day = Index(events), view, TODAY
        self._hidden_schedule = ""
        self._font = QFont()
        self._font.setPixelSize(11)
        self._metrics = QFontMetrics(self._font)
        self._cut: dict[tuple[str, int], str] = {}
        self._colours = [QColor(name) for name in _COLOURS]
        self.go(TODAY)

    def go(self, day: date) -> None:
        """Show the month or week of a day."""
        self._day = day
        self._boxes: list[tuple[QRect, Held]] = []
        self._hidden: dict[int, int] = {}
        if self._view == "month":
            self._lay_out_month(day)
        else:
            self._lay_out_week(day)
        self.update()

    def hide_schedule(self, schedule_id: str) -> None:
        """Show everybody but one; "" for everybody."""
        self._hidden_schedule = schedule_id
        self.go(self._day)

    def _between(self, first: int, last: int) -> list[Line]:
        lines = self._index.between(first, last)
        if not self._hidden_schedule:
            return lines
        return [line for line in lines if line[4].schedule_id != self._hidden_schedule]

    def _lay_out_month(self, day: date) -> None:
        first = day.replace(day=1)
        self._monday = (first - timedelta(days=first.weekday())).toordinal()
        self._weeks = ((first + timedelta(days=31)).replace(day=1).toordinal() - self._monday + 6) // 7
        height, width = (self.height() - _HEAD) / self._weeks, self.width() / 7
        rows = int((height - _LINE) // _LINE) - 1
        taken: dict[int, int] = {}
        for begins, ends, _start, _end, event in self._between(self._monday, self._monday + self._weeks * 7 - 1):
            at, last = max(begins, self._monday), min(ends, self._monday + self._weeks * 7 - 1)
            while at <= last:
                week = (at - self._monday) // 7
                until = min(last, self._monday + week * 7 + 6)
                row = _free_row(taken, range(at, until + 1))
                if row < rows:
                    top = _HEAD + week * height + _LINE * (row + 1)
                    left = ((at - self._monday) % 7) * width
                    self._boxes.append((QRect(int(left), int(top), int(width * (until - at + 1)) - 2, 17), event))
                else:
                    for each in range(at, until + 1):
                        self._hidden[each] = self._hidden.get(each, 0) + 1
                at = until + 1

    def _lay_out_week(self, day: date) -> None:
        self._monday = (day - timedelta(days=day.weekday())).toordinal()
        width = (self.width() - _LEFT) / 7
        columns: list[list[tuple[int, int, Held]]] = [[] for _ in range(7)]
        taken: dict[int, int] = {}
        for begins, ends, start, end, event in self._between(self._monday, self._monday + 6):
            at, last = max(begins, self._monday), min(ends, self._monday + 6)
            if event.all_day:
                row = _free_row(taken, range(at, last + 1))
                if row < 3:
                    left, wide = _LEFT + (at - self._monday) * width, width * (last - at + 1)
                    self._boxes.append((QRect(int(left), _HEAD + row * _LINE, int(wide) - 2, 17), event))
                continue
            for each in range(at, last + 1):
                midnight = each * _DAY
                columns[each - self._monday].append((max(start - midnight, 0), min(end - midnight, _DAY), event))
        for place, pieces in enumerate(columns):
            self._place(_LEFT + place * width, width - 4, pieces)

    def _place(self, left: float, width: float, pieces: list[tuple[int, int, Held]]) -> None:
        minute = (self.height() - 90) / (_HOURS * 60)
        for (start, end, event), lane, lanes in _packed(pieces):
            top = 90 + (start - _FIRST_HOUR * 60) * minute
            wide = width / lanes
            height = max(3, int((end - start) * minute) - 1)
            self._boxes.append((QRect(int(left + lane * wide), int(top), max(2, int(wide) - 1), height), event))

    def _elided(self, text: str, width: int) -> str:
        cut = self._cut.get((text, width))
        if cut is None:
            cut = self._cut[text, width] = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return cut

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines, days, boxes."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setFont(self._font)
        self._paint_grid(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        baseline = self._metrics.ascent() + 2
        for rect, held in self._boxes:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colours[ord(held.schedule_id[0]) % len(self._colours)])
            painter.drawRoundedRect(rect, 3, 3)
            if rect.width() > 12 and rect.height() > 10:
                painter.setPen(Qt.GlobalColor.white)
                painter.drawText(rect.x() + 3, rect.y() + baseline, self._elided(held.title, rect.width() - 6))
        painter.end()

    def _paint_grid(self, painter: QPainter) -> None:
        painter.setPen(QColor("#dddddd"))
        left = 0 if self._view == "month" else _LEFT
        for column in range(8):
            x = int(left + column * (self.width() - left) / 7)
            painter.drawLine(x, 0, x, self.height())
        rows = self._weeks if self._view == "month" else _HOURS
        top = _HEAD if self._view == "month" else 90
        for row in range(rows):
            y = int(top + row * (self.height() - top) / rows)
            painter.drawLine(0, y, self.width(), y)
        painter.setPen(Qt.GlobalColor.black)
        if self._view == "week":
            return
        for place in range(self._weeks * 7):
            x, y = (
                int((place % 7) * self.width() / 7),
                int(_HEAD + (place // 7) * (self.height() - _HEAD) / self._weeks),
            )
            painter.drawText(x + 4, y + 13, str(date.fromordinal(self._monday + place).day))
            if hidden := self._hidden.get(self._monday + place):
                painter.drawText(x + 60, y + 13, f"+{hidden}")


def _free_row(taken: dict[int, int], days: range) -> int:
    """The lowest row that is free on all of these days, which it then takes; `taken` holds a bit for each row."""
    used = 0
    for day in days:
        used |= taken.get(day, 0)
    bit = ~used & (used + 1)
    for day in days:
        taken[day] = taken.get(day, 0) | bit
    return bit.bit_length() - 1


def _packed(pieces: list[tuple[int, int, Held]]) -> list[tuple[tuple[int, int, Held], int, int]]:
    """Pieces with their lane, and the lanes of their group."""
    pieces.sort(key=lambda piece: (piece[0], -piece[1]))
    found: list[tuple[tuple[int, int, Held], int]] = []
    sized: list[tuple[tuple[int, int, Held], int, int]] = []
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    lanes, latest = 0, -1
    for piece in pieces:
        if piece[0] >= latest:
            sized += [(each, lane, lanes) for each, lane in found]
            found, busy, free, lanes, latest = [], [], [], 0, -1
        while busy and busy[0][0] <= piece[0]:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else lanes
        lanes = max(lanes, lane + 1)
        heappush(busy, (piece[1], lane))
        found.append((piece, lane))
        latest = max(latest, piece[1])
    return sized + [(each, lane, lanes) for each, lane in found]


def _shown(app: QApplication, events: list[Held], view: str) -> tuple[float, Calendar]:
    begun = time.perf_counter()
    calendar = Calendar(events, view)
    with until_painted(app, calendar):
        calendar.show()
    return (time.perf_counter() - begun) * 1e3, calendar


def _gone(app: QApplication, calendar: Calendar, day: date) -> float:
    begun = time.perf_counter()
    with until_painted(app, calendar):
        calendar.go(day)
    return (time.perf_counter() - begun) * 1e3


def main() -> None:
    """Measure, or start."""
    file, view = sys.argv[1], sys.argv[2]
    app = QApplication(sys.argv[:1])
    events = decode(Path(file).read_bytes()).events
    if "app" in sys.argv:
        _shown(app, events, view)
        mark("EVENTS_PAINT")
        return
    settled(app)
    paint, calendar = _shown(app, events, view)
    after = date(2026, 7, 15) if view == "month" else TODAY + timedelta(days=7)
    told = {"paint_ms": paint, "next_ms": _gone(app, calendar, after), "prev_ms": _gone(app, calendar, TODAY)}
    calendar.close()
    tell({**told, "warm_ms": _shown(app, events, view)[0]})


if __name__ == "__main__":
    main()
