"""One day of everybody: a column for each, reached by scrolling sideways under a time axis that stays."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from caldesk.services.calendar_missing import Missing, MissingReason
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.day_book import PersonBook
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.person_columns import person_columns
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.calendar.staging import people_of as everybody
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.widgets.state_badge import State
from tests.ui.calendar_scenes import MONDAY, all_day, booked, moment, scene, timed
from tests.ui.view_scenes import people_of, view_of

NAME = QAccessible.Text.Name
FORTY = [f"Person {place:02}" for place in range(40)]


def shown(qtbot: QtBot, made: Scene, **size: int) -> TimeGrid:
    grid = view_of(TimeGrid, made, **size)
    qtbot.addWidget(grid)
    assert isinstance(grid, TimeGrid)
    return grid


@pytest.fixture
def forty(qtbot: QtBot) -> Iterator[TimeGrid]:
    events = [timed(MONDAY, 9, who=f"p{place}") for place in range(40)]
    grid = shown(qtbot, people_of(*events, names=FORTY))
    yield grid
    grid.close()


def test_people_each_event_stands_in_the_column_of_its_person(qtbot: QtBot) -> None:
    mine, theirs = timed(MONDAY, 9, who="p0"), timed(MONDAY, 9, who="p1")
    grid = shown(qtbot, people_of(mine, theirs, names=FORTY[:2]))
    for column, event in enumerate((mine, theirs)):
        assert grid.column_rect(column).contains(grid.rect_of(event).center())
    assert grid.rect_of(mine).top() == grid.rect_of(theirs).top()
    assert grid.horizontalScrollBar().maximum() == 0
    grid.close()


def test_people_forty_scroll_sideways_under_a_frozen_axis(forty: TimeGrid) -> None:
    bar = forty.horizontalScrollBar()
    assert bar.maximum() > 0
    axis = forty._grid.geometry.axis_rect.toAlignedRect()
    before = forty.viewport().grab(axis).toImage()
    bar.setValue(bar.maximum())
    assert forty.viewport().grab(axis).toImage() == before
    last = forty.rect_of(timed(MONDAY, 9, who="p39"))
    assert not last.isEmpty()
    assert forty.rect_of(timed(MONDAY, 9, who="p0")).isEmpty()


def test_people_the_keyboard_brings_its_column_into_sight_and_stops_at_the_ends(forty: TimeGrid) -> None:
    steps: list[int] = []
    forty.step_wanted.connect(steps.append)
    forty.go_to(MONDAY, 9 * 60)
    QTest.keyClick(forty, Qt.Key.Key_End)
    QTest.keyClick(forty, Qt.Key.Key_Right)
    assert forty.viewport().rect().contains(forty.column_rect(39).center())
    assert steps == []
    assert forty.focusNextPrevChild(True)
    assert forty.selection.event == timed(MONDAY, 9, who="p39")
    QTest.keyClick(forty, Qt.Key.Key_Home)
    assert forty.horizontalScrollBar().value() == 0


def test_c14_people_right_to_left_begins_at_the_right(forty: TimeGrid) -> None:
    forty.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert forty.column_rect(0).right() > forty.viewport().width() * 0.9
    forty.horizontalScrollBar().setValue(forty.horizontalScrollBar().maximum())
    assert forty.column_rect(39).left() >= 0
    QTest.keyClick(forty, Qt.Key.Key_Home)
    QTest.keyClick(forty, Qt.Key.Key_Left)
    assert forty._cursor.column == 1


def test_c3_each_person_has_an_all_day_row_of_their_own(qtbot: QtBot) -> None:
    bars = [all_day(MONDAY, who="p0"), all_day(MONDAY, who="p1")]
    grid = shown(qtbot, people_of(*bars, names=FORTY[:2]))
    rects = [grid.rect_of(bar) for bar in bars]
    assert rects[0].top() == rects[1].top()
    assert rects[0].right() < rects[1].left()
    grid.close()


def test_c2_a_crowd_in_one_column_is_drawn_or_counted(qtbot: QtBot) -> None:
    crowd = [timed(MONDAY, 12, who="p1", title=str(place)) for place in range(50)]
    grid = shown(qtbot, people_of(*crowd, names=FORTY[:3]))
    grid.open_at(11 * 60)
    drawn = sum(not grid.rect_of(event).isEmpty() for event in crowd)
    [left] = grid._picture.leftovers()
    assert left.column == 1
    assert drawn + len(left.events) == 50
    grid.close()


def test_c1_a_change_day_is_as_true_here_as_in_the_week(qtbot: QtBot) -> None:
    sunday = date(2026, 10, 25)
    first = moment(sunday, 1)
    passes = [timed(sunday, 12, who="p0")]
    early = [type(passes[0])("p0", first + shift, first + shift + 1800) for shift in (0, 3600)]
    grid = shown(qtbot, people_of(*early, names=FORTY[:2], day=sunday, today=sunday))
    grid.set_zoom(120)
    grid.open_at(0)
    tops = [grid.rect_of(event).top() for event in early]
    assert tops[1] - tops[0] == pytest.approx(60, abs=1)
    grid.close()


def colours(grid: TimeGrid, column: int) -> set[str]:
    image, rect = grid.viewport().grab().toImage(), grid.column_rect(column)
    return {QColor(image.pixel(x, rect.bottom() - 40)).name() for x in range(rect.left() + 1, rect.right() - 1)}


def test_c10_whoever_could_not_be_read_is_hatched_and_named(qtbot: QtBot) -> None:
    grid = shown(qtbot, people_of(names=FORTY[:3], unread=FORTY[1:2]))
    assert len(colours(grid, 0)) <= 2 < 3 < len(colours(grid, 1))
    assert grid.scene.state(1) is DayState.UNREADABLE
    column = QAccessible.queryAccessibleInterface(grid).child(1)
    words = "Person 01, Needs sign-in, Monday, 23 November, today, could not be read, not known to be free"
    assert column.text(NAME) == words
    grid.close()


def test_c5_the_now_line_crosses_everybody(qtbot: QtBot) -> None:
    grid = shown(qtbot, people_of(names=FORTY[:3]))
    image, geometry = grid.viewport().grab().toImage(), grid._grid.geometry
    accent = QColor(grid._look.theme.accent).name()
    y = round(geometry.y(10 * 60 + 20))
    for column in range(3):
        x = grid.column_rect(column).center().x()
        assert accent in {QColor(image.pixel(x, near)).name() for near in (y - 1, y, y + 1)}
    grid.close()


def test_c9_columns_are_people_to_a_screen_reader(forty: TimeGrid) -> None:
    root = QAccessible.queryAccessibleInterface(forty)
    assert root.childCount() == 40
    assert root.child(7).text(NAME) == "Person 07, Working, Monday, 23 November, today, 1 event"
    assert root.child(7).child(0).text(NAME).startswith("Busy, Monday, 23 November, 09:00 – 10:00, Person 07")


def test_c8_a_head_says_in_full_what_it_has_no_room_for(qtbot: QtBot) -> None:
    long = "Bartholomew Featherstonehaugh-Montgomery-Cholmondeley of Shire"
    grid = shown(qtbot, people_of(names=[long, "Ben"]))
    at = grid.column_rect(0).topLeft() + QPoint(40, 20)
    where = grid.viewport().mapToGlobal(at)
    QApplication.sendEvent(grid.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, where))
    qtbot.waitUntil(lambda: long in QToolTip.text(), timeout=3000)
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=3000)
    grid.close()


def test_c12_nobody_at_all_is_no_crash(qtbot: QtBot) -> None:
    grid = shown(qtbot, people_of(names=[]))
    assert grid.orders == ()
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_End)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert not grid.viewport().grab().isNull()
    grid.close()


def test_the_page_of_a_person_stays_while_others_change() -> None:
    book = PersonBook()
    [day] = scene(timed(MONDAY, 9), dates=people_of(names=[]).dates).pages
    mine = book.take(day, ["ana", "ben"])
    [more] = scene(timed(MONDAY, 9), booked(MONDAY, 9, who="ben"), dates=people_of(names=[]).dates).pages
    again = book.take(more, ["ana", "ben"])
    assert again[0] is mine[0]
    assert again[1].events == (booked(MONDAY, 9, who="ben"),)


def test_a_person_without_a_calendar_is_told_from_one_that_needs_sign_in() -> None:
    from caldesk.domain.schedule import Schedule, ScheduleKind

    people = tuple(Schedule(id=key, name=key, kind=ScheduleKind.STAFF) for key in ("ana", "ben"))
    service = Schedule(id="yoga", name="Yoga", kind=ScheduleKind.SERVICE)
    snapshot = Snapshot(schedules=(*people, service))
    missing = [Missing(schedule_id="ben", schedule_name="ben", connection_id="c", reason=MissingReason.NEEDS_SIGN_IN)]
    columns = person_columns(snapshot, everybody(snapshot), (), missing)
    assert [(each.person.name, each.state, each.unread) for each in columns] == [
        ("ana", State.OFF, False),
        ("ben", State.ATTENTION, True),
    ]
    assert len(person_columns(snapshot, everybody(snapshot), [timed(MONDAY, 9, who="yoga")], ())) == 3
    assert len(person_columns(snapshot, everybody(snapshot), (), (), hidden={"ana"})) == 1


def test_c12_whoever_has_no_known_calendar_may_have_one_that_could_not_be_listed() -> None:
    from caldesk.domain.schedule import Schedule, ScheduleKind

    snapshot = Snapshot(schedules=(Schedule(id="ana", name="Ana", kind=ScheduleKind.STAFF),))
    anybodys = Missing(schedule_id="", schedule_name="", connection_id="", reason=MissingReason.NOT_REACHABLE)
    [column] = person_columns(snapshot, everybody(snapshot), (), [anybodys])
    assert (column.state, column.unread) == (State.UNREACHABLE, True)


@settings(max_examples=100, deadline=None)
@given(st.integers(320, 2000), st.integers(1, 60), st.integers(0, 100), st.booleans(), st.integers(0, 59))
def test_columns_in_sight_are_found_again_at_any_scroll(
    width: int, columns: int, scrolled: int, rtl: bool, column: int
) -> None:
    frame = Geometry(
        width=width, height=500, columns=columns, axis=60, header=44, lane=0, pixels_per_hour=48, rtl=rtl,
        least_column=134, shift=0,
    )  # fmt: skip
    shift = round((frame.columns_width - (width - 60)) * scrolled / 100)
    frame = Geometry(**{name: getattr(frame, name) for name in frame.__struct_fields__} | {"shift": shift})
    column %= columns
    rect = frame.column_rect(column)
    assert rect.width() >= 133
    assert (column in frame.shown_columns) == (rect.intersected(frame.body).width() >= 1)
    if frame.body.contains(rect.center()):
        assert frame.column_at(rect.center().x()) == column
