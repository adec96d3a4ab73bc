"""What the steps of the tour do to the window: look for something, press, type, click, and wait for what follows.

Everything goes through the widgets that a person uses, found by their object names. Nothing waits for a fixed time.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from caldesk.i18n import _
from caldesk.ui.connections.model import Column, ConnectionsModel
from caldesk.ui.connections.rows import Row, SwitchCell
from caldesk.ui.connections.view import ConnectionsView
from caldesk.ui.main_window import MainWindow
from caldesk.ui.shell import Shell

_LOOK_EVERY = 0.02

W = TypeVar("W", bound=QWidget)


class StepFailedError(Exception):
    """A step did not come to its end; the message says what was waited for."""


class Guide:
    """Leads through one window. Each method raises StepFailedError for what does not happen in time."""

    patience = 15.0
    """Seconds that a step may wait for one thing."""

    def __init__(self, window: MainWindow, shell: Shell) -> None:
        self.window = window
        self.shell = shell

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until `condition` holds; `what` names it for people."""
        end = time.monotonic() + self.patience
        while not condition():
            await self.wait_a_moment(end, what)

    async def wait_a_moment(self, end: float, what: str) -> None:
        """Between two looks; fails at `end` on the monotonic clock, or when the window is gone."""
        if not self.window.isVisible():
            raise StepFailedError(_("the window was closed"))
        if time.monotonic() > end:
            words = _("waited {n} seconds in vain for: {what}")
            raise StepFailedError(words.format(n=round(self.patience), what=what))
        await asyncio.sleep(_LOOK_EVERY)

    def find(self, kind: type[W], name: str = "") -> W | None:
        """The widget of that kind and object name, if it can be seen and no dialog lies over it."""
        found = self.window.findChildren(kind, name) if name else self.window.findChildren(kind)
        dialog = QApplication.activeModalWidget()
        reachable = (widget for widget in found if widget.isVisible() and dialog in (None, widget.window()))
        return next(reachable, None)

    async def shown(self, kind: type[W], name: str = "") -> W:
        """Wait until that widget can be seen."""
        await self.until(lambda: self.find(kind, name), name or kind.__name__)
        widget = self.find(kind, name)
        if widget is None:  # it went between two looks
            raise StepFailedError(_("it was there and went: {what}").format(what=name or kind.__name__))
        return widget

    async def press(self, name: str) -> None:
        """Press a button once it can be pressed."""
        button = await self.shown(QAbstractButton, name)
        await self.until(button.isEnabled, _("{name} can be pressed").format(name=name))
        button.click()

    async def dismiss_notices(self) -> None:
        """Close what the window tells beside its pages, as a person does who has read it."""
        for notice in self.window.notices.findChildren(QAbstractButton):
            if notice.objectName().endswith(".dismiss"):
                notice.click()

    async def write(self, name: str, text: str) -> None:
        """Type into a field, in the place of what stands there."""
        field = await self.shown(QLineEdit, name)
        field.selectAll()
        QTest.keyClicks(field, text)

    async def choose(self, name: str, key: object) -> None:
        """Choose an entry of a list by what it stands for."""
        box = await self.shown(QComboBox, name)
        await self.until(lambda: box.findData(key) >= 0, f"{name}: {key}")
        box.setCurrentIndex(box.findData(key))

    async def go_to(self, page_id: str) -> None:
        """Open a page through the navigation."""
        await self.press(f"go.{page_id}")
        await self.until(lambda: self.window.page == page_id, _("page {name}").format(name=page_id))

    # ----- the list of connections

    @property
    def rows(self) -> Sequence[Row]:
        """What the list shows; nothing where it is not shown."""
        model = self._model()
        return model.rows if model else ()

    def switch(self, title: str, column: Column) -> SwitchCell | None:
        """How a switch in the row with that title is drawn."""
        model, number = self._model(), self._number(title)
        return model.switch_at(number, column) if model and number >= 0 else None

    async def row(self, title: str) -> None:
        """Wait until a row with that title is in the list."""
        await self.until(lambda: self._number(title) >= 0, _("a row for {name}").format(name=title))

    async def click_cell(self, title: str, column: Column) -> None:
        """Click into the row with that title."""
        await self.row(title)
        view = await self.shown(ConnectionsView)
        index = view.model().index(self._number(title), column)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    def _number(self, title: str) -> int:
        return next((number for number, row in enumerate(self.rows) if row.title == title), -1)

    def _model(self) -> ConnectionsModel | None:
        view = self.find(ConnectionsView)
        model = view.model() if view else None
        return model if isinstance(model, ConnectionsModel) else None
