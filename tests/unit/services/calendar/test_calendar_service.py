"""Titles only while they are revealed, own copies once, and honest words on what is missing."""

import asyncio

from msgspec.structs import replace

from caldesk.domain.connection import ConnectionStatus, ImportConfig, SyncConfig
from caldesk.domain.event import EventSource
from caldesk.domain.provider import CalendarType
from caldesk.services.calendar_missing import MissingReason, missing_calendars
from tests.unit.services.calendar.fake_events import (
    APPLE,
    GOOGLE,
    WEEK,
    Stage,
    booking,
    connection,
    external,
    snapshot,
)


def known() -> Stage:
    return Stage(snapshot(connection(GOOGLE, "ana"), connection(APPLE, "ben")))


async def revealed(stage: Stage, seconds: float = 120) -> None:
    """Reveal, and have the week answered with a title."""
    stage.service.reveal(seconds)
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    asked = stage.reader.foreground()[1]
    asked.answer(external(9, "Dentist"))
    asked.end()
    await stage.until(lambda: not stage.service.status(WEEK).loading)


async def test_titles_are_not_asked_for_unless_revealed() -> None:
    stage = known()
    await stage.loaded(external(9))
    assert not any(asked.titles for asked in stage.reader.asked)
    await revealed(stage)
    assert stage.reader.foreground()[1].titles
    assert [event.title for event in stage.service.events(WEEK)] == ["Dentist"]
    await stage.tasks.close()


async def test_titles_vanish_from_memory_when_the_time_is_over() -> None:
    stage = known()
    await stage.loaded(external(9))
    await revealed(stage, 120)
    assert stage.service.revealed_until == stage.clock.now() + 120
    stage.clock.move(121)
    await stage.until(lambda: stage.service.revealed_until is None)
    assert stage.service.events(WEEK) == [external(9)]
    await stage.tasks.close()


async def test_hiding_drops_titles_at_once_and_those_on_their_way() -> None:
    stage = known()
    await stage.loaded(external(9))
    stage.service.reveal(120)
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    stage.reader.foreground()[1].answer(external(9, "Dentist"))
    await stage.until(lambda: any(event.title for event in stage.service.events(WEEK)))
    stage.service.hide()
    assert stage.service.events(WEEK) == [external(9)]
    await stage.until(lambda: stage.reader.foreground()[1].cancelled)
    await stage.tasks.close()


async def test_hiding_leaves_the_titles_of_wix_bookings() -> None:
    stage = known()
    stage.reader.bookings = (booking(14),)
    await stage.loaded(external(9))
    await revealed(stage)
    stage.service.hide()
    titles = {event.source: event.title for event in stage.service.events(WEEK)}
    assert titles == {EventSource.EXTERNAL: None, EventSource.WIX: "Massage"}
    await stage.tasks.close()


async def test_neighbours_are_fetched_without_titles() -> None:
    stage = known()
    await stage.loaded()
    await revealed(stage)
    await stage.until(lambda: any(asked.background for asked in stage.reader.asked))
    assert not any(asked.titles for asked in stage.reader.asked if asked.background)
    await stage.tasks.close()


async def test_revealing_again_begins_the_time_anew() -> None:
    stage = known()
    await stage.loaded(external(9))
    await revealed(stage, 120)
    stage.clock.move(60)
    stage.service.reveal(120)
    stage.clock.move(90)
    await asyncio.sleep(0)
    assert stage.service.revealed_until is not None
    await stage.tasks.close()


async def test_own_exported_copies_are_not_shown_twice() -> None:
    stage = known()
    stage.reader.bookings = (booking(14),)
    await stage.loaded(external(14, day=WEEK.first), external(9))
    assert sorted(event.start for event in stage.service.events(WEEK)) == [external(9).start, booking(14).start]
    await stage.tasks.close()


async def test_c12_a_failed_provider_names_who_is_missing_and_keeps_what_was_held() -> None:
    stage = known()
    apple = external(15, schedule_id="ben", calendar_type=CalendarType.I_CAL)
    await stage.loaded(external(9), apple)
    stage.service.refresh()
    await stage.until(lambda: len(stage.reader.foreground()) == 2)
    again = stage.reader.foreground()[1]
    again.answer(failed=("p-apple",))
    again.end()
    await stage.until(lambda: not stage.service.status(WEEK).loading)
    assert stage.service.events(WEEK) == [apple]
    [missing] = stage.service.status(WEEK).missing
    assert (missing.schedule_name, missing.reason, missing.account) == (
        "Ben",
        MissingReason.NOT_REACHABLE,
        "ben@example.com",
    )
    assert missing.unknown
    await stage.tasks.close()


async def test_c11_an_unknown_zone_is_said_and_shown_as_utc() -> None:
    stage = Stage(snapshot(zone="Mars/Olympus"))
    assert stage.service.unknown_zone == "Mars/Olympus"
    assert stage.service.zone.key == "UTC"
    stage.state.replace(snapshot(zone="Europe/Dublin"))
    assert stage.service.unknown_zone == ""
    await stage.tasks.close()


def test_c12_every_known_reason_for_a_missing_calendar_is_named() -> None:
    off = SyncConfig(imports=ImportConfig(enabled=False))
    now = snapshot(
        connection(GOOGLE, "ana", status=ConnectionStatus.ERROR),
        connection(APPLE, "ana", sync_config=off),
        connection(GOOGLE, "ben", status=ConnectionStatus.DISCONNECTED),
        connection(APPLE, "ben"),
    )
    found = {(each.schedule_name, each.provider_name): (each.reason, each.unknown) for each in missing_calendars(now)}
    assert found == {
        ("Ana", "Google"): (MissingReason.NEEDS_SIGN_IN, True),
        ("Ana", "Apple"): (MissingReason.IMPORT_OFF, False),
        ("Ben", "Google"): (MissingReason.OFF, False),
    }


def test_c12_a_provider_whose_connections_could_not_be_listed_is_missing_for_anybody() -> None:
    now = replace(snapshot(connection(GOOGLE, "ana")), failed_provider_ids=frozenset({APPLE.id}))
    [missing] = missing_calendars(now)
    assert (missing.name, missing.where, missing.reason) == ("Apple", "", MissingReason.NOT_REACHABLE)
    assert missing.is_anybodys
    assert missing.unknown
    listed = replace(now, connections=snapshot(connection(GOOGLE, "ana"), connection(APPLE, "ben")).connections)
    assert not any(each.is_anybodys for each in missing_calendars(listed))


async def test_what_could_not_be_understood_is_counted() -> None:
    stage = known()
    stage.service.wish("view", WEEK)
    await stage.until(lambda: stage.reader.foreground())
    asked = stage.reader.foreground()[0]
    asked.answer(external(9), skipped=3)
    asked.end()
    await stage.until(lambda: not stage.service.status(WEEK).loading)
    assert stage.service.status(WEEK).skipped == 3
    await stage.tasks.close()
