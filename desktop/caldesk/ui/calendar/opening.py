"""Opens what is in the grid: the details of an event, or the list of those that did not fit."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget

from caldesk.domain.event import Event
from caldesk.services.state import AppState
from caldesk.ui.calendar.details import DetailsCard
from caldesk.ui.calendar.details_words import details_lines, details_title
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.wording import spoken_event


class Opener:
    """Works on one grid and one card; `age` says when the data was read, "" if that is not known."""

    def __init__(
        self, page: QWidget, grid: TimeGrid, card: DetailsCard, state: AppState, age: Callable[[], str]
    ) -> None:
        self._page, self._grid, self._card = page, grid, card
        self._state, self._age = state, age
        grid.details_wanted.connect(self.open)
        grid.more_wanted.connect(self.open_more)

    @property
    def _locale(self) -> QLocale:
        return self._grid.locale_used

    def open(self, event: Event, rect: QRect) -> None:
        """Show the details of an event that is drawn at `rect` of the viewport."""
        scene = self._grid.scene
        if scene is None:
            return
        lines = details_lines(self._locale, event, scene, self._state.snapshot, self._age())
        corner = self._grid.viewport().mapTo(self._page, rect.topLeft())
        self._card.open(details_title(event), lines, QRect(corner, rect.size()), self._grid)

    def open_more(self, events: Sequence[Event], rect: QRect) -> None:
        """Show a list; choosing an event opens its details."""
        scene = self._grid.scene
        if scene is None:
            return
        menu = QMenu(self._page)
        menu.setObjectName("calendar.more")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for event in events:
            action = menu.addAction(spoken_event(self._locale, event, scene).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, event=event: self.open(event, rect))
        menu.popup(self._grid.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 4)))
