"""The calendar page on a practice site, and the parts of it that tests touch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QWidget

from caldesk.ui.calendar.details import DetailsCard
from caldesk.ui.calendar.event_list import EventList
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.list_card import ListCard
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.time_grid import TimeGrid
from tests.helpers.connecting import Bench, bench
from tests.helpers.sandbox import running
from tests.helpers.waiting import until


class CalendarDesk:
    """A page that is shown and has the focus."""

    def __init__(self, made: Bench) -> None:
        self.bench = made
        self.service = made.session.calendar
        self.page = CalendarPage(made.session, made.shell)
        self.page.resize(1200, 800)
        self.page.show()
        self.page.activateWindow()
        self.view.setFocus()

    @property
    def view(self) -> PaintedView:
        return self.page.view

    @property
    def grid(self) -> TimeGrid:
        return self.page.findChild(TimeGrid, "calendar.grid")

    @property
    def details(self) -> DetailsCard:
        return self.page.findChild(DetailsCard, "calendar.details")

    @property
    def legend(self) -> LegendModel:
        model = self.page.findChild(QListView, "calendar.legend").model()
        assert isinstance(model, LegendModel)
        return model

    @property
    def search(self) -> QLineEdit:
        return self.page.findChild(QLineEdit, "calendar.search")

    @property
    def settings_view(self) -> object:
        return self.bench.shell.settings.site_view(self.bench.session.profile.id)

    @property
    def is_complete(self) -> bool:
        """Whether every day is drawn."""
        return self.page.scene is not None and self.page.scene.complete

    def card(self, name: str) -> ListCard:
        return self.page.findChild(ListCard, name)

    def list_of(self, name: str) -> EventList:
        found = self.card(name).list
        assert found is not None
        return found

    def words_of(self, name: str) -> str:
        """Everything that a card says outside of its list."""
        return "\n".join(label.text() for label in self.card(name).findChildren(QLabel))

    def button(self, name: str) -> QAbstractButton:
        return self.page.findChild(QAbstractButton, name)

    def type(self, text: str, into: QWidget | None = None) -> None:
        QTest.keyClicks(into or self.search, text)

    def press(self, on: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(on, key, modifier)

    async def settled(self) -> None:
        """Wait until the page is furnished and the shown dates are read and drawn."""
        await until(lambda: self.page.furniture.is_complete, what="furniture")
        await until(lambda: not self.page.upkeep.timers.leafing.isActive(), what="leafing")
        await until(lambda: not self.service.status(self.page.period.dates).loading, what="reading")
        await until(lambda: not self.page.upkeep.timers.soon.isActive() and self.is_complete, what="drawing")

    async def found(self) -> ListCard:
        """Wait for the list of hits."""
        await until(lambda: self.card("calendar.hits").isVisible(), what="hits")
        return self.card("calendar.hits")


@asynccontextmanager
async def calendar_desk(scenario: str = "busy") -> AsyncIterator[CalendarDesk]:
    """A desk on a practice site; no notice may be posted."""
    with running(scenario) as server:
        async with bench(server) as made:
            desk = CalendarDesk(made)
            await desk.settled()
            yield desk
            desk.page.close()
            desk.page.deleteLater()
            assert made.posted == []
