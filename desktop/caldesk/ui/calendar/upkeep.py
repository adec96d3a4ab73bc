"""Keeps a calendar page up to date: decides what it wishes to have read, and when it is drawn again."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caldesk.services.session import Session
from caldesk.ui.calendar.asking import Asker
from caldesk.ui.calendar.day_book import counts_by_schedule
from caldesk.ui.calendar.drawing import Drawing
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.loading_line import LoadingLine
from caldesk.ui.calendar.page_timers import PageTimers
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.staging import Ask

if TYPE_CHECKING:
    from caldesk.ui.calendar.page import CalendarPage

_WHO = "page"
"""In whose name dates are wished for."""


class Upkeep(QObject):
    """Of one page, which it asks what is looked at. `loading` tells whether pages are arriving."""

    drawn = Signal(object)
    """A `Scene`: at once for most sites, else an incomplete one first."""
    wished = Signal()
    """The dates of the page were wished for; what stands around it may wish, too."""

    def __init__(self, page: "CalendarPage", session: Session, legend: LegendModel, loading: LoadingLine) -> None:
        super().__init__(page)
        self._page, self._loading = page, loading
        self._service, self._clock = session.calendar, session.clock
        self._asker = Asker(session, legend)
        self._drawing = Drawing(self, self._service, self._ask)
        self._drawing.drawn.connect(self._show)
        self._loading_late = False
        self.timers = PageTimers(
            self,
            soon=self.restage,
            patience=self._loading_takes_long,
            leafing=self._wish_now,
            minute=self._minute_passed,
        )
        self.destroyed.connect(self._service.subscribe(self.draw_soon))

    def counts(self) -> Counter[str]:
        """How many events each schedule has on the dates that are looked at, hidden or not."""
        return counts_by_schedule(self._drawing.everybody())

    def restage(self) -> None:
        """Draw what is known now; where there is much of it, day by day."""
        self.timers.soon.stop()
        self._drawing.begin()

    def draw_soon(self) -> None:
        """Draw again shortly; changes that come one after the other are drawn as one."""
        self.timers.draw_soon(loading=self._loading.is_on, drawing_ms=self._drawing.took_ms)

    def look_elsewhere(self) -> None:
        """Other dates are looked at: have them read, and draw what is known of them."""
        self._loading_late = False
        self.wish()
        self.restage()

    def take_snapshot(self) -> None:
        """The site was read: there are other people, perhaps."""
        self._asker.take_snapshot()
        self.draw_soon()

    def wish(self) -> None:
        """Ask at once; while somebody leafs fast, only for where they stop."""
        if not self.timers.leafing.isActive():
            self._wish_now()
        self.timers.leafing.start()

    def begin(self) -> None:
        """The page is shown."""
        self.wish()
        self.timers.await_minute(self._clock.now())

    def rest(self) -> None:
        """Nobody looks at the page: nothing need be read for it."""
        self.timers.minute.stop()
        self._service.drop_wish(_WHO)

    def _ask(self) -> Ask:
        page = self._page
        return self._asker.ask(page.period, page.beside.zone, show_loading=self._loading_late)

    def _show(self, scene: Scene) -> None:
        self.drawn.emit(scene)
        self._have_patience()

    def _wish_now(self) -> None:
        if self._page.isVisible():
            self._service.wish(_WHO, self._page.period.dates)
            self.wished.emit()

    def _have_patience(self) -> None:
        """Days on their way are marked so once that takes long."""
        status = self._service.status(self._page.period.dates)
        if status.loading and status.as_of is None and not (self._loading_late or self.timers.patience.isActive()):
            self.timers.patience.start()

    def _loading_takes_long(self) -> None:
        if self._service.status(self._page.period.dates).loading:
            self._loading_late = True
            self.restage()

    def _minute_passed(self) -> None:
        page = self._page
        self.timers.await_minute(self._clock.now())
        self._service.keep_fresh()
        if page.scene is not None and page.scene.today != page.today:
            self.restage()
        page.view.viewport().update()
