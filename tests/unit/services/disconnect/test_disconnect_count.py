"""How many bookings a disconnect deletes, counted on the practice site, and the copy of them."""

import asyncio

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from caldesk.api import events
from caldesk.api.errors import ApiError
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.shapes import Status
from caldesk.services.calendar_export import TitleLevel
from caldesk.services.disconnect import bookings
from caldesk.services.disconnect.bookings import Ahead, Certainty, bookings_ahead, count_ahead
from caldesk.services.disconnect.bookings_copy import copy_name, copy_of, level_note, level_now
from caldesk.services.policy.declared import Preferences
from caldesk.services.policy.rules import Rules
from tests.helpers.disconnect_desk import disconnect_desk

GOOGLE = "mara.quinn@gmail.example"
OF_THE_BUSINESS = "hello@quinnwellness.example"


def summaries(content):
    return [str(event["summary"]) for event in Calendar.from_ical(content).walk("VEVENT")]


async def test_the_count_is_what_the_calendar_really_holds():
    async with disconnect_desk() as desk:
        for account in (GOOGLE, "daniel.okafor@contoso.example", "noa.levy@gmail.example"):
            one = desk.connection(account)
            ahead = await count_ahead(desk.session, one)
            assert ahead == Ahead(count=desk.server.control.exported_count(one.id), certainty=Certainty.EXACT)
            assert ahead.count > 1


async def test_the_business_may_hold_everybodys_bookings():
    async with disconnect_desk() as desk:
        one = desk.connection(OF_THE_BUSINESS)
        ahead = await count_ahead(desk.session, one)
        assert ahead == Ahead(count=desk.server.control.exported_count(one.id), certainty=Certainty.AT_MOST)


async def test_an_export_that_is_not_told_may_be_on():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        untold = replace(one.sync_config, exports=replace(one.sync_config.exports, enabled=None))
        ahead = await count_ahead(desk.session, replace(one, sync_config=untold))
        assert ahead.certainty is Certainty.AT_MOST


@pytest.mark.parametrize("fault", [{"status": 403}, {"status": 500}, {"cut": "at-once"}, {"body": "empty"}], ids=str)
async def test_what_cannot_be_counted_is_unknown_and_not_nothing(fault, monkeypatch):
    monkeypatch.setattr(bookings, "COUNT_PATIENCE", 0.5)
    async with disconnect_desk() as desk:
        desk.server.control.add_fault(Fault(route="queryEvents", **fault))
        assert await count_ahead(desk.session, desk.connection(GOOGLE)) == Ahead(certainty=Certainty.UNKNOWN)


async def test_a_count_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(bookings, "COUNT_PATIENCE", 0.1)
    async with disconnect_desk() as desk:
        desk.server.control.add_fault(Fault(route="queryEvents", delay=2.0))
        assert (await count_ahead(desk.session, desk.connection(GOOGLE))).certainty is Certainty.UNKNOWN


async def test_what_was_counted_before_it_broke_off_is_a_least_number(monkeypatch):
    monkeypatch.setattr(bookings, "COUNT_PATIENCE", 0.5)
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        whole = await count_ahead(desk.session, one)
        small = events.wix_event_pages
        monkeypatch.setattr(events, "wix_event_pages", lambda client, **query: small(client, **query, limit=2))
        desk.server.control.add_fault(Fault(route="queryEvents", status=403, every=3))
        ahead = await count_ahead(desk.session, one)
        assert ahead.certainty is Certainty.AT_LEAST
        assert 0 < ahead.count < whole.count


@pytest.mark.parametrize("account", ["priya.raman@gmail.example", "luca.moretti@icloud.example"])
async def test_a_calendar_that_could_not_be_filled_holds_that_many_at_most(account):
    async with disconnect_desk() as desk:
        desk.server.control.settle(desk.connection("luca.moretti@icloud.example").id, Status.CONNECTED)
        await desk.session.connections.refresh()
        one = desk.connection(account)
        ahead = await count_ahead(desk.session, one)
        assert ahead.certainty is Certainty.AT_MOST
        assert ahead.count > desk.server.control.exported_count(one.id) == 0


async def test_a_schedule_that_is_gone_cannot_be_counted():
    async with disconnect_desk() as desk:
        assert (await count_ahead(desk.session, replace(desk.connection(GOOGLE), schedule_id="x"))) == Ahead()


# the copy


async def test_the_copy_holds_what_was_counted_and_no_titles_while_they_are_hidden():
    async with disconnect_desk() as desk:
        ahead = await count_ahead(desk.session, desk.connection(GOOGLE))
        content = await copy_of(desk.session, desk.schedule("Mara Quinn"))
        found = summaries(content)
        assert len(found) == ahead.count
        assert set(found) == {"Mara Quinn: Busy"}
        assert desk.session.calendar.revealed_until is None
        assert "Titles are hidden" in level_note(desk.session)


async def test_the_copy_holds_titles_while_the_calendar_shows_them():
    async with disconnect_desk() as desk:
        desk.session.calendar._revealed_until = desk.session.clock.now() + 60
        found = summaries(await copy_of(desk.session, desk.schedule("Mara Quinn")))
        assert any("Massage" in words or "Consultation" in words for words in found)
        assert level_now(desk.session) is TitleLevel.WITH_TITLES
        assert "as the calendar shows them" in level_note(desk.session)


async def test_where_titles_are_not_shown_nobody_is_sent_to_show_them():
    async with disconnect_desk() as desk:
        desk.session.rules = Rules(settings=Preferences(reveal_titles=False))
        assert "not shown on this computer" in level_note(desk.session)


async def test_titles_that_are_hidden_while_it_is_being_read_are_not_in_it(monkeypatch):
    async with disconnect_desk() as desk:
        desk.session.calendar._revealed_until = desk.session.clock.now() + 60
        pages = events.wix_event_pages

        async def hidden_meanwhile(client, **query):
            async for page in pages(client, **query):
                desk.session.calendar._revealed_until = None
                yield page

        monkeypatch.setattr(events, "wix_event_pages", hidden_meanwhile)
        found = summaries(await copy_of(desk.session, desk.schedule("Mara Quinn")))
        assert set(found) == {"Mara Quinn: Busy"}


async def test_a_copy_is_whole_or_it_is_an_error():
    async with disconnect_desk() as desk:
        desk.server.control.add_fault(Fault(route="queryEvents", status=403, every=2))
        with pytest.raises(ApiError):
            await copy_of(desk.session, desk.schedule("Mara Quinn"))


async def test_the_copy_says_what_was_not_understood(monkeypatch):
    async with disconnect_desk() as desk:
        pages = events.wix_event_pages

        async def odd(client, **query):
            async for page in pages(client, **query):
                yield replace(page, skipped=1)

        monkeypatch.setattr(events, "wix_event_pages", odd)
        content = await copy_of(desk.session, desk.schedule("Mara Quinn"))
        calendar = Calendar.from_ical(content)
        assert str(calendar["x-caldesk-complete"]) == "FALSE"
        assert "not understood" in str(calendar["x-caldesk-not-read"])


async def test_the_file_is_named_after_the_person_and_the_level():
    async with disconnect_desk() as desk:
        name = copy_name(desk.session, desk.schedule("Mara Quinn"))
        assert name.startswith("Practice, bookings of Mara Quinn ")
        assert name.endswith("busy only.ics")


async def test_a_copy_can_be_broken_off():
    async with disconnect_desk() as desk:
        desk.server.control.add_fault(Fault(route="queryEvents", delay=5.0))
        task = asyncio.create_task(bookings_ahead(desk.session, desk.schedule("Mara Quinn")))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
