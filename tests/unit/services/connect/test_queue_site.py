"""The queue for a whole team over real HTTP: links used by other clients, one that refuses, one that is never used,
a restart in the middle, and an account that is used twice."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest

from caldesk.api.errors import Forbidden
from caldesk.domain.connection import ConnectionState
from caldesk.domain.provider import CalendarType
from caldesk.domain.secret import Secret
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.shapes import ErrorReason, Status
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import EntryState
from caldesk.services.connect.queue.details import candidates, sentences
from caldesk.services.connect.queue.keeper import SettingsQueueKeeper
from caldesk.services.connect.queue.people import people, standing
from caldesk.services.connect.queue.sign_in_queue import LINK_WATCHED
from caldesk.services.connect.queue.words import LineState, lines, links_text, progress_words
from caldesk.services.connect.sign_in_book import CONNECTED, CUT_OFF
from caldesk.services.connect.ways import Way, in_browser
from caldesk.services.opening import open_session
from caldesk.services.profiles import SiteProfile
from caldesk.services.settings import SettingsStore
from tests.helpers.consenting import browse
from tests.helpers.sandbox import restart, running
from tests.helpers.waiting import until

HURRY = 100


class HurriedClock:
    """The system's clock, whose sleeps are short and whose time can be moved on."""

    def __init__(self):
        self.moved = 0.0

    def now(self):
        return time.time() + self.moved

    async def sleep(self, seconds):
        await asyncio.sleep(seconds / HURRY)


@pytest.fixture(scope="module")
def site():
    with running("team") as server:
        yield server


@pytest.fixture
def server(site):
    restart(site, "team")
    return site


class Desk:
    """A session that has read the site, and its queue."""

    def __init__(self, server, session, clock):
        self.server, self.session, self.clock = server, session, clock
        self.queue = session.queue
        self.book = session.queue.book

    def aims(self, kind=CalendarType.GOOGLE):
        snapshot = self.session.state.snapshot
        provider = next(one for one in snapshot.providers if one.calendar_type is kind)
        return [Aim(schedule_id=one.id, provider_id=provider.id) for one in snapshot.schedules]

    def state(self, aim):
        return self.book.entry(aim).state

    def line(self, aim):
        return next(one for one in lines(self.queue, str) if one.aim == aim)

    async def at(self, aim, state):
        await until(lambda: self.state(aim) is state, what=f"{state}, not {self.state(aim)}")

    async def read(self):
        await self.session.connections.refresh()


@asynccontextmanager
async def desk(server, settings=None, *, read=True):
    profile = SiteProfile(
        id="site", name="Studio", site_id=server.site_id, account_id=server.account_id, base_url=server.base_url
    )
    clock = HurriedClock()
    session = open_session(profile, Secret(server.api_key), clock)
    try:
        if settings is not None:
            session.queue.keep_with(SettingsQueueKeeper(settings, profile.id))
        if read:
            await session.connections.refresh()
        yield Desk(server, session, clock)
    finally:
        await session.close()


async def test_links_for_all_and_everybody_uses_theirs(server):
    async with desk(server) as one:
        aims = one.aims()[:3]
        one.queue.add(aims)
        assert one.queue.absent == one.book.entries
        await one.queue.give_links()
        assert [one.state(aim) for aim in aims] == [EntryState.LINK_GIVEN] * 3
        links = [one.queue.link_of(aim) for aim in aims]
        assert len(set(links)) == 3
        text = links_text(one.queue, "Studio", str)
        assert all(link in text for link in links)
        for place, link in enumerate(links):
            await browse(link, f"account-{place}", "allow")
        for aim in aims:
            await one.at(aim, EntryState.CONNECTED)
        assert progress_words(one.queue.progress) == "3 of 3 connected"
        assert one.queue.progress.is_over
        assert [one.queue.link_of(aim) for aim in aims] == [""] * 3  # a link that was used is dropped
        assert links_text(one.queue, "Studio", str) == ""
        for aim in aims:
            made = one.session.state.snapshot.connections[one.book.entry(aim).connection_id]
            assert made.connection.schedule_id == aim.schedule_id
            assert made.connection.account_email in one.line(aim).word
            [tried] = one.session.sign_ins.today(aim.schedule_id)
            assert (tried.outcome, tried.way) == (CONNECTED, "phone")


async def test_many_links_are_watched_with_one_request_and_made_one_after_another(server):
    async with desk(server) as one:
        one.queue.add(one.aims())
        server.control.forget_requests()
        await one.queue.give_links()
        given = [entry for entry in server.control.requests() if entry.path.endswith("connectByOAuth")]
        assert len(given) == len(one.aims()) > 3
        server.control.forget_requests()
        await until(lambda: len(server.control.requests()) >= 3, what="three looks")
        looks = server.control.requests()
        assert {entry.method for entry in looks} == {"GET"}
        one.queue.pause()
        await until(lambda: not one.queue._watch._watching, what="the end of the watch")
        server.control.forget_requests()
        one.queue.resume()
        await until(lambda: server.control.requests(), what="a look again")


async def test_a_sign_in_here_that_is_refused_fails_and_the_next_is_named(server):
    async with desk(server) as one:
        first, second = one.aims()[:2]
        one.queue.add([first, second])
        opened = asyncio.get_running_loop().create_future()
        flow = ConnectFlow(
            one.session,
            {Way.BROWSER: lambda route: in_browser(lambda url: bool(opened.set_result(url)) or True, route)},
            schedule_id=first.schedule_id,
        )
        flow.choose_provider(first.provider_id)
        one.queue.begin_sign_in(first)
        running = asyncio.create_task(flow.sign_in())
        await browse(await opened, "account-0", "cancel")
        await running
        one.queue.end_sign_in(first, flow.state.connection_id, flow.state.failure.ending.value)
        assert (one.state(first), one.book.entry(first).ending) == (EntryState.FAILED, Ending.REJECTED.value)
        assert one.line(first).word == "Access was not allowed"
        assert one.queue.next.aim == second
        one.queue.again(first)
        assert one.queue.next.aim == first


async def test_a_link_that_is_never_used_expires_and_may_still_succeed_late(server):
    async with desk(server) as one:
        [aim] = one.aims()[:1]
        one.queue.add([aim])
        await one.queue.give_link(aim)
        link = one.queue.link_of(aim)
        one.clock.moved = LINK_WATCHED + 1
        await one.at(aim, EntryState.FAILED)
        assert one.line(aim).word == "The link was not used in time"
        assert one.queue.link_of(aim) == ""
        [tried] = one.session.sign_ins.today(aim.schedule_id) or [None]
        assert tried is None or tried.outcome == Ending.TIMED_OUT.value
        await browse(link, "account-0", "allow")
        await one.read()
        await one.at(aim, EntryState.CONNECTED)


async def test_a_restart_in_the_middle_keeps_the_queue_and_no_link(server, tmp_path):
    path = tmp_path / "settings.json"
    async with desk(server, SettingsStore(path)) as one:
        first, second, third, fourth = one.aims()[:4]
        one.queue.add([first, second, third, fourth])
        await one.queue.give_link(first)
        await one.queue.give_link(second)
        link = one.queue.link_of(first)
        one.queue.begin_sign_in(third)
        one.queue.skip(fourth)
    kept = path.read_text()
    assert link not in kept
    assert "http" not in kept
    await browse(link, "account-0", "allow")
    async with desk(server, SettingsStore(path)) as again:
        await again.at(first, EntryState.CONNECTED)
        assert again.state(second) is EntryState.LINK_GIVEN
        assert again.queue.link_of(second) == ""
        assert sentences(again.queue, again.line(second), str)[0].startswith("A link was given")
        assert (again.state(third), again.book.entry(third).ending) == (EntryState.FAILED, CUT_OFF)
        assert again.state(fourth) is EntryState.SKIPPED
        assert progress_words(again.queue.progress) == "1 of 4 connected, 1 link is out, 1 has failed, 1 is left out"


async def test_a_pause_survives_a_restart_and_nothing_is_looked_for(server, tmp_path):
    path = tmp_path / "settings.json"
    async with desk(server, SettingsStore(path)) as one:
        [aim] = one.aims()[:1]
        one.queue.add([aim])
        await one.queue.give_link(aim)
        await browse(one.queue.link_of(aim), "account-0", "allow")
        one.queue.pause()
    async with desk(server, SettingsStore(path)) as again:
        assert again.book.paused
        await again.read()
        assert again.state(aim) is EntryState.LINK_GIVEN
        again.queue.resume()
        await again.at(aim, EntryState.CONNECTED)


async def test_one_account_for_two_is_warned_of(server):
    async with desk(server) as one:
        first, second = one.aims()[:2]
        one.queue.add([first, second])
        await one.queue.give_links()
        for aim in (first, second):
            await browse(one.queue.link_of(aim), "account-0", "allow")
        for aim in (first, second):
            await one.at(aim, EntryState.CONNECTED)
        await until(lambda: one.line(second).state is LineState.SHARED, what="the warning")
        words = " ".join(sentences(one.queue, one.line(second), str))
        assert one.line(first).name in words
        assert "already connected" in words


async def test_two_new_connections_are_asked_about(server):
    async with desk(server) as one:
        [aim] = one.aims()[:1]
        one.queue.add([aim])
        await one.queue.give_link(aim)
        link = one.queue.link_of(aim)
        one.queue.pause()
        await browse(link, "account-0", "allow")
        await one.queue.give_link(aim)
        await browse(one.queue.link_of(aim), "account-1", "allow")
        await one.read()
        one.queue.resume()
        await one.at(aim, EntryState.FAILED)
        assert one.book.entry(aim).ending == Ending.SEVERAL.value
        chosen, email = candidates(one.queue, aim)[1]
        one.queue.choose_candidate(aim, chosen)
        await one.at(aim, EntryState.CONNECTED)
        assert one.line(aim).word == f"Connected: {email}"


async def test_what_works_already_is_said_and_is_no_success(server):
    restart(server, "busy")
    async with desk(server) as one:
        snapshot = one.session.state.snapshot
        working = next(v for v in snapshot.connections.values() if v.state is ConnectionState.WORKING).connection
        aim = Aim(schedule_id=working.schedule_id, provider_id=working.provider_id)
        person = next(p for p in people(snapshot, one.book) if p.schedule.id == aim.schedule_id)
        assert not person.is_unconnected
        assert standing(person, aim.provider_id).startswith("Already connected")
        one.queue.add([aim])
        await one.read()
        assert one.state(aim) is EntryState.WAITING
        assert working.account_email in " ".join(sentences(one.queue, one.line(aim), str))


async def test_a_broken_connection_is_repaired_by_its_link(server):
    restart(server, "busy")
    async with desk(server) as one:
        snapshot = one.session.state.snapshot
        views = snapshot.connections.values()
        view = next(v for v in views if v.connection.account_email == "mara.quinn@gmail.example")
        server.control.settle(view.id, Status.ERROR, ErrorReason.TOKEN_REVOKED)
        await one.read()
        aim = Aim(schedule_id=view.connection.schedule_id, provider_id=view.connection.provider_id)
        one.queue.add([aim])
        assert one.queue.former(aim).id == view.id
        await one.queue.give_link(aim)
        await browse(one.queue.link_of(aim), "account-3", "allow")
        await one.at(aim, EntryState.CONNECTED)


async def test_a_provider_that_cannot_be_read_proves_nothing(server):
    restart(server, "busy")
    server.control.set_knobs(failing_providers=["GOOGLE"])
    async with desk(server) as one:
        aim = next(aim for aim in one.aims() if not one.session.state.snapshot.on_schedule(aim.schedule_id))
        one.queue.add([aim])
        assert not one.book.entry(aim).baseline.whole
        server.control.set_knobs(failing_providers=[])
        await one.read()
        assert one.state(aim) is EntryState.WAITING
        assert one.book.entry(aim).baseline.whole


async def test_what_vanished_meanwhile_is_said_with_its_name(server):
    async with desk(server) as one:
        first, second = one.aims()[-2:]
        name = one.session.state.snapshot.schedule(first.schedule_id).name
        one.queue.add([first, second])
        restart(server, "fresh")  # has two schedules only
        await one.read()
        assert one.line(first).state is LineState.GONE
        assert one.line(first).name == name
        assert one.queue.next is None or one.queue.next.aim != first
        assert not one.queue.can_have_link(first)


async def test_an_error_of_the_site_ends_the_making_of_links(server):
    async with desk(server) as one:
        aims = one.aims()[:3]
        one.queue.add(aims)
        server.control.set_knobs(permissions=[])
        with pytest.raises(Forbidden):
            await one.queue.give_links()
        assert {one.state(aim) for aim in aims} == {EntryState.WAITING}


async def test_an_error_about_one_is_said_there_and_the_others_go_on(server):
    async with desk(server) as one:
        aims = one.aims()[:3]
        one.queue.add([aims[0], Aim(schedule_id=aims[1].schedule_id, provider_id=aims[1].schedule_id), aims[2]])
        wrong = one.book.entries[1].aim
        await one.queue.give_link(wrong)
        assert one.state(wrong) is EntryState.FAILED
        assert one.queue.problem_of(wrong) is not None
        await one.queue.give_links()
        assert one.queue.progress.links == 2


async def test_apple_gets_no_link_and_has_to_be_here(server):
    async with desk(server) as one:
        [apple] = one.aims(CalendarType.I_CAL)[:1]
        one.queue.add([apple])
        assert not one.queue.can_have_link(apple)
        assert one.queue.absent == ()
        assert "has to be here" in sentences(one.queue, one.line(apple), str)[0]


async def test_an_unreadable_queue_is_as_good_as_none(server):
    settings = SettingsStore(None)
    settings.change_site_view("site", queue={"entries": [{"aim": 3}]})
    async with desk(server, settings, read=False) as one:
        assert one.book.entries == ()


async def test_a_look_that_fails_is_followed_by_the_next_one(server):
    async with desk(server) as one:
        [aim] = one.aims()[:1]
        one.queue.add([aim])
        await one.queue.give_link(aim)
        server.control.add_fault(Fault(route="listConnections", status=500, times=2))
        await browse(one.queue.link_of(aim), "account-0", "allow")
        await one.at(aim, EntryState.CONNECTED)
