"""The book of sign-ins, what of it survives a restart, and the stopwatch."""

import asyncio

import pytest
from msgspec.structs import replace

from caldesk.api import events
from caldesk.domain.connection import ConnectionStatus
from caldesk.domain.event import Event
from caldesk.domain.provider import CalendarType
from caldesk.services.connect import stopwatch as stopwatch_module
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.left_over_words import detour_words, left_over
from caldesk.services.connect.settings_keeper import SettingsKeeper
from caldesk.services.connect.sign_in_book import CUT_OFF, MOST_KEPT, Delay, SignIn, SignInBook
from caldesk.services.connect.stopwatch import LONGEST, LOOK_EVERY, Stopwatch
from caldesk.services.connect.ways import Way, on_phone
from caldesk.services.settings import SettingsStore
from tests.helpers.fake_connections import (
    ANA,
    BEN,
    GOOGLE,
    FakeClock,
    FakeService,
    FakeSession,
    made,
    server_error,
    view_of,
)
from tests.helpers.waiting import until


def entry(clock, **values):
    return SignIn(**{"began": clock.now(), "schedule_id": "s", "provider_id": "p", "outcome": "internal"} | values)


def kept_in(path):
    clock = FakeClock()
    book = SignInBook(clock)
    return clock, book, book.keep_with(SettingsKeeper(SettingsStore(path), "site"))


def test_the_attempts_of_a_day_are_told_by_schedule_and_provider():
    clock = FakeClock()
    book = SignInBook(clock)
    for values in ({}, {"provider_id": "q"}, {"schedule_id": "t"}, {"began": clock.now() - 86_400}):
        book.end(entry(clock, **values))
    assert len(book.today("s")) == 2
    assert len(book.today("s", "q")) == 1


def test_a_link_that_ends_does_not_end_the_sign_in_that_runs_here(tmp_path):
    clock, book, _cut = kept_in(tmp_path / "settings.json")
    here = entry(clock, outcome="")
    book.begin(here)
    book.end(entry(clock, schedule_id="other", way="phone", outcome="connected"))
    _clock, _again, cut = kept_in(tmp_path / "settings.json")
    assert cut == here
    book.end(replace(here, outcome="connected"))
    assert kept_in(tmp_path / "settings.json")[2] is None


def test_the_book_survives_a_restart(tmp_path):
    clock, book, cut = kept_in(tmp_path / "settings.json")
    assert cut is None
    book.end(entry(clock))
    book.note_detour("c", "wanted")
    book.note_delay(Delay(connection_id="c", at=1.0, seconds=70.0, give=10.0))
    _clock, again, cut = kept_in(tmp_path / "settings.json")
    assert cut is None
    assert len(again.today("s")) == 1
    assert again.detour("c").wanted_schedule_id == "wanted"
    assert again.delay("c").seconds == 70.0
    again.forget_detour("c")
    assert again.detour("c") is None


def test_a_sign_in_that_was_cut_off_is_told_once(tmp_path):
    clock, book, _cut = kept_in(tmp_path / "settings.json")
    book.begin(entry(clock, outcome=""))
    _clock, again, cut = kept_in(tmp_path / "settings.json")
    assert cut.schedule_id == "s"
    assert [one.outcome for one in again.today("s")] == [CUT_OFF]
    assert kept_in(tmp_path / "settings.json")[2] is None


def test_the_book_does_not_grow_for_ever():
    clock = FakeClock()
    book = SignInBook(clock)
    for _number in range(MOST_KEPT + 5):
        book.end(entry(clock))
    assert len(book.today("s")) == MOST_KEPT


async def test_closing_in_the_middle_is_noted(monkeypatch):
    service = FakeService()
    service.install(monkeypatch.setattr)
    session = FakeSession()
    flow = ConnectFlow(session, {Way.PHONE: on_phone}, schedule_id=ANA.id)
    flow.choose_provider(GOOGLE.id)
    task = asyncio.create_task(flow.sign_in())
    await until(lambda: flow.state.link)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [one.outcome for one in flow.tried] == ["closed"]


# the stopwatch

MINE = made("c-mine", calendar_type=CalendarType.GOOGLE)


class Wix:
    """The events that the service lists; `fails` looks end in an error."""

    def __init__(self, monkeypatch, session):
        self.events = []
        self.asked = []
        self.fails = 0
        self._session = session
        monkeypatch.setattr(stopwatch_module.events, "external_event_pages", self._pages)

    def add(self, **values):
        start = int(self._session.clock.now()) + 600
        usual = {"schedule_id": ANA.id, "start": start, "end": start + 900, "calendar_type": CalendarType.GOOGLE}
        self.events.append(Event(**usual | values))

    async def _pages(self, _client, **query):
        self.asked.append(query)
        if self.fails:
            self.fails -= 1
            raise server_error()
        yield events.EventPage(events=tuple(self.events))


@pytest.fixture
def desk(monkeypatch):
    session = FakeSession()
    session.wix = Wix(monkeypatch, session)
    return session


async def measured(session, watch, *acts):
    """Run the stopwatch; each act happens before one more look."""
    task = asyncio.create_task(watch.run())
    await until(lambda: session.clock.sleeping)
    for act in acts:
        act()
        await session.clock.move(LOOK_EVERY)
    return task


def nothing():
    """A look that brings nothing new."""


async def test_the_delay_of_a_new_event_is_measured_and_kept(desk):
    desk.wix.add()
    task = await measured(desk, Stopwatch(desk, MINE), nothing, nothing, lambda: desk.wix.add(end=int(2e9)))
    delay = await task
    assert (delay.seconds, delay.give) == (3 * LOOK_EVERY, LOOK_EVERY)
    assert desk.sign_ins.delay(MINE.id) == delay
    assert not any(query["titles"] for query in desk.wix.asked)
    assert len({(query["start"], query["end"]) for query in desk.wix.asked}) == 1


async def test_a_look_that_fails_makes_it_less_precise(desk):
    def fail():
        desk.wix.fails = 1

    task = await measured(desk, Stopwatch(desk, MINE), nothing, fail, desk.wix.add)
    delay = await task
    assert (delay.seconds, delay.give) == (3 * LOOK_EVERY, 2 * LOOK_EVERY)


async def test_with_titles_only_the_word_counts(desk):
    def other():
        desk.wix.add(title="Dentist")

    task = await measured(
        desk, Stopwatch(desk, MINE, titles=True), other, lambda: desk.wix.add(title="test ", end=int(2e9))
    )
    assert (await task).seconds == 2 * LOOK_EVERY
    assert all(query["titles"] for query in desk.wix.asked)


async def test_the_event_of_another_calendar_does_not_count(desk):
    task = await measured(
        desk, Stopwatch(desk, MINE), lambda: desk.wix.add(calendar_type=CalendarType.MICROSOFT), desk.wix.add
    )
    assert (await task).seconds == 2 * LOOK_EVERY


async def test_a_second_event_at_the_same_time_is_a_new_one(desk):
    desk.wix.add()
    task = await measured(desk, Stopwatch(desk, MINE), lambda: desk.wix.events.append(desk.wix.events[0]))
    assert (await task).seconds == LOOK_EVERY


async def test_it_is_given_up_in_the_end(desk):
    task = await measured(desk, Stopwatch(desk, MINE))
    await desk.clock.move(LONGEST)
    assert await task is None
    assert desk.sign_ins.delay(MINE.id) is None


async def test_it_can_be_cancelled(desk):
    task = await measured(desk, Stopwatch(desk, MINE), nothing)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_the_words_for_what_is_left_over():
    session = FakeSession()
    view = view_of(MINE, session.state.snapshot, 0.0)
    assert "ana@example.com" in left_over(view)
    assert "does not work" in left_over(replace(view, connection=replace(MINE, status=ConnectionStatus.ERROR)))


def test_a_detour_is_told_while_it_stands():
    session = FakeSession(MINE)
    session.sign_ins.note_detour(MINE.id, BEN.id)
    (detour,) = session.sign_ins.detours_from(BEN.id)
    assert session.sign_ins.detours_from(ANA.id) == ()
    assert detour_words(detour, session.state.snapshot) == (
        "ana@example.com was connected to Ana instead, because signing in failed here."
    )
    session.connections.take(replace(MINE, status=ConnectionStatus.DISCONNECTED))
    assert detour_words(detour, session.state.snapshot) == ""
