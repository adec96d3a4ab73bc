"""Events are painted first; what stands around them comes at once after, and nothing jumps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from caldesk.ui.calendar.page import CalendarPage
from tests.helpers.connecting import Bench, bench
from tests.helpers.sandbox import running
from tests.helpers.waiting import until

SIZES = ((1024, 700), (1600, 1000))


@asynccontextmanager
async def open_bench() -> AsyncIterator[Bench]:
    with running("busy") as server:
        async with bench(server) as made:
            yield made


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


@pytest.mark.parametrize("size", SIZES)
async def test_the_room_of_toolbar_and_panel_is_kept_from_the_first_picture_on(size: tuple[int, int]) -> None:
    async with open_bench() as made:
        page = CalendarPage(made.session, made.shell)
        page.resize(*size)
        pieces: list[list[str]] = []
        places: list[QRect] = []
        page.view.painted.connect(lambda: pieces.append(list(vars(page.furniture))))
        page.view.painted.connect(lambda: places.append(place_of(page)))
        page.show()
        await until(lambda: page.furniture.is_complete, what="furniture")
        assert not {"toolbar", "side", "guide"} & set(pieces[0])
        await until(lambda: page.findChild(QWidget, "calendar.side").isVisible(), what="panel")
        assert place_of(page) == places[0]
        assert page.furniture.toolbar.isVisible()
        assert page.furniture.guide.search.field.isVisible()
        page.close()
        page.deleteLater()


async def test_tab_goes_through_toolbar_and_panel_to_the_events() -> None:
    async with open_bench() as made:
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
    async with open_bench() as made:
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
    async with open_bench() as made:
        page = CalendarPage(made.session, made.shell)
        await made.session.connections.refresh()
        page.step(1)
        page.hide()
        assert "furniture" not in vars(page)
        assert page.scene is not None
        page.deleteLater()


async def test_c12_what_could_not_be_read_is_said_with_the_first_picture() -> None:
    QLocale.setDefault(QLocale("en_GB"))
    async with open_bench() as made:
        first = CalendarPage(made.session, made.shell)
        first.resize(1200, 800)
        first.show()
        await until(lambda: "1 calendar could not be read" in first._truth.banners, what="banner")
        second = CalendarPage(made.session, made.shell)
        second.resize(1200, 800)
        assert "1 calendar could not be read" in second._truth.banners
        for page in (first, second):
            page.close()
            page.deleteLater()
