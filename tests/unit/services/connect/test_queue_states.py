"""The queue as a state machine: whatever is done in whatever order, it moves only as it may, and forgets links."""

import asyncio
from types import MappingProxyType

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule
from msgspec.structs import replace

from caldesk.domain.connection import Connection, ConnectionStatus
from caldesk.domain.schedule import Schedule
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import ALLOWED, Entry, EntryState, KeptQueue, QueueBook
from caldesk.services.connect.queue.details import sentences
from caldesk.services.connect.queue.sign_in_queue import LINK_WATCHED, SignInQueue
from caldesk.services.connect.queue.words import LineState, lines, progress_words
from caldesk.services.connect.sign_in_book import CUT_OFF
from caldesk.services.subscribers import Subscribers
from tests.helpers.fake_connections import APPLE, GOOGLE, FakeService, FakeSession, made

TEAM = tuple(Schedule(id=f"s-{place}", name=f"Person {place}") for place in range(4))


def test_every_state_has_a_way_on_or_is_the_end():
    assert ALLOWED.keys() == set(EntryState)
    assert [state for state, after in ALLOWED.items() if not after] == [EntryState.CONNECTED]


@pytest.mark.parametrize("state", EntryState)
@pytest.mark.parametrize("then", EntryState)
def test_a_move_that_may_not_follow_is_refused_and_changes_nothing(state, then):
    book = QueueBook()
    aim = Aim(schedule_id="s", provider_id="p")
    book.add((Entry(aim=aim, state=state),))
    if then is state or then in ALLOWED[state]:
        book.move(aim, then)
        assert book.entry(aim).state is then
    else:
        with pytest.raises(ValueError, match="does not follow"):
            book.move(aim, then)
        assert book.entry(aim).state is state


class MemoryKeeper:
    """Keeps the queue as the settings would."""

    def __init__(self):
        self.kept = KeptQueue()

    def load(self):
        return self.kept

    def save(self, kept):
        self.kept = kept


class Works:
    """Runs what a session would run in the background, when asked."""

    def __init__(self):
        self.waiting = []

    def start(self, coroutine, name):
        self.waiting.append((name, coroutine))
        return coroutine

    def drop(self):
        for _name, coroutine in self.waiting:
            coroutine.close()
        self.waiting = []


class Client:
    """Has nothing to say: the API's functions are replaced."""

    def background(self):
        return self


class TeamSession(FakeSession):
    """A session with four people, that has read its site."""

    def __init__(self):
        super().__init__()
        self.client = Client()
        self.tasks = Works()
        self.state.replace(replace(self.state.snapshot, schedules=TEAM, checked_at=1.0))


class QueueMachine(RuleBasedStateMachine):
    """Does anything that the window, the service and time can do."""

    aims = Bundle("aims")
    after_removal = Bundle("after removal")

    def __init__(self):
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.service = FakeService()
        self.service.install(self.patch.setattr)
        self.keeper = MemoryKeeper()
        self.number = 0
        self.now = 1_800_000_000.0
        self.seen = {}

    def teardown(self):
        self.session.tasks.drop()
        self.patch.undo()

    @initialize()
    def start(self):
        self._open()

    def _open(self):
        self.session = TeamSession()
        self.session.clock.time = self.now
        self.queue = SignInQueue(self.session)
        self.queue.keep_with(self.keeper)
        self.queue.book.follow(self._check_move)
        self._note()
        self._read()

    def _note(self):
        self.seen = {one.aim: one.state for one in self.queue.book.entries}

    def _check_move(self):
        for one in self.queue.book.entries:
            before = self.seen.get(one.aim, one.state)
            assert one.state is before or one.state in ALLOWED[before], (before, one.state)
        self._note()

    def _read(self):
        """The site is read: what the service holds is what is known."""
        held = {one.id: one for one in self.service.held.values()}
        snapshot = replace(self.session.state.snapshot, connections=MappingProxyType({}))
        self.session.state._snapshot = snapshot
        for one in held.values():
            self.session.connections.take(one)
        self.session.state.replace(self.session.state.snapshot)

    def _run(self, coroutine):
        return asyncio.run(coroutine)

    @rule(target=aims, person=st.sampled_from(TEAM), provider=st.sampled_from([GOOGLE, APPLE]))
    def add(self, person, provider):
        aim = Aim(schedule_id=person.id, provider_id=provider.id)
        before = self.queue.book.entry(aim)
        if before is not None and not before.is_open:
            del self.seen[aim]  # it begins anew
        self.queue.add([aim])
        if before is None or not before.is_open:
            assert self.queue.book.entry(aim).state is EntryState.WAITING
        return aim

    @rule(aim=aims)
    def give_link(self, aim):
        before = self.queue.book.entry(aim)
        self._run(self.queue.give_link(aim))
        if before is not None and before.state in {EntryState.WAITING, EntryState.FAILED}:
            assert self.queue.book.entry(aim).state is EntryState.LINK_GIVEN
            assert self.queue.link_of(aim)

    @rule(aim=aims, ending=st.sampled_from([*Ending, ""]), connects=st.booleans())
    def sign_in_here(self, aim, ending, connects):
        entry = self.queue.book.entry(aim)
        if entry is None or self.queue.book.signing_in or EntryState.SIGNING_IN not in ALLOWED[entry.state]:
            return
        self.queue.begin_sign_in(aim)
        with pytest.raises(ValueError, match="already"):
            self.queue.begin_sign_in(aim)
        if connects:
            made_id = self._make(aim)
            self.session.connections.take(self.service.held[made_id])
            self.queue.end_sign_in(aim, made_id)
            assert self.queue.book.entry(aim).state is EntryState.CONNECTED
        else:
            self.queue.end_sign_in(aim, "", str(ending))
            after = self.queue.book.entry(aim)
            assert after.state is not EntryState.SIGNING_IN
            if ending and not entry.link_until:
                assert after.state is EntryState.FAILED

    @rule(aim=aims)
    def somebody_signs_in(self, aim):
        self._make(aim)

    def _make(self, aim):
        self.number += 1
        made_id = f"c-{self.number}"
        about = {"schedule_id": aim.schedule_id, "provider_id": aim.provider_id}
        self.service.put(made(made_id, account_email=f"{made_id}@example.com", **about))
        return made_id

    @rule(place=st.integers(0, 9), status=st.sampled_from([ConnectionStatus.ERROR, ConnectionStatus.DISCONNECTED]))
    def something_ends(self, place, status):
        if self.service.held:
            one = sorted(self.service.held.values(), key=lambda each: each.id)[place % len(self.service.held)]
            self.service.put(replace(one, status=status))

    @rule()
    def the_site_is_read(self):
        self._read()

    @rule()
    def what_waits_is_done(self):
        """Proofs are finished; the watch for links is one look."""
        waiting, self.session.tasks.waiting = self.session.tasks.waiting, []
        for name, work in waiting:
            if name == "prove a connection":
                self._run(_settled(work))
            else:
                self.session.tasks.waiting.append((name, work))

    @rule()
    def a_link_expires(self):
        self.now = self.session.clock.time = self.now + LINK_WATCHED + 1
        self._look()
        self.queue._watch._expire()
        if not self.queue.book.paused:
            given = [one for one in self.queue.book.entries if one.state is EntryState.LINK_GIVEN]
            assert all(one.aim in self.queue._watch._proving for one in given)

    @rule()
    def links_are_looked_for(self):
        unknown = {one.aim for one in self.queue.book.entries if not one.baseline.whole}
        self._look()
        assert unknown <= {one.aim for one in self.queue.book.entries if not one.baseline.whole}

    def _look(self):
        """As the watch does: only the schedules of those who have a link are listed."""
        self._run(self.queue._watch._look(self.queue._watch._given()))

    @rule(fails=st.booleans())
    def google_fails_or_not(self, fails):
        failed = frozenset({GOOGLE.id}) if fails else frozenset()
        self.service.failed_providers = failed
        snapshot = replace(self.session.state.snapshot, failed_provider_ids=failed)
        self.session.state._snapshot = snapshot

    @rule(aim=aims)
    def skip(self, aim):
        entry = self.queue.book.entry(aim)
        if entry is not None and EntryState.SKIPPED in ALLOWED[entry.state]:
            self.queue.skip(aim)
            assert not self.queue.link_of(aim)

    @rule(aim=aims)
    def again(self, aim):
        entry = self.queue.book.entry(aim)
        if entry is not None and EntryState.WAITING in ALLOWED[entry.state]:
            self.queue.again(aim)
            assert self.queue.next is not None

    @rule(aim=consumes(aims))
    def remove(self, aim):
        self.queue.book.remove(aim)

    @precondition(lambda self: not self.queue.book.paused)
    @rule()
    def pause(self):
        self.queue.pause()
        before = self.queue.book.entries
        self._read()
        assert self.queue.book.entries == before

    @rule()
    def resume(self):
        self.queue.resume()

    @rule()
    def restart(self):
        self.session.tasks.drop()
        before = {one.aim: one for one in self.queue.book.entries}
        self.queue.book._followers = Subscribers()
        self._open()
        assert self.queue.book.entries != () or not before
        assert not self.queue._links

    @rule()
    def start_over(self):
        self.queue.clear()
        assert self.queue.progress.is_over

    @invariant()
    def links_belong_to_those_who_wait_for_them(self):
        for one in self.queue.book.entries:
            if self.queue.link_of(one.aim):
                assert one.state in {EntryState.LINK_GIVEN, EntryState.SIGNING_IN}

    @invariant()
    def success_is_a_connection_of_the_schedule(self):
        for one in self.queue.book.entries:
            if one.state is EntryState.CONNECTED:
                assert isinstance(held := self.service.held[one.connection_id], Connection)
                assert held.schedule_id == one.aim.schedule_id

    @invariant()
    def what_is_kept_is_what_is_there_without_links(self):
        assert self.keeper.kept.entries == self.queue.book.entries
        assert "http" not in repr(self.keeper.kept)

    @invariant()
    def it_can_be_told(self):
        p = self.queue.progress
        assert p.total == p.connected + p.waiting + p.links + p.failed + p.skipped
        assert progress_words(p)
        for line in lines(self.queue, str):
            assert line.word
            assert all(sentences(self.queue, line, str))
            assert line.moves or line.state in {LineState.SIGNING_IN, LineState.CONNECTED, LineState.SHARED}


async def _settled(work):
    await work


QueueMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestQueueMachine = QueueMachine.TestCase


def test_a_sign_in_that_the_end_of_the_program_cut_off_is_said():
    keeper = MemoryKeeper()
    queue = SignInQueue(TeamSession())
    queue.keep_with(keeper)
    aim = Aim(schedule_id=TEAM[0].id, provider_id=GOOGLE.id)
    queue.add([aim])
    queue.begin_sign_in(aim)
    again = SignInQueue(TeamSession())
    again.keep_with(keeper)
    assert (again.book.entry(aim).state, again.book.entry(aim).ending) == (EntryState.FAILED, CUT_OFF)
    [line] = lines(again, str)
    assert line.word == "Cut off when Caldesk ended"


async def test_a_look_for_links_tells_nothing_of_schedules_that_were_not_listed(monkeypatch):
    service = FakeService()
    service.install(monkeypatch.setattr)
    session = TeamSession()
    queue = SignInQueue(session)
    ana, ben = (Aim(schedule_id=one.id, provider_id=GOOGLE.id) for one in TEAM[:2])
    service.put(made("c-ben", schedule_id=ben.schedule_id))
    session.state._snapshot = replace(session.state.snapshot, failed_provider_ids=frozenset({GOOGLE.id}))
    queue.add([ana, ben])  # what they hold could not be read then
    await queue.give_link(ana)
    await queue._watch._look(queue._watch._given())
    assert not queue.book.entry(ben).baseline.whole
    session.state._snapshot = replace(session.state.snapshot, failed_provider_ids=frozenset())
    session.connections.take(service.held["c-ben"])
    session.state.replace(session.state.snapshot)
    assert queue.book.entry(ben).state is EntryState.WAITING
    assert [name for name, _work in session.tasks.waiting] == ["watch for links"]
    session.tasks.drop()
