"""Settings that were changed elsewhere at the same time: kept where they do not meet, asked about where they do."""

import asyncio

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import Calendar, SyncConfig
from caldesk.services.state import Saving
from tests.helpers.far_side import APPLE, BOTH_ON, HOME_AND_WORK, Desk, connection, imports, offline
from tests.helpers.waiting import until


async def test_a_change_of_the_other_half_elsewhere_is_kept(desk: Desk) -> None:
    await desk.ready()
    desk.far.change("c1", replace(BOTH_ON, exports=replace(BOTH_ON.exports, enabled=False)))
    desk.service.set_import("c1", False)
    await until(desk.settled())
    assert desk.view().saving is Saving.SETTLED
    (sent,) = desk.far.written
    assert (sent.imports.enabled, sent.exports.enabled) == (False, False)


async def _in_conflict(desk: Desk) -> SyncConfig:
    """Other calendars were chosen elsewhere than are wished here."""
    await desk.ready(connection(provider_id=APPLE.id, sync_config=HOME_AND_WORK))
    theirs = replace(HOME_AND_WORK, imports=replace(HOME_AND_WORK.imports, calendars=(Calendar("work"),)))
    desk.far.change("c1", theirs)
    desk.service.set_calendars("c1", (Calendar("home"),))
    await until(desk.settled())
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
    await until(desk.settled())
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().shown_config.imports.calendars == (Calendar("home"),)


async def test_a_conflict_can_be_settled_for_theirs(desk: Desk) -> None:
    theirs = await _in_conflict(desk)
    desk.service.settle_conflict("c1", keep_mine=False)
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().shown_config == theirs
    assert desk.far.written == []


async def test_a_switch_turned_off_elsewhere_while_mine_was_turned_there_and_back_asks(desk: Desk) -> None:
    await desk.ready()
    desk.far.change("c1", imports(False))
    desk.service.set_import("c1", False)
    desk.service.set_import("c1", True)
    await until(desk.settled())
    assert desk.view().saving is Saving.CONFLICT
    assert desk.far.written == []


async def test_agreeing_with_a_change_elsewhere_is_no_conflict(desk: Desk) -> None:
    await desk.ready()
    desk.far.change("c1", imports(False))
    desk.service.set_import("c1", False)
    await until(desk.settled())
    assert desk.view().saving is Saving.SETTLED
    assert desk.far.written == []


async def test_a_refresh_between_click_and_write_does_not_hide_a_conflict(desk: Desk) -> None:
    await desk.ready(connection(provider_id=APPLE.id, sync_config=HOME_AND_WORK))
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
    await until(desk.settled())
    assert desk.view().saving is Saving.CONFLICT


async def test_order_and_names_of_calendars_are_no_change(desk: Desk) -> None:
    await desk.ready(connection(provider_id=APPLE.id, sync_config=HOME_AND_WORK))
    turned = replace(HOME_AND_WORK.imports, calendars=(Calendar("work"), Calendar("home")))
    desk.far.change("c1", replace(HOME_AND_WORK, imports=turned))
    desk.service.set_import("c1", False)
    await until(desk.settled())
    assert desk.view().saving is Saving.SETTLED
    assert desk.view().connection.sync_config.imports.enabled is False
