from zoneinfo import ZoneInfo

from hypothesis import given

from caldesk.domain.agenda import AgendaEntry, group_by_day
from tests.unit.domain.making import QUICK, all_day, between, columns_of, events_around

DAYS = columns_of("2026-03-27", 5)


@QUICK
@given(events_around(DAYS))
def test_every_event_stands_under_each_day_that_it_touches(events):
    for index, group in enumerate(group_by_day(events, DAYS)):
        touched = [event for event in events if (touch := DAYS.touch(event)) and touch.first <= index <= touch.last]
        assert sorted((entry.event for entry in group.entries), key=repr) == sorted(touched, key=repr)


@QUICK
@given(events_around(DAYS))
def test_entries_are_in_reading_order(events):
    for group in group_by_day(events, DAYS):
        keys = [(not entry.event.all_day, entry.event.start) for entry in group.entries]
        assert keys == sorted(keys)


def test_empty_days_are_kept_and_parts_say_that_they_go_on():
    night, holiday = between("2026-03-28T22:00", "2026-03-29T06:00"), all_day("2026-03-28", "2026-03-29")
    groups = group_by_day([night, holiday], DAYS)
    assert [group.entries for group in groups] == [
        (),
        (AgendaEntry(holiday), AgendaEntry(night, continues_after=True)),
        (AgendaEntry(night, continues_before=True),),
        (),
        (),
    ]


def test_a_date_that_was_left_out_has_no_timed_entries():
    apia = ZoneInfo("Pacific/Apia")
    groups = group_by_day([between("2011-12-29T22:00", "2011-12-31T02:00", apia)], columns_of("2011-12-29", 3, apia))
    assert [len(group.entries) for group in groups] == [1, 0, 1]
