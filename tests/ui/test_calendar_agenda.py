"""The agenda: rows by day, a head that stays, and events walked with the keyboard; the plain and safe view."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caldesk.domain.agenda import AgendaDay, AgendaEntry, group_by_day
from caldesk.domain.event import Event
from caldesk.ui.calendar.agenda_list import AgendaList
from caldesk.ui.calendar.agenda_paint import AgendaPainter
from caldesk.ui.calendar.agenda_rows import AgendaRows, Heights, RowKind
from caldesk.ui.calendar.agenda_words import entry_flags, entry_times, entry_words, free_words
from caldesk.ui.calendar.scene import DayState, Scene
from tests.ui.calendar_scenes import MONDAY, all_day, booked, moment, timed
from tests.ui.view_scenes import agenda_of, all_states, view_of

NAME = QAccessible.Text.Name
BRITISH = QLocale("en_GB")
TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)


def shown(qtbot: QtBot, made: Scene, **size: int) -> AgendaList:
    agenda = view_of(AgendaList, made, **size)
    qtbot.addWidget(agenda)
    assert isinstance(agenda, AgendaList)
    return agenda


@pytest.fixture
def agenda(qtbot: QtBot) -> Iterator[AgendaList]:
    made = shown(qtbot, agenda_of(timed(MONDAY, 9), booked(MONDAY, 8), all_day(MONDAY), timed(FRIDAY, 14)))
    yield made
    made.close()


def kinds(agenda: AgendaList) -> list[tuple[RowKind, int, int]]:
    return [(row.kind, row.column, row.last) for row in agenda._agenda.rows]


def test_agenda_days_have_heads_and_free_days_share_a_line(agenda: AgendaList) -> None:
    assert kinds(agenda) == [
        (RowKind.HEAD, 0, 0),
        *[(RowKind.ENTRY, 0, 0)] * 3,
        (RowKind.FREE, 1, 3),
        (RowKind.HEAD, 4, 0),
        (RowKind.ENTRY, 4, 0),
        (RowKind.FREE, 5, 29),
    ]
    assert agenda.orders[0] == (all_day(MONDAY), booked(MONDAY, 8), timed(MONDAY, 9))


def test_c12_days_on_which_everybody_is_hidden_are_not_called_free() -> None:
    made = agenda_of(timed(MONDAY, 9))
    assert free_words(BRITISH, made, 1, 3) == "Tue 24 Nov – Thu 26 Nov: nothing is planned"
    hidden = free_words(BRITISH, replace(made, filtered=True), 1, 1)
    assert hidden == "Tue 24 Nov: nothing in the calendars that are shown"


def test_c12_free_days_name_whose_calendars_are_not_among_them(qtbot: QtBot) -> None:
    pictures = []
    for blind in ((), ("Priya Raman",)):
        view = shown(qtbot, agenda_of(timed(MONDAY, 9), blind=blind))
        [row] = [each for each in range(len(view._agenda.rows)) if view._agenda.rows[each].kind is RowKind.FREE]
        pictures.append(view.viewport().grab(view._agenda.row_rect(row).toRect()).toImage())
        view.close()
    assert pictures[0] != pictures[1]


def test_c12_days_not_read_and_on_their_way_are_never_among_the_free(qtbot: QtBot) -> None:
    states = (DayState.KNOWN, DayState.UNREADABLE, DayState.LOADING, *all_states(27, DayState.KNOWN))
    agenda = shown(qtbot, agenda_of(states=states))
    assert [kind for kind, *_rest in kinds(agenda)] == [RowKind.HEAD, RowKind.NOTE] * 3 + [RowKind.FREE]
    assert kinds(agenda)[-1] == (RowKind.FREE, 3, 29)
    agenda.close()


def test_c7_up_and_down_walk_all_events_and_left_and_right_the_days(agenda: AgendaList) -> None:
    agenda.go_to(MONDAY)
    walked = []
    for _step in range(5):
        QTest.keyClick(agenda, Qt.Key.Key_Down)
        walked.append(agenda.selection.event)
    assert walked == [all_day(MONDAY), booked(MONDAY, 8), timed(MONDAY, 9), timed(FRIDAY, 14), timed(FRIDAY, 14)]
    QTest.keyClick(agenda, Qt.Key.Key_Up)
    assert agenda.selection.event == timed(MONDAY, 9)
    QTest.keyClick(agenda, Qt.Key.Key_Right)
    assert (agenda.selection.day, agenda.selection.event) == (TUESDAY, None)
    QTest.keyClick(agenda, Qt.Key.Key_Home)
    assert agenda.selection.event == all_day(MONDAY)


def test_c7_home_and_end_reach_the_first_and_last_event(agenda: AgendaList) -> None:
    QTest.keyClick(agenda, Qt.Key.Key_End)
    assert agenda.selection.event == timed(FRIDAY, 14)
    QTest.keyClick(agenda, Qt.Key.Key_Home)
    assert agenda.selection.event == all_day(MONDAY)


def test_c7_enter_opens_details_and_page_down_turns_the_page(agenda: AgendaList, qtbot: QtBot) -> None:
    agenda.select(timed(FRIDAY, 14))
    with qtbot.waitSignal(agenda.details_wanted) as asked:
        QTest.keyClick(agenda, Qt.Key.Key_Return)
    assert asked.args[0] == timed(FRIDAY, 14)
    with qtbot.waitSignal(agenda.step_wanted) as asked:
        QTest.keyClick(agenda, Qt.Key.Key_PageDown)
    assert asked.args == [1]


def test_c9_the_list_says_days_and_events(agenda: AgendaList) -> None:
    root = QAccessible.queryAccessibleInterface(agenda)
    assert root.text(NAME) == "Calendar, 23 Nov – 22 Dec 2026"
    assert root.childCount() == 30
    assert root.child(0).text(NAME) == "Monday, 23 November, today, 3 events"
    assert root.child(0).child(1).text(NAME).startswith("Massage, Monday, 23 November, 08:00 – 09:00, Ana Ruiz")
    agenda.select(booked(MONDAY, 8))
    assert root.child(0).child(1).state().selected


def test_c3_a_long_event_stands_on_each_of_its_days(qtbot: QtBot) -> None:
    night = Event("ana", moment(MONDAY, 22), moment(TUESDAY + timedelta(days=1), 6))
    ends = Event("ana", moment(MONDAY, 22), moment(TUESDAY, 0))
    agenda = shown(qtbot, agenda_of(night, ends))
    assert [night in order for order in agenda.orders[:4]] == [True, True, True, False]
    assert [ends in order for order in agenda.orders[:2]] == [True, False]
    entries = [next(each for each in day.entries if each.event == night) for day in agenda._agenda.days[:3]]
    flags = [(each.continues_before, each.continues_after) for each in entries]
    assert flags == [(False, True), (True, True), (True, False)]
    agenda.close()


def entry_of(event: Event, made: Scene, column: int = 0) -> AgendaEntry:
    days = group_by_day(made.events, made.columns)
    return next(each for each in days[column].entries if each.event == event)


def test_c9_a_row_says_what_lies_on_its_day() -> None:
    night = Event("ana", moment(MONDAY, 22), moment(TUESDAY + timedelta(days=1), 6))
    point = Event("ana", moment(MONDAY, 9), moment(MONDAY, 9))
    made = agenda_of(night, point, all_day(MONDAY))
    times = [entry_times(BRITISH, entry_of(night, made, column), made) for column in range(3)]
    assert times == [("from 22:00", "32 h"), ("All day", "32 h"), ("until 06:00", "32 h")]
    assert entry_times(BRITISH, entry_of(point, made), made) == ("09:00", "")
    assert entry_times(BRITISH, entry_of(all_day(MONDAY), made), made) == ("All day", "")


def test_a_row_names_the_person_where_the_title_is_not_to_be_seen() -> None:
    busy, dentist = timed(MONDAY, 9), timed(MONDAY, 10, title="Dentist")
    made = replace(agenda_of(busy, dentist), second=ZoneInfo("Europe/Berlin"))
    assert entry_words(BRITISH, entry_of(busy, made), made) == (
        "Ana Ruiz",
        "Busy  ·  Google  ·  10:00 – 11:00 in Europe/Berlin",
    )
    head, below = entry_words(BRITISH, entry_of(dentist, made), made)
    assert (head, "Ana Ruiz" in below) == ("Dentist", True)


def test_c10_flags_say_clash_age_and_doubt_in_words() -> None:
    booking, busy = booked(MONDAY, 9, minutes=90), timed(MONDAY, 9)
    made = agenda_of(booking, busy, all_day(MONDAY))
    made = replace(made, stale=frozenset({busy}))
    assert [flag.words for flag in entry_flags(entry_of(busy, made), made)] == ["Overlaps with 1", "May have changed"]
    assert [flag.words for flag in entry_flags(entry_of(all_day(MONDAY), made), made)] == ["May not block"]
    assert entry_flags(entry_of(booking, made), made)[0].grave


def many(count: int) -> list[Event]:
    return [timed(MONDAY + timedelta(days=place % 30), 8 + place % 10, title=str(place)) for place in range(count)]


def test_ten_thousand_events_draw_only_those_in_sight(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[AgendaEntry] = []
    paint = AgendaPainter.paint_entry
    monkeypatch.setattr(
        AgendaPainter,
        "paint_entry",
        lambda self, p, rect, entry, *rest: (drawn.append(entry), paint(self, p, rect, entry, *rest)),
    )
    agenda = shown(qtbot, agenda_of(*many(10_000)))
    agenda.verticalScrollBar().setValue(agenda.verticalScrollBar().maximum() // 2)
    drawn.clear()
    agenda.viewport().grab()
    assert 0 < len(drawn) < 20
    agenda.close()


def test_the_head_of_the_day_stays_in_place(qtbot: QtBot) -> None:
    agenda = shown(qtbot, agenda_of(*many(300)))
    height = agenda._agenda.head_height
    width = agenda.viewport().width()
    head = agenda.viewport().grab().toImage().copy(0, 0, width, height - 1)
    agenda.verticalScrollBar().setValue(60)
    assert agenda.viewport().grab().toImage().copy(0, 0, width, height - 1) == head
    agenda.close()


def test_c12_refresh_keeps_the_day_at_the_top(qtbot: QtBot) -> None:
    events = many(300)
    agenda = shown(qtbot, agenda_of(*events))
    agenda.go_to(FRIDAY)
    top = agenda.column_at(QPoint(0, 0))
    agenda.show_scene(agenda_of(*events, *(timed(MONDAY, 20, title=f"new {n}") for n in range(9)), version=2))
    assert agenda.column_at(QPoint(0, 0)) == top == 4
    agenda.close()


def test_c14_right_to_left_mirrors_the_day_keys(agenda: AgendaList) -> None:
    agenda.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    agenda.go_to(MONDAY)
    QTest.keyClick(agenda, Qt.Key.Key_Left)
    assert agenda.selection.day == TUESDAY


DAYS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(DayState)), min_size=1, max_size=30)
HEIGHTS = Heights(head=36, entry=47, note=31)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(0, 3000), st.integers(1, 900))
def test_rows_in_sight_are_exactly_those_that_a_slow_search_finds(
    days: list[tuple[int, DayState]], top: int, height: int
) -> None:
    entry = AgendaEntry(timed(MONDAY, 9))
    shown_days = [AgendaDay(None, (entry,) * count) for count, _state in days]  # type: ignore[arg-type]
    rows = AgendaRows(shown_days, [state for _count, state in days], 0)
    rows.measure(HEIGHTS)
    spans = [rows.span(number) for number in range(len(rows))]
    assert rows.height == spans[-1][1]
    slow = [number for number, (start, end) in enumerate(spans) if end > top and start < top + height]
    assert list(rows.between(top, top + height)) == slow
    assert sum(row.kind is RowKind.ENTRY for row in rows) == sum(count for count, _state in days)
    for column, (count, _state) in enumerate(days):
        assert rows[rows.head_of(column)].kind in (RowKind.HEAD, RowKind.FREE)
        for place in range(count):
            row = rows[rows.row_of(column, place)]
            assert (row.kind, row.column, row.place) == (RowKind.ENTRY, column, place)


def test_a_date_is_found_in_its_agenda(agenda: AgendaList) -> None:
    agenda.go_to(date(2026, 12, 1))
    assert agenda.selection.day == date(2026, 12, 1)
