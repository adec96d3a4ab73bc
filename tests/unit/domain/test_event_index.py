from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event, EventSource
from caldesk.domain.event_identity import identity, without_titles
from caldesk.domain.event_index import EventIndex, Refill, Scope
from caldesk.domain.local_day import window_of
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange, week_dates
from tests.unit.domain.making import HOUR, QUICK, all_day, at, between, booking, columns_of, events_around, timed

DAYS = columns_of("2026-03-27", 5)
EVENTS = events_around(DAYS, max_size=20)
APIA = ZoneInfo("Pacific/Apia")


class Asked(NamedTuple):
    """What a fetch asks for."""

    columns: DayColumns = DAYS
    source: EventSource = EventSource.EXTERNAL
    schedule_ids: set[str] | None = None

    def of(self, events: list[Event]) -> list[Event]:
        """The slow and obvious answer."""
        return [
            event
            for event in events
            if self.columns.touch(event)
            and event.source is self.source
            and (self.schedule_ids is None or event.schedule_id in self.schedule_ids)
        ]

    def begin(self, index: EventIndex) -> Refill:
        return index.refill(Scope(window=self.columns.window, source=self.source, schedule_ids=self.schedule_ids))


def index_of(*pages: list[Event]) -> EventIndex:
    index = EventIndex()
    for page in pages:
        index.merge(page)
    return index


def same(found, expected) -> bool:
    return sorted(found, key=repr) == sorted(expected, key=repr)


def fetch(index: EventIndex, pages, wanted: Asked, **more) -> None:
    filling = wanted.begin(index)
    for page in pages:
        filling.add(page)
    filling.finish(**more)


@QUICK
@given(EVENTS, st.integers(-3, 4), st.integers(1, 4), st.sampled_from(["Europe/London", "Pacific/Apia"]))
def test_a_range_holds_what_a_brute_force_filter_finds(events, shift, length, zone):
    first = date(2026, 3, 28).toordinal() + shift
    columns = columns_of(date.fromordinal(first).isoformat(), length, ZoneInfo(zone))
    expected = [event for event in events if columns.touch(event)]
    assert same(index_of(events).overlapping(columns.window), expected)


@QUICK
@given(st.lists(EVENTS, max_size=4))
def test_g16_pages_of_one_fetch_add_up_equal_events_included(pages):
    index = EventIndex()
    fetch(index, pages, Asked())
    assert same(index, [event for page in pages for event in page])


def test_equal_events_on_two_pages_of_one_fetch_are_distinct_also_when_fetched_again():
    one, other = between("2026-03-28T09:00", "2026-03-28T10:00"), between("2026-03-28T09:00", "2026-03-28T10:00")
    index = EventIndex()
    for _attempt in range(2):
        fetch(index, [[one], [other]], Asked())
        assert list(index) == [one, other]
    filling = Asked().begin(index)
    filling.add([one])
    filling.add([other])
    assert list(index) == [one, other]


def test_an_event_without_length_at_the_first_instant_of_a_range_is_in_it():
    reminder = between("2026-03-27T00:00", "2026-03-27T00:00")
    assert index_of([reminder]).overlapping(DAYS.window) == [reminder]


@QUICK
@given(EVENTS)
def test_the_same_page_again_replaces_itself(events):
    assert same(index_of(events, events), events)


@QUICK
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), max_size=8), st.data())
def test_a_page_brings_each_event_as_often_as_the_fuller_of_the_two_has_it(draws, data):
    events = [timed(start * HOUR, start * HOUR + HOUR, who) for who, start in draws]
    again = data.draw(st.lists(st.sampled_from(events), max_size=8)) if events else []
    expected = [event for event in set(events) for _ in range(max(events.count(event), again.count(event)))]
    assert same(index_of(events, again), expected)


@QUICK
@given(EVENTS, EVENTS, st.sets(st.sampled_from(["ana", "ben", "cleo"])))
def test_a_window_fetched_again_holds_exactly_the_answer_for_its_schedules(old, new, schedules):
    asked = Asked(columns_of("2026-03-28", 2), schedule_ids=schedules)
    answer = asked.of(new)
    untouched = [event for event in old if event not in asked.of(old)]
    index = index_of(old)
    fetch(index, [answer[:3], answer[3:]], asked)
    assert same(index, untouched + answer)


def test_until_a_fetch_is_finished_what_was_held_stays_in_view():
    old, new = between("2026-03-28T09:00", "2026-03-28T10:00"), between("2026-03-28T11:00", "2026-03-28T12:00")
    index = index_of([old])
    filling = Asked().begin(index)
    filling.add([new])
    assert same(index, [old, new])
    filling.finish()
    assert same(index, [new])


def test_an_event_that_began_weeks_ago_is_found_and_replaced_only_by_itself():
    long = between("2026-01-05T09:00", "2026-06-01T09:00")
    index = index_of([long])
    assert index.overlapping(DAYS.window) == [long]
    fetch(index, [[long]], Asked())
    fetch(index, [[long]], Asked(columns_of("2026-04-05", 7)))
    assert list(index) == [long]


def test_two_fetches_at_once_keep_an_event_that_both_bring():
    across = between("2026-03-27T09:00", "2026-04-02T09:00")
    index = index_of([across])
    one, other = Asked().begin(index), Asked(columns_of("2026-04-01", 7)).begin(index)
    one.add([across])
    other.add([across])
    one.finish()
    other.finish()
    assert list(index) == [across]


def test_an_event_that_is_gone_vanishes_although_another_fetch_began_before():
    gone = between("2026-03-28T09:00", "2026-03-28T10:00")
    index = index_of([gone])
    Asked(columns_of("2026-04-01", 7)).begin(index)
    fetch(index, [[]], Asked())
    assert not list(index)


def test_the_answer_of_one_source_leaves_the_other_alone():
    theirs, ours = (
        between("2026-03-28T09:00", "2026-03-28T10:00"),
        booking(at("2026-03-28T09:00"), at("2026-03-28T10:00")),
    )
    index = index_of([theirs, ours])
    fetch(index, [], Asked(source=EventSource.WIX))
    assert list(index) == [theirs]


def test_calendars_that_could_not_be_read_keep_what_was_held():
    google, apple = (
        between("2026-03-28T09:00", "2026-03-28T10:00", calendar_type=kind)
        for kind in (CalendarType.GOOGLE, CalendarType.I_CAL)
    )
    index = index_of([google, apple])
    fetch(index, [], Asked(), unread={CalendarType.I_CAL})
    assert list(index) == [apple]


def test_revealed_titles_replace_the_busy_event_in_its_place():
    busy = between("2026-03-28T09:00", "2026-03-28T10:00")
    revealed = between("2026-03-28T09:00", "2026-03-28T10:00", title="Dentist", calendar_name="Home")
    index = index_of([busy], [revealed])
    assert list(index) == [revealed]
    index.drop_titles()
    assert list(index) == [busy]


@pytest.mark.parametrize("field", ["title", "calendar_name"])
def test_every_personal_field_is_dropped_and_nothing_else(field: str):
    plain = timed(0, HOUR, id="id", calendar_type=CalendarType.GOOGLE)
    told = timed(0, HOUR, id="id", calendar_type=CalendarType.GOOGLE, **{field: "x"})
    assert without_titles(told) == plain
    assert without_titles(plain) is plain
    assert identity(told) == identity(plain)


def test_the_site_s_own_bookings_keep_their_names_when_titles_are_hidden():
    ours = booking(0, HOUR, title="Massage")
    index = index_of([ours, timed(0, HOUR, title="Dentist")])
    index.drop_titles()
    assert same(index, [ours, timed(0, HOUR)])


def test_all_day_events_are_held_by_date_in_every_zone():
    holiday = all_day("2026-03-28", "2026-03-29")
    index = index_of([holiday])
    saturday = DateRange(date(2026, 3, 28), date(2026, 3, 29))
    for zone in (APIA, ZoneInfo("Pacific/Pago_Pago"), ZoneInfo("Pacific/Kiritimati")):
        assert index.overlapping(window_of(zone, saturday)) == [holiday]
        assert index.overlapping(window_of(zone, week_dates(date(2026, 4, 1)))) == []


def test_every_change_is_told_by_the_revision():
    index = EventIndex()
    seen = [index.revision]
    for change in (
        lambda: index.merge([timed(0, HOUR)]),
        index.drop_titles,
        index.clear,
    ):
        change()
        seen.append(index.revision)
    assert seen == sorted(set(seen))


def test_g8_a_hundred_thousand_events_are_held_and_asked_by_range():
    events = [
        timed(at("2026-01-01T00:00") + number * 300, at("2026-01-01T00:00") + number * 300 + HOUR)
        for number in range(100_000)
    ]
    index = index_of(events)
    assert len(index) == 100_000
    assert same(index.overlapping(DAYS.window), [event for event in events if DAYS.touch(event)])
    index.clear()
    assert len(index) == 0
