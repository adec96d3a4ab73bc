"""Wishes, their answers, and everything that can come between them."""

import asyncio
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from caldesk.api.errors import Call, NotFound, ServerError
from caldesk.domain.connection import (
    Calendar,
    ConnectionState,
    ConnectionStatus,
    ErrorReason,
    ExportConfig,
    ExportTarget,
    ImportConfig,
    ImportSource,
    SyncConfig,
)
from caldesk.services.problems import ProblemId
from caldesk.services.state import Saving
from tests.helpers.far_side import APPLE, BOTH_ON, HOME_AND_WORK, Desk, connection, make_desk, offline
from tests.helpers.waiting import until


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return make_desk(monkeypatch)


def _imports(on: bool) -> SyncConfig:
    return replace(BOTH_ON, imports=replace(BOTH_ON.imports, enabled=on))


def _settled(desk: Desk, key: str = "c1") -> Callable[[], bool]:
    return lambda: desk.view(key).saving is not Saving.PENDING


async def _ready(desk: Desk, *found: object) -> None:
    desk.far.add(*(found or (connection(),)))  # type: ignore[arg-type]
    await desk.service.refresh()


async def test_a_wish_is_pending_and_the_answer_becomes_the_state(desk: Desk) -> None:
    await _ready(desk)
    gate = desk.far.hold("update")
    desk.service.set_import("c1", False)
    assert desk.view().saving is Saving.PENDING
    assert desk.view().shown_config.imports.enabled is False
    assert desk.view().connection.sync_config.imports.enabled is True
    gate.set()
    await until(_settled(desk))
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().connection.sync_config == _imports(False)


async def test_both_halves_are_always_sent(desk: Desk) -> None:
    await _ready(desk)
    desk.service.set_export("c1", False)
    await until(_settled(desk))
    (sent,) = desk.far.written
    assert sent.imports == BOTH_ON.imports
    assert sent.exports == ExportConfig(enabled=False, target=ExportTarget.PRIMARY_CALENDAR)


async def test_a_half_that_was_never_set_gets_what_the_provider_allows(desk: Desk) -> None:
    half_told = SyncConfig(imports=HOME_AND_WORK.imports)
    await _ready(desk, connection(provider_id=APPLE.id, sync_config=half_told))
    desk.service.set_export("c1", True)
    await until(_settled(desk))
    assert desk.far.written == [
        replace(half_told, exports=ExportConfig(enabled=True, target=ExportTarget.DEDICATED_CALENDAR))
    ]


async def test_what_the_service_answers_counts_not_what_was_wished(desk: Desk) -> None:
    await _ready(desk)
    desk.far.on_write = lambda _config: BOTH_ON
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    assert desk.view().shown_config == BOTH_ON


@pytest.mark.parametrize("before", [True, False])
async def test_failure_returns_to_the_confirmed_value_not_to_a_constant(desk: Desk, before: bool) -> None:
    await _ready(desk, connection(sync_config=_imports(before)))
    desk.far.fail("update", offline())
    desk.service.set_import("c1", not before)
    await until(_settled(desk))
    assert desk.view().saving is Saving.FAILED
    assert desk.view().shown_config.imports.enabled is before
    assert desk.view().problem.id is ProblemId.TIMEOUT


async def test_failure_before_the_write_is_told_too(desk: Desk) -> None:
    await _ready(desk)
    desk.far.fail("get", ServerError("oops", Call(), 500))
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    assert desk.view().problem.id is ProblemId.SERVER_ERROR
    assert desk.far.written == []


async def test_a_failure_stays_said_until_the_next_wish(desk: Desk) -> None:
    await _ready(desk)
    desk.far.fail("update", offline())
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    await desk.service.refresh()
    assert desk.view().saving is Saving.FAILED
    desk.service.set_import("c1", False)
    assert desk.view().problem is None
    await until(_settled(desk))
    assert desk.view().saving is Saving.SETTLED


async def test_checking_by_hand_takes_a_failure_away(desk: Desk) -> None:
    await _ready(desk)
    desk.far.fail("update", offline())
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    await desk.service.check_now("c1")
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().problem is None


async def test_a_write_that_may_have_been_done_is_looked_up(desk: Desk) -> None:
    await _ready(desk)
    desk.far.fail("update after", offline(maybe_done=True))
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().connection.sync_config == _imports(False)
    assert desk.far.calls.count("update") == 1


async def test_a_write_that_was_not_done_after_all_has_failed(desk: Desk) -> None:
    await _ready(desk)
    desk.far.fail("update", offline(maybe_done=True))
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    assert desk.view().saving is Saving.FAILED
    assert desk.view().shown_config == BOTH_ON


async def test_a_second_click_while_saving_replaces_the_wish(desk: Desk) -> None:
    await _ready(desk)
    gate = desk.far.hold("update")
    desk.service.set_import("c1", False)
    await until(lambda: "update" in desk.far.calls)
    desk.service.set_import("c1", True)
    assert desk.view().shown_config == BOTH_ON
    gate.set()
    await until(_settled(desk))
    assert [sent.imports.enabled for sent in desk.far.written] == [False, True]
    assert desk.view().connection.sync_config == BOTH_ON


async def test_two_clicks_before_the_write_are_one_write(desk: Desk) -> None:
    await _ready(desk)
    desk.service.set_import("c1", False)
    desk.service.set_export("c1", False)
    await until(_settled(desk))
    (sent,) = desk.far.written
    assert (sent.imports.enabled, sent.exports.enabled) == (False, False)


async def test_there_and_back_again_writes_nothing(desk: Desk) -> None:
    await _ready(desk)
    desk.service.set_import("c1", False)
    desk.service.set_import("c1", True)
    await until(_settled(desk))
    assert desk.far.written == []
    assert desk.view().saving is Saving.SETTLED


async def test_a_refresh_while_saving_does_not_overwrite_the_wish(desk: Desk) -> None:
    await _ready(desk)
    gate = desk.far.hold("update")
    desk.service.set_import("c1", False)
    await until(lambda: "update" in desk.far.calls)
    await desk.service.refresh()
    assert desk.view().saving is Saving.PENDING
    assert desk.view().shown_config == _imports(False)
    gate.set()
    await until(_settled(desk))


async def test_a_reading_older_than_a_save_does_not_bring_the_old_value_back(desk: Desk) -> None:
    await _ready(desk)
    listing = desk.far.hold("list")
    reading = asyncio.create_task(desk.service.refresh())
    await until(lambda: desk.far.calls.count("list") == 2)
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    listing.set()
    await reading
    assert desk.view().connection.sync_config == _imports(False)


async def test_a_reading_older_than_a_disconnect_does_not_bring_it_back(desk: Desk) -> None:
    await _ready(desk)
    listing = desk.far.hold("list")
    reading = asyncio.create_task(desk.service.refresh())
    await until(lambda: desk.far.calls.count("list") == 2)
    await desk.service.disconnect("c1")
    listing.set()
    await reading
    assert desk.view().state is ConnectionState.OFF


async def test_a_connection_proven_during_a_reading_stays(desk: Desk) -> None:
    await _ready(desk)
    listing = desk.far.hold("list")
    reading = asyncio.create_task(desk.service.refresh())
    await until(lambda: desk.far.calls.count("list") == 2)
    desk.service.take(connection("new"))
    listing.set()
    await reading
    assert set(desk.state.snapshot.connections) == {"c1", "new"}


async def test_a_change_of_the_other_half_elsewhere_is_kept(desk: Desk) -> None:
    await _ready(desk)
    desk.far.change("c1", replace(BOTH_ON, exports=replace(BOTH_ON.exports, enabled=False)))
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    assert desk.view().saving is Saving.SETTLED
    (sent,) = desk.far.written
    assert (sent.imports.enabled, sent.exports.enabled) == (False, False)


async def _in_conflict(desk: Desk) -> SyncConfig:
    """Other calendars were chosen elsewhere than are wished here."""
    await _ready(desk, connection(provider_id=APPLE.id, sync_config=HOME_AND_WORK))
    theirs = replace(HOME_AND_WORK, imports=replace(HOME_AND_WORK.imports, calendars=(Calendar("work"),)))
    desk.far.change("c1", theirs)
    desk.service.set_calendars("c1", (Calendar("home"),))
    await until(_settled(desk))
    return theirs


async def test_the_same_half_changed_elsewhere_is_a_conflict(desk: Desk) -> None:
    theirs = await _in_conflict(desk)
    assert desk.view().saving is Saving.CONFLICT
    assert desk.view().shown_config == theirs
    assert desk.view().wish.imports.calendars == (Calendar("home"),)
    assert desk.far.written == []


async def test_a_conflict_can_be_settled_for_mine(desk: Desk) -> None:
    await _in_conflict(desk)
    desk.service.settle_conflict("c1", keep_mine=True)
    await until(_settled(desk))
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().shown_config.imports.calendars == (Calendar("home"),)


async def test_a_conflict_can_be_settled_for_theirs(desk: Desk) -> None:
    theirs = await _in_conflict(desk)
    desk.service.settle_conflict("c1", keep_mine=False)
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().shown_config == theirs
    assert desk.far.written == []


async def test_a_switch_turned_off_elsewhere_while_mine_was_turned_there_and_back_asks(desk: Desk) -> None:
    await _ready(desk)
    desk.far.change("c1", _imports(False))
    desk.service.set_import("c1", False)
    desk.service.set_import("c1", True)
    await until(_settled(desk))
    assert desk.view().saving is Saving.CONFLICT
    assert desk.far.written == []


async def test_agreeing_with_a_change_elsewhere_is_no_conflict(desk: Desk) -> None:
    await _ready(desk)
    desk.far.change("c1", _imports(False))
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    assert desk.view().saving is Saving.SETTLED
    assert desk.far.written == []


async def test_a_refresh_between_click_and_write_does_not_hide_a_conflict(desk: Desk) -> None:
    await _ready(desk, connection(provider_id=APPLE.id, sync_config=HOME_AND_WORK))
    ending = desk.far.hold("disconnect")
    desk.far.fail("disconnect", offline())
    other = asyncio.create_task(desk.service.disconnect("c1"))
    await until(lambda: "disconnect" in desk.far.calls)
    desk.service.set_calendars("c1", (Calendar("home"),))
    theirs = replace(HOME_AND_WORK, imports=replace(HOME_AND_WORK.imports, calendars=(Calendar("work"),)))
    desk.far.change("c1", theirs)
    await desk.service.refresh()
    ending.set()
    with pytest.raises(Exception, match="no answer"):
        await other
    await until(_settled(desk))
    assert desk.view().saving is Saving.CONFLICT


async def test_order_and_names_of_calendars_are_no_change(desk: Desk) -> None:
    await _ready(desk, connection(provider_id=APPLE.id, sync_config=HOME_AND_WORK))
    turned = replace(HOME_AND_WORK.imports, calendars=(Calendar("work"), Calendar("home")))
    desk.far.change("c1", replace(HOME_AND_WORK, imports=turned))
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().connection.sync_config.imports.enabled is False


async def test_choosing_no_calendar_switches_the_import_off(desk: Desk) -> None:
    await _ready(desk, connection(provider_id=APPLE.id, sync_config=HOME_AND_WORK))
    desk.service.set_calendars("c1", ())
    await until(_settled(desk))
    assert desk.far.written[0].imports == ImportConfig(enabled=False, source=ImportSource.CALENDARS)


async def test_a_wish_for_an_unknown_connection_is_nothing(desk: Desk) -> None:
    await _ready(desk)
    before = desk.state.snapshot
    desk.service.set_import("elsewhere", True)
    assert desk.state.snapshot is before


async def test_a_wish_on_a_connection_that_ended_elsewhere_shows_that_it_ended(desk: Desk) -> None:
    await _ready(desk)
    desk.far.add(connection(status=ConnectionStatus.DISCONNECTED))
    desk.service.set_import("c1", False)
    await until(_settled(desk))
    assert desk.view().state is ConnectionState.OFF
    assert desk.far.written == []


async def test_disconnect_shows_it_as_ended(desk: Desk) -> None:
    await _ready(desk)
    await desk.service.disconnect("c1")
    assert desk.view().state is ConnectionState.OFF
    assert desk.view().connection.status is ConnectionStatus.DISCONNECTED


async def test_already_disconnected_is_as_good(desk: Desk) -> None:
    await _ready(desk)
    desk.far.add(connection(status=ConnectionStatus.DISCONNECTED))
    await desk.service.disconnect("c1")
    assert desk.view().state is ConnectionState.OFF


async def test_a_connection_that_is_gone_leaves_the_list(desk: Desk) -> None:
    await _ready(desk)
    desk.far.connections.clear()
    await desk.service.disconnect("c1")
    assert desk.state.snapshot.connections == {}


async def test_disconnect_that_may_have_been_done_is_looked_up(desk: Desk) -> None:
    await _ready(desk)
    desk.far.fail("disconnect after", offline(maybe_done=True))
    await desk.service.disconnect("c1")
    assert desk.view().state is ConnectionState.OFF


async def test_disconnect_that_failed_leaves_the_connection(desk: Desk) -> None:
    await _ready(desk)
    desk.far.fail("disconnect", offline(maybe_done=True))
    with pytest.raises(Exception, match="no answer"):
        await desk.service.disconnect("c1")
    assert desk.view().state is ConnectionState.WORKING


async def test_a_write_waits_behind_a_disconnect(desk: Desk) -> None:
    await _ready(desk)
    gate = desk.far.hold("disconnect")
    ending = asyncio.create_task(desk.service.disconnect("c1"))
    await until(lambda: "disconnect" in desk.far.calls)
    desk.service.set_import("c1", False)
    gate.set()
    await ending
    await until(_settled(desk))
    assert desk.far.written == []
    assert desk.view().state is ConnectionState.OFF


async def test_check_now_reads_one_connection(desk: Desk) -> None:
    await _ready(desk)
    desk.far.add(connection(status=ConnectionStatus.ERROR, error_reason=ErrorReason.TOKEN_REVOKED))
    desk.clock.time += 60
    await desk.service.check_now("c1")
    assert desk.view().state is ConnectionState.NEEDS_SIGN_IN
    assert (desk.view().as_of, desk.view().since) == (1060.0, 1060.0)


async def test_an_error_without_a_reason_needs_a_second_look_before_anybody_has_to_sign_in(desk: Desk) -> None:
    await _ready(desk)
    desk.far.add(connection(status=ConnectionStatus.ERROR))
    desk.clock.time += 60
    await desk.service.check_now("c1")
    assert desk.view().state is ConnectionState.NOT_REACHABLE
    desk.clock.time += 60
    await desk.service.check_now("c1")
    assert desk.view().state is ConnectionState.NEEDS_SIGN_IN


async def test_check_now_of_one_that_is_gone_removes_it_and_says_so(desk: Desk) -> None:
    await _ready(desk)
    desk.far.connections.clear()
    with pytest.raises(NotFound):
        await desk.service.check_now("c1")
    assert desk.state.snapshot.connections == {}


async def test_refreshes_at_the_same_time_share_one_reading(desk: Desk) -> None:
    await _ready(desk)
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
