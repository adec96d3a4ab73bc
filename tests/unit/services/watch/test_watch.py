"""The watching itself: when it looks, when it does not, and that one look serves everybody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import pairwise

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import ConnectionStatus
from caldesk.services.connections import ConnectionsService
from caldesk.services.policy.declared import Watching
from caldesk.services.watch import SETTLE, TICK, Conditions, Watch, requests_of
from caldesk.services.watch_jumps import JumpDetector
from caldesk.services.watch_pace import FAST, FIRST_AFTER_FAILURE, SLOW, USUAL
from tests.helpers.far_side import Desk, connection, make_desk, offline
from tests.unit.services.watch.fake_time import FakeTime


class Post:
    """A watch over a desk on fake time; `looks` are the moments at which the site was asked."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.time = FakeTime()
        desk.service = ConnectionsService(desk.far, desk.state, self.time, desk.tasks)  # type: ignore[arg-type]
        self.watch = Watch(
            desk.service.refresh, desk.state, self.time, monotonic=self.time.monotonic, random=lambda: 0.0
        )
        self.looks: list[float] = []
        true_list = desk.far.list_connections

        async def listed(client: object) -> object:
            self.looks.append(self.time.monotonic())
            return await true_list(client)

        desk.far.list_connections = listed  # type: ignore[assignment,method-assign]

    async def gaps(self, seconds: float) -> list[float]:
        """Let time pass; how long after each other the looks in it came."""
        first = len(self.looks)
        await self.time.pass_(seconds)
        seen = self.looks[max(0, first - 1) :]
        return [round(later - earlier, 3) for earlier, later in pairwise(seen)]


@asynccontextmanager
async def _watching(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Post]:
    post = Post(make_desk(monkeypatch))
    post.desk.far.add(connection())
    running = asyncio.ensure_future(post.watch.run())
    try:
        await post.time.pass_(0)
        yield post
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await post.desk.tasks.close()


async def test_it_looks_at_once_and_then_at_the_usual_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        assert len(post.looks) == 1
        assert await post.gaps(4 * USUAL) == [USUAL] * 4
        assert post.watch.next_look_in == USUAL


async def test_somebody_wishes_to_look_seldom_and_usually_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.watch.wish(Watching.SELDOM)
        assert await post.gaps(2 * SLOW) == [SLOW] * 2
        post.watch.wish(Watching.USUAL)
        post.watch.used()
        assert await post.gaps(2 * USUAL) == [USUAL] * 2


async def test_only_when_asked_it_looks_once_and_not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.watch.wish(Watching.ASKED)
        assert post.watch.next_look_in is None
        assert await post.gaps(86_400) == []
        post.time.set_wall(3600)  # the computer slept
        post.watch.surroundings(Conditions(online=False))
        post.watch.surroundings(Conditions(online=True))
        assert await post.gaps(86_400) == []
        await post.desk.service.refresh()
        assert len(post.looks) == 2
        assert post.watch.next_look_in is None


async def test_only_when_asked_what_has_changed_is_still_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.watch.wish(Watching.ASKED)
        post.desk.far.add(connection(status=ConnectionStatus.DISCONNECTED))
        await post.desk.service.refresh()
        gaps = await post.gaps(86_400)
    assert gaps[1:] == [FAST] * len(gaps[1:])
    assert 10 <= len(gaps) <= 14


async def test_a_change_seen_makes_it_quick_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.desk.far.add(connection(status=ConnectionStatus.DISCONNECTED))
        gaps = await post.gaps(USUAL + 300)
    assert gaps[0] == USUAL
    assert gaps[1:13] == [FAST] * 12
    assert gaps[13:] == [USUAL] * len(gaps[13:])


async def test_a_change_made_here_is_followed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        await post.time.pass_(1)
        post.desk.service.set_export("c1", False)
        assert await post.gaps(FAST * 2) == [FAST, FAST]


async def test_with_nobody_there_it_becomes_slow_and_quickens_when_somebody_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with _watching(monkeypatch) as post:
        gaps = await post.gaps(3 * 3600)
        assert gaps == sorted(gaps)
        assert gaps[-1] == SLOW
        await post.time.pass_(post.watch.next_look_in or 0)
        await post.time.pass_(USUAL + 1)
        before = len(post.looks)
        post.watch.used()
        await post.time.pass_(1)
        assert len(post.looks) == before + 1, "what was slow is due by now"


async def test_a_refresh_by_somebody_else_moves_the_next_look_on(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        await post.time.pass_(USUAL - 5)
        await post.desk.service.refresh()
        assert await post.gaps(USUAL) == [USUAL]


async def test_many_who_ask_at_once_share_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        gate = post.desk.far.hold("list")
        await post.time.pass_(USUAL)
        others = [asyncio.ensure_future(post.desk.service.refresh()) for _ in range(5)]
        await post.time.settle()
        gate.set()
        await asyncio.gather(*others)
        assert len(post.looks) == 2


async def test_failures_slow_it_down_and_success_makes_it_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.desk.far.listing = offline()
        assert await post.gaps(USUAL + 450) == [
            USUAL,
            FIRST_AFTER_FAILURE,
            2 * FIRST_AFTER_FAILURE,
            4 * FIRST_AFTER_FAILURE,
            8 * FIRST_AFTER_FAILURE,
        ]
        post.desk.far.listing = None
        await post.time.pass_(16 * FIRST_AFTER_FAILURE)
        post.watch.used()
        assert (await post.gaps(3 * USUAL))[1:] == [USUAL] * 2


async def test_it_never_looks_while_it_is_paused(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.watch.surroundings(Conditions(paused=True))
        assert post.watch.next_look_in is None
        post.time.set_wall(8 * 3600.0)
        await post.time.pass_(3600)
        assert len(post.looks) == 1
        post.watch.surroundings(Conditions())
        await post.time.pass_(SETTLE)
        assert len(post.looks) == 2


async def test_offline_it_seldom_tries_and_looks_when_the_line_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.watch.surroundings(Conditions(online=False))
        assert await post.gaps(8 * FIRST_AFTER_FAILURE) == [8 * FIRST_AFTER_FAILURE], "a system may be wrong about it"
        await post.time.pass_(SETTLE)
        post.watch.surroundings(Conditions())
        await post.time.pass_(SETTLE)
        assert len(post.looks) == 3


async def test_what_happens_meanwhile_does_not_put_off_the_look_after_a_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.time.set_wall(3600.0)
        await post.time.pass_(TICK)
        post.desk.state.replace(replace(post.desk.state.snapshot, problems=()))
        await post.time.pass_(SETTLE)
        assert len(post.looks) == 2


async def test_unlocking_after_a_moment_does_not_bring_a_look_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        await post.time.pass_(5)
        post.watch.surroundings(Conditions(paused=True))
        await post.time.pass_(5)
        post.watch.surroundings(Conditions())
        assert await post.gaps(USUAL - 10) == [USUAL]


async def test_a_burst_of_network_changes_is_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        for online in (False, True) * 5:
            post.watch.surroundings(Conditions(online=online))
            await post.time.pass_(SETTLE / 20)
        await post.time.pass_(SETTLE * 3)
        assert len(post.looks) == 2


@pytest.mark.parametrize("jump", [8 * 3600.0, 90.0, -3600.0])
async def test_after_a_sleep_or_a_set_clock_it_looks_at_once_and_once(
    monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    async with _watching(monkeypatch) as post:
        await post.time.pass_(5)
        post.time.set_wall(jump)
        await post.time.pass_(TICK + SETTLE)
        assert len(post.looks) == 2
        assert await post.gaps(USUAL * 2) == [USUAL] * 2


async def test_a_metered_line_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        post.watch.surroundings(Conditions(metered=True))
        assert await post.gaps(SLOW * 2) == [SLOW, SLOW]


async def test_what_goes_wrong_in_a_look_is_not_hidden_and_ends_the_subscription(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = make_desk(monkeypatch)

    async def broken() -> None:
        raise ZeroDivisionError

    time = FakeTime()
    watch = Watch(broken, desk.state, time, monotonic=time.monotonic)
    with pytest.raises(ZeroDivisionError):
        await watch.run()
    assert not list(desk.state._subscribers)


def test_a_jump_is_told_once_and_a_drift_is_none() -> None:
    time = FakeTime()
    jumps = JumpDetector(time.now, time.monotonic)
    assert not jumps.jumped()
    for _ in range(100):
        time.set_wall(1.0)
        assert not jumps.jumped()
    time.set_wall(60)
    assert [jumps.jumped(), jumps.jumped()] == [True, False]


async def test_what_a_look_costs_grows_with_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _watching(monkeypatch) as post:
        snapshot = post.desk.state.snapshot
        assert requests_of(snapshot) == 5
        many = tuple(replace(snapshot.schedules[0], id=str(n)) for n in range(201))
        assert requests_of(replace(snapshot, schedules=many)) == 7
