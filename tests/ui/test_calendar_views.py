"""The six views on the page: reached by key and by hand, remembered, and each truthful about what it does not show."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QMenu

from caldesk.sandbox.faults import Fault
from caldesk.ui.calendar.agenda_list import AgendaList
from caldesk.ui.calendar.month_grid import MonthGrid
from caldesk.ui.calendar.scene import DayState
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.views import ViewKind
from tests.helpers.connecting import bench
from tests.helpers.sandbox import running
from tests.helpers.waiting import until
from tests.ui.calendar_desk import CalendarDesk, calendar_desk

pytestmark = pytest.mark.usefixtures("british")

WIDGETS = {ViewKind.MONTH: MonthGrid, ViewKind.AGENDA: AgendaList}


async def test_c7_alt_and_a_figure_choose_each_of_the_six_views() -> None:
    async with calendar_desk() as d:
        d.view.setFocus()
        for number, kind in [*enumerate(ViewKind, 1)][::-1]:
            d.press(d.view, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
            assert d.page.period.kind is kind
            assert isinstance(d.view, WIDGETS.get(kind, TimeGrid))
            assert d.view.hasFocus()
            assert d.view.isVisible()
            assert d.settings_view.calendar_view == kind.value
            await d.settled()
            assert d.view.scene is d.page.scene


async def test_c6_each_view_is_remembered_for_the_site() -> None:
    async with calendar_desk() as d:
        for kind in (ViewKind.PEOPLE, ViewKind.AGENDA, ViewKind.MONTH):
            d.page.show_view(kind.value)
            again = CalendarDesk(d.bench)
            assert again.page.period.kind is kind
            again.page.close()
            again.page.deleteLater()


async def test_c4_the_month_is_named_and_read_as_a_whole() -> None:
    async with calendar_desk() as d:
        d.page.show_view("month")
        await d.settled()
        day = d.page.period.day
        title = d.page.findChild(QLabel, "calendar.page.title").text()
        assert title == QLocale("en_GB").toString(day, "MMMM yyyy")  # type: ignore[call-overload]
        assert all(d.page.scene.state(column) is DayState.KNOWN for column in range(d.page.scene.width))
        d.page.step(1)
        assert d.page.period.day.month == day.month % 12 + 1
        assert d.view.selection.day == d.page.period.day


async def test_c7_the_keyboard_leaves_the_month_for_the_next_one() -> None:
    async with calendar_desk() as d:
        d.page.show_view("month")
        last = d.page.scene.day(d.page.scene.width - 1).date
        d.view.go_to(last)
        QTest.keyClick(d.view, Qt.Key.Key_Down)
        assert d.page.period.day == d.view.selection.day == last + timedelta(days=7)
        assert d.view.hasFocus()


async def test_c4_esc_leads_from_the_list_back_to_the_cell() -> None:
    async with calendar_desk() as d:
        d.page.show_view("month")
        d.page.go_to(d.page.today + timedelta(days=7))
        await d.settled()
        left = next(d.view._picture.leftovers())
        QTest.mouseClick(d.view.viewport(), Qt.MouseButton.LeftButton, pos=left.rect.center().toPoint())
        listed = d.list_of("calendar.more")
        assert listed.hasFocus()
        assert listed.events == list(left.events)
        assert f"{len(left.events)} event" in d.card("calendar.more").accessibleName()
        d.press(listed, Qt.Key.Key_Escape)
        assert d.view.hasFocus()
        assert d.view.selection.day == d.page.scene.day(left.column).date


async def test_c10_people_have_a_column_each_with_their_state_and_leave_it_when_hidden() -> None:
    async with calendar_desk() as d:
        d.page.show_view("people")
        await d.settled()
        columns = d.page.scene.by_person
        names = [schedule.name for schedule in d.bench.session.state.snapshot.schedules]
        shown = [each.person.name for each in columns]
        assert shown == [name for name in names if name in shown]
        assert [each.words for each in columns if each.unread] == ["Needs sign-in"]
        first = d.page.furniture.side.legend_model.index(0)
        d.page.furniture.side.legend_model.setData(first, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
        assert [each.person.name for each in d.page.scene.by_person] == shown[1:]
        d.button("calendar.legend.none").click()
        assert d.page.scene.by_person == ()


async def test_c7_the_keys_of_the_page_do_what_its_buttons_do() -> None:
    async with calendar_desk() as d:
        control, none = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
        d.page.go_to(d.page.today + timedelta(days=60))
        await d.settled()
        asked = []
        d.service.refresh = lambda: asked.append("refresh")
        d.press(d.view, Qt.Key.Key_F5, none)
        assert asked == ["refresh"]
        d.press(d.view, Qt.Key.Key_T, control)
        assert d.page.today in d.page.period.dates
        d.press(d.view, Qt.Key.Key_F, control)
        assert d.search.hasFocus()
        d.press(d.search, Qt.Key.Key_P, control)
        dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())
        assert dialog.objectName().startswith("calendar.print")
        dialog.close()
        await d.settled()


@pytest.mark.parametrize("kind", list(ViewKind))
async def test_c7_esc_leads_back_to_the_view_from_everything_that_it_opens(kind: ViewKind) -> None:
    async with calendar_desk() as d:
        d.page.show_view(kind.value)
        d.page.go_to(d.page.today + timedelta(days=1))
        await d.settled()
        rect, events = d.view.viewport().rect(), d.page.scene.events[:3]
        d.view.setFocus()
        await until(d.view.hasFocus, what="focus")
        for opened in (
            lambda: d.view.details_wanted.emit(events[0], rect),
            lambda: d.view.more_wanted.emit(events, rect),
            lambda: d.search.setFocus(),
        ):
            opened()
            await until(lambda: not d.view.hasFocus(), what="focus elsewhere")
            d.press(QApplication.focusWidget(), Qt.Key.Key_Escape)
            await until(d.view.hasFocus, what="focus back")


@pytest.mark.parametrize("kind", ["month", "agenda", "people"])
async def test_c12_empty_is_told_from_hidden_and_from_not_connected(kind: str) -> None:
    async with calendar_desk() as d:
        d.page.show_view(kind)
        d.page.go_to(d.page.today + timedelta(days=700))
        await d.settled()
        assert d.page._truth.note == "Nothing is planned on these days, as far as the calendars could be read."
        d.page.go_to(d.page.today + timedelta(days=1))
        await d.settled()
        d.button("calendar.legend.none").click()
        assert "hidden" in d.page._truth.note
    async with calendar_desk("fresh") as d:
        d.page.show_view(kind)
        d.page.go_to(d.page.today + timedelta(days=700))
        await d.settled()
        assert d.page._truth.note.startswith("No calendar is connected yet")


@pytest.mark.parametrize("kind", ["month", "agenda", "people"])
async def test_c12_what_could_not_be_read_is_said_and_drawn(kind: str) -> None:
    with running("busy") as server:
        async with bench(server) as made:
            server.control.add_fault(Fault(route="listEvents", status=501))
            made.shell.settings.change_site_view(made.session.profile.id, calendar_view=kind)
            d = CalendarDesk(made)
            await until(lambda: d.page._truth.banners)
            await d.settled()
            assert d.page._truth.note == ""
            assert {d.page.scene.state(column) for column in range(d.page.scene.width)} == {DayState.UNREADABLE}
            server.control.clear_faults()
            d.button("calendar.retry").click()
            await until(lambda: d.page.scene.state(0) is DayState.KNOWN)
            await d.settled()
            d.page.close()
            d.page.deleteLater()


async def test_c9_what_was_read_what_failed_and_a_lock_are_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    for module in ("calendar.truth_bar", "calendar.title_guard", "widgets.notice"):
        monkeypatch.setattr(f"caldesk.ui.{module}.announce", lambda _on, words, **_manner: said.append(words))
    with running("busy") as server:
        async with bench(server) as made:
            d = CalendarDesk(made)
            await until(lambda: "The calendar is up to date" in said, what="the end of reading")
            assert any(words.startswith("1 calendar could not be read") for words in said)
            d.page.reveal()
            await d.settled()
            d.page.furniture.guard.lock()
            assert "Titles are hidden" in said
            server.control.add_fault(Fault(route="listEvents", status=501))
            d.page.refresh()
            await until(lambda: len(d.page._truth.banners) == 2, what="the failure")
            assert any(words.startswith(d.page._truth.banners[-1]) for words in said)
            await d.settled()
            d.page.close()
            d.page.deleteLater()


async def test_c8_the_menu_of_an_event_copies_and_opens_its_day() -> None:
    async with calendar_desk() as d:
        d.page.show_view("agenda")
        d.page.go_to(d.page.today + timedelta(days=1))
        await d.settled()
        column = next(place for place, order in enumerate(d.view.orders) if order)
        event, day = d.view.orders[column][0], d.page.scene.day(column).date
        d.view.menu_wanted.emit(event, day, d.view.rect_of(event))
        menu = d.page.findChild(QMenu, "calendar.menu")
        assert menu.activeAction() is menu.actions()[0]
        menu.actions()[1].trigger()
        assert d.page.scene.person(event).name in QApplication.clipboard().text()
        menu.actions()[-1].trigger()
        menu.close()
        assert d.page.period.kind is ViewKind.DAY
        assert d.page.period.day == day


async def test_c14_the_choice_of_views_gives_way_on_a_small_window() -> None:
    async with calendar_desk() as d:
        chooser = d.page.findChild(QComboBox, "calendar.view.list")
        for width, narrow in ((1400, False), (790, True), (1400, False)):
            d.page.resize(width, 700)
            assert chooser.isVisible() is narrow
            assert d.page.width() == width
        d.page.resize(790, 700)
        chooser.activated.emit(chooser.findData("agenda"))
        assert d.page.period.kind is ViewKind.AGENDA
        assert chooser.currentData() == "agenda"
