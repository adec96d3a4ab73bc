"""Marks in the small month which days hold events, a moment after something changed; in slices where much is held."""

from datetime import date, timedelta

from PySide6.QtCore import QObject, QTimer

from caldesk.domain.timespan import DateRange
from caldesk.services.calendar import CalendarService
from caldesk.ui.calendar.mini_month import MonthCells
from caldesk.ui.calendar.slices import SLICE, Job, Slices

_AFTER_MS = 300
_WEEK = timedelta(days=7)
_AT_ONCE = 20_000
"""Events in memory from which weeks are looked at one by one."""


class MonthMarks(QObject):
    """Keeps the marks of some cells true."""

    def __init__(self, cells: MonthCells, service: CalendarService) -> None:
        super().__init__(cells)
        self._cells, self._service = cells, service
        self._slices = Slices(self)
        self._later = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._later.timeout.connect(self.now)

    def soon(self) -> None:
        """Look in a moment."""
        if not self._later.isActive():
            self._later.start()

    def now(self) -> None:
        """Look at once; what was under way for another month is dropped."""
        self._slices.start(self._look(self._cells.dates))

    def rest(self) -> None:
        """Nobody sees it."""
        self._later.stop()
        self._slices.stop()

    def _look(self, dates: DateRange) -> Job:
        step = _WEEK if self._service.held > _AT_ONCE else dates.end - dates.first
        found: set[date] = set()
        first = dates.first
        while first < dates.end:
            found |= self._service.days_with_events(DateRange(first, min(first + step, dates.end)))
            first += step
            yield SLICE
        self._cells.mark(found)
