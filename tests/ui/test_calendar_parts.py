"""The parts of the calendar page that need no window: periods, days, cursor, words, numbers."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event
from caldesk.domain.local_day import local_days
from caldesk.domain.overlaps import ClashReason
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.domain.timespan import DateRange, agenda_dates, week_dates
from caldesk.services.calendar_missing import Missing, MissingReason
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.cursor import GridCursor
from caldesk.ui.calendar.day_book import DayBook, clash_counts
from caldesk.ui.calendar.details_words import details_lines, details_text
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.grid_picture import GridPicture
from caldesk.ui.calendar.legend import Legend
from caldesk.ui.calendar.legend_model import LegendEntry, LegendModel
from caldesk.ui.calendar.legend_rows import legend_entries
from caldesk.ui.calendar.mini_month import MonthCells
from caldesk.ui.calendar.page_timers import PageTimers
from caldesk.ui.calendar.placing import Placing
from caldesk.ui.calendar.scene import badge_letter
from caldesk.ui.calendar.truth_words import countdown_words, missing_title, missing_words
from caldesk.ui.calendar.views import Period, ViewKind, opening_minute
from caldesk.ui.calendar.wording import hour_words, length_words, period_title, times_words
from caldesk.ui.style import LIGHT, Look, Role, font
from tests.ui.calendar_scenes import LONDON, MONDAY, PEOPLE, all_day, booked, moment, scene, timed

BRITISH, AMERICAN = QLocale("en_GB"), QLocale("en_US")
NARROW = "\N{NARROW NO-BREAK SPACE}"
COLUMNS = DayColumns(local_days(LONDON, week_dates(MONDAY)))


def geometry(**values: object) -> Geometry:
    usual = {
        "width": 760.0, "height": 600.0, "columns": 7, "axis": 60.0, "header": 50.0, "lane": 0.0,
        "pixels_per_hour": 60.0,
    }  # fmt: skip
    return Geometry(**{**usual, **values})


@pytest.mark.parametrize(
    ("kind", "first", "days", "following"),
    [
        (ViewKind.DAY, date(2026, 11, 25), 1, date(2026, 11, 26)),
        (ViewKind.PEOPLE, date(2026, 11, 25), 1, date(2026, 11, 26)),
        (ViewKind.WORK_WEEK, MONDAY, 5, MONDAY + timedelta(days=7)),
        (ViewKind.WEEK, MONDAY, 7, MONDAY + timedelta(days=7)),
        (ViewKind.MONTH, date(2026, 10, 26), 42, date(2026, 11, 30)),
        (ViewKind.AGENDA, date(2026, 11, 25), 30, date(2026, 12, 25)),
    ],
)
def test_a_period_knows_its_dates_and_the_next(kind: ViewKind, first: date, days: int, following: date) -> None:
    period = Period(kind=kind, day=date(2026, 11, 25))
    assert (period.dates.first, len(period.dates)) == (first, days)
    assert period.stepped(1).dates.first == following
    assert period.stepped(1).stepped(-1) == period


def test_c6_an_american_week_begins_on_sunday() -> None:
    assert Period(kind=ViewKind.WEEK, day=MONDAY, first_weekday=6).dates.first == date(2026, 11, 22)


def test_a_day_that_did_not_change_keeps_its_page_and_its_layout() -> None:
    book, placing = DayBook(), Placing()
    monday, tuesday = timed(MONDAY, 9, minutes=15), timed(MONDAY + timedelta(days=1), 9)
    first = book.take([monday], COLUMNS, LONDON)
    second = book.take([monday, tuesday], COLUMNS, LONDON)
    assert second[0] is first[0]
    assert second[1] is not first[1]
    before = placing.columns(scene(monday), geometry(), range(7))
    assert before[0].boxes[0].event == monday
    assert placing.columns(scene(monday, version=2), geometry(pixels_per_hour=20.0), range(7)) != before


def test_c10_a_double_booking_belongs_to_the_day_on_which_it_begins() -> None:
    late = MONDAY + timedelta(days=1)
    night = Event(schedule_id="ana", start=moment(MONDAY, 22), end=moment(late, 3))
    booking = booked(MONDAY, 23, minutes=180)
    pages = DayBook().take([night, booking], COLUMNS, LONDON)
    assert [len(page.clashes) for page in pages[:3]] == [1, 0, 0]
    assert pages[0].clashes[0].reason is ClashReason.BOOKING_ON_EXTERNAL
    assert clash_counts(pages) == {night: 1, booking: 1}


def test_all_day_events_come_first_in_a_day() -> None:
    [page, *_rest] = DayBook().take([timed(MONDAY, 9), all_day(MONDAY), timed(MONDAY, 8)], COLUMNS, LONDON)
    assert page.events == (all_day(MONDAY), timed(MONDAY, 8), timed(MONDAY, 9))


def test_c7_the_cursor_goes_to_whole_steps_and_stays_in_the_day() -> None:
    cursor = GridCursor()
    cursor.stand(0, 9 * 60 + 10)
    cursor.move_slot(30)
    assert cursor.minute == 9 * 60 + 30
    cursor.stand(0, 9 * 60 + 10)
    cursor.move_slot(-30)
    assert cursor.minute == 9 * 60
    cursor.stand(0, 23 * 60 + 30)
    cursor.move_slot(30)
    assert cursor.minute == 23 * 60 + 30


def test_columns_meet_without_holes_in_both_directions() -> None:
    for rtl in (False, True):
        frame = geometry(width=801.0, rtl=rtl)
        rects = sorted((frame.column_rect(column) for column in range(7)), key=lambda rect: rect.left())
        assert all(left.right() == right.left() for left, right in pairwise(rects))
        assert all(frame.column_at(frame.column_rect(column).center().x()) == column for column in range(7))


def test_heights_and_minutes_are_each_other_s_inverse() -> None:
    frame = geometry(scroll=123.0)
    assert frame.minute(frame.y(615.0)) == pytest.approx(615.0)


@pytest.mark.parametrize(
    ("locale", "words"),
    [(BRITISH, "09:00 – 10:30"), (AMERICAN, f"9:00{NARROW}AM – 10:30{NARROW}AM")],
)
def test_times_follow_the_locale(locale: QLocale, words: str) -> None:
    assert times_words(locale, timed(MONDAY, 9, minutes=90), LONDON) == words


def test_the_axis_says_whole_hours_shortly_where_clocks_have_twelve() -> None:
    assert [hour_words(BRITISH, 60.0 * hour) for hour in (9, 13)] == ["09:00", "13:00"]
    assert [hour_words(AMERICAN, 60.0 * hour) for hour in (9, 13)] == ["9 AM", "1 PM"]


def test_an_event_into_another_day_names_both() -> None:
    late = Event(schedule_id="ana", start=moment(MONDAY, 22), end=moment(MONDAY + timedelta(days=1), 3))
    assert times_words(BRITISH, late, LONDON) == "Mon 23 Nov 22:00 – Tue 24 Nov 03:00"


def test_c3_all_day_words_name_the_last_day_not_the_day_after() -> None:
    assert times_words(BRITISH, all_day(MONDAY, 3), LONDON) == "All day, 23 Nov – 25 Nov"


def test_c1_lengths_are_true_across_a_clock_change() -> None:
    night = date(2026, 10, 24)
    event = Event(schedule_id="ana", start=moment(night, 23), end=moment(night + timedelta(days=1), 3))
    assert length_words(event) == "5 h"


@pytest.mark.parametrize(
    ("dates", "title"),
    [
        (DateRange(date(2026, 11, 24), date(2026, 11, 25)), "Tuesday, 24 November 2026"),
        (week_dates(MONDAY), "November 2026"),
        (week_dates(date(2026, 12, 1)), "Nov – Dec 2026"),
        (week_dates(date(2027, 1, 1)), "Dec 2026 – Jan 2027"),
    ],
)
def test_titles_of_periods(dates: DateRange, title: str) -> None:
    assert period_title(BRITISH, dates) == title


def test_c14_the_small_month_names_its_days_alike_and_apart(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look(app)
    cells = MonthCells(look, QLocale("he_IL"), 6)
    qtbot.addWidget(cells)
    look.setParent(cells)
    cells.show_days(MONDAY, week_dates(MONDAY), MONDAY)
    metrics = QFontMetrics(font(Role.CAPTION, tabular=True))
    cells.resize(600, 200)
    full = cells.weekdays(metrics)
    cells.resize(round(7 * max(map(metrics.horizontalAdvance, full))), 200)
    narrow = cells.weekdays(metrics)
    assert all(len(short) < len(long) for short, long in zip(narrow, full, strict=True))


def test_c5_the_line_of_now_is_drawn_anew_when_a_minute_begins() -> None:
    owner = QObject()
    acts = dict.fromkeys(("soon", "patience", "leafing", "minute"), owner.objectName)
    timers = PageTimers(owner, **acts)
    for now, left in ((120.0, 60.0), (150.5, 29.5), (179.75, 0.25)):
        timers.await_minute(now)
        assert 0 <= timers.minute.interval() / 1000 - left <= 0.1


def test_c6_a_view_opens_an_hour_before_now_or_at_eight() -> None:
    today, later = (Period(kind=ViewKind.WEEK, day=MONDAY + timedelta(days=days)) for days in (0, 40))
    assert opening_minute(today, datetime(2026, 11, 23, 10, 20, tzinfo=LONDON)) == 9 * 60
    assert opening_minute(today, datetime(2026, 11, 23, 0, 20, tzinfo=LONDON)) == 0
    assert opening_minute(later, datetime(2026, 11, 23, 10, 20, tzinfo=LONDON)) == 8 * 60


def test_c10_who_should_be_in_the_picture_and_is_not_is_struck_out_in_the_legend(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look, pictures = Look(app), []
    for reason, grave in (("needs sign-in", True), ("disconnected", False)):
        model = LegendModel()
        legend = Legend(look, model)
        qtbot.addWidget(legend)
        model.show_entries([LegendEntry(person=PEOPLE["ana"], count=0, reason=reason, grave=grave)])
        legend.resize(220, 60)
        name = legend.visualRect(model.index(0)).adjusted(70, 0, -60, 0)
        image = legend.grab(name.translated(legend.viewport().pos())).toImage()
        ground = image.pixelColor(image.width() - 1, 0)
        rows = [[image.pixelColor(x, y) != ground for x in range(image.width())] for y in range(image.height())]
        pictures.append(max(map(sum, rows)))
    look.deleteLater()
    assert pictures[0] > 1.2 * pictures[1]  # a line through all of the name


def test_c12_the_legend_counts_nothing_that_was_not_read() -> None:
    snapshot = Snapshot(schedules=tuple(Schedule(id=key, name=key, kind=ScheduleKind.STAFF) for key in ("ana", "ben")))
    model = LegendModel()
    for known, words in ((True, "Ben Okafor, 0 events"), (False, "Ben Okafor")):
        entries = legend_entries(snapshot, PEOPLE, {"ana": 2}, (), known=known)
        assert [entry.count for entry in entries] == [2, 0 if known else None]
        model.show_entries(entries)
        assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == words


def test_c1_a_time_in_the_repeated_hour_says_which_pass_it_is() -> None:
    night = date(2026, 10, 25)
    first = moment(night, 1)
    said = [times_words(BRITISH, Event("ana", at, at + 1800), LONDON) for at in (first - 3600, first, first + 3600)]
    assert said == ["00:00 – 00:30", "01:00 A – 01:30 A", "01:00 B – 01:30 B"]
    across = Event("ana", first + 1800, first + 7200)
    assert times_words(BRITISH, across, LONDON) == "01:30 A – 02:00"


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_c14_a_view_is_drawn_in_the_pixels_of_the_screen(ratio: float) -> None:
    picture = GridPicture(LIGHT, QLocale("en_GB"))
    picture.size, picture.ratio, picture.scene = QSize(641, 401), ratio, scene(timed(MONDAY, 9))
    picture.restyle(LIGHT)
    drawn = picture._drawn_layer(picture.scene).pixmap
    assert drawn.size() == QSize(round(641 * ratio), round(401 * ratio))
    assert drawn.devicePixelRatio() == ratio


def test_c14_a_short_title_of_many_days_leaves_out_the_year_that_it_is() -> None:
    dates = agenda_dates(date(2026, 11, 23), 30)
    assert period_title(BRITISH, dates, short=True, this_year=2026) == "23 Nov – 22 Dec"
    assert period_title(BRITISH, dates, short=True, this_year=2027) == "23 Nov – 22 Dec 2026"
    assert period_title(BRITISH, agenda_dates(date(2026, 12, 23), 30), short=True, this_year=2026).endswith("2027")


def test_c8_details_do_not_guess_whether_an_all_day_event_blocks() -> None:
    shown = scene(all_day(MONDAY), timed(MONDAY, 9, title="Dentist"))
    said = details_text("Busy", details_lines(BRITISH, all_day(MONDAY), shown, Snapshot(), "Read at 10:31"))
    assert "It is not known whether this blocks bookings all day." in said
    assert "Ben Okafor" in said
    assert said.endswith("Read at 10:31")
    dentist = details_lines(BRITISH, timed(MONDAY, 9, title="Dentist"), shown, Snapshot(), "")
    assert dentist[0].text == "Monday, 23 November 2026, 09:00 – 10:00 (1 h)"


def test_c10_each_source_has_its_letter() -> None:
    assert [badge_letter(event) for event in (timed(MONDAY, 9), all_day(MONDAY), booked(MONDAY, 9))] == ["G", "M", "W"]


def test_c12_who_is_missing_is_said_with_account_and_reason() -> None:
    missing = Missing(
        schedule_id="ana",
        schedule_name="Ana",
        connection_id="c",
        reason=MissingReason.NEEDS_SIGN_IN,
        account="ana@example.com",
    )
    assert missing_words([missing]).startswith("Ana (ana@example.com): needs sign-in.")


def test_c12_a_provider_is_named_where_it_is_not_known_whose_calendars_are_missing() -> None:
    missing = Missing(
        schedule_id="",
        schedule_name="",
        connection_id="",
        reason=MissingReason.NOT_REACHABLE,
        provider_name="Apple",
    )
    assert missing_title([missing]) == "Some calendars could not be read"
    assert missing_words([missing]).startswith("Apple: not reachable right now.")


def test_countdown() -> None:
    assert [countdown_words(seconds) for seconds in (120, 105.2, 9, -3)] == ["2:00", "1:45", "0:09", "0:00"]


def test_c11_zones_other_than_the_site_s_do_not_leak_in() -> None:
    event = timed(MONDAY, 23)
    assert times_words(BRITISH, event, ZoneInfo("Asia/Tokyo")) == "08:00 – 09:00"
