"""When the client asks again, and when it must not."""

import asyncio
import time as real_time

import httpx
import pytest

from caldesk.api import apps, connections, errors, providers
from caldesk.api.config import Timeouts
from caldesk.api.errors import ApiError, BrokenAnswer, Call, RateLimited, ServerError, Trouble, Unreachable
from caldesk.api.retry import MAX_ATTEMPTS, RetryAllowance, Situation, pause_before_retry
from caldesk.domain.connection import SyncConfig
from caldesk.domain.secret import Secret
from tests.unit.api.far_side import FarSide, Time, client_of, ok, said_no

CONNECTION = {"connection": {"id": "c-1"}}


def situation(**changes: object) -> Situation:
    plain: dict[str, object] = {"attempt": 1, "seconds_left": 60.0, "safe": True, "luck": 0.5}
    return Situation(**(plain | changes))  # type: ignore[arg-type]


def cut(*, maybe_done: bool) -> Unreachable:
    return Unreachable("", Call(), Trouble.CUT, maybe_done=maybe_done)


def limited(seconds: float | None) -> RateLimited:
    error = RateLimited("", Call(), 429)
    error.retry_after = seconds
    return error


def garbled() -> BrokenAnswer:
    error = BrokenAnswer("", Call())
    error.garbled = True
    return error


HOPELESS: list[ApiError] = [
    errors.BadRequest("", Call(), 400),
    errors.Unauthorized("", Call(), 401),
    errors.PremiumRequired("", Call(), 403),
    errors.NotFound("", Call(), 404),
    errors.Conflict("", Call(), 409),
    errors.NotSupportedByProvider("", Call(), 428),
    ServerError("", Call(), 501),
    BrokenAnswer("", Call()),
    Unreachable("", Call(), Trouble.CERTIFICATE, maybe_done=False),
    Unreachable("", Call(), Trouble.PROXY, maybe_done=False),
    Unreachable("", Call(), Trouble.OFFLINE, maybe_done=False),
]


@pytest.mark.parametrize("error", HOPELESS, ids=lambda error: type(error).__name__)
def test_what_will_not_pass_is_not_asked_again(error: ApiError) -> None:
    assert pause_before_retry(error, situation()) is None


@pytest.mark.parametrize("error", [ServerError("", Call(), 503), cut(maybe_done=True), garbled()])
def test_what_may_have_been_done_is_asked_again_only_where_harmless(error: ApiError) -> None:
    assert pause_before_retry(error, situation(safe=True)) is not None
    assert pause_before_retry(error, situation(safe=False)) is None


@pytest.mark.parametrize("error", [cut(maybe_done=False), limited(1.0)])
def test_what_surely_was_not_done_is_always_asked_again(error: ApiError) -> None:
    assert pause_before_retry(error, situation(safe=False)) is not None


def test_pauses_grow_and_differ() -> None:
    error = ServerError("", Call(), 503)
    pauses = [pause_before_retry(error, situation(attempt=attempt)) for attempt in range(1, MAX_ATTEMPTS)]
    assert pauses == [0.375, 0.75, 1.5]
    assert pause_before_retry(error, situation(luck=0.0)) != pause_before_retry(error, situation(luck=0.9))
    assert pause_before_retry(error, situation(attempt=MAX_ATTEMPTS)) is None


def test_the_wish_of_the_service_is_granted_up_to_a_cap_and_the_time_left() -> None:
    assert pause_before_retry(limited(20), situation(luck=0.0)) == 20
    assert pause_before_retry(limited(61), situation(seconds_left=500.0)) is None
    assert pause_before_retry(limited(20), situation(seconds_left=19.0)) is None


def test_repeats_are_paid_for_by_answers() -> None:
    allowance = RetryAllowance(most=2, earned_by_answer=0.5)
    assert [allowance.spend() for _ in range(3)] == [True, True, False]
    allowance.earn()
    assert not allowance.spend()
    allowance.earn()
    assert allowance.spend()


async def test_a_read_survives_a_bad_moment() -> None:
    far, time = FarSide(said_no(503), httpx.ReadError("cut"), httpx.Response(200, text="<html>"), ok()), Time()
    async with client_of(far, time=time) as client:
        assert await providers.list_providers(client) == ()
    assert len(far.asked) == 4
    assert time.slept == [0.375, 0.75, 1.5]


async def test_the_error_counts_its_attempts() -> None:
    far = FarSide(said_no(503))
    async with client_of(far) as client:
        with pytest.raises(ServerError) as caught:
            await providers.list_providers(client)
    assert caught.value.call.attempts == len(far.asked) == MAX_ATTEMPTS


WRITES_ONCE = {
    "connectByCredentials": lambda client: connections.connect_by_credentials(
        client, schedule_id="s", provider_id="p", email="a@example.com", password=Secret("x")
    ),
    "disconnect": lambda client: connections.disconnect(client, "c-1"),
    "install": lambda client: apps.install_bookings(client, "a-site"),
}


@pytest.mark.parametrize("name", WRITES_ONCE)
@pytest.mark.parametrize("failure", [said_no(500), said_no(504), httpx.ReadTimeout(""), httpx.RemoteProtocolError("")])
async def test_a_write_that_may_have_been_done_is_never_repeated(name: str, failure: object) -> None:
    far = FarSide(failure)  # type: ignore[arg-type]
    async with client_of(far) as client:
        with pytest.raises(ApiError) as caught:
            await WRITES_ONCE[name](client)
    assert len(far.asked) == 1
    assert caught.value.maybe_done


@pytest.mark.parametrize("name", WRITES_ONCE)
async def test_a_write_that_was_never_sent_is_repeated(name: str) -> None:
    answer = {"connection": {"id": "c-1"}, "appInstance": {"id": "i-1"}}
    far = FarSide(httpx.ConnectError("refused"), said_no(429), ok(answer))
    async with client_of(far) as client:
        await WRITES_ONCE[name](client)
    assert len(far.asked) == 3


async def test_writes_that_say_the_whole_result_are_repeated() -> None:
    far = FarSide(said_no(500), ok({"oauthUrl": "https://accounts.example/"}))
    async with client_of(far) as client:
        address = await connections.connect_by_oauth(client, schedule_id="s", provider_id="p", redirect_url="r")
    assert address == "https://accounts.example/"
    far = FarSide(httpx.ReadTimeout(""), ok(CONNECTION))
    async with client_of(far) as client:
        assert (await connections.update_sync_config(client, "c-1", SyncConfig())).id == "c-1"


async def test_one_refusal_holds_everybody_back() -> None:
    far, time = FarSide(said_no(429, **{"retry-after": "20"}), ok()), Time()
    async with client_of(far, time=time) as client:
        begun = time.now
        first = asyncio.ensure_future(providers.list_providers(client))
        await asyncio.sleep(0)
        await providers.list_providers(client)
        await first
    assert time.now >= begun + 20
    assert len(far.asked) == 3


async def test_no_storm_when_the_service_is_down() -> None:
    far = FarSide(said_no(503))
    async with client_of(far) as client:
        for _call in range(50):
            with pytest.raises(ServerError):
                await providers.list_providers(client)
    assert len(far.asked) <= 50 + 12


async def test_total_time_is_bounded() -> None:
    async def never(_request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    client = client_of(FarSide(never), timeouts=Timeouts(total=0.05))
    client._clock = real_time.monotonic
    async with client:
        with pytest.raises(Unreachable) as caught:
            await providers.list_providers(client)
    assert caught.value.trouble is Trouble.TIMEOUT
    assert caught.value.call.attempts == 1
