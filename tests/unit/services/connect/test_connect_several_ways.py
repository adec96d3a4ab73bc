"""Three ways, one truth: changing the way, pasted addresses, handed-out links, and two sign-ins at once."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from caldesk.domain.connection import ConnectionStatus, ExportConfig, SyncConfig
from caldesk.services.connect import ways
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.oauth import GRACE, WATCH_EVERY
from caldesk.services.connect.qr import squares
from caldesk.services.connect.redirect import Return
from caldesk.services.connect.sign_in_book import CONNECTED
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import LINK_LASTS, Passage, Way
from caldesk.services.disconnect.ending import Outcome
from caldesk.services.disconnect.reading_back import Fate
from caldesk.services.ports import ConsentEnd, ConsentResult
from tests.helpers.fake_connections import ANA, GOOGLE, OFF, FakeBrowser, FakeSession, made, server_error
from tests.helpers.waiting import until


class Desk:
    """A flow with all three ways; the visits of the first two end when the test says so."""

    def __init__(self, service, *, former=None):
        self.service = service
        self.session = FakeSession()
        self.browsers = {way: FakeBrowser(self._visit) for way in (Way.HERE, Way.BROWSER)}
        self.said = asyncio.get_running_loop().create_future()
        opened = {
            Way.HERE: lambda route: ways.here(self.browsers[Way.HERE], route),
            Way.BROWSER: self._in_browser,
            Way.PHONE: ways.on_phone,
        }
        self.flow = ConnectFlow(self.session, opened, schedule_id=ANA.id, former=former)
        if former is None:
            self.flow.choose_provider(GOOGLE.id)

    @asynccontextmanager
    async def _in_browser(self, _route):
        yield Passage(base="http://127.0.0.1:9", browser=self.browsers[Way.BROWSER], watched=True, shared=True)

    async def _visit(self, _url, is_return):
        query = await asyncio.shield(self.said)
        url = self.service.redirects[-1] + query
        assert is_return(url)
        return ConsentResult(end=ConsentEnd.RETURNED, url=url)

    async def begin(self, way):
        """Start signing in by a way, up to the link."""
        self.flow.choose_way(way)
        task = asyncio.create_task(self.flow.sign_in())
        await until(lambda: self.flow.state.link)
        await self.settled()
        return task

    async def settled(self):
        for _turn in range(20):
            await asyncio.sleep(0)

    async def wait(self, seconds):
        await self.settled()
        await self.session.clock.move(seconds)
        await self.settled()


async def test_the_phone_way_ends_when_the_list_has_the_connection(service):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    assert desk.flow.state.expires == desk.session.clock.now() + LINK_LASTS
    await desk.wait(WATCH_EVERY)
    assert desk.flow.state.step is Step.CONSENT
    service.put(made())
    await desk.wait(WATCH_EVERY)
    await task
    assert (desk.flow.state.step, desk.flow.state.ask_mine) == (Step.REVIEW, True)
    assert [one.way for one in desk.flow.tried] == ["phone"]


async def test_a_handed_out_link_expires(service):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    await desk.wait(LINK_LASTS)
    await task
    assert desk.flow.state.failure.ending is Ending.TIMED_OUT


async def test_a_handed_out_link_can_be_cancelled_and_it_is_still_looked(service):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    service.put(made())
    desk.flow.stop()
    await task
    assert desk.flow.state.step is Step.REVIEW


@pytest.mark.parametrize("first", list(Way))
@pytest.mark.parametrize("then", list(Way))
async def test_changing_the_way_keeps_the_attempt(service, first, then):
    desk = Desk(service)
    task = await desk.begin(first)
    before = list(service.redirects)
    desk.flow.choose_way(then)
    await until(lambda: first is then or len(service.redirects) == 2)
    await desk.settled()
    assert (desk.flow.state.step, desk.flow.state.way) == (Step.CONSENT, then)
    assert service.calls.count("list") == 1  # what was there before is known already
    old = before[0] + "?connectionId=c-new"
    service.put(made())
    assert desk.flow.paste(old) is Return.FINISHED  # a link that was handed out before stays good
    await task
    assert (desk.flow.state.step, desk.flow.state.connection_id) == (Step.REVIEW, "c-new")
    assert not desk.flow.state.ask_mine
    assert [(one.outcome, one.way) for one in desk.flow.tried] == [(CONNECTED, then.value)]


async def test_after_a_change_the_list_is_watched_for_the_earlier_link(service):
    desk = Desk(service)
    task = await desk.begin(Way.BROWSER)
    desk.flow.choose_way(Way.HERE)
    await until(lambda: len(service.redirects) == 2)
    service.put(made())
    await desk.wait(WATCH_EVERY + GRACE)
    await desk.wait(GRACE)
    await task
    assert desk.flow.state.step is Step.REVIEW


async def test_a_redirect_and_the_list_together_count_once(service):
    desk = Desk(service)
    ended = []
    desk.session.sign_ins.ended = lambda one, account: ended.append((one.connection_id, account))
    task = await desk.begin(Way.BROWSER)
    service.put(made())
    await desk.wait(WATCH_EVERY)  # the list has it; the redirect may still name it
    assert desk.flow.state.step is Step.CONSENT
    desk.said.set_result("?connectionId=c-new")
    await task
    assert (desk.flow.state.step, desk.flow.state.ask_mine) == (Step.REVIEW, False)
    assert ended == [("c-new", "ana@example.com")]
    await desk.wait(60)
    assert len(desk.flow.tried) == 1


async def test_without_a_redirect_the_list_is_believed_after_a_moment_and_asked_about(service):
    desk = Desk(service)
    task = await desk.begin(Way.BROWSER)
    service.put(made())
    await desk.wait(WATCH_EVERY)
    await desk.wait(GRACE)
    await task
    assert desk.flow.state.ask_mine
    await desk.flow.confirm_mine()
    assert not desk.flow.state.ask_mine


async def test_somebody_elses_connection_is_never_taken_twice(service):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    service.put(made("c-other", account_email="other@example.com"))
    await desk.wait(WATCH_EVERY)
    await task
    task = asyncio.create_task(desk.flow.not_mine())
    await until(lambda: len(service.redirects) == 2)
    await desk.wait(WATCH_EVERY)
    assert (desk.flow.state.step, desk.flow.state.connection_id) == (Step.CONSENT, "")
    service.put(made())
    await desk.wait(WATCH_EVERY)
    await task
    assert desk.flow.state.connection_id == "c-new"


async def test_two_sign_ins_at_once_are_asked_about(service):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    service.put(made("c-1", account_email="one@example.com"), made("c-2", account_email="two@example.com"))
    await desk.wait(WATCH_EVERY)
    await task
    assert desk.flow.state.failure.ending is Ending.SEVERAL
    assert {one.id for one in desk.flow.state.candidates} == {"c-1", "c-2"}
    await desk.flow.choose_candidate("c-2")
    assert (desk.flow.state.step, desk.flow.state.connection_id) == (Step.REVIEW, "c-2")
    assert not desk.flow.state.ask_mine


@pytest.mark.parametrize("lost", ["get", "gone"])
async def test_the_one_that_a_person_names_is_read_back(service, lost):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    service.put(made("c-1"), made("c-2"))
    await desk.wait(WATCH_EVERY)
    await task
    if lost == "get":
        service.fail["get"] = [server_error()]
    else:
        service.put(made("c-2", status=ConnectionStatus.ERROR), made("c-1", status=ConnectionStatus.ERROR))
    await desk.flow.choose_candidate("c-2")
    assert desk.flow.state.step is Step.FAILED
    assert desk.flow.state.failure.ending is (Ending.NOT_CHECKED if lost == "get" else Ending.NOT_PROVEN)
    assert not desk.session.state.snapshot.connections


async def test_two_sign_ins_at_once_are_told_apart_by_the_redirect(service):
    desk = Desk(service)
    task = await desk.begin(Way.BROWSER)
    service.put(made("c-1"), made("c-2"))
    desk.said.set_result("?connectionId=c-2")
    await task
    assert desk.flow.state.connection_id == "c-2"


# pasted addresses


@pytest.mark.parametrize("dress", ["{}", "  {}\n", "<{}>", '"{}"', "“{}”"])
async def test_a_pasted_address_ends_the_sign_in(service, dress):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    service.put(made())
    assert desk.flow.paste(dress.format(service.redirects[0] + "?connectionId=c-new")) is Return.FINISHED
    await task
    assert (desk.flow.state.connection_id, desk.flow.state.ask_mine) == ("c-new", False)


async def test_a_pasted_refusal_is_one(service):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    assert desk.flow.paste(service.redirects[0] + "?error=reject") is Return.REFUSED
    await task
    assert desk.flow.state.failure.ending is Ending.REJECTED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://www.wix.com/caldesk/of-another-sign-in/return?connectionId=c-new", Return.FOREIGN),
        ("https://www.wix.com.evil.example/caldesk/x/return?connectionId=c", Return.CARRY_ON),
        ("https://www.wix.com/", Return.CARRY_ON),
        ("hello", Return.CARRY_ON),
        ("https://[", Return.CARRY_ON),
        ("x" * 100_000, Return.CARRY_ON),
    ],
)
async def test_any_other_text_is_not_accepted_and_ends_nothing(service, text, kind):
    desk = Desk(service)
    task = await desk.begin(Way.PHONE)
    service.hidden.add("c-new")
    assert desk.flow.paste(text) is kind
    await desk.settled()
    assert not task.done()
    assert "get" not in service.calls
    desk.flow.stop()
    await task


def test_without_a_sign_in_nothing_can_be_pasted():
    assert ConnectFlow(FakeSession(), {}).paste("https://www.wix.com/") is Return.CARRY_ON


# what the schedule holds afterwards


async def reconnected(service, former, *there, **fresh):
    """A reconnect that has ended, with these connections there besides."""
    service.put(*there)
    desk = Desk(service, former=former)
    task = await desk.begin(Way.BROWSER)
    service.put(made(**fresh))
    desk.said.set_result("?connectionId=c-new")
    await task
    return desk


@pytest.mark.parametrize(
    ("status", "left"), [(ConnectionStatus.SYNCED, 1), (ConnectionStatus.ERROR, 1), (ConnectionStatus.DISCONNECTED, 0)]
)
async def test_a_reconnect_deals_with_the_old_one_in_every_state(service, status, left):
    former = made("c-old", status=status)
    desk = await reconnected(service, former, former)
    assert [one.id for one in desk.flow.state.beside] == ["c-old"] * left
    assert desk.session.state.snapshot.connections["c-old"].connection.status is status
    if left:
        await desk.flow.end_beside("c-old")
        assert desk.flow.state.beside == ()
        ended = desk.session.state.snapshot.connections["c-old"].connection.status
        assert ended is ConnectionStatus.DISCONNECTED
    assert desk.flow.state.connection_id == "c-new"


async def test_an_old_one_of_which_it_is_not_known_whether_it_ended_stays_named(service):
    former = made("c-old")
    desk = await reconnected(service, former, former)
    service.fail = {"disconnect": [server_error()], "get": [server_error()] * 2}
    ending = await desk.flow.end_beside("c-old")
    assert ending.outcome is Outcome.NOT_KNOWN
    assert [one.id for one in desk.flow.state.beside] == ["c-old"]


async def test_the_new_one_is_looked_at_when_the_old_one_with_its_account_is_ended(service):
    former = made("c-old")
    desk = await reconnected(service, former, former)
    ending = await desk.flow.end_beside("c-old")
    assert [(one.connection.id, one.fate) for one in ending.others] == [("c-new", Fate.WORKS)]


async def test_settings_of_a_fresh_connection_that_are_not_understood_are_not_written_over(service):
    former = made("c-old", sync_config=OFF)
    desk = await reconnected(service, former, sync_config=SyncConfig(understood=False))
    assert "update" not in service.calls
    assert "does not know" in desk.flow.state.settings_problem.what


async def test_an_old_one_that_is_gone_leaves_nothing_over(service):
    desk = await reconnected(service, made("c-old"))
    assert desk.flow.state.beside == ()


async def test_another_account_on_the_same_schedule_is_left_alone(service):
    former = made("c-old")
    desk = await reconnected(service, former, former, made("c-else", account_email="else@example.com"))
    assert [one.id for one in desk.flow.state.beside] == ["c-old"]


async def test_an_alias_of_the_former_account_is_the_same_account(service):
    former = made("c-old", account_email="a.na+work@gmail.com")
    desk = await reconnected(service, former, former, account_email="Ana@googlemail.com")
    assert desk.flow.state.former_email == ""


async def test_a_list_that_cannot_be_read_afterwards_still_names_the_former_one(service):
    former = made("c-old")
    service.put(former)
    desk = Desk(service, former=former)
    task = await desk.begin(Way.BROWSER)
    service.put(made())
    service.fail["list"] = [server_error()]
    desk.said.set_result("?connectionId=c-new")
    await task
    assert [one.id for one in desk.flow.state.beside] == ["c-old"]


async def test_the_switches_are_not_set_on_a_connection_that_may_be_somebody_elses(service):
    former = made("c-old", sync_config=OFF)
    service.put(former)
    desk = Desk(service, former=former)
    task = await desk.begin(Way.PHONE)
    on = SyncConfig(exports=ExportConfig(enabled=True))
    service.put(made(account_email="unknown@example.com", sync_config=on))
    await desk.wait(WATCH_EVERY)
    await task
    assert desk.flow.state.ask_mine
    assert "update" not in service.calls
    await desk.flow.confirm_mine()
    assert service.held["c-new"].sync_config == OFF


def test_a_link_becomes_a_square_of_squares():
    code = squares("https://www.wix.com/" + "x" * 400)
    assert {len(row) for row in code} == {len(code)}
    assert code[0][:7] == (True,) * 7  # the finder pattern in the corner
    with pytest.raises(ValueError, match="too large"):
        squares("x" * 5000)
