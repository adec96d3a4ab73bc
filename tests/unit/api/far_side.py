"""The far side of the client in unit tests: answers made on the spot, and time that only sleeping moves."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, ApiKeyCredentials, AppCredentials, Credentials
from caldesk.domain.secret import Secret

KEY = ApiKeyCredentials(key=Secret("IST.canary-key"), site_id="a-site", account_id="an-account")
APP = AppCredentials(app_id="an-app", app_secret=Secret("canary-app-secret"), instance_id="an-instance")

Answer = Callable[[httpx.Request], httpx.Response | Awaitable[httpx.Response]]


class Time:
    """A clock and a sleep that belong together; `slept` are the seconds of each sleep."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await turns(3)  # others act now, not at the end of the sleep
        self.now += seconds


class FarSide:
    """Gives each request to `answer`, or to the next of several answers (the last one again and again)."""

    def __init__(self, *answers: Answer | httpx.Response | Exception) -> None:
        self.asked: list[httpx.Request] = []
        self._answers = answers

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self._answers[min(len(self.asked), len(self._answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        made = answer(request)
        return made if isinstance(made, httpx.Response) else await made


def client_of(far: FarSide, *, time: Time | None = None, credentials: Credentials = KEY, **config: Any) -> ApiClient:
    """A client of that far side; luck is always in the middle."""
    time = time or Time()
    return ApiClient(
        ApiConfig(credentials=credentials, **config),
        transport=httpx.MockTransport(far),
        clock=time,
        sleep=time.sleep,
        random=lambda: 0.5,
    )


def ok(body: Any = None) -> httpx.Response:
    """A success."""
    return httpx.Response(200, json={} if body is None else body, headers={"x-wix-request-id": "r-1"})


def said_no(status: int, code: str = "", **headers: str) -> httpx.Response:
    """A failure as the service words it."""
    details = {"applicationError": {"code": code, "description": "", "data": {}}} if code else {}
    return httpx.Response(status, json={"message": "no", "details": details}, headers=headers)


async def turns(count: int = 10) -> None:
    """Let the loop go round."""
    for _turn in range(count):
        await asyncio.sleep(0)
