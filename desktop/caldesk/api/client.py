"""One client for one site: who asks, how often, how patiently, and what a failure is called.

The modules named after nouns say *what* to ask. Errors are those of `errors`; nothing of the HTTP library leaves
this package. Everything runs on one event loop.
"""

import asyncio
import copy
import random as _random
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caldesk.api import retry
from caldesk.api.answers import Answer, blot_out, error_of
from caldesk.api.auth import TOKEN_PATH, Auth, Token, auth_of, token_in
from caldesk.api.config import ApiConfig, AppCredentials
from caldesk.api.errors import (
    BODY_KEPT,
    ApiError,
    BadCredentials,
    BrokenAnswer,
    Call,
    NotAllowed,
    RateLimited,
    Trouble,
    Unauthorized,
    Unreachable,
)
from caldesk.api.limiter import Limiter
from caldesk.api.line import Heard, Line
from caldesk.domain.secret import Secret

if TYPE_CHECKING:
    from caldesk.api.http_library import httpx

T = TypeVar("T")
Query = Iterable[tuple[str, str]]

_AT_ONCE = 8
_AT_ONCE_IN_BACKGROUND = 4
_SUCCESS = 200


class _Ask(Struct, frozen=True, kw_only=True):
    """What to ask, without a word on who asks; secrets in the body are still `Secret`s."""

    method: str
    path: str
    query: str = ""
    body: Mapping[str, object] | None = None
    safe: bool
    account_level: bool = False
    auth: Auth | None = None

    def secrets(self) -> tuple[Secret, ...]:
        return tuple(value for value in (self.body or {}).values() if isinstance(value, Secret))


class ApiClient:
    """Asks the service; `async with` closes it. `transport`, `clock`, `sleep` and `random` are for tests."""

    def __init__(
        self,
        config: ApiConfig,
        *,
        transport: "httpx.AsyncBaseTransport | None" = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        random: Callable[[], float] = _random.random,
        heard: Heard | None = None,
    ) -> None:
        self._base = config.base_url.rstrip("/")
        self._total = config.timeouts.total
        self._bounds = config.bounds
        self._clock, self._sleep, self._random = clock, sleep, random
        self._line = Line(config, transport, heard)
        self._limiter = Limiter(config.requests_per_minute, clock, sleep)
        self._allowance = retry.RetryAllowance()
        self._auth = auth_of(config.credentials, self._fetch_token, clock)
        self._lanes = {False: asyncio.Semaphore(_AT_ONCE), True: asyncio.Semaphore(_AT_ONCE_IN_BACKGROUND)}
        self._background = False

    def background(self) -> Self:
        """The same client, whose requests let those of a person go first; closing either closes both."""
        view = copy.copy(self)
        view._background = True  # noqa: SLF001 - it is one of us
        return view

    async def aclose(self) -> None:
        """Close the connections. Whoever still waits for a turn is cancelled."""
        self._limiter.close()
        await self._line.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.aclose()

    async def request(
        self,
        method: str,
        path: str,
        decode: Callable[[bytes], T],
        *,
        safe: bool,
        query: Query = (),
        body: Mapping[str, object] | None = None,
        account_level: bool = False,
    ) -> T:
        """Ask for `path` and return the decoded body of a 200; `Secret`s in `body` are revealed on the wire only.

        `safe` says that asking twice does no harm. `decode` may raise msgspec's errors. Raises `ApiError`.
        """
        asked = list(query)
        if why := self._bounds.why_not(method, path, asked):
            raise NotAllowed(why, Call(method=method, path=path, attempts=0, safe=safe))
        ask = _Ask(
            method=method,
            path=path,
            query=urlencode(asked),
            body=body,
            safe=safe,
            account_level=account_level,
            auth=self._auth,
        )
        async with self._lanes[self._background]:
            return await self._until_answered(ask, decode)

    async def _until_answered(self, ask: _Ask, decode: Callable[[bytes], T]) -> T:
        call = Call(method=ask.method, path=ask.path, attempts=0, safe=ask.safe)
        left = self._total
        while True:
            await self._limiter.turn(background=self._background)
            call = replace(call, attempts=call.attempts + 1)
            begun = self._clock()
            outcome = await self._in_time(ask, decode, call, left)
            left -= self._clock() - begun
            if not isinstance(outcome, ApiError):
                self._allowance.earn()
                return outcome
            pause = self._pause_before_retry(outcome, ask, call.attempts, left)
            if pause is None:
                raise outcome
            await self._sleep(pause)
            left -= pause

    def _pause_before_retry(self, error: ApiError, ask: _Ask, attempt: int, left: float) -> float | None:
        situation = retry.Situation(attempt=attempt, seconds_left=left, safe=ask.safe, luck=self._random())
        pause = retry.pause_before_retry(error, situation)
        if isinstance(error, RateLimited):  # everybody else would only hear the same
            self._limiter.pause(min(error.retry_after or pause or 0.0, retry.MAX_PAUSE))
        return pause if pause is not None and self._allowance.spend() else None

    async def _in_time(self, ask: _Ask, decode: Callable[[bytes], T], call: Call, seconds: float) -> T | ApiError:
        try:
            async with asyncio.timeout(seconds):
                return await self._with_accepted_token(ask, decode, call)
        except TimeoutError:
            return Unreachable("No answer came in time.", call, Trouble.TIMEOUT, maybe_done=True)

    async def _with_accepted_token(self, ask: _Ask, decode: Callable[[bytes], T], call: Call) -> T | ApiError:
        """One attempt; a second one with a fresh token if the first token was refused before its time."""
        outcome, used = await self._attempt(ask, decode, call, None)
        if ask.auth is not None and ask.auth.renews and _token_was_refused(outcome):
            await self._limiter.turn(background=self._background)
            outcome, used = await self._attempt(ask, decode, call, used)
        return outcome

    async def _attempt(
        self, ask: _Ask, decode: Callable[[bytes], T], call: Call, stale: Secret | None
    ) -> tuple[T | ApiError, Secret]:
        headers = await ask.auth.headers(account_level=ask.account_level, stale=stale) if ask.auth else {}
        authorization = Secret(headers.get("Authorization", ""))
        content = None
        if ask.body is not None:
            content = _encoder.encode(ask.body)
            headers["Content-Type"] = "application/json"
        url = f"{self._base}{ask.path}?{ask.query}" if ask.query else self._base + ask.path
        outcome, call = await self._line.send(call, url, headers, content)
        if isinstance(outcome, ApiError):
            return outcome, authorization
        return _judged(outcome, decode, call, (authorization, *ask.secrets())), authorization

    async def _fetch_token(self, app: AppCredentials) -> Token:
        body = {
            "grant_type": "client_credentials",
            "client_id": app.app_id,
            "client_secret": app.app_secret,
            "instance_id": app.instance_id,
        }
        ask = _Ask(method="POST", path=TOKEN_PATH, body=body, safe=True)
        # Outside the lanes: those who wait for the token may fill them.
        return await self._until_answered(ask, token_in)


def segment(text: str) -> str:
    """An id as one segment of a path; ids are opaque, so nothing in them may act as an address."""
    if not text:
        raise ValueError("an id is empty")
    return quote(text, safe="") if text.strip(".") else text.replace(".", "%2E")


def _judged(answer: Answer, decode: Callable[[bytes], T], call: Call, secrets: tuple[Secret, ...]) -> T | ApiError:
    if answer.status != _SUCCESS:
        return error_of(answer, call, secrets)
    garbled, sentence = False, "The answer has another shape than the service promises."
    try:
        return decode(answer.body)
    except msgspec.ValidationError:
        pass
    except (ValueError, RecursionError):
        garbled, sentence = True, "The answer is not JSON." if answer.body else "The answer is empty."
    error = BrokenAnswer(sentence, call, blot_out(answer.body[: 4 * BODY_KEPT].decode("utf-8", "replace"), secrets))
    error.garbled = garbled
    return error


def _token_was_refused(outcome: object) -> bool:
    return isinstance(outcome, Unauthorized) and not isinstance(outcome, BadCredentials)


def _reveal(value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    raise NotImplementedError


_encoder = msgspec.json.Encoder(enc_hook=_reveal)
