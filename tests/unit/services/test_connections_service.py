"""Wishes, their answers, and what can come between them."""

import asyncio

import pytest
from msgspec.structs import replace

from caldesk.api.errors import Call, ServerError
from caldesk.domain.connection import (
    ConnectionState,
    ExportConfig,
    ExportTarget,
    ImportConfig,
    ImportSource,
    SyncConfig,
)
from caldesk.services.problems import ProblemId
from caldesk.services.state import Saving
from tests.helpers.far_side import APPLE, BOTH_ON, HOME_AND_WORK, Desk, connection, imports, offline
from tests.helpers.waiting import until


async def test_a_wish_is_pending_and_the_answer_becomes_the_state(desk: Desk) -> None:
    await desk.ready()
    gate = desk.far.hold("update")
    desk.service.set_import("c1", False)
    assert desk.view().saving is Saving.PENDING
    assert desk.view().shown_config.imports.enabled is False
    assert desk.view().connection.sync_config.imports.enabled is True
    gate.set()
    await until(desk.settled())
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().connection.sync_config == imports(False)


async def test_both_halves_are_always_sent(desk: Desk) -> None:
    await desk.ready()
    desk.service.set_export("c1", False)
    await until(desk.settled())
    (sent,) = desk.far.written
    assert sent.imports == BOTH_ON.imports
    assert sent.exports == ExportConfig(enabled=False, target=ExportTarget.PRIMARY_CALENDAR)


async def test_a_half_that_was_never_set_gets_what_the_provider_allows(desk: Desk) -> None:
    half_told = SyncConfig(imports=HOME_AND_WORK.imports)
    await desk.ready(connection(provider_id=APPLE.id, sync_config=half_told))
    desk.service.set_export("c1", True)
    await until(desk.settled())
    assert desk.far.written == [
        replace(half_told, exports=ExportConfig(enabled=True, target=ExportTarget.DEDICATED_CALENDAR))
    ]


async def test_what_the_service_answers_counts_not_what_was_wished(desk: Desk) -> None:
    await desk.ready()
    desk.far.on_write = lambda _config: BOTH_ON
    desk.service.set_import("c1", False)
    await until(desk.settled())
    assert desk.view().shown_config == BOTH_ON


@pytest.mark.parametrize("before", [True, False])
async def test_failure_returns_to_the_confirmed_value_not_to_a_constant(desk: Desk, before: bool) -> None:
    await desk.ready(connection(sync_config=imports(before)))
    desk.far.fail("update", offline())
    desk.service.set_import("c1", not before)
    await until(desk.settled())
    assert desk.view().saving is Saving.FAILED
    assert desk.view().shown_config.imports.enabled is before
    assert desk.view().problem.id is ProblemId.TIMEOUT


async def test_failure_before_the_write_is_told_too(desk: Desk) -> None:
    await desk.ready()
    desk.far.fail("get", ServerError("oops", Call(), 500))
    desk.service.set_import("c1", False)
    await until(desk.settled())
    assert desk.view().problem.id is ProblemId.SERVER_ERROR
    assert desk.far.written == []


async def test_a_failure_stays_said_until_the_next_wish(desk: Desk) -> None:
    await desk.ready()
    desk.far.fail("update", offline())
    desk.service.set_import("c1", False)
    await until(desk.settled())
    await desk.service.refresh()
    assert desk.view().saving is Saving.FAILED
    desk.service.set_import("c1", False)
    assert desk.view().problem is None
    await until(desk.settled())
    assert desk.view().saving is Saving.SETTLED


async def test_checking_by_hand_takes_a_failure_away(desk: Desk) -> None:
    await desk.ready()
    desk.far.fail("update", offline())
    desk.service.set_import("c1", False)
    await until(desk.settled())
    await desk.service.check_now("c1")
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().problem is None


async def test_a_write_that_may_have_been_done_is_looked_up(desk: Desk) -> None:
    await desk.ready()
    desk.far.fail("update after", offline(maybe_done=True))
    desk.service.set_import("c1", False)
    await until(desk.settled())
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().connection.sync_config == imports(False)
    assert desk.far.calls.count("update") == 1


async def test_a_write_that_was_not_done_after_all_has_failed(desk: Desk) -> None:
    await desk.ready()
    desk.far.fail("update", offline(maybe_done=True))
    desk.service.set_import("c1", False)
    await until(desk.settled())
    assert desk.view().saving is Saving.FAILED
    assert desk.view().shown_config == BOTH_ON


async def test_a_second_click_while_saving_replaces_the_wish(desk: Desk) -> None:
    await desk.ready()
    gate = desk.far.hold("update")
    desk.service.set_import("c1", False)
    await until(lambda: "update" in desk.far.calls)
    desk.service.set_import("c1", True)
    assert desk.view().shown_config == BOTH_ON
    gate.set()
    await until(desk.settled())
    assert [sent.imports.enabled for sent in desk.far.written] == [False, True]
    assert desk.view().connection.sync_config == BOTH_ON


async def test_two_clicks_before_the_write_are_one_write(desk: Desk) -> None:
    await desk.ready()
    desk.service.set_import("c1", False)
    desk.service.set_export("c1", False)
    await until(desk.settled())
    (sent,) = desk.far.written
    assert (sent.imports.enabled, sent.exports.enabled) == (False, False)


async def test_there_and_back_again_writes_nothing(desk: Desk) -> None:
    await desk.ready()
    desk.service.set_import("c1", False)
    desk.service.set_import("c1", True)
    await until(desk.settled())
    assert desk.far.written == []
    assert desk.view().saving is Saving.SETTLED


async def test_a_refresh_while_saving_does_not_overwrite_the_wish(desk: Desk) -> None:
    await desk.ready()
    gate = desk.far.hold("update")
    desk.service.set_import("c1", False)
    await until(lambda: "update" in desk.far.calls)
    await desk.service.refresh()
    assert desk.view().saving is Saving.PENDING
    assert desk.view().shown_config == imports(False)
    gate.set()
    await until(desk.settled())


async def test_a_reading_older_than_a_save_does_not_bring_the_old_value_back(desk: Desk) -> None:
    await desk.ready()
    listing = desk.far.hold("list")
    reading = asyncio.create_task(desk.service.refresh())
    await until(lambda: desk.far.calls.count("list") == 2)
    desk.service.set_import("c1", False)
    await until(desk.settled())
    listing.set()
    await reading
    assert desk.view().connection.sync_config == imports(False)


async def test_a_reading_older_than_a_disconnect_does_not_bring_it_back(desk: Desk) -> None:
    await desk.ready()
    listing = desk.far.hold("list")
    reading = asyncio.create_task(desk.service.refresh())
    await until(lambda: desk.far.calls.count("list") == 2)
    await desk.service.disconnect("c1")
    listing.set()
    await reading
    assert desk.view().state is ConnectionState.OFF


async def test_a_connection_proven_during_a_reading_stays(desk: Desk) -> None:
    await desk.ready()
    listing = desk.far.hold("list")
    reading = asyncio.create_task(desk.service.refresh())
    await until(lambda: desk.far.calls.count("list") == 2)
    desk.service.take(connection("new"))
    listing.set()
    await reading
    assert set(desk.state.snapshot.connections) == {"c1", "new"}


async def test_choosing_no_calendar_switches_the_import_off(desk: Desk) -> None:
    await desk.ready(connection(provider_id=APPLE.id, sync_config=HOME_AND_WORK))
    desk.service.set_calendars("c1", ())
    await until(desk.settled())
    assert desk.far.written[0].imports == ImportConfig(enabled=False, source=ImportSource.CALENDARS)


async def test_a_wish_for_an_unknown_connection_is_nothing(desk: Desk) -> None:
    await desk.ready()
    before = desk.state.snapshot
    desk.service.set_import("elsewhere", True)
    assert desk.state.snapshot is before


async def test_refreshes_at_the_same_time_share_one_reading(desk: Desk) -> None:
    await desk.ready()
    gate = desk.far.hold("list")
    first = asyncio.create_task(desk.service.refresh())
    second = asyncio.create_task(desk.service.refresh())
    await until(lambda: desk.far.calls.count("list") == 2)
    gate.set()
    await first
    await second
    assert desk.far.calls.count("list") == 2


async def test_closing_while_reading_is_quiet_and_ends_the_loading_mark(desk: Desk) -> None:
    desk.far.add(connection())
    desk.far.hold("list")
    reading = asyncio.create_task(desk.service.refresh())
    await until(lambda: "list" in desk.far.calls)
    assert desk.state.snapshot.loading
    await desk.tasks.close()
    assert not desk.state.snapshot.loading
    with pytest.raises(asyncio.CancelledError):
        await reading


async def test_install_bookings_asks_for_the_site(desk: Desk) -> None:
    await desk.service.install_bookings("site-1")
    assert desk.far.calls == ["install site-1"]
