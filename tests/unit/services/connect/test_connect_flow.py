"""The connect flow from step to step, without a window and without HTTP: forward, back, stopped, begun again."""

import asyncio

import pytest

from caldesk.services.connect.endings import Ending
from caldesk.services.connect.steps import ALLOWED, Step
from tests.helpers.fake_connections import ANA, APPLE, BEN, GOOGLE, FakeSession, made, never
from tests.helpers.waiting import until
from tests.unit.services.connect.flow_visits import flow_of, returning, signed_in


def test_it_begins_with_the_first_thing_that_is_not_known():
    assert flow_of(FakeSession(), never).state.step is Step.WHO
    assert flow_of(FakeSession(), never, schedule_id=ANA.id).state.step is Step.WHAT
    assert flow_of(FakeSession(), never, former=made()).state.step is Step.HOW
    apple = made(provider_id=APPLE.id, account_email="a@example.com")
    flow = flow_of(FakeSession(), never, former=apple)
    assert (flow.state.step, flow.state.email) == (Step.FORM, "a@example.com")


def test_the_way_forward_and_back_keeps_what_was_chosen():
    flow = flow_of(FakeSession(), never)
    flow.choose_schedule(BEN.id)
    flow.choose_provider(APPLE.id)
    assert flow.state.step is Step.FORM
    flow.back()
    assert flow.state.step is Step.WHAT
    flow.back()
    assert (flow.state.step, flow.state.schedule_id, flow.state.provider_id) == (Step.WHO, BEN.id, APPLE.id)
    flow.back()
    assert flow.state.step is Step.WHO


def test_a_schedule_that_was_given_is_not_asked_for_again():
    flow = flow_of(FakeSession(), never, schedule_id=ANA.id)
    flow.back()
    assert flow.state.step is Step.WHAT


def test_every_step_can_be_left_and_no_step_is_skipped():
    assert set(ALLOWED) == set(Step)
    assert [step for step, following in ALLOWED.items() if not following] == [Step.DONE]
    with pytest.raises(ValueError, match="does not follow"):
        flow_of(FakeSession(), never).go(Step.REVIEW)


# time and stopping


async def test_a_sign_in_that_is_not_finished_in_time_ends(service):
    session = FakeSession()
    flow = flow_of(session, never, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    task = asyncio.create_task(flow.sign_in())
    await until(lambda: session.clock.sleeping == 1)
    await session.clock.move(599)
    assert flow.state.step is Step.CONSENT
    await session.clock.move(1)
    await task
    assert flow.state.failure.ending is Ending.TIMED_OUT
    assert flow.browser.cancelled


async def test_stopping_closes_the_page_and_still_looks(service):
    session = FakeSession()
    flow = flow_of(session, never, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    task = asyncio.create_task(flow.sign_in())
    await until(lambda: flow.state.link)
    service.put(made())
    flow.stop()
    await task
    assert flow.browser.cancelled
    assert flow.state.step is Step.REVIEW


async def test_cancelling_leaves_nothing_behind(service):
    session = FakeSession()
    flow = flow_of(session, never, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    before = asyncio.all_tasks()
    task = asyncio.create_task(flow.sign_in())
    await until(lambda: flow.state.link)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert flow.browser.cancelled
    assert asyncio.all_tasks() == before
    flow.give_up()
    assert (flow.state.step, flow.state.link) == (Step.HOW, "")
    flow.give_up()
    assert flow.state.step is Step.HOW


async def test_again_uses_a_fresh_one_use_value_and_keeps_the_log(service):
    flow, _session = await signed_in(service, returning(service, "?error=internal"))
    await flow.sign_in()
    assert len(set(service.redirects)) == 2
    assert [tried.outcome for tried in flow.tried] == [Ending.INTERNAL, Ending.INTERNAL]
