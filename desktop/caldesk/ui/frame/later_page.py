"""A page that is made when it is first wanted: no start waits for it, and who never goes there never holds it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

P = TypeVar("P", bound=QWidget)


class LaterPage(QWidget, Generic[P]):
    """Stands for the page that `make` makes, which may import what it needs."""

    def __init__(self, make: Callable[[], P]) -> None:
        super().__init__()
        self._make = make
        self._page: P | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def page(self) -> P:
        """The page itself, made now if it has not been."""
        if self._page is None:
            self._page = self._make()
            self._column.addWidget(self._page)
            self._page.show()  # the layout would do so in the next turn only, and a key may come before
        return self._page

    def showEvent(self, event: QShowEvent) -> None:
        """It is gone to."""
        self.page()
        super().showEvent(event)
