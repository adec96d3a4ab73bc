"""Hiding weekends on the calendar page: remembered, said, taken back by whatever leads to a hidden day."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from caldesk.domain.month_layout import only_hidden
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.calendar.printing.paper import Sheet
from caldesk.ui.calendar.printing.source import PrintSource
from tests.ui.calendar_desk import CalendarDesk, calendar_desk

pytestmark = pytest.mark.usefixtures("british")
WEEKEND = frozenset({5, 6})


async def test_c6_hiding_weekends_is_remembered_and_says_how_much_it_hides() -> None:
    async with calendar_desk() as d:
        page = d.page
        page.show_view("month")
        await d.settled()
        assert not page.kept_view.month_hides_weekends
        assert page._truth.note == ""
        page.furniture.toolbar.options.weekends.trigger()
        await d.settled()
        scene = page.scene
        hidden = only_hidden(scene.events, scene.columns, WEEKEND)
        assert len(hidden) > 1
        assert page._truth.note == f"{len(hidden)} events on weekends are hidden"
        assert page.kept_view.month_hides_weekends


async def test_c6_hidden_weekends_are_brought_back_after_a_restart() -> None:
    async with calendar_desk() as before:
        before.page.show_view("month")
        before.page.hide_weekends(hide=True)
        before.page.hide()
        again = CalendarDesk(before.bench)
        await again.settled()
        options = again.page.furniture.toolbar.options
        assert again.page.period.hidden_weekdays == WEEKEND
        assert options.weekends.isChecked()
        again.page.findChild(QPushButton, "calendar.note.weekends").click()
        await again.settled()
        assert again.page._truth.note == ""
        assert again.page.scene.hidden_weekdays == frozenset()
        assert not options.weekends.isChecked()
        assert not again.page.kept_view.month_hides_weekends
        again.page.close()
        again.page.deleteLater()


async def test_c6_other_views_keep_their_weekends() -> None:
    async with calendar_desk() as d:
        page = d.page
        page.show_view("month")
        page.hide_weekends(hide=True)
        page.show_view("week")
        await d.settled()
        assert len(page.view.shown_columns) == 7
        assert page._truth.note == ""
        assert page.furniture.toolbar.options.isHidden()


async def test_c6_the_views_stay_side_by_side_where_they_were_before_the_options_came() -> None:
    async with calendar_desk() as d:
        page = d.page
        bar = page.furniture.toolbar
        page.show_view("week")
        bar.fit(10_000)
        room = bar.sizeHint().width()
        for view in ("week", "month"):
            page.show_view(view)
            bar.fit(room)
            assert bar.findChild(QWidget, "calendar.view.list").isHidden(), view


async def test_c6_a_hit_on_a_hidden_weekend_brings_the_weekends_back() -> None:
    async with calendar_desk() as d:
        page = d.page
        page.show_view("month")
        page.hide_weekends(hide=True)
        await d.settled()
        scene = page.scene
        hit = only_hidden(scene.events, scene.columns, WEEKEND)[0]
        page.furniture.guide.go_to_event(hit)
        await d.settled()
        assert page.period.hidden_weekdays == frozenset()
        assert page.view.selection.event == hit


async def test_c6_go_to_a_weekend_at_the_end_of_a_month_turns_the_page() -> None:
    async with calendar_desk() as d:
        page = d.page
        page.show_view("month")
        page.hide_weekends(hide=True)
        page.go_to(date(2027, 1, 31))  # a Sunday, and the last day of its grid
        await d.settled()
        assert page.view.selection.day == date(2027, 2, 1)
        page.step(-1)
        await d.settled()
        assert page.period.day == date(2027, 1, 1)


async def test_c6_today_on_a_hidden_weekend_stays_in_its_month(monkeypatch: pytest.MonkeyPatch) -> None:
    async with calendar_desk() as d:
        page = d.page
        page.show_view("month")
        page.hide_weekends(hide=True)
        monkeypatch.setattr(CalendarPage, "today", property(lambda _page: date(2027, 1, 31)))
        page.go_to_today()
        await d.settled()
        assert page.period.day == date(2027, 1, 31)
        assert page.view.selection.day == date(2027, 1, 29)


async def test_c6_print_leaves_out_the_same_days_in_a_month_only() -> None:
    async with calendar_desk() as d:
        page = d.page
        page.show_view("month")
        page.hide_weekends(hide=True)
        source = PrintSource(d.bench.session, frozenset)
        assert source.matter(Sheet.MONTH, page.period).hidden_weekdays == WEEKEND
        assert source.matter(Sheet.WEEK, page.period).hidden_weekdays == frozenset()
