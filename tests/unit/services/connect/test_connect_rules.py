"""Ways to sign in that an organisation does not allow."""

import pytest

from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.services.policy.declared import Preferences, SignInWay
from caldesk.services.policy.rules import Rules
from tests.helpers.fake_connections import ANA, GOOGLE, FakeSession


def flow_with(*allowed: SignInWay) -> ConnectFlow:
    session = FakeSession()
    session.rules = Rules(settings=Preferences(sign_in_ways=allowed))
    flow = ConnectFlow(session, dict.fromkeys(Way, _never_opened), schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    return flow


def _never_opened(_route: object) -> object:
    raise AssertionError("a way was opened that is not allowed")


def test_only_allowed_ways_are_offered_and_chosen() -> None:
    flow = flow_with(SignInWay.PHONE)
    assert flow.ways == (Way.PHONE,)
    assert flow.state.way is Way.PHONE
    flow.choose_way(Way.HERE)
    assert flow.state.way is Way.PHONE


@pytest.mark.parametrize("preferred", [Way.HERE, Way.BROWSER])
def test_the_way_of_last_time_is_not_taken_where_it_is_not_allowed_any_more(preferred: Way) -> None:
    flow = flow_with(SignInWay.PHONE)
    flow.back()
    flow.choose_provider(GOOGLE.id, preferred)
    assert flow.state.way is Way.PHONE


async def test_where_no_way_is_allowed_a_sign_in_is_refused_in_words() -> None:
    flow = flow_with()
    assert flow.ways == ()
    await flow.sign_in()
    assert flow.state.step is Step.FAILED
    assert "your organisation" in flow.state.failure.what
