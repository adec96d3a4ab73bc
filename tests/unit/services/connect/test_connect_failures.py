"""Each way in which a sign-in can fail has an end of its own, with words and a next step."""

from contextlib import asynccontextmanager
from functools import partial

import pytest

from caldesk.api.errors import BadRequest, Call, PremiumRequired
from caldesk.services.connect import ways
from caldesk.services.connect.endings import Ending, Move
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Passage, Way
from caldesk.services.ports import ConsentEnd
from caldesk.services.problems import Action
from tests.helpers.fake_connections import ANA, GOOGLE, FakeBrowser, FakeSession, ends, made, never, server_error
from tests.unit.services.connect.flow_visits import BASE, returning, signed_in


@pytest.mark.parametrize(
    ("query", "ending", "moves"),
    [
        ("?error=reject", Ending.REJECTED, (Move.OTHER_ACCOUNT, Move.OTHER_PROVIDER)),
        ("?error=unsupported", Ending.UNSUPPORTED, (Move.OTHER_ACCOUNT, Move.OTHER_PROVIDER)),
        ("?error=internal", Ending.INTERNAL, (Move.LOOK_AGAIN,)),
        ("?error=other", Ending.UNKNOWN_ANSWER, (Move.AGAIN,)),
    ],
)
async def test_each_refusal_of_the_redirect_has_its_own_end(service, query, ending, moves):
    flow, session = await signed_in(service, returning(service, query))
    failure = flow.state.failure
    assert flow.state.step is Step.FAILED
    assert (failure.ending, failure.moves) == (ending, moves)
    assert failure.title
    assert failure.what
    assert failure.cure
    assert not session.state.snapshot.connections


@pytest.mark.parametrize("end", [end for end in ConsentEnd if end is not ConsentEnd.RETURNED])
async def test_each_end_of_a_visit_has_words_and_a_next_step(service, end):
    flow, _session = await signed_in(service, ends(end, "accounts.example.com: why"))
    failure = flow.state.failure
    assert flow.state.step is Step.FAILED
    assert failure.ending.value == end.value
    assert "accounts.example.com: why" in failure.detail
    assert failure.moves or end is ConsentEnd.REFUSED_EMBEDDED


async def test_a_refused_view_offers_the_browser_where_there_is_one(service):
    session = FakeSession()
    browser = FakeBrowser(ends(ConsentEnd.REFUSED_EMBEDDED))
    here = partial(ways.here, browser)
    flow = ConnectFlow(session, {Way.HERE: here, Way.BROWSER: here}, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    await flow.sign_in()
    assert flow.state.failure.moves == (Move.IN_BROWSER,)
    flow.choose_way(Way.BROWSER)
    await flow.sign_in()
    assert flow.state.failure.moves == ()
    assert [tried.way for tried in flow.tried] == [Way.HERE, Way.BROWSER]


@pytest.mark.parametrize(
    "url",
    [
        "http://accounts.example.com/",
        "http://127.0.0.1.evil.example/",
        "http://localhost@evil.example/",
        "https://accounts.google.com@evil.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@example.com",
        "ms-settings:privacy",
        "https:///x",
        "//accounts.google.com/",
        "https://u@h/",
        "x",
        "https://[",
    ],
)
async def test_an_address_that_is_not_a_secure_page_is_not_opened(service, url):
    service.oauth_url = url
    flow, _session = await signed_in(service, never)
    assert flow.state.failure.ending is Ending.UNSAFE_ADDRESS


async def test_a_problem_of_the_service_has_its_own_words_and_actions(service):
    service.fail["oauth"] = [PremiumRequired("no", Call(), 403)]
    flow, _session = await signed_in(service, never)
    failure = flow.state.failure
    assert (failure.ending, failure.actions) == (Ending.PROBLEM, (Action.OPEN_PLANS,))
    assert failure.moves == (Move.AGAIN,)


async def test_nothing_is_opened_if_the_list_cannot_be_read_before(service):
    service.fail["list"] = [server_error()]
    flow, _session = await signed_in(service, never)
    assert flow.state.failure.ending is Ending.PROBLEM
    assert service.redirects == []


async def test_a_port_that_cannot_be_bound_is_said(service):
    @asynccontextmanager
    async def no_port(_route):
        raise OSError(13, "no")
        yield

    flow = ConnectFlow(FakeSession(), {Way.BROWSER: no_port}, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    await flow.sign_in()
    assert flow.state.failure.ending is Ending.NO_LISTENER


async def test_a_refused_loopback_address_falls_back_to_watching(service):
    service.fail["oauth"] = [BadRequest("redirectUrl", Call(), 400)]
    session = FakeSession()
    browser = FakeBrowser(returning(service, "?connectionId=c-new", makes=made()))

    @asynccontextmanager
    async def in_browser(route):
        yield Passage(base="http://127.0.0.1:9" if route.listens else route.base, browser=browser)

    flow = ConnectFlow(session, {Way.BROWSER: in_browser}, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    await flow.sign_in()
    assert flow.state.step is Step.REVIEW
    assert [url.partition("/caldesk/")[0] for url in service.redirects] == ["http://127.0.0.1:9", BASE]


async def test_any_other_way_reports_a_refused_address(service):
    service.fail["oauth"] = [BadRequest("redirectUrl", Call(), 400)]
    flow, _session = await signed_in(service, never)
    assert flow.state.failure.ending is Ending.PROBLEM
