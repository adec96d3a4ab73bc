"""The choice of a second time zone: its button, and its card."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from caldesk.ui.calendar.zone_card import ZoneCard
from caldesk.ui.style import INSIDE, Look


class ZoneChoice(QObject):
    """`kept` is what the settings remember; `remember` keeps another choice, `changed` tells of it."""

    changed = Signal()

    def __init__(
        self, look: Look, page: QWidget, button: QAbstractButton, kept: str, remember: Callable[[str], None]
    ) -> None:
        super().__init__(page)
        self._page, self._button, self._kept, self._remember = page, button, kept, remember
        self.card = ZoneCard(look, page)
        self.card.zone_chosen.connect(self.choose)
        button.clicked.connect(self.open)
        button.setChecked(bool(kept))

    def open(self) -> None:
        """Show the card below the button, which stays as it was until something is chosen."""
        self._button.setChecked(bool(self._kept))
        below = self._button.mapTo(self._page, QPoint(0, self._button.height() + INSIDE))
        self.card.open(self._kept, QRect(below, QSize(1, 1)), self._button)

    def choose(self, kept: str) -> None:
        """Take a choice and remember it."""
        self._kept = kept
        self._button.setChecked(bool(kept))
        self._remember(kept)
        self.changed.emit()
