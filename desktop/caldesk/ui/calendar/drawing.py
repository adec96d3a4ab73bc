"""Has what is asked for staged in slices, the newest wish only, and tells how far it got."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from caldesk.services.calendar import CalendarService
from caldesk.ui.calendar.day_book import DayPage
from caldesk.ui.calendar.slices import Job, Slices
from caldesk.ui.calendar.staging import Ask, Stager

_BETWEEN = 0.1
"""Seconds between two pictures of what is not complete; each costs as much as a slice."""


class Drawing(QObject):
    """`drawn` gives a scene: at once for most sites, else an incomplete one first and then better ones.

    `ask` tells what is wished for now.
    """

    drawn = Signal(object)

    def __init__(self, owner: QObject, service: CalendarService, ask: Callable[[], Ask]) -> None:
        super().__init__(owner)
        self._service, self._ask = service, ask
        self._stager = Stager(service)
        self._slices = Slices(self, self._paused)
        self._asked: Ask | None = None
        self._shown: tuple[object, ...] = ()
        self._shown_at = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether something is left to do."""
        return self._slices.is_busy

    @property
    def took_ms(self) -> float:
        """How long the window was held up for the last picture, all slices together."""
        return self._slices.took_ms

    def begin(self) -> None:
        """Draw what is wished for now; what was under way for another wish is dropped."""
        self._asked = self._ask()
        self._slices.start(self._work(self._asked))

    def everybody(self) -> list[DayPage]:
        """The days of the last complete scene, with those who are hidden."""
        return self._stager.everybody(self._asked.dates) if self._asked is not None else []

    def _work(self, ask: Ask) -> Job:
        yield from self._stager.steps(ask)
        self._show(ask)

    def _paused(self) -> None:
        """Another wish is answered at once; one for the same can wait."""
        ask = self._asked
        if ask is not None and (self._kind(ask) != self._shown or time.monotonic() - self._shown_at > _BETWEEN):
            self._show(ask)

    def _show(self, ask: Ask) -> None:
        self._shown, self._shown_at = self._kind(ask), time.monotonic()
        self.drawn.emit(self._stager.scene(ask))

    def _kind(self, ask: Ask) -> tuple[object, ...]:
        """What somebody would miss if it did not change at once."""
        looks = ask.month, ask.hidden_weekdays, ask.by_person is None, ask.colour_by
        return ask.dates, ask.hidden, looks, self._service.revealed_until is None
