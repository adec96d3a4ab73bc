"""listEvents: window, order, pages, field sets, formats."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caldesk.sandbox.clock import PracticeClock
from caldesk.sandbox.event_index import EventIndex
from caldesk.sandbox.events import EventQuery, Window, list_page
from caldesk.sandbox.paging import unseal
from caldesk.sandbox.records import ExternalEvent
from caldesk.sandbox.scenarios import build
from caldesk.sandbox.shapes import Calendar
from caldesk.sandbox.site import practice_identity

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
CALENDAR = Calendar(id="c" * 25, name="Primary")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def all_pages(caller, limit: int, **query):
    pages = [caller.events(**query, **{"cursorPaging.limit": limit}).json()]
    while pages[-1]["pagingMetadata"]["hasNext"]:
        cursor = pages[-1]["pagingMetadata"]["cursors"]["next"]
        more = {"cursorPaging.limit": limit, "cursorPaging.cursor": cursor, "fieldsets": query.get("fieldsets")}
        pages.append(caller.external("events", **{name: value for name, value in more.items() if value}).json())
    return pages


def event(start: int, length: int, connection: str) -> ExternalEvent:
    return ExternalEvent(connection_id=connection, calendar=CALENDAR, title="", start=start, end=start + length)


@settings(deadline=None)
@given(
    spans=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 120), st.sampled_from("abc")), max_size=40),
    window=st.tuples(st.integers(-20, 320), st.integers(0, 200)),
    place=st.none() | st.tuples(st.integers(0, 300), st.integers(0, 40)),
    only=st.none() | st.sets(st.sampled_from("abcd")),
)
def test_index_agrees_with_the_plain_rule(spans, window, place, only):
    events = [event(*span) for span in spans]
    start, end = window[0], window[0] + window[1]
    rows = EventIndex(events, ZoneInfo("UTC")).overlapping(start, end, place, only)
    plain = sorted(
        (e.start, number)
        for number, e in enumerate(events)
        if e.start < end and e.end > start and (only is None or e.connection_id in only)
    )
    assert [(row.start, row.number) for row in rows] == [key for key in plain if place is None or key > place]


@settings(deadline=None)
@given(
    limit=st.integers(1, 300),
    first=st.integers(-30, 40),
    days=st.integers(0, 60),
    all_day=st.none() | st.booleans(),
    own_pi=st.booleans(),
)
def test_pages_together_are_the_whole_without_duplicates(limit, first, days, all_day, own_pi):
    world = WORLD
    start = NOW + first * 86400
    window = Window(start=start, end=start + days * 86400, schedule_ids=(), user_ids=(), all_day=all_day)
    whole = list_page(world, EventQuery(window=window, limit=100_000, own_pi=own_pi, partial=False)).events
    pieces, after = [], None
    while True:
        query = EventQuery(window=window, limit=limit, own_pi=own_pi, partial=False, after=after)
        page = list_page(world, query)
        pieces += page.events
        assert page.paging_metadata.count == len(page.events) <= limit
        if not page.paging_metadata.has_next:
            break
        after = unseal(page.paging_metadata.cursors.next, "listEvents", NOW, None).after
    assert pieces == whole


WORLD = build("busy", 1, practice_identity(1), PracticeClock(lambda: NOW))


def test_default_page_holds_one_hundred(busy):
    page = busy.external("events", **{"from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}).json()
    assert page["pagingMetadata"]["count"] == len(page["events"]) == 100
    assert page["pagingMetadata"]["hasNext"] is True


def test_events_come_by_start_and_pages_over_http_are_complete(busy):
    whole = busy.events(fieldsets="OWN_PI").json()
    assert whole["pagingMetadata"]["cursors"] == {}
    pages = all_pages(busy, 50, fieldsets="OWN_PI")
    assert [one for page in pages for one in page["events"]] == whole["events"]
    starts = [moment(one["start"]) for one in whole["events"]]
    assert starts == sorted(starts)


def test_window_takes_what_overlaps_and_nothing_that_only_touches(fresh):
    made = fresh.connect_apple().json()["connection"]
    fresh.control.move_time(60)
    noon = int(datetime(2031, 5, 5, 12, tzinfo=UTC).timestamp())
    for title, start, end in (
        ("ends at the beginning", -60, 0),
        ("runs in", -60, 1),
        ("inside", 10, 20),
        ("runs out", 3599, 7200),
        ("spans", -60, 7200),
        ("begins at the end", 3600, 7200),
    ):
        fresh.control.add_event(made["id"], title, noon + start, noon + end)
    query = {"from": "2031-05-05T13:00:00+01:00", "to": "2031-05-05T13:00:00Z", "fieldsets": "OWN_PI"}
    titles = [one["title"] for one in fresh.events(**query).json()["events"]]
    assert sorted(titles) == ["inside", "runs in", "runs out", "spans"]


def test_personal_data_comes_with_own_pi_only(busy):
    private = {"title", "calendarName", "scheduleOwnerName"}
    plain, full = (busy.events(fieldsets=one).json()["events"][0] for one in ("NO_PI", "OWN_PI"))
    assert full.keys() - plain.keys() == private
    assert {key: full[key] for key in plain} == plain


@pytest.mark.parametrize("reach", ["some", "none"])
def test_own_pi_can_reach_less_far(busy, reach):
    busy.control.set_knobs(own_pi=reach)
    events = busy.events(fieldsets="OWN_PI").json()["events"]
    told = {one["scheduleId"] for one in events if "title" in one}
    owned = {busy.schedule("Mara Quinn"), busy.schedule()} if reach == "some" else set()
    assert told == owned


@pytest.mark.parametrize("all_day", [True, False])
def test_all_day_filter(busy, all_day):
    everything = busy.events().json()["events"]
    expected = [one for one in everything if one["allDay"] is all_day]
    assert busy.events(allDay=all_day).json()["events"] == expected
    assert expected


@pytest.mark.parametrize(
    ("form", "start", "end"),
    [
        ("utc-midnight", "2031-07-01T00:00:00Z", "2031-07-02T00:00:00Z"),
        ("local-midnight", "2031-07-01T00:00:00+01:00", "2031-07-02T00:00:00+01:00"),
        ("date", "2031-07-01", "2031-07-02"),
    ],
)
def test_all_day_formats(fresh, form, start, end):
    made = fresh.connect_apple().json()["connection"]
    fresh.control.move_time(60)
    first = int(datetime(2031, 7, 1, tzinfo=UTC).timestamp())
    fresh.control.add_event(made["id"], "Fair", first, first + 86400, all_day=True)
    fresh.control.set_knobs(all_day_format=form)
    (found,) = fresh.events(**{"from": "2031-07-01T10:00:00Z", "to": "2031-07-01T11:00:00Z"}).json()["events"]
    assert (found["start"], found["end"]) == (start, end)


def test_scope_by_schedule_and_user_is_an_and(busy):
    mara, daniel = busy.schedule("Mara Quinn"), busy.schedule("Daniel Okafor")
    user = next(c["userId"] for c in busy.connections() if c["scheduleId"] == mara)

    def schedules(**scope) -> set[str]:
        return {one["scheduleId"] for one in busy.events(**scope).json()["events"]}

    assert schedules(scheduleIds=[mara, daniel]) == {mara, daniel}
    assert schedules(scheduleIds=[mara, daniel], userIds=user) == {mara}
    assert schedules(scheduleIds=daniel, userIds=user) == set()


def test_cursor_stays_good_when_events_are_added_and_expires_by_knob(busy, violations_of):
    first = busy.events(**{"cursorPaging.limit": 10}).json()
    cursor = {"cursorPaging.cursor": first["pagingMetadata"]["cursors"]["next"]}
    expected = busy.external("events", **cursor).json()["events"]
    mine = busy.connections()[0]["id"]
    busy.control.add_event(mine, "Earlier than all", 0, 60)
    assert busy.external("events", **cursor).json()["events"] == expected
    busy.control.set_knobs(cursor_lifetime=60)
    busy.control.move_time(61)
    assert violations_of(busy.external("events", **cursor)) == {"cursorPaging.cursor": "INVALID_ARGUMENT"}


def test_exported_bookings_return_by_knob(busy):
    mine = next(c for c in busy.connections() if c["externalAccountEmail"] == "mara.quinn@gmail.example")
    before = busy.events().json()["pagingMetadata"]["count"]
    busy.control.set_knobs(exported_bookings_return=True)
    events = busy.events(fieldsets="OWN_PI", scheduleIds=mine["scheduleId"]).json()["events"]
    copies = [one for one in events if one["calendarName"] == "Wix Bookings" and one["calendarType"] == "GOOGLE"]
    assert len(copies) == busy.control.exported_count(mine["id"]) > 0
    assert sum(len(page["events"]) for page in all_pages(busy, 1000)) > before


def test_empty_lists_can_be_absent(fresh):
    fresh.control.set_knobs(empty_lists="absent")
    assert fresh.events().json() == {"pagingMetadata": {"count": 0, "cursors": {}, "hasNext": False}}
    assert fresh.external("connections").json() == {}


def test_cursor_can_be_stuck(busy):
    busy.control.set_knobs(cursor_trouble="stuck")
    first = busy.events(**{"cursorPaging.limit": 10}).json()
    cursor = first["pagingMetadata"]["cursors"]["next"]
    query = {"cursorPaging.limit": 10, "cursorPaging.cursor": cursor}
    pages = [busy.external("events", **query).json() for _ in range(2)]
    assert pages[0] == pages[1] != first
    assert pages[0]["pagingMetadata"]["cursors"]["next"] == cursor


def test_pages_can_overlap(busy):
    whole = busy.events().json()["events"]
    busy.control.set_knobs(cursor_trouble="overlap")
    first, second, *_ = all_pages(busy, 10)
    assert first["events"][-1] == second["events"][0] == whole[9]
    pages = [page["events"] for page in all_pages(busy, 100)]
    assert sum(map(len, pages)) == len(whole) + len(pages) - 1
