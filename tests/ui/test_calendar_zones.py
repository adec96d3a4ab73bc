"""A second time zone beside the site's: what it says, what it never moves, how it is chosen and remembered."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from caldesk.domain.local_day import local_day
from caldesk.domain.timespan import day_dates, week_dates
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.details_words import details_lines, hover_words
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.grid_heads import HeadPainter
from caldesk.ui.calendar.grid_paint import GridPainter
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.second_zone import (
    THIS_COMPUTER,
    computer_zone_id,
    differs,
    minute_beside,
    second_zone,
    shift_words,
)
from caldesk.ui.calendar.wording import change_words
from caldesk.ui.style import LIGHT
from tests.ui.calendar_desk import CalendarDesk, calendar_desk
from tests.ui.calendar_scenes import LONDON, MONDAY, all_day, scene, timed
from tests.ui.view_scenes import grid_of

pytestmark = pytest.mark.usefixtures("british")

BRITISH = QLocale("en_GB")
TOKYO, KOLKATA, NEW_YORK = (ZoneInfo(key) for key in ("Asia/Tokyo", "Asia/Kolkata", "America/New_York"))
CHANGE = date(2026, 3, 29)


@pytest.mark.parametrize(
    ("zone", "beside"), [(TOKYO, 18 * 60), (KOLKATA, 14 * 60 + 30), (NEW_YORK, 4 * 60), (LONDON, 9 * 60)]
)
def test_c11_the_second_axis_says_the_time_there(zone: ZoneInfo, beside: int) -> None:
    assert minute_beside(replace(scene(), second=zone), 9 * 60) == beside


def test_c11_days_that_stand_otherwise_to_the_second_zone_say_so() -> None:
    shown = replace(scene(today=CHANGE), second=TOKYO)
    assert [differs(shown, day) for day in shown.columns.days] == [True] * 6 + [False]
    heads = HeadPainter(Inks(LIGHT, 1.0), BRITISH, rtl=False)
    saturday, sunday = shown.columns.days[-2:]
    assert heads._notes(shown, saturday) == ["JST +9 h"]
    assert heads._notes(shown, sunday) == ["GMT → BST"]


def test_c1_the_names_of_the_zone_stand_under_a_change_day() -> None:
    heads = HeadPainter(Inks(LIGHT, 1.0), BRITISH, rtl=False)
    shown, usual = scene(today=CHANGE), scene(today=CHANGE + timedelta(days=14))
    assert [heads._notes(shown, day) for day in shown.columns.days[-2:]] == [[], ["GMT → BST"]]
    assert heads.height(shown) > heads.height(usual)


def test_c1_a_date_that_was_left_out_names_the_zone_before_and_after_it() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert change_words(local_day(apia, date(2011, 12, 30)), apia) == "-10 → +14"


def test_c1_what_the_clocks_do_is_said_where_no_event_stands() -> None:
    day = date(2026, 10, 25)
    words = []

    class Listening(GridPainter):
        def _plate(self, painter, plate, said):
            words.append((said, plate))

    painter = Listening(Inks(LIGHT, 1.0), QLocale("en_GB"))
    geometry = Geometry(width=1000, height=600, columns=7, axis=50, header=40, lane=0, pixels_per_hour=48, scroll=0)
    week = scene(dates=week_dates(day), today=day)
    painter.paint_changes(None, geometry, week, [])
    [(said, plate)] = words
    assert said == "01:00 again"
    assert geometry.column_rect(6).contains(plate)
    assert plate.width() - 8 >= painter._caption.metrics.horizontalAdvance(said)
    event = plate.adjusted(0, 0, -plate.width() + 6, 0)
    painter.paint_changes(None, geometry, week, [event])
    assert words[1][0] == said
    assert not words[1][1].intersects(event)
    painter.paint_changes(None, geometry, week, [geometry.column_rect(6)])
    assert len(words) == 2


def test_c11_shifts_are_said_in_hours() -> None:
    assert [shift_words(seconds) for seconds in (9 * 3600, -5 * 3600, 19800, 0)] == [
        "+9 h",
        "\N{MINUS SIGN}5 h",
        "+5:30 h",
        "+0 h",
    ]


@pytest.mark.parametrize("today", [MONDAY, CHANGE])
def test_c11_switching_keeps_the_moment_in_the_middle(qtbot: QtBot, today: date) -> None:
    shown = scene(today=today)
    grid = grid_of(shown)
    qtbot.addWidget(grid)
    grid.open_at(9 * 60)
    before = grid._middle_minute()
    for version, zone in enumerate((TOKYO, NEW_YORK, None), 2):
        grid.show_scene(replace(shown, second=zone, version=version))
        assert grid._middle_minute() == pytest.approx(before, abs=2)
    grid.close()


def test_c11_all_day_bars_and_events_never_move_to_another_day(qtbot: QtBot) -> None:
    late = timed(MONDAY, 22)
    shown = scene(all_day(MONDAY), late)
    grid = grid_of(shown)
    qtbot.addWidget(grid)
    tops = [grid.rect_of(all_day(MONDAY)).top(), grid.rect_of(late).top()]
    grid.show_scene(replace(shown, second=TOKYO, version=2))
    assert [grid.rect_of(all_day(MONDAY)).top(), grid.rect_of(late).top()] == tops
    column = grid.column_rect(0)
    for event in (all_day(MONDAY), late):
        assert grid.rect_of(event).isEmpty() or column.contains(grid.rect_of(event).center())
    grid.close()


def test_c11_details_and_tooltips_say_the_times_in_both_zones() -> None:
    noon, late = timed(MONDAY, 12), timed(MONDAY, 20)
    shown = replace(scene(noon, late, all_day(MONDAY)), second=TOKYO)
    lines = [line.text for line in details_lines(BRITISH, noon, shown, Snapshot(), "")]
    assert lines[:2] == ["Monday, 23 November 2026, 12:00 – 13:00 (1 h)", "21:00 – 22:00 in Asia/Tokyo"]
    assert "Tue 24 Nov 05:00 – 06:00 in Asia/Tokyo" in hover_words(BRITISH, late, shown)
    assert "Tokyo" not in hover_words(BRITISH, all_day(MONDAY), shown)
    assert "Tokyo" not in hover_words(BRITISH, noon, scene(noon))


def test_c8_the_tooltip_says_whether_an_event_blocks_and_how_old_it_is() -> None:
    event = timed(MONDAY, 12)
    said = hover_words(BRITISH, event, replace(scene(event), as_of=float(event.start)))
    assert said.splitlines()[1:] == ["Blocks bookings here, as far as is known.", "Read at 12:00"]


def test_c11_this_computer_s_zone_is_looked_up_each_time() -> None:
    assert second_zone("", LONDON).zone is None
    assert second_zone("Asia/Tokyo", LONDON).zone == TOKYO
    assert second_zone("Europe/London", LONDON).zone is None
    here = second_zone(THIS_COMPUTER, TOKYO)
    assert here.unknown or here.zone is not None
    assert here.zone is None or here.zone.key == computer_zone_id()


def test_c11_an_unknown_second_zone_is_named_and_not_guessed() -> None:
    found = second_zone("Mars/Olympus", LONDON)
    assert (found.zone, found.unknown) == (None, "Mars/Olympus")


async def test_c11_a_second_zone_is_chosen_by_typing_and_remembered_for_the_site() -> None:
    async with calendar_desk() as d:
        d.button("calendar.zone").click()
        field = d.page.findChild(QLineEdit, "calendar.zones.search")
        assert field.hasFocus()
        d.type("tokyo", field)
        d.press(field, Qt.Key.Key_Return)
        assert d.page.scene.second == TOKYO
        assert d.button("calendar.zone").isChecked()
        assert "Europe/Dublin, beside it Asia/Tokyo" in d.page.findChild(QLabel, "calendar.page.subtitle").text()
        again = CalendarDesk(d.bench)
        assert again.page.scene.second == TOKYO
        again.page.close()
        again.page.deleteLater()
        d.button("calendar.zone").click()
        field = d.page.findChild(QLineEdit, "calendar.zones.search")
        d.press(field, Qt.Key.Key_Escape)
        assert d.page.scene.second == TOKYO
        d.page.furniture.zones.choose("")
        assert d.page.scene.second is None


async def test_c11_an_unknown_zone_that_was_remembered_is_said() -> None:
    async with calendar_desk() as d:
        d.page.furniture.zones.choose("Mars/Olympus")
        assert "The second time zone cannot be shown" in d.page._truth.banners
        assert d.page.scene.second is None


def test_c11_a_single_day_with_a_change_keeps_both_axes_true() -> None:
    shown = replace(scene(dates=day_dates(CHANGE), today=CHANGE), second=TOKYO)
    assert [minute_beside(shown, hour * 60) for hour in (0, 2, 3)] == [9 * 60, 10 * 60, 11 * 60]
