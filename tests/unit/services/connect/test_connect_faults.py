"""Every step of connecting met by every kind of fault: it ends in a connection or in one clear next step."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from caldesk.api.errors import (
    AppNotInstalled,
    BadRequest,
    BrokenAnswer,
    Call,
    Conflict,
    Forbidden,
    NotFound,
    NotSupportedByProvider,
    PremiumRequired,
    RateLimited,
    ServerError,
    Trouble,
    Unauthorized,
    Unreachable,
)
from caldesk.domain.secret import Secret
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Passage, Way, here, on_phone
from caldesk.services.ports import ConsentEnd, ConsentResult
from caldesk.services.problems import Action
from tests.helpers.fake_connections import ANA, APPLE, GOOGLE, FakeBrowser, FakeSession, made

CALL = Call(method="GET", path="/x")
FAULTS = {
    "time-out": Unreachable("late", CALL, Trouble.TIMEOUT, maybe_done=False),
    "time-out, maybe done": Unreachable("late", CALL, Trouble.TIMEOUT, maybe_done=True),
    "cut": Unreachable("cut", CALL, Trouble.CUT, maybe_done=True),
    "offline": Unreachable("off", CALL, Trouble.OFFLINE, maybe_done=False),
    "broken answer": BrokenAnswer("{", CALL),
    "400": BadRequest("no", CALL, 400),
    "401": Unauthorized("no", CALL, 401),
    "403": Forbidden("no", CALL, 403),
    "premium": PremiumRequired("no", CALL, 403),
    "404": NotFound("no", CALL, 404),
    "409": Conflict("no", CALL, 409),
    "428 provider": NotSupportedByProvider("no", CALL, 428),
    "428 bookings": AppNotInstalled("no", CALL, 428),
    "429": RateLimited("slow", CALL, 429),
    "500": ServerError("no", CALL, 500),
    "503": ServerError("no", CALL, 503),
}
SITE_CURES = {
    "premium": Action.OPEN_PLANS,
    "401": Action.EDIT_SITE,
    "403": Action.EDIT_SITE,
    "428 bookings": Action.INSTALL_BOOKINGS,
}


async def signed_in(service, way):
    """A flow after a sign-in that went well at the provider's; time flies."""
    session = FakeSession()

    async def visit(_url, _is_return):
        service.put(made())
        return ConsentResult(end=ConsentEnd.RETURNED, url=service.redirects[-1] + "?connectionId=c-new")

    @asynccontextmanager
    async def in_browser(route):
        base = "http://127.0.0.1:9" if route.listens else route.base
        yield Passage(base=base, browser=FakeBrowser(visit), watched=True, shared=True)

    ways = {Way.HERE: lambda route: here(FakeBrowser(visit), route), Way.BROWSER: in_browser, Way.PHONE: on_phone}
    flow = ConnectFlow(session, ways, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id, way)
    task = asyncio.create_task(flow.sign_in())
    while not task.done():
        await asyncio.sleep(0)
        if way is Way.PHONE and service.redirects:
            service.put(made())
        await session.clock.move(1)
    await task
    return flow


def ends_well(flow):
    """Connected, or a failure with words and something to do about it."""
    if flow.state.step is Step.REVIEW:
        return True
    failure = flow.state.failure
    words = all((failure.title, failure.what, failure.cure))
    return flow.state.step in {Step.FAILED, Step.FORM} and words and bool(failure.moves or failure.actions)


@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("method", ["list", "oauth", "get"])
@pytest.mark.parametrize("times", [1, 99])
async def test_every_fault_of_a_sign_in_ends_well(service, way, fault, method, times):
    service.fail[method] = [FAULTS[fault]] * times
    flow = await signed_in(service, way)
    assert ends_well(flow)
    assert len(flow.tried) == 1
    service.fail.clear()
    if flow.state.step is Step.FAILED and flow.state.failure.ending.value == "not-checked":
        await flow.look_again()
        assert flow.state.step is Step.REVIEW


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("method", ["list", "credentials", "get"])
async def test_every_fault_of_a_form_ends_well_and_forgets_the_password(service, fault, method):
    service.fail[method] = [FAULTS[fault]]
    flow, password = ConnectFlow(FakeSession(), {}, schedule_id=ANA.id), Secret("abcd-efgh-ijkl-mnop")
    flow.choose_provider(APPLE.id)
    task = asyncio.create_task(flow.submit("ana@icloud.example", password))
    while not task.done():
        await asyncio.sleep(0)
        await flow._session.clock.move(1)
    await task
    assert ends_well(flow)
    assert not password


@pytest.mark.parametrize(("fault", "cure"), SITE_CURES.items())
async def test_what_the_site_lacks_comes_with_the_button_that_cures_it(service, fault, cure):
    service.fail["oauth"] = [FAULTS[fault]]
    flow = await signed_in(service, Way.HERE)
    assert flow.state.step is Step.FAILED
    assert cure in flow.state.failure.actions
