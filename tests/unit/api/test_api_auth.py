"""Who asks: the headers of a key, and tokens that are fetched once, renewed in time, and shared."""

import asyncio
import json

import httpx
import pytest

from caldesk.api import errors, providers, sites
from caldesk.api.config import ApiKeyCredentials, BadCredentialText
from caldesk.domain.secret import Secret
from tests.unit.api.far_side import APP, FarSide, Time, client_of, ok, said_no, turns


def token(number: int, seconds: float = 14400) -> httpx.Response:
    return ok({"access_token": f"token-{number}", "token_type": "Bearer", "expires_in": seconds})


class TokenSide(FarSide):
    """Hands out tokens with rising numbers; other requests get an empty list, or 401 for the tokens in `dead`."""

    def __init__(self, *, seconds: float = 14400) -> None:
        super().__init__(self._answer)
        self.tokens = 0
        self.dead: set[str] = set()
        self.gate: asyncio.Event | None = None
        self._seconds = seconds

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/oauth2/token":
            return said_no(401) if request.headers["authorization"] in self.dead else ok()
        if self.gate:
            await self.gate.wait()
        self.tokens += 1
        return token(self.tokens, self._seconds)


async def test_a_key_goes_raw_with_the_site() -> None:
    far = FarSide(ok())
    async with client_of(far) as client:
        await providers.list_providers(client)
    headers = far.asked[0].headers
    assert headers["authorization"] == "IST.canary-key"
    assert headers["wix-site-id"] == "a-site"
    assert "wix-account-id" not in headers
    assert "content-type" not in headers


async def test_an_account_call_names_the_account_only() -> None:
    far = FarSide(ok())
    async with client_of(far) as client:
        await sites.query_sites(client)
    assert far.asked[0].headers["wix-account-id"] == "an-account"
    assert "wix-site-id" not in far.asked[0].headers


async def test_ids_that_are_not_known_are_left_out() -> None:
    far = FarSide(ok())
    async with client_of(far, credentials=ApiKeyCredentials(key=Secret("k"), site_id="")) as client:
        await sites.query_sites(client)
    assert not {"wix-site-id", "wix-account-id"} & set(far.asked[0].headers)


@pytest.mark.parametrize("bad", ["with space", "line\nbreak", "caf\u00e9", "tab\t"])
def test_characters_that_no_header_carries_are_refused_without_repeating_them(bad: str) -> None:
    with pytest.raises(BadCredentialText) as caught:
        ApiKeyCredentials(key=Secret(bad), site_id="a-site")
    assert bad not in str(caught.value)


async def test_one_token_serves_many_requests_without_a_site() -> None:
    far = TokenSide()
    async with client_of(far, credentials=APP) as client:
        await asyncio.gather(*(providers.list_providers(client) for _ in range(20)))  # more than are let in at once
        await providers.list_providers(client)
    asked = [request for request in far.asked if request.url.path != "/oauth2/token"]
    assert far.tokens == 1
    assert len(asked) == 21
    assert {request.headers["authorization"] for request in asked} == {"token-1"}
    assert not any("wix-site-id" in request.headers for request in asked)
    assert json.loads(far.asked[0].content)["client_secret"] == "canary-app-secret"
    assert "authorization" not in far.asked[0].headers


async def test_a_token_is_renewed_before_its_end() -> None:
    far, time = TokenSide(seconds=14400), Time()
    async with client_of(far, credentials=APP, time=time) as client:
        await providers.list_providers(client)
        time.now += 14400 - 301
        await providers.list_providers(client)
        assert far.tokens == 1
        time.now += 2
        await providers.list_providers(client)
        assert far.tokens == 2


async def test_a_refused_token_is_renewed_once_for_all() -> None:
    far = TokenSide()
    async with client_of(far, credentials=APP) as client:
        await providers.list_providers(client)
        far.dead = {"token-1"}
        await asyncio.gather(*(providers.list_providers(client) for _ in range(4)))
    assert far.tokens == 2


async def test_a_token_refused_again_is_an_error() -> None:
    far = TokenSide()
    far.dead = {f"token-{number}" for number in range(9)}
    async with client_of(far, credentials=APP) as client:
        with pytest.raises(errors.Unauthorized):
            await providers.list_providers(client)
    assert far.tokens == 2


async def test_a_wrong_calendar_password_does_not_renew_the_token() -> None:
    far = FarSide(token(1), said_no(401, "BAD_CREDENTIALS"))
    async with client_of(far, credentials=APP) as client:
        with pytest.raises(errors.BadCredentials):
            await providers.list_providers(client)
    assert len(far.asked) == 2


async def test_a_waiter_who_leaves_does_not_end_the_renewal_of_the_others() -> None:
    far = TokenSide()
    far.gate = asyncio.Event()
    async with client_of(far, credentials=APP) as client:
        first = asyncio.ensure_future(providers.list_providers(client))
        second = asyncio.ensure_future(providers.list_providers(client))
        await turns()
        first.cancel()
        await turns()
        far.gate.set()
        assert await second == ()
        assert first.cancelled()
    assert far.tokens == 1


async def test_the_renewal_ends_with_its_last_waiter_and_the_next_one_starts_anew() -> None:
    far = TokenSide()
    far.gate = asyncio.Event()
    async with client_of(far, credentials=APP) as client:
        lonely = asyncio.ensure_future(providers.list_providers(client))
        await turns()
        lonely.cancel()
        await turns()
        far.gate.set()
        assert await providers.list_providers(client) == ()
    assert far.tokens == 1


@pytest.mark.parametrize("status", [400, 401])
async def test_an_unknown_app_is_unauthorized(status: int) -> None:
    body = {"error": "invalid_client", "error_description": "Client authentication failed"}
    far = FarSide(httpx.Response(status, json=body))
    async with client_of(far, credentials=APP) as client:
        with pytest.raises(errors.Unauthorized) as caught:
            await providers.list_providers(client)
    assert caught.value.code == "invalid_client"
    assert caught.value.message == "Client authentication failed"
    assert len(far.asked) == 1


async def test_a_token_that_no_header_carries_is_a_broken_answer() -> None:
    far = FarSide(ok({"access_token": "two\nlines", "expires_in": 60}))
    async with client_of(far, credentials=APP) as client:
        with pytest.raises(errors.BrokenAnswer):
            await providers.list_providers(client)
