"""Search, the list of double bookings, picked stretches of time and what blocks them, locking titles."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from caldesk.domain.event import EventSource
from caldesk.domain.local_day import local_days
from caldesk.domain.timespan import Span, day_dates
from caldesk.ui.calendar.highlight import HIGHLIGHT_MS, Highlight
from caldesk.ui.calendar.range_pick import RangePick
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.title_guard import TitleGuard
from caldesk.ui.calendar.truth_bar import TruthBar
from tests.helpers.waiting import until
from tests.ui.calendar_desk import CalendarDesk, calendar_desk
from tests.ui.calendar_scenes import MONDAY, booked, moment, scene, timed
from tests.ui.view_scenes import grid_of

pytestmark = pytest.mark.usefixtures("british")

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TUESDAY = MONDAY + timedelta(days=1)


def hits_title(desk: CalendarDesk) -> str:
    return desk.card("calendar.hits").accessibleName()


async def test_c6_search_goes_to_the_day_of_a_hit_and_marks_it() -> None:
    async with calendar_desk() as d:
        d.press(d.page, Qt.Key.Key_F, CONTROL)
        assert d.search.hasFocus()
        d.page.step(4)
        d.type("google")
        await d.found()
        hit = d.list_of("calendar.hits").events[0]
        d.list_of("calendar.hits").start_at(0)
        d.press(d.search, Qt.Key.Key_Return)
        assert not d.card("calendar.hits").isVisible()
        assert d.view.selection.event == hit
        assert d.view.hasFocus()
        assert d.page.findChild(Highlight, "calendar.highlight").event_marked == hit
        await until(lambda: d.page.findChild(Highlight, "calendar.highlight").isHidden(), limit=HIGHLIGHT_MS / 400)


async def test_c7_search_is_led_by_the_keyboard_from_its_field_alone() -> None:
    async with calendar_desk() as d:
        d.press(d.page, Qt.Key.Key_F, CONTROL)
        d.type("google")
        await d.found()
        hits = d.list_of("calendar.hits")
        hits.start_at(0)
        d.press(d.search, Qt.Key.Key_Down)
        assert hits.current == hits.events[1]
        d.press(d.search, Qt.Key.Key_Up)
        assert hits.current == hits.events[0]
        assert d.search.hasFocus()
        d.press(d.search, Qt.Key.Key_Escape)
        assert d.search.text() == ""
        assert not d.card("calendar.hits").isVisible()
        assert d.view.hasFocus()


async def test_search_never_finds_titles_that_are_hidden() -> None:
    async with calendar_desk() as d:
        d.page.reveal()
        await until(lambda: any(e.title for e in d.page.scene.events if e.source is EventSource.EXTERNAL))
        title = next(e.title for e in d.page.scene.events if e.title and e.source is EventSource.EXTERNAL)
        d.type(title)
        await d.found()
        assert d.list_of("calendar.hits").events
        d.press(d.page, Qt.Key.Key_L, CONTROL)
        await until(lambda: hits_title(d) == "Nothing found")
        assert "were not searched" in d.words_of("calendar.hits")
        assert d.card("calendar.hits").list is None


async def test_c9_c11_search_announces_how_many_there_are_and_names_the_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("caldesk.ui.calendar.searching.announce", lambda _widget, words: said.append(words))
    async with calendar_desk() as d:
        d.type("google")
        await d.found()
        assert said == [hits_title(d)]
        assert said[0].endswith("events found")
        assert "times in Europe/Dublin" in d.words_of("calendar.hits")
        d.press(d.search, Qt.Key.Key_Down)
        assert "Google" in said[-1]


async def test_search_leaves_out_who_is_hidden_in_the_legend() -> None:
    async with calendar_desk() as d:
        d.page.furniture.side.legend_model.hide_only(d.page.furniture.side.legend_model.all_ids())
        d.type("google")
        await d.found()
        assert hits_title(d) == "Nothing found"


async def test_c6_double_bookings_are_listed_by_day_and_lead_there() -> None:
    async with calendar_desk() as d:
        d.page.step(1)
        await d.settled()
        bookings = [clash.booking for clash in d.page.scene.clashes]
        assert len(set(bookings)) > 1
        d.button("calendar.clashes").click()
        listed = d.list_of("calendar.clash-list")
        assert listed.events == bookings
        assert listed.hasFocus()
        d.press(listed, Qt.Key.Key_Down)
        wanted = listed.current
        d.press(listed, Qt.Key.Key_Return)
        assert d.view.selection.event == wanted
        d.button("calendar.clashes").click()
        d.press(d.list_of("calendar.clash-list"), Qt.Key.Key_Escape)
        assert d.card("calendar.clash-list").isHidden()


async def test_c8_what_blocks_a_time_names_events_and_who_is_not_known() -> None:
    async with calendar_desk() as d:
        event = next(e for e in d.page.scene.events if not e.all_day and e.source is EventSource.EXTERNAL)
        assert isinstance(d.view, TimeGrid)
        d.view.range_wanted.emit(Span(event.start, event.end), None, d.view.viewport().rect())
        assert event in d.list_of("calendar.blocking").events
        words = d.words_of("calendar.blocking")
        blind = next(each for each in d.page.scene.blind)
        assert "Not known to be free" in words or blind not in words
        d.press(d.list_of("calendar.blocking"), Qt.Key.Key_Return)
        assert d.card("calendar.blocking").isHidden()
        assert d.view.selection.event is not None


async def test_c12_nobody_is_called_free_while_a_provider_s_calendars_are_not_known() -> None:
    async with calendar_desk("provider-down") as d:
        assert "Some calendars could not be read" in d.page.findChild(TruthBar).banners
        assert "Outlook or Office 365" in d.page.scene.blind
        day = local_days(d.service.zone, day_dates(d.page.today))[0]
        d.view.range_wanted.emit(Span(day.start, day.start + 60), None, d.view.viewport().rect())
        words = d.words_of("calendar.blocking")
        assert "Not known to be free" in words
        assert "Free:" not in words


async def test_c8_from_what_blocks_a_time_one_may_ask_why_not() -> None:
    async with calendar_desk() as d:
        event = d.page.scene.events[0]
        asked: list[tuple[str, Span]] = []
        d.page.why_requested.connect(lambda *what: asked.append(what))
        span = Span(event.start, event.end)
        d.view.range_wanted.emit(span, [event.schedule_id], d.view.viewport().rect())
        d.card("calendar.blocking").findChild(QAbstractButton, "calendar.blocking.why").click()
        assert asked == [(event.schedule_id, span)]
        assert d.card("calendar.blocking").isHidden()


async def test_c8_the_details_of_an_event_elsewhere_lead_to_why_it_did_not_block() -> None:
    async with calendar_desk() as d:
        asked: list[tuple[str, Span]] = []
        d.page.why_requested.connect(lambda *what: asked.append(what))
        rect = d.view.viewport().rect()
        mine, theirs = (
            next(e for e in d.page.scene.events if e.source is source and not e.all_day)
            for source in (EventSource.WIX, EventSource.EXTERNAL)
        )
        d.view.details_wanted.emit(mine, rect)
        assert d.button("calendar.details.why") is None
        d.view.details_wanted.emit(theirs, rect)
        d.button("calendar.details.why").click()
        assert asked == [(theirs.schedule_id, Span(theirs.start, theirs.end))]
        assert d.page.furniture.opener._card.isHidden()


async def test_c7_ctrl_l_hides_titles_at_once() -> None:
    async with calendar_desk() as d:
        d.page.reveal()
        await until(lambda: any(e.title for e in d.page.scene.events if e.source is EventSource.EXTERNAL))
        d.press(d.page, Qt.Key.Key_L, CONTROL)
        assert d.service.revealed_until is None
        held = d.service.held_events()
        assert not any(event.title for event in held if event.source is EventSource.EXTERNAL)
        assert any(event.title for event in held if event.source is EventSource.WIX)


@pytest.mark.parametrize(
    ("asked_for", "has_focus", "stays"), [(True, False, False), (False, False, True), (True, True, True)]
)
async def test_titles_go_with_the_focus_if_that_was_asked_for(asked_for: bool, has_focus: bool, stays: bool) -> None:
    async with calendar_desk() as d:
        guard = d.page.findChild(TitleGuard)
        guard._has_focus = lambda: has_focus
        d.bench.shell.settings.change(hide_on_blur=asked_for)
        d.page.reveal()
        QApplication.sendEvent(d.page, QEvent(QEvent.Type.ActivationChange))
        await until(lambda: not guard._settled.isActive())
        assert (d.service.revealed_until is not None) == stays


# ----- picking a stretch of time


@pytest.fixture
def grid(qtbot: QtBot) -> Iterator[TimeGrid]:
    made = grid_of(scene(timed(MONDAY, 9), booked(TUESDAY, 10)))
    qtbot.addWidget(made)
    yield made
    made.close()


def test_c7_shift_and_arrows_pick_a_stretch_and_enter_asks(grid: TimeGrid, qtbot: QtBot) -> None:
    grid.go_to(MONDAY, 11 * 60)
    for _slot in range(3):
        QTest.keyClick(grid, Qt.Key.Key_Down, SHIFT)
    assert grid.picked == Span(moment(MONDAY, 11), moment(MONDAY, 13))
    with qtbot.waitSignal(grid.range_wanted) as asked:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert asked.args[:2] == [Span(moment(MONDAY, 11), moment(MONDAY, 13)), None]
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.picked is None


def test_c7_a_stretch_goes_over_midnight_and_backwards(grid: TimeGrid) -> None:
    grid.go_to(TUESDAY, 9 * 60)
    QTest.keyClick(grid, Qt.Key.Key_Left, SHIFT)
    assert grid.picked == Span(moment(MONDAY, 9), moment(TUESDAY, 9, 30))
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.picked is None


def test_c1_the_length_of_a_stretch_is_true_on_a_change_day(qtbot: QtBot) -> None:
    sunday = MONDAY.replace(month=10, day=25)
    shown = scene(dates=day_dates(sunday), today=sunday)
    pick = RangePick()
    pick.begin(0, 0)
    pick.extend(0, 23 * 60 + 30)
    span = pick.span(shown, 30)
    assert span is not None
    assert span.seconds == 25 * 3600


def test_c8_a_drag_on_empty_space_asks_what_blocks_the_time(grid: TimeGrid, qtbot: QtBot) -> None:
    start = grid.column_rect(1).center()
    start.setY(grid.rect_of(booked(TUESDAY, 10)).bottom() + 30)
    below = start + QPoint(0, 2 * 48)
    viewport = grid.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, below)
    with qtbot.waitSignal(grid.range_wanted) as asked:
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=below)
    span = asked.args[0]
    assert span.seconds == 2.5 * 3600
    assert span.start >= moment(TUESDAY, 11)


def test_c8_a_drag_on_an_event_moves_and_asks_nothing(grid: TimeGrid) -> None:
    asked: list[object] = []
    grid.range_wanted.connect(lambda *what: asked.append(what))
    event = timed(MONDAY, 9)
    place = grid.rect_of(event)
    viewport = grid.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place.center())
    QTest.mouseMove(viewport, place.center() + QPoint(0, 100))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place.center() + QPoint(0, 100))
    assert asked == []
    assert grid.rect_of(event) == place


def test_c6_a_highlight_lets_clicks_through_and_follows_the_event(grid: TimeGrid) -> None:
    highlight = Highlight(grid._look, grid)
    highlight.mark(grid, timed(MONDAY, 9))
    assert highlight.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert highlight.geometry() == grid.viewport().rect()
    grid.resize(900, 500)
    assert highlight.geometry() == grid.viewport().rect()
    highlight.clear()
    assert highlight.isHidden()
    assert QAccessible.queryAccessibleInterface(grid) is not None
