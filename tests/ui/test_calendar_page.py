"""The calendar page on the practice site: what it shows, remembers, hides and says."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView

from caldesk.domain.event import EventSource
from caldesk.sandbox.faults import Fault
from caldesk.services.calendar_missing import MissingReason
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.views import ViewKind
from tests.helpers.connecting import bench
from tests.helpers.sandbox import running
from tests.helpers.waiting import until
from tests.ui.calendar_desk import CalendarDesk, calendar_desk

pytestmark = pytest.mark.usefixtures("british")


async def test_it_shows_both_kinds_of_events_and_no_titles() -> None:
    async with calendar_desk() as d:
        events = d.page.scene.events
        assert {event.source for event in events} == {EventSource.EXTERNAL, EventSource.WIX}
        assert not any(event.title for event in events if event.source is EventSource.EXTERNAL)
        assert d.page.period.kind is ViewKind.WEEK


async def test_titles_come_after_the_button_and_go_with_it() -> None:
    async with calendar_desk() as d:
        d.button("calendar.titles").click()
        await until(lambda: any(e.title for e in d.page.scene.events if e.source is EventSource.EXTERNAL))
        assert "2:00" in d.button("calendar.titles").text() or "1:5" in d.button("calendar.titles").text()
        d.button("calendar.titles").click()
        await until(lambda: not any(e.title for e in d.page.scene.events if e.source is EventSource.EXTERNAL))
        assert d.button("calendar.titles").text() == "Show titles"


async def test_titles_go_when_the_page_is_left() -> None:
    async with calendar_desk() as d:
        d.page.reveal()
        await until(lambda: any(e.title for e in d.page.scene.events if e.source is EventSource.EXTERNAL))
        d.page.hide()
        assert d.service.revealed_until is None
        events = d.service.events(d.page.period.dates)
        assert not any(event.title for event in events if event.source is EventSource.EXTERNAL)


def told(d: CalendarDesk) -> set[str]:
    """The titles of external events that any view holds, shown or not."""
    scenes = [view.scene for view in d.page.findChildren(PaintedView) if view.scene is not None]
    return {e.title for each in scenes for e in each.events if e.title and e.source is EventSource.EXTERNAL}


@pytest.mark.parametrize("leave", [False, True], ids=["hidden", "left"])
async def test_hidden_titles_leave_the_views_that_are_not_shown_too(leave: bool) -> None:
    async with calendar_desk() as d:
        d.page.reveal()
        await until(lambda: told(d), what="titles")
        d.page.show_view("month")
        await d.settled()
        assert len(d.page.findChildren(PaintedView)) == 2
        d.page.hide() if leave else d.service.hide()
        await until(lambda: not told(d), what="the end of all titles")
        d.page.show()
        d.page.show_view("week")
        await d.settled()
        assert d.page.scene.events
        assert not told(d)


async def test_c6_next_previous_and_today() -> None:
    async with calendar_desk() as d:
        first = d.page.period.dates.first
        QTest.mouseClick(d.page.furniture.toolbar.next, Qt.MouseButton.LeftButton)
        assert d.page.period.dates.first == first + timedelta(days=7)
        d.page.step(-2)
        assert d.page.period.dates.first == first - timedelta(days=7)
        d.button("calendar.today").click()
        assert d.page.period.dates.first == first
        await d.settled()


async def test_c11_today_is_that_of_the_site_once_its_zone_is_known() -> None:
    async with calendar_desk() as d:
        d.page.hide()
        state = d.bench.session.state
        far = replace(state.snapshot.properties, time_zone="Pacific/Kiritimati")
        state.replace(replace(state.snapshot, properties=far))
        assert d.service.zone.key == "Pacific/Kiritimati"
        assert d.page.period.day == d.page.today
        assert "Pacific/Kiritimati" in d.page.findChild(QLabel, "calendar.page.subtitle").text()


async def test_c12_leafing_fast_asks_only_for_where_it_ends() -> None:
    async with calendar_desk() as d:
        wished: list[object] = []
        d.service.wish = lambda who, dates, **_how: wished.append(dates) if who == "page" else None  # type: ignore[method-assign]
        for _step in range(10):
            d.page.step(1)
        await until(lambda: not d.page.upkeep.timers.leafing.isActive())
        first, last = d.page.period.stepped(-9).dates, d.page.period.dates
        assert wished == [first, last]


async def test_c6_a_date_can_be_typed() -> None:
    async with calendar_desk() as d:
        field = d.page.findChild(QLineEdit, "calendar.go-to")
        for typed in ("24/12/2026", "2026-12-24"):
            field.selectAll()
            QTest.keyClicks(field, typed)
            QTest.keyClick(field, Qt.Key.Key_Return)
            assert d.page.period.day.isoformat() == "2026-12-24"
            d.page.go_to_today()
        field.selectAll()
        QTest.keyClicks(field, "soon")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.text() == "soon"
        assert d.page.period.day == d.page.today


async def test_c6_the_view_the_zoom_and_the_legend_are_remembered() -> None:
    async with calendar_desk() as d:
        d.page.show_view("day")
        d.grid.zoom_by(2)
        first = d.legend.index(0)
        d.legend.setData(first, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
        hidden = d.legend.hidden
        again = CalendarDesk(d.bench)
        await again.settled()
        assert again.page.period.kind is ViewKind.DAY
        assert again.grid.pixels_per_hour == d.grid.pixels_per_hour
        assert again.legend.hidden == hidden
        again.page.close()
        again.page.deleteLater()


async def test_c10_a_double_click_shows_only_that_schedule_and_all_brings_everybody_back() -> None:
    async with calendar_desk() as d:
        everything = len(d.page.scene.events)
        view = d.page.findChild(QListView, "calendar.legend")
        view.doubleClicked.emit(d.legend.index(2))
        only = d.legend.entry(d.legend.index(2)).person.schedule_id
        assert {event.schedule_id for event in d.page.scene.events} == {only}
        d.button("calendar.legend.all").click()
        assert len(d.page.scene.events) == everything


async def test_c12_hiding_everybody_says_so_and_offers_the_way_back() -> None:
    async with calendar_desk() as d:
        d.button("calendar.legend.none").click()
        assert "hidden" in d.page._truth.note
        d.button("calendar.note.all").click()
        assert d.page._truth.note == ""
        assert d.page.scene.events


async def test_c12_nothing_planned_is_told_from_nothing_connected() -> None:
    async with calendar_desk() as d:
        d.page.go_to(d.page.today + timedelta(days=700))
        await d.settled()
        assert d.page._truth.note == "Nothing is planned on these days, as far as the calendars could be read."
    async with calendar_desk("fresh") as d:
        d.page.go_to(d.page.today + timedelta(days=700))
        await d.settled()
        assert d.page._truth.note.startswith("No calendar is connected yet")


async def test_c10_who_needs_sign_in_is_named_above_the_grid_and_in_it() -> None:
    async with calendar_desk() as d:
        missing = [each for each in d.service.status(d.page.period.dates).missing if each.unknown]
        assert [each.reason for each in missing] == [MissingReason.NEEDS_SIGN_IN]
        assert d.page.scene.blind == (missing[0].schedule_name,)
        assert "1 calendar could not be read" in d.page._truth.banners


async def test_c7_enter_opens_details_and_esc_gives_the_focus_back() -> None:
    async with calendar_desk() as d:
        d.page.activateWindow()
        d.grid.setFocus()
        event = next(e for e in d.page.scene.events if not e.all_day and e.source is EventSource.EXTERNAL)
        d.grid.select(event)
        QTest.keyClick(d.grid, Qt.Key.Key_Return)
        assert d.details.isVisible()
        assert d.details.accessibleName() == "Busy"
        assert d.page.scene.person(event).name in d.details.accessibleDescription()
        assert d.page.rect().contains(d.details.geometry())
        d.button("calendar.details.copy").click()
        assert "Busy" in QApplication.clipboard().text()
        QTest.keyClick(d.details, Qt.Key.Key_Escape)
        assert d.details.isHidden()
        assert d.grid.hasFocus()


async def test_c4_what_does_not_fit_is_listed_with_the_keyboard_in_it() -> None:
    async with calendar_desk() as d:
        d.page.activateWindow()
        d.grid.setFocus()
        events = d.page.scene.events[:3]
        d.grid.more_wanted.emit(events, d.grid.viewport().rect())
        listed = d.page.findChild(QListView, "calendar.more.list")
        assert listed.hasFocus()
        assert listed.events == list(events)
        QTest.keyClick(listed, Qt.Key.Key_Escape)
        assert d.grid.hasFocus()
        d.grid.more_wanted.emit(events, d.grid.viewport().rect())
        listed = d.page.findChild(QListView, "calendar.more.list")
        QTest.keyClick(listed, Qt.Key.Key_Down)
        QTest.keyClick(listed, Qt.Key.Key_Return)
        assert d.details.isVisible()


async def test_c12_a_failure_says_so_and_trying_again_cures_it() -> None:
    with running("busy") as server:
        async with bench(server) as made:
            server.control.add_fault(Fault(route="listEvents", status=501))
            d = CalendarDesk(made)
            await until(lambda: d.page._truth.banners)
            await d.settled()
            assert "Wix has trouble at the moment" in d.page._truth.banners
            assert any(event.source is EventSource.WIX for event in d.page.scene.events)
            server.control.clear_faults()
            d.button("calendar.retry").click()
            await until(lambda: "Wix has trouble at the moment" not in d.page._truth.banners)
            await d.settled()
            assert any(event.source is EventSource.EXTERNAL for event in d.page.scene.events)
            d.page.close()
            d.page.deleteLater()
