"""What leads to an event or asks about time: search, the list of double bookings, what blocks a stretch."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from caldesk.domain.event import Event
from caldesk.services.calendar import CalendarService
from caldesk.ui.calendar.blocking_list import BlockingList
from caldesk.ui.calendar.clash_list import ClashList
from caldesk.ui.calendar.event_rows import day_of
from caldesk.ui.calendar.highlight import Highlight
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.searching import Searcher
from caldesk.ui.calendar.side_panel import SidePanel
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.style import Look


class Guided(Protocol):
    """What the guide asks of the page."""

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        ...

    @property
    def view(self) -> PaintedView:
        """The view that is shown."""
        ...

    def go_to(self, day: date) -> None:
        """Show the period that holds a day."""
        ...

    def hide_weekends(self, *, hide: bool) -> None:
        """Leave weekends out of months, or show them."""
        ...


class Guide(QObject):
    """Works on one page (`frame` is its widget) and the panel beside the views. `now` gives epoch seconds."""

    def __init__(
        self,
        look: Look,
        page: Guided,
        frame: QWidget,
        service: CalendarService,
        side: SidePanel,
        now: Callable[[], float],
    ) -> None:
        super().__init__(frame)
        self._page = page
        self.highlight = Highlight(look, frame)
        self.search = Searcher(look, frame, service, self._scene, lambda: side.legend_model.hidden, now)
        self.search.hit_chosen.connect(self.go_to_event)
        self.search.left.connect(lambda: page.view.setFocus(Qt.FocusReason.OtherFocusReason))
        side.add_first(self.search.field)
        self.clashes = ClashList(look, frame, side.clashes, self._scene)
        self.clashes.clash_chosen.connect(self.go_to_event)
        side.clash_wanted.connect(lambda: self.clashes.open(page.view.selection.event))
        self.blocking = BlockingList(look, frame, service, lambda: side.legend_model.hidden)
        self.blocking.event_chosen.connect(self.go_to_event)

    def serve(self, view: PaintedView) -> None:
        """Answer what this view asks for."""
        if isinstance(view, TimeGrid):
            view.range_wanted.connect(lambda *asked: self.blocking.open(view, *asked))

    def go_to_event(self, event: Event) -> None:
        """Show the day of an event, put the keyboard on it and mark it for a moment."""
        scene = self._page.scene
        if scene is None:
            return
        if event not in scene.events:
            self._page.go_to(day_of(event, scene))
        if not self._page.view.shows(event):
            self._page.hide_weekends(hide=False)
            self._page.go_to(day_of(event, scene))
        view = self._page.view
        view.select(event)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.highlight.mark(view, event)

    def _scene(self) -> Scene | None:
        return self._page.scene
