"""What a screen reader is told in each of the six views, and that each of them is one tab stop."""

from collections.abc import Callable, Iterator
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caldesk.domain.event import Event
from caldesk.domain.timespan import day_dates, work_week_dates
from caldesk.ui.calendar.agenda_list import AgendaList
from caldesk.ui.calendar.month_grid import MonthGrid
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.view_stack import Maker
from caldesk.ui.calendar.views import ViewKind
from tests.ui.calendar_scenes import MONDAY, all_day, booked, scene, timed
from tests.ui.view_scenes import agenda_of, month_of, people_of, view_of

NAME = QAccessible.Text.Name
MASSAGE, NOTE = booked(MONDAY, 10, 90, "p0"), all_day(MONDAY, who="p0")
BUSY = timed(MONDAY, 10, 60, "p0")
EVENTS = (MASSAGE, NOTE, BUSY)
PEOPLE = people_of(names=["Ana Ruiz", "Ben Okafor"]).people
MAKERS: dict[ViewKind, tuple[Maker, Callable[..., Scene]]] = {
    ViewKind.DAY: (TimeGrid, lambda *events, **more: scene(*events, dates=day_dates(MONDAY), **more)),
    ViewKind.WORK_WEEK: (TimeGrid, lambda *events, **more: scene(*events, dates=work_week_dates(MONDAY), **more)),
    ViewKind.WEEK: (TimeGrid, scene),
    ViewKind.MONTH: (MonthGrid, month_of),
    ViewKind.AGENDA: (AgendaList, agenda_of),
    ViewKind.PEOPLE: (TimeGrid, lambda *events, **more: people_of(*events, names=["Ana Ruiz", "Ben Okafor"], **more)),
}
each_view = pytest.mark.parametrize("kind", list(ViewKind))


def shown(qtbot: QtBot, kind: ViewKind, *events: Event, second: ZoneInfo | None = None, **more: object) -> PaintedView:
    maker, made = MAKERS[kind]
    view = view_of(maker, replace(made(*events, **more), people=PEOPLE, second=second))
    qtbot.addWidget(view)
    return view


def children(parent: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    return (parent.child(place) for place in range(parent.childCount()))


def spoken_events(view: PaintedView) -> list[str]:
    days = children(QAccessible.queryAccessibleInterface(view))
    return [event.text(NAME) for event in chain.from_iterable(map(children, days))]


@each_view
def test_c9_every_event_says_what_day_time_person_provider_state_and_what_it_overlaps(
    qtbot: QtBot, kind: ViewKind
) -> None:
    assert sorted(spoken_events(shown(qtbot, kind, *EVENTS))) == [
        "Busy, Monday, 23 November, 10:00 – 11:00, Ana Ruiz, Google, overlaps with 1",
        "Busy, Monday, 23 November, All day, Ana Ruiz, Microsoft, may not block, overlaps with 1",
        "Massage, Monday, 23 November, 10:00 – 11:30, Ana Ruiz, Wix booking, overlaps with 2",
    ]


@each_view
def test_c9_an_old_event_says_so_and_a_second_zone_says_its_times(qtbot: QtBot, kind: ViewKind) -> None:
    view = shown(qtbot, kind, BUSY, second=ZoneInfo("Asia/Tokyo"))
    view.show_scene(replace(view.scene, stale=frozenset({BUSY})))
    [words] = spoken_events(view)
    assert "10:00 – 11:00, 19:00 – 20:00 in Asia/Tokyo, Ana Ruiz" in words
    assert words.endswith("may have changed since it was read")


@each_view
def test_c9_a_day_that_was_not_read_is_not_said_to_have_no_events(qtbot: QtBot, kind: ViewKind) -> None:
    columns = 42 if kind is ViewKind.MONTH else 30
    view = shown(qtbot, kind, states=(DayState.UNREADABLE,) * columns)
    days = [day.text(NAME) for day in children(QAccessible.queryAccessibleInterface(view))]
    assert days
    assert all("not read, not known to be free" in words and "0 events" not in words for words in days)


@each_view
def test_c9_the_event_that_the_keyboard_is_on_has_the_focus(qtbot: QtBot, kind: ViewKind) -> None:
    view = shown(qtbot, kind, *EVENTS)
    qtbot.waitUntil(view.hasFocus, timeout=3000)
    view.select(BUSY)
    root = QAccessible.queryAccessibleInterface(view)
    assert root.focusChild().text(NAME).startswith("Busy, Monday, 23 November, 10:00")
    assert root.focusChild().state().focused
    assert root.focusChild().rect().isValid()


@each_view
def test_c9_a_view_that_is_not_shown_tells_nothing_as_shown(qtbot: QtBot, kind: ViewKind) -> None:
    view = shown(qtbot, kind, *EVENTS)
    days = children(QAccessible.queryAccessibleInterface(view))
    day = next(day for day in days if day.childCount())
    parts = [day, day.child(0)]
    assert not any(part.state().invisible for part in parts)
    view.hide()
    assert all(part.state().invisible for part in parts)


@each_view
def test_c7_a_view_is_one_tab_stop(qtbot: QtBot, kind: ViewKind) -> None:
    """Nothing in it takes the focus, and from a day without events Tab goes on to what follows the view."""
    window = QWidget()
    qtbot.addWidget(window)
    maker, made = MAKERS[kind]
    view = view_of(maker, replace(made(), people=PEOPLE))
    before, after = QPushButton("before"), QPushButton("after")
    column = QVBoxLayout(window)
    for widget in (before, view, after):
        column.addWidget(widget)
    window.resize(1000, 640)
    window.show()
    window.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus, timeout=3000)
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert view.hasFocus()
    inside = view.findChildren(QWidget)
    assert not any(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in inside)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert view.hasFocus()


def test_c9_a_day_of_a_clock_change_says_so(qtbot: QtBot) -> None:
    change = MONDAY.replace(month=10, day=25)
    view = shown(qtbot, ViewKind.WEEK, today=change)
    days = [day.text(NAME) for day in children(QAccessible.queryAccessibleInterface(view))]
    assert [words for words in days if "clocks change" in words] == [
        "Sunday, 25 October, today, clocks change, 0 events"
    ]
