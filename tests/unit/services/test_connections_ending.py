"""Ending a connection and looking at one again: what is shown of one that ended, here or elsewhere."""

import asyncio

import pytest

from caldesk.api.errors import NotFound
from caldesk.domain.connection import ConnectionState, ConnectionStatus, ErrorReason
from tests.helpers.far_side import Desk, connection, offline
from tests.helpers.waiting import until


async def test_a_wish_on_a_connection_that_ended_elsewhere_shows_that_it_ended(desk: Desk) -> None:
    await desk.ready()
    desk.far.add(connection(status=ConnectionStatus.DISCONNECTED))
    desk.service.set_import("c1", False)
    await until(desk.settled())
    assert desk.view().state is ConnectionState.OFF
    assert desk.far.written == []


async def test_disconnect_shows_it_as_ended(desk: Desk) -> None:
    await desk.ready()
    await desk.service.disconnect("c1")
    assert desk.view().state is ConnectionState.OFF
    assert desk.view().connection.status is ConnectionStatus.DISCONNECTED


async def test_already_disconnected_is_as_good(desk: Desk) -> None:
    await desk.ready()
    desk.far.add(connection(status=ConnectionStatus.DISCONNECTED))
    await desk.service.disconnect("c1")
    assert desk.view().state is ConnectionState.OFF


async def test_a_connection_that_is_gone_leaves_the_list(desk: Desk) -> None:
    await desk.ready()
    desk.far.connections.clear()
    await desk.service.disconnect("c1")
    assert desk.state.snapshot.connections == {}


async def test_disconnect_that_may_have_been_done_is_looked_up(desk: Desk) -> None:
    await desk.ready()
    desk.far.fail("disconnect after", offline(maybe_done=True))
    await desk.service.disconnect("c1")
    assert desk.view().state is ConnectionState.OFF


async def test_disconnect_that_failed_leaves_the_connection(desk: Desk) -> None:
    await desk.ready()
    desk.far.fail("disconnect", offline(maybe_done=True))
    with pytest.raises(Exception, match="no answer"):
        await desk.service.disconnect("c1")
    assert desk.view().state is ConnectionState.WORKING


async def test_a_write_waits_behind_a_disconnect(desk: Desk) -> None:
    await desk.ready()
    gate = desk.far.hold("disconnect")
    ending = asyncio.create_task(desk.service.disconnect("c1"))
    await until(lambda: "disconnect" in desk.far.calls)
    desk.service.set_import("c1", False)
    gate.set()
    await ending
    await until(desk.settled())
    assert desk.far.written == []
    assert desk.view().state is ConnectionState.OFF


async def test_check_now_reads_one_connection(desk: Desk) -> None:
    await desk.ready()
    desk.far.add(connection(status=ConnectionStatus.ERROR, error_reason=ErrorReason.TOKEN_REVOKED))
    desk.clock.time += 60
    await desk.service.check_now("c1")
    assert desk.view().state is ConnectionState.NEEDS_SIGN_IN
    assert (desk.view().as_of, desk.view().since) == (1060.0, 1060.0)


async def test_an_error_without_a_reason_needs_a_second_look_before_anybody_has_to_sign_in(desk: Desk) -> None:
    await desk.ready()
    desk.far.add(connection(status=ConnectionStatus.ERROR))
    desk.clock.time += 60
    await desk.service.check_now("c1")
    assert desk.view().state is ConnectionState.NOT_REACHABLE
    desk.clock.time += 60
    await desk.service.check_now("c1")
    assert desk.view().state is ConnectionState.NEEDS_SIGN_IN


async def test_check_now_of_one_that_is_gone_removes_it_and_says_so(desk: Desk) -> None:
    await desk.ready()
    desk.far.connections.clear()
    with pytest.raises(NotFound):
        await desk.service.check_now("c1")
    assert desk.state.snapshot.connections == {}
