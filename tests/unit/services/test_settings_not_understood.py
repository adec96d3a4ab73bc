"""Sync settings that hold something unknown are shown as far as they go, and never written over."""

from collections.abc import Callable

from msgspec.structs import replace

from caldesk.services.problems import ProblemId
from caldesk.services.state import Saving
from tests.helpers.far_side import BOTH_ON, Desk, connection
from tests.helpers.waiting import until

_ODD = replace(BOTH_ON, imports=replace(BOTH_ON.imports, enabled=False), understood=False)


def _is_settled(desk: Desk) -> Callable[[], bool]:
    return lambda: desk.view().saving is not Saving.PENDING


async def test_a_wish_is_refused_and_the_switch_goes_back(desk: Desk) -> None:
    desk.far.add(connection(sync_config=_ODD))
    await desk.service.refresh()
    desk.service.set_export("c1", False)
    await until(_is_settled(desk))
    assert desk.far.written == []
    assert desk.view().saving is Saving.FAILED
    assert desk.view().problem.id is ProblemId.NOT_SUPPORTED
    assert desk.view().shown_config == _ODD


async def test_settings_that_became_odd_since_they_were_shown_are_looked_at_before_writing(desk: Desk) -> None:
    desk.far.add(connection())
    await desk.service.refresh()
    desk.far.change("c1", _ODD)
    desk.service.set_export("c1", False)
    await until(_is_settled(desk))
    assert desk.far.written == []
    assert desk.view().shown_config == _ODD


async def test_keeping_ones_own_wish_after_a_conflict_does_not_write_over_them_either(desk: Desk) -> None:
    desk.far.add(connection())
    await desk.service.refresh()
    desk.far.change("c1", _ODD)
    desk.service.set_calendars("c1", ())
    await until(_is_settled(desk))
    assert desk.view().saving is Saving.CONFLICT
    desk.service.settle_conflict("c1", keep_mine=True)
    await until(_is_settled(desk))
    assert desk.far.written == []
    assert desk.view().saving is Saving.FAILED
