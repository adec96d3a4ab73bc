"""Connecting by app-specific password: it is used once and forgotten, whatever becomes of it."""

import asyncio

from caldesk.api.errors import BadCredentials, Call, PremiumRequired, Trouble, Unreachable
from caldesk.domain.secret import Secret
from caldesk.services.connect.endings import Move
from caldesk.services.connect.steps import Step
from tests.helpers.fake_connections import ANA, APPLE, FakeSession, never
from tests.unit.services.connect.flow_visits import flow_of

PASSWORD = "abcd-efgh-ijkl-mnop"


def apple_flow(**about):
    flow = flow_of(FakeSession(), never, **({"schedule_id": ANA.id} | about))
    flow.choose_provider(APPLE.id)
    return flow


async def test_credentials_connect_and_the_password_is_forgotten(service):
    flow, password = apple_flow(), Secret(PASSWORD)
    seen = []
    flow.follow(seen.append)
    await flow.submit(" ana@icloud.example ", password)
    assert service.passwords == [PASSWORD]
    assert not password
    assert [state.step for state in seen] == [Step.WAIT, Step.REVIEW]
    assert flow.state.email == "ana@icloud.example"
    assert PASSWORD not in repr(seen)


async def test_a_wrong_password_keeps_the_address_and_says_what_to_do(service, caplog):
    service.fail["credentials"] = [BadCredentials("no", Call(), 401)]
    flow, password = apple_flow(), Secret(PASSWORD)
    await flow.submit("ana@icloud.example", password)
    assert (flow.state.step, flow.state.email) == (Step.FORM, "ana@icloud.example")
    assert flow.state.failure.moves == (Move.EDIT_FORM,)
    assert not password
    assert PASSWORD not in caplog.text + repr(flow.state) + repr(vars(flow))
    await flow.submit("ana@icloud.example", Secret("right"))
    assert flow.state.step is Step.REVIEW


async def test_a_lost_answer_is_looked_for(service):
    service.answer_lost = Unreachable("cut", Call(), Trouble.CUT, maybe_done=True)
    flow = apple_flow()
    await flow.submit("ana@icloud.example", Secret(PASSWORD))
    assert (flow.state.step, flow.state.connection_id) == (Step.REVIEW, "c-apple")


async def test_a_lost_request_is_told_from_a_lost_answer(service):
    service.fail["credentials"] = [Unreachable("cut", Call(), Trouble.CUT, maybe_done=True)]
    flow = apple_flow()
    await flow.submit("ana@icloud.example", Secret(PASSWORD))
    assert flow.state.step is Step.FAILED
    assert flow.state.failure.moves == (Move.EDIT_FORM,)


async def test_a_service_that_says_no_fails_with_its_words(service):
    service.fail["credentials"] = [PremiumRequired("no", Call(), 403)]
    flow, password = apple_flow(), Secret(PASSWORD)
    await flow.submit("ana@icloud.example", password)
    assert flow.state.step is Step.FAILED
    assert flow.state.failure.moves == (Move.EDIT_FORM,)
    assert not password
    flow.go(Step.FORM)
    assert flow.state.failure is None


async def test_a_cancelled_submit_forgets_the_password(service):
    flow, password = apple_flow(), Secret(PASSWORD)
    task = asyncio.create_task(flow.submit("a@b.example", password))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert not password
