"""A floating card with a list of events in it: hits of a search, double bookings, what blocks a time."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from caldesk.ui.calendar.event_list import EventList
from caldesk.ui.calendar.event_rows import EventRow
from caldesk.ui.calendar.floating import FloatingCard
from caldesk.ui.style import Look
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.label import Label

_WIDTH = 380


class ListCard(FloatingCard):
    """`chosen` gives an event; whether the card then closes is decided by who opened it."""

    chosen = Signal(object)

    def __init__(self, look: Look, page: QWidget, *, name: str) -> None:
        super().__init__(look, page, name=name, width=_WIDTH)
        self.list: EventList | None = None

    def open_list(
        self,
        title: str,
        rows: Sequence[EventRow],
        anchor: QRect,
        return_to: QWidget,
        *,
        notes: Sequence[str] = (),
        actions: Sequence[Action] = (),
        steal: bool = True,
    ) -> None:
        """Show rows under a title and sentences, and below what can be done; see `FloatingCard.float_body`."""
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join(notes))
        body, column = self.headed(title)
        for place, note in enumerate(notes):
            column.addWidget(Label(note, quiet=True, name=f"{self.objectName()}.note{place}"))
        self.list = None
        if rows:
            self.list = EventList(self._look, rows, name=f"{self.objectName()}.list", label=title)
            self.list.chosen.connect(self.chosen)
            column.addWidget(self.list)
        for action in actions:
            column.addWidget(action.button(self._look), 0, Qt.AlignmentFlag.AlignLeading)
        self.float_body(body, anchor, return_to, self.list, steal=steal)
