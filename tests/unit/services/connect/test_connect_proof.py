"""What counts as a connection: what is read back, whatever the visit or its redirect says."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from caldesk.domain.connection import ConnectionStatus
from caldesk.services.connect.endings import Ending, Move
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Passage, Way
from caldesk.services.ports import ConsentEnd, ConsentResult
from tests.helpers.fake_connections import (
    ANA,
    APPLE,
    BEN,
    GOOGLE,
    FakeBrowser,
    FakeSession,
    ends,
    made,
    never,
    server_error,
)
from tests.helpers.waiting import until
from tests.unit.services.connect.flow_visits import BASE, flow_of, returning, signed_in


async def test_a_redirect_is_proven_by_reading_back(service):
    flow, session = await signed_in(service, returning(service, "?connectionId=c-new", makes=made()))
    assert flow.state.step is Step.REVIEW
    assert flow.state.connection_id == "c-new"
    assert set(session.state.snapshot.connections) == {"c-new"}
    assert service.calls == ["list", "oauth", "get", "list"]
    flow.finish()
    assert flow.state.step is Step.DONE


async def test_a_little_patience_for_a_connection_that_shows_late(service):
    service.hidden.add("c-new")
    session = FakeSession()
    flow = flow_of(session, returning(service, "?connectionId=c-new", makes=made()), schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    task = asyncio.create_task(flow.sign_in())
    await until(lambda: "get" in service.calls)
    service.hidden.clear()
    await session.clock.move(1)
    await task
    assert flow.state.step is Step.REVIEW
    assert service.calls.count("get") == 2


@pytest.mark.parametrize(
    "visit",
    [
        ends(ConsentEnd.CLOSED),
        ends(ConsentEnd.CRASHED),
        ends(ConsentEnd.SERVER_ERROR),
        ends(ConsentEnd.REFUSED_EMBEDDED),
        ends(ConsentEnd.UNREACHABLE),
    ],
)
async def test_a_hidden_success_is_found_whatever_the_visit_says(service, visit):
    async def connects(url, is_return):
        service.put(made())
        return await visit(url, is_return)

    flow, _session = await signed_in(service, connects)
    assert (flow.state.step, flow.state.connection_id) == (Step.REVIEW, "c-new")


@pytest.mark.parametrize("query", ["?error=internal", "?error=reject", "", "?connectionId=no-such"])
async def test_a_hidden_success_is_found_whatever_the_redirect_says(service, query):
    session = FakeSession()
    flow = flow_of(session, returning(service, query, makes=made()), schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    task = asyncio.create_task(flow.sign_in())
    while not task.done():
        await asyncio.sleep(0)
        await session.clock.move(1)
    assert (flow.state.step, flow.state.connection_id) == (Step.REVIEW, "c-new")


async def test_a_connection_that_was_there_before_is_no_success(service):
    service.put(made("c-old"))
    flow, _session = await signed_in(service, ends(ConsentEnd.CLOSED))
    assert flow.state.failure.ending is Ending.CLOSED


async def test_a_connection_that_came_alive_again_is_one(service):
    service.put(made("c-old", status=ConnectionStatus.ERROR))

    async def revives(_url, _is_return):
        service.put(made("c-old", status=ConnectionStatus.CONNECTED))
        return ConsentResult(end=ConsentEnd.CLOSED)

    flow, _session = await signed_in(service, revives)
    assert (flow.state.step, flow.state.connection_id) == (Step.REVIEW, "c-old")


async def test_what_turns_up_after_a_provider_was_unreadable_proves_nothing(service):
    service.put(made("c-old"))
    service.failed_providers = frozenset({GOOGLE.id})

    async def readable_again(_url, _is_return):
        service.failed_providers = frozenset()
        return ConsentResult(end=ConsentEnd.CLOSED)

    flow, _session = await signed_in(service, readable_again)
    assert flow.state.failure.ending is Ending.CLOSED


async def test_the_watched_list_ends_a_visit_that_never_returns(service):
    session = FakeSession()
    browser = FakeBrowser(never)

    @asynccontextmanager
    async def watched(_route):
        yield Passage(base=BASE, browser=browser, watched=True, hears=False, shared=True)

    flow = ConnectFlow(session, {Way.BROWSER: watched}, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    task = asyncio.create_task(flow.sign_in())
    await until(lambda: session.clock.sleeping == 2)
    service.fail["list"] = [server_error()]
    await session.clock.move(4)
    service.put(made())
    await session.clock.move(4)
    await task
    assert flow.state.step is Step.REVIEW
    assert browser.cancelled


async def test_a_redirect_that_names_nothing_is_not_believed(service):
    session = FakeSession()
    flow = flow_of(session, returning(service, "?connectionId=c-none"), schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    task = asyncio.create_task(flow.sign_in())
    while not task.done():
        await asyncio.sleep(0)
        await session.clock.move(1)
    assert flow.state.failure.ending is Ending.NOT_PROVEN
    assert flow.state.failure.moves == (Move.LOOK_AGAIN, Move.AGAIN)
    assert not session.state.snapshot.connections


async def test_a_foreign_answer_is_not_accepted(service):
    async def foreign(_url, _is_return):
        service.put(made("c-foreign", schedule_id=BEN.id))
        return ConsentResult(end=ConsentEnd.RETURNED, url=f"{BASE}/caldesk/guess/return?connectionId=c-foreign")

    flow, session = await signed_in(service, foreign)
    assert flow.state.failure.ending is Ending.FOREIGN_RETURN
    assert "get" not in service.calls
    assert not session.state.snapshot.connections


@pytest.mark.parametrize("wrong", [{"schedule_id": BEN.id}, {"provider_id": APPLE.id}])
async def test_a_connection_of_another_schedule_or_provider_is_not_accepted(service, wrong):
    flow, session = await signed_in(service, returning(service, "?connectionId=c-new", makes=made(**wrong)))
    assert flow.state.failure.ending is Ending.OTHER_CONNECTION
    assert not session.state.snapshot.connections


@pytest.mark.parametrize("status", [ConnectionStatus.ERROR, ConnectionStatus.DISCONNECTED])
async def test_a_connection_that_does_not_work_is_not_called_connected(service, status):
    flow, session = await signed_in(service, returning(service, "?connectionId=c-new", makes=made(status=status)))
    assert flow.state.failure.ending is Ending.NOT_ALIVE
    assert not session.state.snapshot.connections


async def test_two_new_connections_at_once_are_not_guessed(service):
    async def both(_url, _is_return):
        service.put(made("c-1"), made("c-2"))
        return ConsentResult(end=ConsentEnd.CLOSED)

    flow, _session = await signed_in(service, both)
    assert flow.state.failure.ending is Ending.SEVERAL


async def test_the_redirect_tells_two_new_connections_apart(service):
    service_put = returning(service, "?connectionId=c-2", makes=made("c-2"))
    service.put(made("c-other", schedule_id=BEN.id))
    flow, _session = await signed_in(service, service_put)
    assert flow.state.connection_id == "c-2"


async def test_a_check_that_fails_can_be_repeated_without_a_sign_in(service):
    service.fail["get"] = [server_error()]
    flow, _session = await signed_in(service, returning(service, "?connectionId=c-new", makes=made()))
    assert flow.state.failure.ending is Ending.NOT_CHECKED
    assert flow.state.failure.moves == (Move.LOOK_AGAIN,)
    await flow.look_again()
    assert flow.state.step is Step.REVIEW
    assert service.calls.count("oauth") == 1


async def test_the_answer_of_an_earlier_sign_in_is_not_taken_for_this_one(service, caplog):
    flow, session = await signed_in(service, returning(service, "?error=internal"))
    earlier = f"{service.redirects[0]}?connectionId=c-replayed"

    async def replayed(_url, is_return):
        assert is_return(earlier)  # stopped before it is fetched
        return ConsentResult(end=ConsentEnd.RETURNED, url=earlier)

    flow.browser._visit = replayed
    await flow.sign_in()
    assert flow.state.failure.ending is Ending.FOREIGN_RETURN
    assert "get" not in service.calls
    assert not session.state.snapshot.connections
    assert "foreign one-use value" in caplog.text
    assert "c-replayed" not in caplog.text
