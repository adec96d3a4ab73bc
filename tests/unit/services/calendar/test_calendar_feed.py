"""Ranges are fetched once, the newest first; pages show as they come; late answers and passed-over weeks vanish."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from caldesk.api.errors import Call, ServerError
from caldesk.domain.local_day import span_of
from caldesk.domain.timespan import DateRange, day_dates
from caldesk.services.calendar_feed import FRESH_SECONDS
from caldesk.services.problems import ProblemId
from tests.unit.services.calendar.fake_events import (
    GOOGLE,
    MONDAY,
    WEEK,
    ZONE,
    Stage,
    booking,
    connection,
    external,
    snapshot,
)

NEXT = DateRange(WEEK.end, WEEK.end + timedelta(days=7))
AFTER_NEXT = DateRange(NEXT.end, NEXT.end + timedelta(days=7))


@pytest.fixture
def stage() -> Stage:
    return Stage(snapshot(connection(GOOGLE, "ana")))


def server_error() -> ServerError:
    return ServerError("internal", Call(), 500)


async def test_nothing_is_asked_for_before_the_site_is_known() -> None:
    stage = Stage()
    stage.service.wish("view", WEEK)
    await asyncio.sleep(0)
    assert stage.reader.asked == []
    stage.state.replace(snapshot())
    await stage.until(lambda: stage.reader.foreground())
    await stage.tasks.close()


async def test_a_range_is_asked_for_once_for_both_sources(stage: Stage) -> None:
    await stage.loaded(external(9))
    stage.service.wish("other view", day_dates(MONDAY))
    await asyncio.sleep(0)
    [asked] = stage.reader.foreground()
    assert asked.span == span_of(ZoneInfo(ZONE), WEEK)
    assert sum(each.own and not each.background for each in stage.reader.asked) == 1
    await stage.tasks.close()


async def test_wix_bookings_do_not_wait_for_other_calendars(stage: Stage) -> None:
    stage.reader.bookings = (booking(9),)
    stage.service.wish("view", WEEK)
    await stage.until(lambda: stage.service.events(WEEK))
    assert stage.service.status(WEEK).loading
    await stage.tasks.close()


async def test_c12_pages_show_as_they_arrive_and_each_tells(stage: Stage) -> None:
    told = []
    stage.service.subscribe(lambda: told.append(len(stage.service.events(WEEK))))
    stage.service.wish("view", WEEK)
    await stage.until(lambda: stage.reader.foreground())
    stage.reader.foreground()[0].answer(external(9))
    await stage.until(lambda: 1 in told)
    stage.reader.foreground()[0].answer(external(11))
    await stage.until(lambda: 2 in told)
    assert stage.service.status(WEEK).as_of is None
    stage.reader.foreground()[0].end()
    await stage.until(lambda: not stage.service.status(WEEK).loading)
    assert stage.service.status(WEEK).as_of == stage.clock.now()
    await stage.tasks.close()


async def test_c12_a_week_that_is_passed_over_is_cancelled_and_its_answer_dropped(stage: Stage) -> None:
    stage.service.wish("view", WEEK)
    await stage.until(lambda: stage.reader.foreground())
    passed = stage.reader.foreground()[0]
    far = DateRange(WEEK.end + timedelta(days=70), WEEK.end + timedelta(days=77))
    stage.service.wish("view", far)
    await stage.until(lambda: passed.cancelled)
    passed.answer(external(9))
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    assert stage.service.events(WEEK) == []
    assert not stage.service.status(WEEK).loading
    await stage.tasks.close()


async def test_c12_neighbours_come_after_and_in_the_background(stage: Stage) -> None:
    await stage.loaded()
    await stage.until(lambda: any(asked.background for asked in stage.reader.asked))
    ahead = next(asked for asked in stage.reader.asked if asked.background and not asked.own)
    assert ahead.span == span_of(ZoneInfo(ZONE), NEXT)
    ahead.answer(external(9, day=NEXT.first))
    ahead.end()
    await stage.until(lambda: stage.service.status(NEXT).as_of)
    stage.service.wish("view", NEXT)
    await asyncio.sleep(0)
    assert len(stage.reader.foreground()) == 1
    assert len(stage.service.events(NEXT)) == 1
    await stage.tasks.close()


async def test_a_neighbour_on_its_way_is_overtaken_when_it_is_looked_at(stage: Stage) -> None:
    await stage.loaded()
    await stage.until(lambda: any(asked.background for asked in stage.reader.asked))
    ahead = next(asked for asked in stage.reader.asked if asked.background and not asked.own)
    stage.service.wish("view", NEXT)
    await stage.until(lambda: ahead.cancelled and len(stage.reader.foreground()) == 2)
    assert stage.reader.foreground()[1].span == span_of(ZoneInfo(ZONE), NEXT)
    await stage.tasks.close()


async def test_only_the_days_that_are_missing_are_asked_for(stage: Stage) -> None:
    await stage.loaded(dates=day_dates(MONDAY))
    stage.service.wish("view", WEEK)
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    tuesday = MONDAY + timedelta(days=1)
    assert stage.reader.foreground()[1].span == span_of(ZoneInfo(ZONE), DateRange(tuesday, WEEK.end))
    await stage.tasks.close()


async def test_c12_a_failed_page_leaves_the_rest_and_says_so(stage: Stage) -> None:
    stage.service.wish("view", WEEK)
    await stage.until(lambda: stage.reader.foreground())
    asked = stage.reader.foreground()[0]
    asked.answer(external(9))
    asked.fail(server_error())
    await stage.until(lambda: not stage.service.status(WEEK).loading)
    status = stage.service.status(WEEK)
    assert status.problem is not None
    assert status.problem.id is ProblemId.SERVER_ERROR
    assert status.as_of is None
    assert stage.service.events(WEEK) == [external(9)]
    await stage.tasks.close()


async def test_a_failure_is_not_asked_for_again_at_once(stage: Stage) -> None:
    stage.service.wish("view", WEEK)
    await stage.until(lambda: stage.reader.foreground())
    stage.reader.foreground()[0].fail(server_error())
    await stage.until(lambda: not stage.service.status(WEEK).loading)
    stage.service.keep_fresh()
    assert len(stage.reader.foreground()) == 1
    stage.clock.move(FRESH_SECONDS + 1)
    stage.service.keep_fresh()
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    await stage.tasks.close()


async def test_c12_refresh_keeps_what_is_held_until_the_new_answer_is_whole(stage: Stage) -> None:
    await stage.loaded(external(9), external(11))
    read_at = stage.clock.now()
    stage.clock.move(60)
    stage.service.refresh()
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    again = stage.reader.foreground()[1]
    again.answer(external(11))
    await stage.until(lambda: again.pages.empty())
    assert sorted(event.start for event in stage.service.events(WEEK)) == [external(9).start, external(11).start]
    assert stage.service.status(WEEK).as_of == read_at
    again.end()
    await stage.until(lambda: not stage.service.status(WEEK).loading)
    assert stage.service.events(WEEK) == [external(11)]
    assert stage.service.status(WEEK).as_of == read_at + 60
    await stage.tasks.close()


async def test_another_zone_starts_from_nothing(stage: Stage) -> None:
    await stage.loaded(external(9))
    stage.state.replace(snapshot(connection(GOOGLE, "ana"), zone="Australia/Lord_Howe"))
    assert stage.service.events(WEEK) == []
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    assert stage.reader.foreground()[1].span == span_of(ZoneInfo("Australia/Lord_Howe"), WEEK)
    await stage.tasks.close()


async def test_a_calendar_that_was_connected_meanwhile_is_read(stage: Stage) -> None:
    await stage.loaded(external(9))
    stage.state.replace(snapshot(connection(GOOGLE, "ana"), connection(GOOGLE, "ben")))
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    await stage.tasks.close()


async def test_c12_looking_away_ends_the_request(stage: Stage) -> None:
    stage.service.wish("view", WEEK)
    await stage.until(lambda: stage.reader.foreground())
    stage.service.drop_wish("view")
    await stage.until(lambda: stage.reader.foreground()[0].cancelled)
    await stage.tasks.close()
