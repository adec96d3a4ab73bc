"""Every path of the connect flow, without a window and without HTTP."""

import asyncio
from contextlib import asynccontextmanager
from functools import partial

import pytest
from msgspec.structs import replace

from caldesk.api.errors import (
    BadCredentials,
    BadRequest,
    Call,
    NotSupportedByProvider,
    PremiumRequired,
    Trouble,
    Unreachable,
)
from caldesk.domain.connection import ConnectionStatus, ExportConfig, SyncConfig
from caldesk.domain.secret import Secret
from caldesk.services.connect import ways
from caldesk.services.connect.duplicates import Shared
from caldesk.services.connect.endings import Ending, Move
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.steps import ALLOWED, Step
from caldesk.services.connect.ways import Passage, Way
from caldesk.services.ports import ConsentEnd, ConsentResult
from caldesk.services.problems import Action
from tests.helpers.fake_connections import (
    ANA,
    APPLE,
    BEN,
    GOOGLE,
    OFF,
    FakeBrowser,
    FakeService,
    FakeSession,
    ends,
    made,
    never,
    server_error,
)
from tests.helpers.waiting import until

BASE = "https://www.wix.com"


@pytest.fixture
def service(monkeypatch):
    fake = FakeService()
    fake.install(monkeypatch.setattr)
    return fake


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


# where one is


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


def test_a_reconnect_does_not_go_back_to_other_providers():
    flow = flow_of(FakeSession(), never, former=made())
    flow.back()
    assert flow.state.step is Step.HOW


def test_every_step_can_be_left_and_no_step_is_skipped():
    assert set(ALLOWED) == set(Step)
    assert [step for step, following in ALLOWED.items() if not following] == [Step.DONE]
    with pytest.raises(ValueError, match="does not follow"):
        flow_of(FakeSession(), never).go(Step.REVIEW)


# success


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


# refusals


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


# duplicates, reconnecting


async def test_the_same_account_elsewhere_is_said_before_and_after(service):
    session = FakeSession(made("c-ben", schedule_id=BEN.id, account_email="ANA@example.com "))
    flow, _session = await signed_in(service, returning(service, "?connectionId=c-new", makes=made()), session=session)
    assert flow.state.also_on == (Shared(schedule="Ben", sure=True),)
    assert flow.also_on("ana@EXAMPLE.com") == (Shared(schedule="Ben", sure=True),)
    assert flow.also_on("") == flow.also_on("other@example.com") == ()


async def test_a_reconnect_sets_the_former_switches_again_and_ends_nothing(service):
    former = made("c-old", status=ConnectionStatus.ERROR, sync_config=OFF)
    service.put(former)
    visit = returning(
        service, "?connectionId=c-new", makes=made(sync_config=replace(OFF, exports=ExportConfig(enabled=True)))
    )
    flow, session = await signed_in(service, visit, session=FakeSession(former), former=former)
    view = session.state.snapshot.connections["c-new"]
    assert view.connection.sync_config == OFF
    assert (flow.state.former_email, flow.state.settings_problem) == ("", None)
    assert "c-old" in service.held


async def test_a_reconnect_with_another_account_says_so(service):
    former = made("c-old", account_email="old@example.com")
    visit = returning(service, "?connectionId=c-new", makes=made())
    flow, _session = await signed_in(service, visit, former=former)
    assert flow.state.former_email == "old@example.com"


async def test_switches_that_cannot_be_set_again_do_not_undo_the_connection(service):
    service.fail["update"] = [NotSupportedByProvider("no", Call(), 428)]
    former = made("c-old", sync_config=OFF)
    visit = returning(service, "?connectionId=c-new", makes=made(sync_config=SyncConfig()))
    flow, _session = await signed_in(service, visit, former=former)
    assert flow.state.step is Step.REVIEW
    assert flow.state.settings_problem is not None


async def test_a_reconnect_offers_no_other_provider(service):
    flow, _session = await signed_in(service, returning(service, "?error=unsupported"), former=made("c-old"))
    assert flow.state.failure.moves == (Move.OTHER_ACCOUNT,)


# credentials

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
