"""The month: what it draws and counts, and how keyboard, mouse and screen reader go through it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caldesk.domain.event import Event
from caldesk.domain.timespan import DateRange
from caldesk.ui.calendar.month_frame import WEEK, MonthFrame
from caldesk.ui.calendar.month_grid import MonthGrid
from caldesk.ui.calendar.month_picture import MonthPicture
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.style import DARK, LIGHT
from tests.ui.calendar_scenes import MONDAY, all_day, booked, moment, timed
from tests.ui.view_scenes import all_states, month_of, view_of

NAME = QAccessible.Text.Name
TUESDAY = MONDAY + timedelta(days=1)
FIRST = date(2026, 10, 26)


def index(day: date) -> int:
    return (day - FIRST).days


@pytest.fixture
def month(qtbot: QtBot) -> Iterator[MonthGrid]:
    made = view_of(MonthGrid, month_of(timed(MONDAY, 9), timed(MONDAY, 11, who="ben"), booked(TUESDAY, 10)))
    qtbot.addWidget(made)
    assert isinstance(made, MonthGrid)
    yield made
    made.close()


def shown(qtbot: QtBot, scene: Scene, **size: int) -> MonthGrid:
    made = view_of(MonthGrid, scene, **size)
    qtbot.addWidget(made)
    assert isinstance(made, MonthGrid)
    return made


def test_c4_a_month_has_four_to_six_rows() -> None:
    for day, rows in ((date(2027, 2, 10), 4), (date(2026, 10, 1), 5), (MONDAY, 6)):
        assert len(month_of(day=day).columns) == rows * WEEK


EVENTS = st.lists(
    st.builds(
        lambda day, hour, hours: Event(
            "ana", moment(FIRST + timedelta(days=day), hour), moment(FIRST + timedelta(days=day), hour) + hours * 3600
        ),
        st.integers(-3, 43),
        st.integers(0, 23),
        st.sampled_from((0, 1, 5, 24, 70, 200)),
    ),
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS, st.integers(300, 1400))
def test_c4_more_counts_exactly_what_is_hidden(events: list[Event], height: int) -> None:
    from PySide6.QtCore import QLocale, QSize

    picture = MonthPicture(LIGHT, QLocale("en_GB"))
    picture.scene = scene = month_of(*events)
    picture.size = QSize(900, 10_000 if height > 1350 else height)
    frame = picture.frame
    weeks = dict(picture._weeks(frame))
    for column in range(scene.width):
        week, weekday = divmod(column, WEEK)
        rows = weeks[week]
        visible = [bar.event for bar in rows.bars if bar.first <= weekday < bar.first + bar.span]
        hidden = rows.hidden[weekday]
        assert sorted([*visible, *hidden], key=repr) == sorted(scene.pages[column].events, key=repr)
        assert len(visible) + bool(hidden) <= frame.capacity


def test_c4_a_bar_keeps_its_row_across_a_week_and_goes_on_in_the_next(month: MonthGrid) -> None:
    long = all_day(MONDAY - timedelta(days=2), 5)
    month.show_scene(month_of(long, *(timed(MONDAY, hour) for hour in (8, 9)), version=2))
    first, second = month.rect_of(long, index(MONDAY) - 2), month.rect_of(long, index(MONDAY))
    assert first.top() < second.top()
    frame = month._month.frame
    assert first.width() == pytest.approx(2 * frame.cell(0).width(), abs=10)
    assert second.width() == pytest.approx(3 * frame.cell(0).width(), abs=10)


def test_c4_more_is_pressed_and_enter_lists_the_day(month: MonthGrid, qtbot: QtBot) -> None:
    crowd = [timed(MONDAY, hour, title=str(hour)) for hour in range(8, 20)]
    month.show_scene(month_of(*crowd, version=2))
    mark = next(month._picture.leftovers())
    with qtbot.waitSignal(month.more_wanted) as asked:
        qtbot.mouseClick(month.viewport(), Qt.MouseButton.LeftButton, pos=mark.rect.center().toPoint())
    assert list(asked.args[0]) == crowd[-len(mark.events) :]
    assert month.selection.day == MONDAY
    with qtbot.waitSignal(month.more_wanted) as asked:
        QTest.keyClick(month, Qt.Key.Key_Return)
    assert list(asked.args[0]) == crowd


def test_c4_rows_grow_with_the_window(qtbot: QtBot) -> None:
    crowd = [timed(MONDAY, hour, title=str(hour)) for hour in range(8, 20)]
    low, high = (shown(qtbot, month_of(*crowd), height=height) for height in (420, 1400))
    assert len(list(low._picture.drawn())) < len(list(high._picture.drawn()))
    low.close()
    high.close()


def test_c4_a_low_window_scrolls_to_the_day_of_the_keyboard(qtbot: QtBot) -> None:
    month = shown(qtbot, month_of(), height=260)
    assert month.verticalScrollBar().maximum() > 0
    month.go_to(date(2026, 12, 6))
    assert month.viewport().rect().contains(month.column_rect(month.scene.width - 1).center())
    month.close()


def test_c4_days_of_other_months_stay_readable() -> None:
    def luminance(name: str) -> float:
        parts = [QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for theme in (LIGHT, DARK):
        ink, ground = luminance(theme.secondary), luminance(theme.window)
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 4.5


def test_c4_week_numbers_stand_where_weeks_begin_on_monday(month: MonthGrid) -> None:
    assert month._month.frame.gutter > 0
    sundays = month_of()
    assert sundays.columns.days[0].date.weekday() == 0
    from tests.ui.calendar_scenes import scene

    american = scene(dates=DateRange(date(2026, 11, 1), date(2026, 12, 6)))
    month.show_scene(american)
    assert month._month.frame.gutter == 0


def test_c7_arrows_go_by_days_and_weeks(month: MonthGrid) -> None:
    month.go_to(MONDAY)
    for key, day in (
        (Qt.Key.Key_Right, TUESDAY),
        (Qt.Key.Key_Up, TUESDAY - timedelta(days=7)),
        (Qt.Key.Key_Down, TUESDAY),
        (Qt.Key.Key_End, MONDAY + timedelta(days=6)),
        (Qt.Key.Key_Home, MONDAY),
        (Qt.Key.Key_Left, MONDAY - timedelta(days=1)),
    ):
        QTest.keyClick(month, key)
        assert month.selection.day == day


def test_c7_past_the_edge_the_day_itself_is_asked_for(month: MonthGrid, qtbot: QtBot) -> None:
    month.go_to(date(2026, 12, 5))
    with qtbot.waitSignal(month.day_reached) as asked:
        QTest.keyClick(month, Qt.Key.Key_Down)
    assert asked.args == [date(2026, 12, 12)]
    with qtbot.waitSignal(month.step_wanted) as asked:
        QTest.keyClick(month, Qt.Key.Key_PageUp)
    assert asked.args == [-1]


def test_c7_tab_walks_the_events_of_the_day_and_enter_opens_one(month: MonthGrid, qtbot: QtBot) -> None:
    month.go_to(MONDAY)
    assert month.focusNextPrevChild(True)
    assert month.selection.event == timed(MONDAY, 9)
    with qtbot.waitSignal(month.details_wanted) as asked:
        QTest.keyClick(month, Qt.Key.Key_Return)
    assert asked.args[0] == timed(MONDAY, 9)
    assert not asked.args[1].isEmpty()


def test_c7_an_event_without_room_is_marked_on_the_count_that_stands_for_it(month: MonthGrid) -> None:
    crowd = [timed(MONDAY, hour, title=str(hour)) for hour in range(8, 20)]
    month.show_scene(month_of(*crowd, version=2))
    month.select(crowd[-1])
    mark = next(month._picture.leftovers())
    assert month._focus_rect().contains(mark.rect)
    assert month.rect_of(crowd[-1]) == mark.rect.toAlignedRect()


def test_c8_the_menu_is_the_same_by_mouse_and_by_key(month: MonthGrid) -> None:
    asked: list[tuple[object, object]] = []
    month.menu_wanted.connect(lambda event, day, _rect: asked.append((event, day)))
    month.select(timed(MONDAY, 9))
    at = month.rect_of(timed(MONDAY, 9)).center()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        target = month.viewport() if reason is QContextMenuEvent.Reason.Mouse else month
        QApplication.sendEvent(target, QContextMenuEvent(reason, at, month.viewport().mapToGlobal(at)))
    assert asked == [(timed(MONDAY, 9), MONDAY)] * 2


def test_c8_a_double_click_opens_the_day(month: MonthGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(month.day_wanted) as asked:
        at = month.column_rect(index(TUESDAY)).bottomLeft() + QPoint(8, -4)
        qtbot.mouseDClick(month.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == [TUESDAY]


def test_c9_cells_say_date_and_number_and_events_all_of_themselves(month: MonthGrid) -> None:
    root = QAccessible.queryAccessibleInterface(month)
    assert root.text(NAME) == "Calendar, November 2026"
    assert root.childCount() == 42
    cell = root.child(index(MONDAY))
    assert cell.text(NAME) == "Monday, 23 November, today, 2 events"
    assert cell.child(0).text(NAME) == "Busy, Monday, 23 November, 09:00 – 10:00, Ana Ruiz, Google"
    assert cell.child(0).rect().isValid()


def test_c12_a_day_that_could_not_be_read_never_looks_free(qtbot: QtBot) -> None:
    month = shown(qtbot, month_of(states=(DayState.UNREADABLE, *all_states(41, DayState.KNOWN))))
    image = month.viewport().grab().toImage()

    def colours(column: int) -> set[str]:
        rect = month.column_rect(column)
        row = rect.bottom() - 6
        return {QColor(image.pixel(x, row)).name() for x in range(rect.left() + 2, rect.right() - 2)}

    assert len(colours(0)) > 3
    assert len(colours(1)) == 1
    month.close()


def test_c1_the_zone_is_named_on_the_day_that_changes_it(qtbot: QtBot) -> None:
    sunday = date(2026, 3, 29)
    month = shown(qtbot, month_of(timed(sunday, 12), day=sunday, today=date(2026, 3, 2)))
    column = month.scene.column_of_day(sunday, 0)
    others = month.column_rect(column - 1)
    image = month.viewport().grab().toImage()

    def inked(rect: QRect) -> int:
        """Pixels with ink in the trailing half of the number's line."""
        ground = QColor(month._look.theme.surface).name()
        xs = range(rect.center().x(), rect.right() - 2)
        ys = range(rect.top() + 4, rect.top() + 18)
        return sum(QColor(image.pixel(x, y)).name() != ground for x in xs for y in ys)

    assert inked(others) == 0
    assert inked(month.column_rect(column)) > 20
    month.close()


def test_c14_right_to_left_mirrors_days_and_keys(month: MonthGrid) -> None:
    month.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert month.column_rect(0).center().x() > month.viewport().width() * 0.8
    month.go_to(MONDAY)
    QTest.keyClick(month, Qt.Key.Key_Left)
    assert month.selection.day == TUESDAY


@settings(max_examples=100, deadline=None)
@given(st.integers(320, 2400), st.integers(240, 1600), st.integers(4, 6), st.booleans(), st.integers(0, 41))
def test_cells_tile_the_month_and_are_found_again(width: int, height: int, weeks: int, rtl: bool, column: int) -> None:
    frame = MonthFrame(width=width, height=height, weeks=weeks, gutter=30, head=28, number=22, row=18, rtl=rtl)
    column %= weeks * WEEK
    cell = frame.cell(column)
    assert frame.column_at(cell.center()) == column
    if column % WEEK < WEEK - 1:
        following = frame.cell(column + 1)
        assert following.right() == cell.left() if rtl else cell.right() == following.left()
    assert frame.column_at(QPointF(-50, 1e6)) in range(weeks * WEEK)
    last = frame.row_rect(0, 0, 0, frame.capacity - 1)
    assert last.bottom() <= frame.cell(0).bottom() + 1
