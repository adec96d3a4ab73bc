"""The request budget: never over the limit in any minute, fair between what is waited for and what is not."""

import asyncio
from bisect import bisect_left
from heapq import heappop, heappush

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caldesk.api.limiter import WINDOW, Limiter
from tests.unit.api.far_side import Time, turns


def most_in_a_window(moments: list[float]) -> int:
    """The largest number of moments in any half-open minute."""
    moments = sorted(moments)
    return max((at + 1 - bisect_left(moments, moment - WINDOW + 1e-6) for at, moment in enumerate(moments)), default=0)


arrivals = st.lists(st.tuples(st.floats(0, 40), st.booleans(), st.integers(1, 12)), min_size=1, max_size=25)


class VirtualTime(Time):
    """Time that moves to the end of the next sleep when nobody has anything left to do."""

    def __init__(self) -> None:
        super().__init__()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    async def sleep(self, seconds: float) -> None:
        done = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.now + seconds, len(self.slept), done))
        self.slept.append(seconds)
        await done

    async def pass_until(self, work: "asyncio.Future[object]") -> None:
        await turns()
        while not work.done():
            self.now, _number, sleeper = heappop(self._sleepers)
            if not sleeper.done():
                sleeper.set_result(None)
            await turns()


async def moments_of_turns(limit: int, plan: list[tuple[float, bool, int]]) -> list[float]:
    """When each of the requests was let go that arrive as planned: (seconds later, in the background, how many)."""
    time, moments = VirtualTime(), list[float]()
    limiter = Limiter(limit, time, time.sleep)

    async def one(arrival: float, background: bool) -> None:
        await time.sleep(arrival)
        await limiter.turn(background=background)
        moments.append(time.now)

    arrival, coming = 0.0, []
    for pause, background, count in plan:
        arrival += pause
        coming += [one(arrival, background) for _ in range(count)]
    await time.pass_until(asyncio.gather(*coming))
    limiter.close()
    return moments


@settings(max_examples=60, deadline=None)
@given(limit=st.integers(1, 12), plan=arrivals)
def test_never_over_the_limit_and_everybody_gets_a_turn(limit: int, plan: list[tuple[float, bool, int]]) -> None:
    moments = asyncio.run(moments_of_turns(limit, plan))
    assert len(moments) == sum(count for _pause, _background, count in plan)
    assert most_in_a_window(moments) <= limit


async def grants_while_both_wait(limiter: Limiter, foreground: int, background: int) -> list[bool]:
    order: list[bool] = []

    async def one(kind: bool) -> None:
        await limiter.turn(background=kind)
        order.append(kind)

    kinds = [False] * foreground + [True] * background
    await asyncio.gather(*(one(kind) for kind in kinds))
    return order


async def test_background_gets_a_share_of_a_full_budget() -> None:
    time = Time()
    order = await grants_while_both_wait(Limiter(20, time, time.sleep), 80, 10)
    last_background = max(at for at, kind in enumerate(order) if kind)
    assert last_background < 85
    assert order[:3] == [False] * 3


async def test_a_person_finds_room_while_the_background_is_busy() -> None:
    time = Time()
    limiter = Limiter(20, time, time.sleep)
    crowd = [asyncio.ensure_future(limiter.turn(background=True)) for _ in range(40)]
    await turns(3)
    begun = time.now
    await limiter.turn()
    assert time.now == begun
    for task in crowd:
        task.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)


async def test_a_pause_holds_everybody() -> None:
    time = Time()
    limiter = Limiter(100, time, time.sleep)
    begun = time.now
    limiter.pause(30)
    await asyncio.gather(limiter.turn(), limiter.turn(background=True))
    assert time.now == pytest.approx(begun + 30)


async def test_first_come_first_served() -> None:
    time, order = Time(), list[int]()
    limiter = Limiter(3, time, time.sleep)

    async def one(number: int) -> None:
        await limiter.turn()
        order.append(number)

    await asyncio.gather(*(one(number) for number in range(12)))
    assert order == list(range(12))


async def test_whoever_leaves_the_queue_takes_no_turn() -> None:
    time = Time()
    limiter = Limiter(1, time, time.sleep)
    gate = asyncio.Event()

    async def wait_for_gate(seconds: float) -> None:
        await gate.wait()
        await time.sleep(seconds)

    limiter._sleep = wait_for_gate
    await limiter.turn()
    leaving, staying = (asyncio.ensure_future(limiter.turn()) for _ in range(2))
    await turns()
    leaving.cancel()
    await turns()
    gate.set()
    await staying
    assert leaving.cancelled()
    assert len(time.slept) == 1


async def test_closing_sends_home_who_still_waits() -> None:
    time = Time()
    limiter = Limiter(1, time, lambda _seconds: asyncio.Event().wait())
    await limiter.turn()
    waiting = asyncio.ensure_future(limiter.turn())
    await turns()
    limiter.close()
    await asyncio.gather(waiting, return_exceptions=True)
    assert waiting.cancelled()
