"""A month without weekends: its columns and bars, the keyboard, what is counted as hidden."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caldesk.domain.event import Event
from caldesk.domain.month_layout import only_hidden
from caldesk.domain.timespan import DateRange
from caldesk.ui.calendar.month_frame import WEEK, MonthFrame
from caldesk.ui.calendar.month_grid import MonthGrid
from caldesk.ui.calendar.page_truth import _left_out
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.views import Period, ViewKind
from caldesk.ui.calendar.weekends import ViewOptions, weekend_of
from caldesk.ui.style import Look, Preference
from tests.ui.calendar_scenes import MONDAY, all_day, scene, timed
from tests.ui.view_scenes import month_of, view_of

WEEKEND = frozenset({5, 6})
FIRST = date(2026, 10, 26)
FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=days) for days in (4, 5, 6))
NEXT_MONDAY = MONDAY + timedelta(days=7)


def index(day: date) -> int:
    return (day - FIRST).days


def without_weekends(*events: Event, **values: object) -> Scene:
    return replace(month_of(*events, **values), hidden_weekdays=WEEKEND)


def shown(qtbot: QtBot, made: Scene) -> MonthGrid:
    month = view_of(MonthGrid, made)
    qtbot.addWidget(month)
    assert isinstance(month, MonthGrid)
    return month


@pytest.fixture
def month(qtbot: QtBot) -> Iterator[MonthGrid]:
    made = shown(qtbot, without_weekends(timed(MONDAY, 9), timed(SATURDAY, 11)))
    yield made
    made.close()


# ----- columns and bars


def test_c6_five_columns_share_the_width_of_a_month(month: MonthGrid) -> None:
    frame = month._month.frame
    widths = [frame.cell(column).width() for column in range(WEEK)]
    assert widths[5:] == [0, 0]
    assert sum(widths) == frame.width - frame.gutter
    assert all(width == pytest.approx((frame.width - frame.gutter) / 5, abs=1) for width in widths[:5])
    for column in month.shown_columns:
        assert frame.column_at(frame.cell(column).center()) == column
    assert frame.column_at(QPointF(frame.width - 1, frame.head + 1)) == 4


@pytest.mark.parametrize("rtl", [False, True], ids=["ltr", "rtl"])
@pytest.mark.parametrize("places", [range(5), range(1, 6), range(6), range(1, 7)])
def test_c6_the_shown_days_tile_the_month(places: range, rtl: bool) -> None:
    frame = MonthFrame(
        width=903, height=640, weeks=5, gutter=30, head=28, number=22, row=18, rtl=rtl, shown=places, strip=4
    )
    cells = [frame.cell(column) for column in frame.columns[: len(places)]]
    if rtl:
        cells.reverse()
    assert cells[0].left() == (0 if rtl else 30)
    assert cells[-1].right() == (873 if rtl else 903)
    assert all(before.right() == after.left() for before, after in pairwise(cells))
    assert [frame.column_at(frame.cell(column).center()) for column in frame.columns] == frame.columns


def test_c6_nothing_is_drawn_of_a_hidden_day(month: MonthGrid) -> None:
    assert {each.event for each in month._picture.drawn()} == {timed(MONDAY, 9)}
    month.show_scene(month_of(timed(MONDAY, 9), timed(SATURDAY, 11), version=2))
    assert {each.event for each in month._picture.drawn()} == {timed(MONDAY, 9), timed(SATURDAY, 11)}


def test_c6_a_bar_across_the_weekend_goes_on_behind_it(month: MonthGrid) -> None:
    trip = all_day(FRIDAY - timedelta(days=1), 6)  # Thursday to Tuesday
    month.show_scene(without_weekends(trip, version=2))
    frame = month._month.frame
    bars = [each for each in month._picture.drawn() if each.event == trip]
    assert [each.column for each in bars] == [index(FRIDAY) - 1, index(NEXT_MONDAY)]
    assert [each.rect.width() for each in bars] == pytest.approx([2 * frame.cell(0).width()] * 2, abs=10)
    rows = dict(month._month._weeks(frame))
    before, after = rows[index(FRIDAY) // WEEK].bars[0], rows[index(NEXT_MONDAY) // WEEK].bars[0]
    assert before.continues_after
    assert after.continues_before


def test_c6_weeks_that_begin_on_sunday_keep_their_bars_in_place(qtbot: QtBot) -> None:
    dates = DateRange(date(2026, 11, 1), date(2026, 12, 6))
    trip = all_day(SUNDAY - timedelta(days=7), 3)  # Sunday to Tuesday
    month = shown(qtbot, replace(scene(trip, dates=dates), month=MONDAY, hidden_weekdays=WEEKEND))
    frame = month._month.frame
    assert frame.shown == range(1, 6)
    (bar,) = [each for each in month._picture.drawn() if each.event == trip]
    assert month.scene.day(bar.column).date == MONDAY
    assert bar.rect.left() == pytest.approx(frame.cell(bar.column).left(), abs=5)
    assert bar.rect.right() == pytest.approx(frame.cell(bar.column + 1).right(), abs=5)
    month.close()


def test_c6_more_is_counted_on_the_day_that_it_belongs_to(qtbot: QtBot) -> None:
    crowd = [timed(FRIDAY, hour, title=str(hour)) for hour in range(8, 20)]
    month = shown(qtbot, without_weekends(*crowd))
    (mark,) = month._picture.leftovers()
    assert mark.column == index(FRIDAY)
    assert month.column_rect(mark.column).contains(mark.rect.center().toPoint())
    month.close()


# ----- keyboard


def test_c6_left_and_right_skip_the_hidden_days(month: MonthGrid) -> None:
    month.go_to(FRIDAY)
    for key, day in (
        (Qt.Key.Key_Right, NEXT_MONDAY),
        (Qt.Key.Key_Left, FRIDAY),
        (Qt.Key.Key_Home, MONDAY),
        (Qt.Key.Key_End, FRIDAY),
        (Qt.Key.Key_Up, FRIDAY - timedelta(days=7)),
    ):
        QTest.keyClick(month, key)
        assert month.selection.day == day


def test_c6_past_the_edge_the_next_shown_day_is_asked_for(month: MonthGrid, qtbot: QtBot) -> None:
    month.go_to(date(2026, 12, 4))
    with qtbot.waitSignal(month.day_reached) as asked:
        QTest.keyClick(month, Qt.Key.Key_Right)
    assert asked.args == [date(2026, 12, 7)]
    month.go_to(FIRST)
    with qtbot.waitSignal(month.day_reached) as asked:
        QTest.keyClick(month, Qt.Key.Key_Left)
    assert asked.args == [date(2026, 10, 23)]


def test_c6_a_date_on_a_weekend_leads_to_the_next_shown_day(month: MonthGrid) -> None:
    month.go_to(SATURDAY)
    assert month.selection.day == NEXT_MONDAY
    month.go_to(date(2026, 12, 6))
    assert month.selection.day == date(2026, 12, 4)


def test_c6_the_keyboard_leaves_days_that_become_hidden(month: MonthGrid) -> None:
    month.show_scene(month_of(version=2))
    month.go_to(SUNDAY)
    month.show_scene(without_weekends(version=3))
    assert month.selection.day == NEXT_MONDAY


def test_c6_an_event_is_marked_on_its_first_shown_day(month: MonthGrid) -> None:
    trip, party = all_day(SATURDAY, 3), all_day(SATURDAY, 2)
    month.show_scene(without_weekends(trip, party, version=2))
    month.select(trip)
    assert (month.selection.day, month.selection.event) == (NEXT_MONDAY, trip)
    assert month.shows(trip)
    assert not month.shows(party)


def test_c6_right_to_left_mirrors_and_skips(month: MonthGrid) -> None:
    month.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first, last = month.column_rect(0), month.column_rect(4)
    assert first.right() > month.viewport().width() * 0.9
    assert last.left() <= 1
    month.go_to(FRIDAY)
    QTest.keyClick(month, Qt.Key.Key_Left)
    assert month.selection.day == NEXT_MONDAY


# ----- screen readers


def test_c6_a_screen_reader_finds_the_shown_days_only(month: MonthGrid) -> None:
    root = QAccessible.queryAccessibleInterface(month)
    assert root.childCount() == 30
    names = [root.child(place).text(QAccessible.Text.Name) for place in range(root.childCount())]
    assert not [name for name in names if name.startswith(("Saturday", "Sunday"))]
    monday = root.child(20)
    assert names[20] == "Monday, 23 November, today, 1 event"
    assert root.indexOfChild(monday) == 20
    at = monday.rect().center()
    assert root.childAt(at.x(), at.y()) is monday
    assert root.child(30) is None


# ----- regions


@pytest.mark.parametrize(
    ("name", "weekend"),
    [
        ("en_GB", {5, 6}),
        ("en_US", {5, 6}),
        ("he_IL", {4, 5}),
        ("ar_EG", {4, 5}),
        ("ar_SA", {4, 5}),
        ("hi_IN", {6}),
    ],
)
def test_c6_the_weekend_is_that_of_the_region(name: str, weekend: set[int]) -> None:
    locale = QLocale(name)
    assert weekend_of(locale, locale.firstDayOfWeek().value - 1) == weekend


def test_c6_a_weekend_in_the_middle_of_the_week_stays() -> None:
    assert weekend_of(QLocale("he_IL"), 0) == frozenset()
    assert weekend_of(QLocale("he_IL"), 6) == {4, 5}


def test_c6_friday_and_saturday_are_hidden_where_they_are_the_weekend(qtbot: QtBot) -> None:
    dates = DateRange(date(2026, 10, 31), date(2026, 12, 5))  # Saturday first, as in Egypt
    month = shown(qtbot, replace(scene(dates=dates), month=MONDAY, hidden_weekdays=frozenset({4, 5})))
    assert month._month.shown == range(1, 6)
    assert {month.scene.day(column).date.weekday() for column in month.shown_columns} == {6, 0, 1, 2, 3}
    month.go_to(FRIDAY)
    assert month.selection.day == SUNDAY
    month.close()


def test_c6_the_menu_says_why_weekends_cannot_be_hidden(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look(app, Preference.LIGHT)
    november = Period(kind=ViewKind.MONTH, day=MONDAY)
    can, cannot = ViewOptions(look), ViewOptions(look, can_hide=False)
    for button in (can, cannot):
        qtbot.addWidget(button)
        button.show_period(november)
    assert (can.weekends.text(), can.weekends.isEnabled()) == ("Hide weekends", True)
    assert cannot.weekends.text() == "Hide weekends (not with the weekend of this region)"
    assert not cannot.weekends.isEnabled()
    can.show_period(november.seen_as(ViewKind.WEEK))
    assert can.isHidden()  # only the month has options


# ----- what is hidden is said


def test_c6_what_can_be_seen_elsewhere_is_not_counted_as_hidden() -> None:
    alone, trip, party = timed(SATURDAY, 11), all_day(FRIDAY, 3), all_day(SATURDAY, 2)
    made = without_weekends(alone, trip, party, timed(MONDAY, 9))
    assert set(only_hidden(made.events, made.columns, WEEKEND)) == {alone, party}
    assert _left_out(made) == 2
    night = timed(SATURDAY, 22, 240)  # into Sunday
    assert _left_out(without_weekends(night, night, timed(SUNDAY, 23, 60), timed(SUNDAY, 23, 120))) == 3
