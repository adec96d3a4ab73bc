"""A flow with the embedded view only, whose visits end as a test wants."""

from functools import partial

from caldesk.services.connect import ways
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.services.ports import ConsentEnd, ConsentResult
from tests.helpers.fake_connections import ANA, GOOGLE, FakeBrowser, FakeSession

BASE = "https://www.wix.com"


def returning(service, query, *, makes=None):
    """A visit at whose end the provider sends the browser back with this query."""

    async def visit(_url, is_return):
        if makes is not None:
            service.put(makes)
        url = service.redirects[-1] + query
        assert is_return(url)
        return ConsentResult(end=ConsentEnd.RETURNED, url=url)

    return visit


def flow_of(session, visit, **about):
    """A flow whose page is visited like that; `about` says what is known from the start."""
    browser = FakeBrowser(visit)
    flow = ConnectFlow(session, {Way.HERE: partial(ways.here, browser)}, **about)
    flow.browser = browser
    return flow


async def signed_in(service, visit, *, session=None, **about):
    """A flow after one sign-in with Google for Ana."""
    session = session or FakeSession()
    flow = flow_of(session, visit, **({"schedule_id": ANA.id} | about))
    if flow.state.step is Step.WHAT:
        flow.choose_provider(GOOGLE.id)
    await flow.sign_in()
    return flow, session
