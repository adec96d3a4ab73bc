"""Events are painted first; what stands around them comes at once after, and nothing jumps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.calendar.picture_area import PictureArea
from tests.helpers.connecting import Bench, busy_bench
from tests.helpers.waiting import until

pytestmark = pytest.mark.usefixtures("british")

SIZES = ((1024, 700), (1600, 1000))


def place_of(page: CalendarPage) -> QRect:
    view = page.view
    return QRect(view.mapTo(page, view.rect().topLeft()), view.size())


def tab_stops(page: CalendarPage) -> list[str]:
    """The names of what Tab reaches, in order."""
    found: list[str] = []
    widget: QWidget = page.nextInFocusChain()
    while widget is not page:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page):
            found.append(widget.objectName())
        widget = widget.nextInFocusChain()
    return found


@asynccontextmanager
async def known_week(made: Bench) -> AsyncIterator[None]:
    """Everything was read before, so that the next page has all there is to show from the start."""
    before = CalendarPage(made.session, made.shell)
    before.show()
    await until(lambda: "1 calendar could not be read" in before._truth.banners, what="banner")
    await until(lambda: not made.session.calendar.status(before.period.dates).loading, what="reading")
    before.hide()
    yield
    before.close()
    before.deleteLater()


@pytest.mark.parametrize("size", SIZES)
async def test_the_room_of_toolbar_and_panel_is_kept_from_the_first_picture_on(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[tuple[QRect, set[str]]] = []
    paint = PictureArea.paintEvent

    def noted(view: PictureArea, event: QPaintEvent) -> None:
        page = view.window()
        assert isinstance(page, CalendarPage)
        painted.append((place_of(page), set(vars(page.furniture))))
        paint(view, event)

    async with busy_bench() as made, known_week(made):
        monkeypatch.setattr(PictureArea, "paintEvent", noted)
        page = CalendarPage(made.session, made.shell)
        page.resize(*size)
        page.show()
        await until(lambda: page.furniture.is_complete, what="furniture")
        await until(lambda: page.furniture.guide.search.field.isVisible(), what="panel")
        page.view.viewport().repaint()
        assert page.scene.events
        assert not {"toolbar", "side", "guide"} & painted[0][1]
        assert {"toolbar", "side", "guide"} <= painted[-1][1]
        assert {(place.x(), place.y(), place.width(), place.height()) for place, _pieces in painted} == {
            painted[0][0].getRect()
        }
        page.close()
        page.deleteLater()


async def test_tab_goes_through_toolbar_and_panel_to_the_events() -> None:
    async with busy_bench() as made:
        page = CalendarPage(made.session, made.shell)
        page.resize(1600, 1000)
        page.show()
        await until(lambda: page.furniture.is_complete, what="furniture")
        stops = tab_stops(page)
        assert stops[:3] == ["calendar.previous", "calendar.today", "calendar.next"]
        assert stops[-2:] == ["calendar.search", "calendar.grid"]
        assert stops.index("calendar.mini") > stops.index("calendar.export")
        page.close()
        page.deleteLater()


async def test_a_piece_that_is_asked_for_early_is_there_at_once() -> None:
    async with busy_bench() as made:
        page = CalendarPage(made.session, made.shell)
        page.resize(1200, 800)
        page.show()
        page.furniture.guide.search.begin()
        QTest.keyClicks(page.furniture.guide.search.field, "x")
        assert page.furniture.guide.search.field.text() == "x"
        assert page.furniture.side.legend_model is page._legend
        await until(lambda: page.furniture.is_complete, what="furniture")
        assert len(page.findChildren(QWidget, "calendar.side")) == 1
        page.close()
        page.deleteLater()


async def test_a_page_that_is_never_shown_makes_nothing_around_its_views() -> None:
    async with busy_bench() as made:
        page = CalendarPage(made.session, made.shell)
        await made.session.connections.refresh()
        page.step(1)
        page.hide()
        assert "furniture" not in vars(page)
        assert page.scene is not None
        page.deleteLater()


async def test_c12_what_could_not_be_read_is_said_with_the_first_picture() -> None:
    async with busy_bench() as made, known_week(made):
        page = CalendarPage(made.session, made.shell)
        assert "1 calendar could not be read" in page._truth.banners
        page.deleteLater()
