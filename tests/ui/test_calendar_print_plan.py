"""The plan of a print, as numbers: everything inside of its page, every event there, nothing said that is not so."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QLocale

from caldesk.domain.event import Event
from caldesk.domain.timespan import agenda_dates, day_dates, week_dates
from caldesk.services.calendar_export import NotRead, TitleLevel, busy_only
from caldesk.ui.calendar.printing.drawing import (
    SMALLEST_TEXT,
    Align,
    Area,
    Card,
    Face,
    Ground,
    Page,
    Rect,
    Words,
    mirrored,
)
from caldesk.ui.calendar.printing.flow import Block, Section, flow
from caldesk.ui.calendar.printing.locale_words import LocaleWords
from caldesk.ui.calendar.printing.matter import Matter, Who
from caldesk.ui.calendar.printing.paper import Format, Orientation, Paper, Sheet, usual_orientation
from caldesk.ui.calendar.printing.plan import plan
from caldesk.ui.calendar.printing.ruler import Fitting
from tests.ui.print_matters import MONDAY, TITLES, a_day, a_month, a_week, matter_of, with_one_unread
from tests.unit.domain.making import all_day, events_around, week_of

UNHURRIED = settings(max_examples=50, deadline=None)
FORMATS = [Format(paper, lies) for paper in Paper for lies in Orientation]
SHEETS = {
    Sheet.DAY: lambda: a_day(40, 300),
    Sheet.WEEK: lambda: a_week(12, 200),
    Sheet.MONTH: lambda: a_month(8, 400),
    Sheet.AGENDA: lambda: matter_of(agenda_dates(MONDAY), 6, 300),
}


class TypeWriter:
    """Every letter is as wide as every other; marks of reading direction have no width."""

    def width(self, text: str, face: Face) -> float:
        return 0.55 * face.size * sum(letter not in "\u2068\u2069" for letter in text)

    def line(self, face: Face) -> float:
        return 1.2 * face.size


def planned(matter: Matter, sheet: Sheet, paper: Format | None = None, **more: bool) -> tuple[Page, ...]:
    return plan(
        matter,
        sheet,
        paper or Format(Paper.A4, usual_orientation(sheet)),
        TypeWriter(),
        LocaleWords(QLocale("en_GB")),
        **more,
    )


def texts(page: Page) -> list[str]:
    return [item.text for item in page.items if isinstance(item, Words)]


def said(pages: tuple[Page, ...]) -> str:
    joined = "\n".join(text for page in pages for text in texts(page))
    return joined.replace("\u2068", "").replace("\u2069", "")


def cards(page: Page, events: set[Event]) -> list[Card]:
    """The events on a page; the samples of the legend are none."""
    return [item for item in page.items if isinstance(item, Card) and item.event in events]


def overlap(left: Rect, right: Rect) -> bool:
    across = min(left.right, right.right) - max(left.left, right.left)
    return across > 0.01 and min(left.bottom, right.bottom) - max(left.top, right.top) > 0.01


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("paper", FORMATS, ids=lambda each: f"{each.paper}-{each.orientation}")
def test_c13_nothing_is_cut_small_or_lost(sheet: Sheet, paper: Format):
    matter = with_one_unread(SHEETS[sheet]())
    pages, ruler, events = planned(matter, sheet, paper), TypeWriter(), set(matter.events)
    for page in pages:
        assert (page.width, page.height) == (paper.width, paper.height)
        for item in page.items:
            assert paper.content.holds(item.rect), item
        for words in (item for item in page.items if isinstance(item, Words)):
            assert words.face.size >= SMALLEST_TEXT
            assert ruler.width(words.text, words.face) <= words.rect.width + 0.01, words
        for one, other in combinations(cards(page, events), 2):
            assert not overlap(one.rect, other.rect), (one, other)
    assert {card.event for page in pages for card in cards(page, events)} == events


@pytest.mark.parametrize("people", [1, 7, 40])
def test_c13_a_day_has_every_event_once_and_the_same_hours_on_every_page(people: int):
    matter = a_day(people, people * 8)
    pages, events = planned(matter, Sheet.DAY), set(matter.events)
    counted = Counter(card.event for page in pages for card in cards(page, events))
    assert counted == Counter(dict.fromkeys(events, 1))
    axes = {axis for page in pages if (axis := hours(page))}
    assert len(axes) == 1
    assert "12:00" in dict(axes.pop())


def hours(page: Page) -> tuple[tuple[str, float], ...]:
    """The times beside the grid, with their height."""
    beside = (item for item in page.items if isinstance(item, Words) and item.align is Align.TRAILING)
    return tuple((words.text, words.rect.top) for words in beside if words.text.endswith(":00"))


def test_c13_forty_people_stand_over_pages_in_equal_shares():
    pages = planned(a_day(40, 0, events=(all_day("2026-11-23", "2026-11-24", "s0"),)), Sheet.DAY)
    assert len(pages) == 4
    assert "Page 4 of 4" in texts(pages[3])


def test_c13_every_page_says_where_when_how_private_and_how_old():
    matter = matter_of(agenda_dates(MONDAY), 6, 300, practice=True, level=TitleLevel.BUSY_ONLY)
    pages = planned(matter, Sheet.AGENDA)
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        words = said((page,))
        for part in ("PRACTICE", "Salon Lotus", "Europe/London time", "Busy times only", "as of 22/11/2026 10:23"):
            assert part in words
        assert f"Page {number} of {len(pages)}" in words
        assert "Printed 22/11/2026 10:30" in words
    assert "With titles" in said(planned(a_week(), Sheet.WEEK))


@pytest.mark.parametrize("sheet", SHEETS)
def test_c13_busy_only_prints_no_title(sheet: Sheet):
    matter = SHEETS[sheet]()
    bare = replace(matter, level=TitleLevel.BUSY_ONLY, events=tuple(map(busy_only, matter.events)))
    words = said(planned(bare, sheet))
    assert not any(title[:6] in words for title in TITLES)


def test_c13_a_calendar_that_could_not_be_read_is_named_and_its_column_hatched():
    matter = with_one_unread(a_day(4, 20))
    page = planned(matter, Sheet.DAY)[0]
    assert "Ben Ito (ben@lotus.example): needs sign-in" in said((page,))
    heads = {item.text: item.rect for item in page.items if isinstance(item, Words) and item.face.bold}
    hatched = [item.rect for item in page.items if isinstance(item, Area) and item.ground is Ground.HATCH]
    column = max(hatched, key=lambda rect: rect.height)
    assert column.height > 300
    assert column.left <= heads["Ben Ito"].left + 1 <= heads["Ben Ito"].right <= column.right + 1


@pytest.mark.parametrize("sheet", [Sheet.WEEK, Sheet.MONTH, Sheet.AGENDA])
def test_c13_a_day_that_was_not_read_is_never_empty(sheet: Sheet):
    day = MONDAY + timedelta(days=2)
    matter = {Sheet.WEEK: a_week, Sheet.MONTH: a_month, Sheet.AGENDA: a_week}[sheet](
        events=(all_day("2026-11-23", "2026-11-24", "s0"),), unread_days=frozenset({day}), as_of=None
    )
    pages = planned(matter, sheet)
    assert any(isinstance(item, Area) and item.ground is Ground.HATCH for item in pages[0].items)
    assert "not all of it was read yet" in said(pages)
    if sheet is not Sheet.MONTH:
        assert "ot read yet" in said(pages)


def test_c13_many_missing_calendars_are_named_at_the_end():
    missing = tuple(NotRead(person=f"Person {n}", source=f"p{n}@lotus.example", why="needs sign-in") for n in range(60))
    pages = planned(a_week(not_read=missing), Sheet.WEEK)
    assert "60 calendars could not be read" in said(pages[:1])
    words = said(pages[1:])
    assert all(f"Person {n} (p{n}@lotus.example)" in words for n in range(60))


def test_c13_a_crowd_has_its_legend_at_the_end():
    matter = a_week(40, 200)
    pages = planned(matter, Sheet.WEEK)
    assert "Who is who" in said(pages)
    assert "Who is who" not in said(planned(a_week(4, 40), Sheet.WEEK))
    busy = {event.schedule_id for event in matter.events}
    for who in matter.people:
        if who.schedule_id in busy:
            assert f"{who.initials} {who.name}" in said(pages)


def test_c13_calendars_of_any_name_share_one_letter():
    start = 1_795_420_800
    events = tuple(Event("s0", start, start + 3600, calendar_name=f"Calendar {n}", title="A") for n in range(50))
    words = said(planned(a_week(1, events=events), Sheet.WEEK)[:1])
    assert words.count("Other calendar") == 1
    assert "Calendar 7" not in words


def test_c13_the_hour_that_comes_twice_is_printed_twice():
    matter = matter_of(week_dates(date(2026, 10, 25)), 2, 20)
    words = texts(planned(matter, Sheet.WEEK)[0])
    assert "BST → GMT" in words


def test_c13_the_hour_that_is_missing_is_filled():
    start = 1_774_742_400  # 2026-03-29 00:00 UTC
    matter = matter_of(day_dates(date(2026, 3, 29)), 2, events=(Event("s0", start, start + 7200),))
    page = planned(matter, Sheet.DAY)[0]
    assert any(isinstance(item, Area) and item.ground is Ground.GAP for item in page.items)
    assert "00:00" in texts(page)


def test_c13_nobody_and_nothing_are_said():
    empty = matter_of(day_dates(MONDAY), 0, events=(Event("x", 0, 0),))
    assert "Nobody is chosen" in said(planned(replace(empty, events=()), Sheet.DAY))
    assert "Nothing is planned on these days." in said(planned(replace(empty, events=()), Sheet.AGENDA))


def test_c13_right_to_left_is_the_mirror_image():
    matter = a_week()
    plain, turned = planned(matter, Sheet.WEEK), planned(matter, Sheet.WEEK, rtl=True)
    for page, other in zip(plain, turned, strict=True):
        assert other.rtl
        for item, mirror in zip(page.items, mirrored(other).items, strict=True):
            assert mirror.rect.left == pytest.approx(item.rect.left)


@UNHURRIED
@given(events_around(week_of("2026-11-23")))
def test_c13_any_week_is_printed_whole(events: list[Event]):
    columns = week_of("2026-11-23")
    seen = {event for event in events if columns.touch(event)}
    people = tuple(Who(schedule_id=each, name=each, initials=each[0]) for each in ("ana", "ben", "cleo"))
    matter = replace(matter_of(week_dates(MONDAY), events=tuple(seen)), people=people)
    for sheet in (Sheet.WEEK, Sheet.MONTH, Sheet.AGENDA):
        pages = planned(matter, sheet)
        assert {card.event for page in pages for card in cards(page, seen)} == seen
        assert all(page_rect(page).holds(item.rect) for page in pages for item in page.items)


def page_rect(page: Page) -> Rect:
    return Rect(0, 0, page.width, page.height)


BODY = Rect(10, 20, 100, 200)
HEIGHTS = st.lists(st.lists(st.floats(1, 150), min_size=1, max_size=12), max_size=8)


@UNHURRIED
@given(HEIGHTS, st.floats(0, 200))
def test_c13_a_list_keeps_its_order_and_splits_no_entry(heights: list[list[float]], used: float):
    sections = [
        Section(
            _block(20, f"head {n}"), _block(20, f"again {n}"), tuple(_block(h, f"{n}.{k}") for k, h in enumerate(each))
        )
        for n, each in enumerate(heights)
    ]
    pages = flow(sections, BODY, used=used)
    for page in pages:
        assert all(BODY.holds(item.rect) for item in page)
        assert all(one.rect.bottom <= two.rect.top + 0.01 for one, two in pairwise(page))
        if page:
            assert not page[-1].text.startswith(("head", "again"))
    words = [item.text for page in pages for item in page if not item.text.startswith("again")]
    assert words == [
        text for n, each in enumerate(heights) for text in (f"head {n}", *(f"{n}.{k}" for k in range(len(each))))
    ]


def _block(height: float, text: str) -> Block:
    return Block(height, (Words(Rect(0, 0, 100, height), text),))


@UNHURRIED
@given(st.text(max_size=60), st.floats(0, 120), st.integers(1, 4))
def test_c13_text_is_cut_and_broken_to_its_width(text: str, width: float, most: int):
    fitting, face = Fitting(TypeWriter()), Face(7)
    assert fitting.fits(fitting.cut(text, face, width), face, width)
    lines = fitting.wrapped(text, face, width, most)
    assert len(lines) <= most
    one_line = " ".join(text.split())
    if fitting.fits(one_line, face, width):
        assert "".join(lines) == one_line


def test_c6_a_month_without_weekends_has_five_columns_and_says_what_it_leaves_out():
    saturday = all_day("2026-11-28", "2026-11-29", "s0")
    trip = all_day("2026-11-27", "2026-12-01", "s1")
    whole = a_month(events=(saturday, trip))
    first, *_rest = planned(replace(whole, hidden_weekdays=frozenset({5, 6})), Sheet.MONTH)
    assert "Friday" in texts(first)
    assert not {"Saturday", "Sunday", "21", "22"} & set(texts(first))
    assert any("1 event on a weekend is hidden" in text for text in texts(first))
    assert len(cards(first, {trip})) == 2
    assert not cards(first, {saturday})
    assert "hidden" not in said(planned(whole, Sheet.MONTH))
