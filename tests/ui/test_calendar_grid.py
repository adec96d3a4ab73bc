"""The time grid by keyboard, mouse and screen reader, and what it draws where."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from caldesk.domain.timespan import day_dates
from caldesk.ui.calendar.hour_view import LEAST_ZOOM, MOST_ZOOM
from caldesk.ui.calendar.scene import DayState
from caldesk.ui.calendar.time_grid import TimeGrid
from tests.ui.calendar_scenes import LONDON, MONDAY, all_day, booked, moment, scene, timed
from tests.ui.view_scenes import grid_of

TUESDAY = MONDAY + timedelta(days=1)
NAME = QAccessible.Text.Name


@pytest.fixture
def grid(qtbot: QtBot) -> Iterator[TimeGrid]:
    made = grid_of(scene(timed(MONDAY, 9), timed(MONDAY, 11, who="ben"), booked(TUESDAY, 10), all_day(MONDAY)))
    qtbot.addWidget(made)
    yield made
    made.close()


def press(grid: TimeGrid, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(grid, key, modifier)


def middle(grid: TimeGrid, *at: object) -> QPoint:
    return grid.rect_of(*at).center()


def test_c7_arrows_move_by_slots_and_days(grid: TimeGrid) -> None:
    grid.go_to(MONDAY, 9 * 60)
    press(grid, Qt.Key.Key_Down)
    assert (grid.selection.day, grid.selection.minute) == (MONDAY, 9 * 60 + 30)
    press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_Up)
    assert (grid.selection.day, grid.selection.minute) == (TUESDAY, 9 * 60)


def test_c7_home_and_end_go_to_the_ends_of_the_week(grid: TimeGrid) -> None:
    grid.go_to(TUESDAY, 600)
    press(grid, Qt.Key.Key_End)
    assert grid.selection.day == MONDAY + timedelta(days=6)
    press(grid, Qt.Key.Key_Home)
    assert grid.selection.day == MONDAY


def test_c7_arrows_past_the_edge_turn_the_page(grid: TimeGrid, qtbot: QtBot) -> None:
    grid.go_to(MONDAY, 600)
    with qtbot.waitSignal(grid.step_wanted) as asked:
        press(grid, Qt.Key.Key_Left)
    assert asked.args == [-1]
    with qtbot.waitSignal(grid.step_wanted) as asked:
        press(grid, Qt.Key.Key_PageDown)
    assert asked.args == [1]


def test_c14_right_to_left_the_left_arrow_goes_on(qtbot: QtBot) -> None:
    grid = grid_of(scene(timed(MONDAY, 9)))
    qtbot.addWidget(grid)
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    grid.go_to(MONDAY, 600)
    press(grid, Qt.Key.Key_Left)
    assert grid.selection.day == TUESDAY
    assert grid.rect_of(timed(MONDAY, 9)).center().x() > grid.viewport().width() * 0.8
    grid.close()


def test_c7_tab_walks_the_events_of_the_day_in_order_and_then_leaves(grid: TimeGrid) -> None:
    grid.go_to(MONDAY, 600)
    walked = []
    while grid.focusNextPrevChild(True) and grid.selection.event is not None:
        walked.append(grid.selection.event)
    assert walked == [all_day(MONDAY), timed(MONDAY, 9), timed(MONDAY, 11, who="ben")]


def test_c7_tab_passes_two_equal_events(qtbot: QtBot) -> None:
    twin = timed(MONDAY, 9)
    grid = grid_of(scene(twin, twin, timed(MONDAY, 12)))
    qtbot.addWidget(grid)
    for _step in range(3):
        press(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert grid.selection.event == timed(MONDAY, 12)
    grid.close()


def test_c7_enter_asks_for_details_of_the_marked_event(grid: TimeGrid, qtbot: QtBot) -> None:
    grid.select(timed(MONDAY, 9))
    with qtbot.waitSignal(grid.details_wanted) as asked:
        press(grid, Qt.Key.Key_Return)
    assert asked.args[0] == timed(MONDAY, 9)
    assert not asked.args[1].isEmpty()


def test_c7_enter_on_a_slot_takes_the_event_that_is_there(grid: TimeGrid, qtbot: QtBot) -> None:
    grid.go_to(TUESDAY, 10 * 60 + 30)
    with qtbot.waitSignal(grid.details_wanted) as asked:
        press(grid, Qt.Key.Key_Return)
    assert asked.args[0] == booked(TUESDAY, 10)


def test_c12_a_marked_event_stays_marked_when_others_arrive(grid: TimeGrid) -> None:
    grid.select(timed(MONDAY, 9))
    at = grid.verticalScrollBar().value()
    grid.show_scene(scene(timed(MONDAY, 8), timed(MONDAY, 9), version=2))
    assert grid.selection.event == timed(MONDAY, 9)
    assert grid.verticalScrollBar().value() == at


def test_c8_a_click_opens_an_event_and_elsewhere_moves_the_keyboard(grid: TimeGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.details_wanted) as asked:
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(grid, booked(TUESDAY, 10)))
    assert asked.args[0] == booked(TUESDAY, 10)
    below = middle(grid, booked(TUESDAY, 10)) + QPoint(0, 3 * 48 + 2)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert (grid.selection.day, grid.selection.event) == (TUESDAY, None)
    assert grid.selection.minute == 13 * 60 + 30


def test_c8_a_double_click_on_a_name_asks_for_that_day(grid: TimeGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.day_wanted) as asked:
        qtbot.mouseDClick(
            grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle(grid, booked(TUESDAY, 10)).x(), 10)
        )
    assert asked.args == [TUESDAY]


def wheel(grid: TimeGrid, at: QPoint, x: int, y: int, modifier: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(grid.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(x, y),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)


def test_c6_the_wheel_with_ctrl_zooms_around_the_pointer(grid: TimeGrid) -> None:
    event = timed(MONDAY, 11, who="ben")
    before = grid.rect_of(event)
    wheel(grid, before.topLeft(), 0, 120, Qt.KeyboardModifier.ControlModifier)
    assert grid.pixels_per_hour == 55
    assert abs(grid.rect_of(event).top() - before.top()) <= 2


def test_c6_zoom_stays_within_its_bounds(grid: TimeGrid) -> None:
    for _notch in range(40):
        press(grid, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert grid.pixels_per_hour == LEAST_ZOOM
    for _notch in range(60):
        press(grid, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert grid.pixels_per_hour == MOST_ZOOM


def test_c6_a_sideways_wheel_turns_the_page_past_a_threshold(grid: TimeGrid) -> None:
    steps: list[int] = []
    grid.step_wanted.connect(steps.append)
    wheel(grid, QPoint(500, 300), -120, 0, Qt.KeyboardModifier.NoModifier)
    assert steps == []
    wheel(grid, QPoint(500, 300), -120, 0, Qt.KeyboardModifier.NoModifier)
    assert steps == [1]


def test_c6_it_opens_at_the_hour_it_was_told(qtbot: QtBot) -> None:
    grid = grid_of(scene())
    qtbot.addWidget(grid)
    assert grid.verticalScrollBar().value() == 8 * 48 - 10
    grid.open_at(10 * 60)
    assert grid.verticalScrollBar().value() == 10 * 48 - 10
    grid.close()


def test_c8_the_tooltip_says_all_of_an_event(grid: TimeGrid, qtbot: QtBot) -> None:
    QTest.mouseMove(grid.viewport(), middle(grid, timed(MONDAY, 9)))
    qtbot.waitUntil(lambda: "Busy" in QToolTip.text(), timeout=3000)
    assert "Ana Ruiz" in QToolTip.text()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=3000)


def test_c8_the_pointer_offers_to_press_an_event_and_never_to_move_it(grid: TimeGrid) -> None:
    grid.open_at(8 * 60)
    over, beside = middle(grid, timed(MONDAY, 9)), QPoint(grid.column_rect(4).center().x(), 400)
    shapes = []
    for at in (over, beside):
        QTest.mouseMove(grid.viewport(), at)
        shapes.append(grid.viewport().cursor().shape())
    assert shapes == [Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor]
    assert grid._hover._timer.interval() == 500
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=over)
    QTest.mouseMove(grid.viewport(), over + QPoint(0, 90))
    assert grid.viewport().cursor().shape() is not Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=over + QPoint(0, 90))
    assert grid.orders[0][1] == timed(MONDAY, 9)


def test_c7_single_letters_mean_nothing(grid: TimeGrid) -> None:
    grid.go_to(MONDAY, 600)
    before = grid.selection
    heard: list[object] = []
    for signal in (grid.step_wanted, grid.day_wanted, grid.day_reached, grid.details_wanted, grid.selection_changed):
        signal.connect(lambda *what: heard.append(what))
    QTest.keyClicks(grid, "abcdefghijklmnopqrstuvwxyz")
    assert heard == []
    assert grid.selection == before


def test_c3_all_day_lane_opens_with_a_click_when_it_is_full(qtbot: QtBot) -> None:
    many = [all_day(MONDAY, days=1, who=who) for who in ("ana", "ben") for _copy in range(3)]
    grid = grid_of(scene(*many, timed(MONDAY, 12)))
    qtbot.addWidget(grid)
    top = grid.rect_of(timed(MONDAY, 12)).top()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(900, 60))
    assert grid.rect_of(timed(MONDAY, 12)).top() > top
    grid.close()


def test_c1_events_of_a_change_day_stand_beside_those_of_other_days(qtbot: QtBot) -> None:
    sunday = date(2026, 3, 29)
    saturday = sunday - timedelta(days=1)
    grid = grid_of(scene(timed(saturday, 12), timed(sunday, 12), today=sunday))
    qtbot.addWidget(grid)
    assert grid.rect_of(timed(saturday, 12)).top() == grid.rect_of(timed(sunday, 12)).top()
    grid.close()


def test_c1_the_repeated_hour_has_both_its_passes(qtbot: QtBot) -> None:
    sunday = date(2026, 10, 25)
    first = moment(sunday, 1)
    early = timed(sunday, 12)
    passes = [
        type(early)(schedule_id="ana", start=first + shift, end=first + shift + 1800, title=str(shift))
        for shift in (0, 3600)
    ]
    grid = grid_of(scene(*passes, dates=day_dates(sunday), today=sunday))
    qtbot.addWidget(grid)
    grid.set_zoom(120)
    grid.open_at(0)
    tops = [grid.rect_of(event).top() for event in passes]
    assert tops[1] - tops[0] == pytest.approx(60, abs=1)
    grid.close()


def test_c2_200_events_in_one_slot_are_drawn_or_counted(qtbot: QtBot) -> None:
    crowd = [timed(MONDAY, 12, minutes=60 + place, title=f"n {place}") for place in range(200)]
    grid = grid_of(scene(*crowd))
    qtbot.addWidget(grid)
    asked: list[object] = []
    grid.more_wanted.connect(lambda events, _rect: asked.extend(events))
    shown = sum(not grid.rect_of(event).isEmpty() for event in crowd)
    last = grid.column_rect(0).right()
    y = grid.rect_of(crowd[-1]).center().y()
    for x in range(last, last - 60, -6):
        if not asked:
            qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert shown + len(asked) == 200
    grid.close()


def colours(grid: TimeGrid, column: int) -> set[str]:
    image = grid.viewport().grab().toImage()
    rect = grid.column_rect(column)
    return {QColor(image.pixel(x, rect.bottom() - 40)).name() for x in range(rect.left() + 1, rect.right() - 1)}


def test_c12_a_day_that_could_not_be_read_never_looks_free(qtbot: QtBot) -> None:
    states = [DayState.KNOWN] * 5 + [DayState.UNREADABLE, DayState.KNOWN]
    grid = grid_of(scene(states=states))
    qtbot.addWidget(grid)
    assert len(colours(grid, 1)) <= 2
    assert len(colours(grid, 5)) > 3
    grid.close()


def test_c12_people_who_could_not_be_read_leave_a_mark_on_every_day(qtbot: QtBot) -> None:
    grid = grid_of(scene(blind=("Ben Okafor",)))
    qtbot.addWidget(grid)
    assert all(len(colours(grid, column)) > 3 for column in range(1, 5))
    grid.close()


def test_c9_a_screen_reader_finds_days_and_events(qtbot: QtBot) -> None:
    busy, massage = timed(MONDAY, 10, minutes=90), booked(MONDAY, 10)
    grid = grid_of(scene(busy, massage, timed(TUESDAY, 14, who="ben", title="Dentist"), blind=("Ben Okafor",)))
    qtbot.addWidget(grid)
    root = QAccessible.queryAccessibleInterface(grid)
    assert root.text(NAME) == "Calendar, November 2026"
    assert root.childCount() == 7
    monday, tuesday = root.child(0), root.child(1)
    assert monday.text(NAME) == "Monday, 23 November, today, 2 events, could not be read: Ben Okafor"
    names = {monday.child(place).text(NAME) for place in range(monday.childCount())}
    assert names == {
        "Busy, Monday, 23 November, 10:00 – 11:30, Ana Ruiz, Google, overlaps with 1",
        "Massage, Monday, 23 November, 10:00 – 11:00, Ana Ruiz, Wix booking, overlaps with 1",
    }
    assert tuesday.child(0).text(NAME).startswith("Dentist, Tuesday, 24 November, 14:00 – 15:00, Ben Okafor")
    assert tuesday.child(0).rect().isValid()
    assert root.indexOfChild(tuesday) == 1
    grid.close()


def test_c9_a_screen_reader_is_told_which_event_the_keyboard_is_on(grid: TimeGrid) -> None:
    grid.select(timed(MONDAY, 9))
    root = QAccessible.queryAccessibleInterface(grid)
    focused = [root.child(0).child(place).state().selected for place in range(3)]
    assert focused == [False, True, False]


def test_c9_a_part_of_a_picture_that_changed_is_no_longer_valid(grid: TimeGrid) -> None:
    third = QAccessible.queryAccessibleInterface(grid).child(0).child(2)
    assert third.isValid()
    grid.show_scene(scene(version=2))
    assert not third.isValid()
    assert third.text(NAME) == ""


def test_c5_the_now_line_is_only_on_today(qtbot: QtBot) -> None:
    grid = grid_of(scene(), now=moment(MONDAY, 10))
    other = grid_of(scene(today=MONDAY, dates=day_dates(TUESDAY)), now=moment(MONDAY, 10))
    qtbot.addWidget(grid)
    qtbot.addWidget(other)
    accent = QColor(grid._look.theme.accent).name()
    y = 10 * 48 - grid.verticalScrollBar().value()

    def accents(widget: QWidget, x: int) -> int:
        image = widget.grab().toImage()
        return sum(QColor(image.pixel(x, top)).name() == accent for top in range(image.height()))

    assert y > 0
    assert accents(grid, grid.column_rect(0).center().x()) >= 1
    assert accents(grid, grid.column_rect(3).center().x()) == 0
    assert accents(other, other.column_rect(0).center().x()) == 0
    grid.close()
    other.close()


def test_c11_times_follow_the_zone_of_the_site(qtbot: QtBot) -> None:
    event = timed(MONDAY, 12)
    grid = grid_of(scene(event, zone=LONDON))
    qtbot.addWidget(grid)
    name = QAccessible.queryAccessibleInterface(grid).child(0).child(0).text(NAME)
    assert "12:00 – 13:00" in name
    grid.close()


def test_c7_the_ring_of_the_keyboard_stays_behind_the_events(grid: TimeGrid) -> None:
    """It would strike out their words; beside them it is seen over the whole height of the slot."""
    grid.open_at(8 * 60)
    inside = grid.rect_of(grid.orders[0][1]).adjusted(4, 2, -4, -2)
    beside = QRect(grid.column_rect(0).left(), inside.top(), 3, 20)
    pictures = []
    for hour in (11, 9):
        grid.go_to(MONDAY, hour * 60)
        pictures.append(grid.viewport().grab().toImage())
    assert pictures[0].copy(inside) == pictures[1].copy(inside)
    assert pictures[0].copy(beside) != pictures[1].copy(beside)
