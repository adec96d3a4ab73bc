"""Connecting in the embedded view, against the practice site over real HTTP, with the real web view."""

import pytest

from caldesk.domain.provider import CalendarType
from caldesk.services.connect.steps import Step
from tests.helpers import sandbox
from tests.helpers.connecting import at, bench, click, press, sign_in_page


@pytest.fixture
def server():
    with sandbox.running("fresh") as running:
        yield running


async def _choose_google(desk):
    wizard = desk.wizard(schedule_id=desk.free_schedule())
    await at(wizard, Step.WHAT)
    wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
    await sign_in_page(wizard)
    return wizard


async def test_allow_ends_with_a_proven_connection(server):
    async with bench(server) as desk:
        wizard = await _choose_google(desk)
        told = []
        wizard.finished_with.connect(told.append)
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await at(wizard, Step.REVIEW)
        connection_id = wizard.flow.state.connection_id
        assert desk.session.state.snapshot.connections[connection_id].connection.schedule_id == desk_schedule(wizard)
        await press(wizard, "connect.accept")
        await press(wizard, "connect.close")
        assert told == [connection_id]
        assert desk.posted == []


def desk_schedule(wizard):
    return wizard.flow.state.schedule_id
