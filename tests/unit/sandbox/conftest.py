"""Practice sites for the tests of the practice site, and a plain HTTP client for each."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from caldesk.sandbox.server import SandboxThread
from tests.helpers.sandbox import headers, restart

EXTERNAL = "/bookings/v2/external-calendars"
WINDOW = {"from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}


class Caller:
    """Calls one practice site with its key, and keeps the server at hand."""

    def __init__(self, server: SandboxThread, http: httpx.Client) -> None:
        self.server = server
        self.control = server.control
        self.http = http

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.http.get(path, params=query)

    def external(self, path: str, **query: Any) -> httpx.Response:
        return self.http.get(f"{EXTERNAL}/{path}", params=query)

    def post(self, path: str, body: Any) -> httpx.Response:
        return self.http.post(path, json=body)

    def events(self, **query: Any) -> httpx.Response:
        return self.external("events", **(WINDOW | {"cursorPaging.limit": 1000} | query))

    def connections(self) -> list[dict[str, Any]]:
        return self.external("connections", partialFailure=True).json()["connections"]

    def patch(self, connection_id: str, config: dict[str, Any]) -> httpx.Response:
        return self.http.patch(f"{EXTERNAL}/connections/{connection_id}/sync-config", json={"syncConfig": config})

    def disconnect(self, connection_id: str) -> httpx.Response:
        return self.post(f"{EXTERNAL}/connections/{connection_id}/disconnect", {})

    def provider(self, kind: str) -> str:
        return next(p.id for p in self.control.state().providers if p.calendar_type == kind)

    def schedule(self, name: str = "business") -> str:
        return next(s.id for s in self.control.state().schedules if s.name == name)

    def connect_apple(self, password: str = "abcd-efgh-ijkl-mnop", **changes: Any) -> httpx.Response:  # noqa: S107
        body = {"scheduleId": self.schedule(), "providerId": self.provider("I_CAL"), "email": "ana@icloud.example"}
        return self.post(f"{EXTERNAL}/connections:connectByCredentials", body | {"password": password} | changes)

    def oauth_url(self, kind: str = "GOOGLE", redirect: str = "https://www.wix.com/n0nce") -> str:
        body = {"scheduleId": self.schedule(), "providerId": self.provider(kind), "redirectUrl": redirect}
        return self.post(f"{EXTERNAL}/connections:connectByOAuth", body).json()["oauthUrl"]


@contextmanager
def calling(scenario: str) -> Iterator[Caller]:
    """A practice site of its own, with a client."""
    with ExitStack() as stack:
        server = stack.enter_context(SandboxThread(scenario))
        client = httpx.Client(base_url=server.base_url, headers=headers(server), trust_env=False)
        yield Caller(server, stack.enter_context(client))


@pytest.fixture(scope="module")
def _shared() -> Iterator[Caller]:
    with calling("fresh") as caller:
        yield caller


def _restarted(caller: Caller, scenario: str) -> Caller:
    restart(caller.server, scenario)
    return caller


@pytest.fixture
def fresh(_shared: Caller) -> Caller:
    """The scenario `fresh`, restarted for the test, without rate limit."""
    return _restarted(_shared, "fresh")


@pytest.fixture
def busy(_shared: Caller) -> Caller:
    """The scenario `busy`, restarted for the test, without rate limit."""
    return _restarted(_shared, "busy")


@pytest.fixture
def staged(_shared: Caller) -> Any:
    """Starts the scenario that the test names."""
    return lambda scenario: _restarted(_shared, scenario)


def code(answer: httpx.Response) -> str:
    """The application code of a refusal, "" without one."""
    return answer.json()["details"].get("applicationError", {}).get("code", "")


def violations(answer: httpx.Response) -> dict[str, str]:
    """Field to violated rule."""
    found = answer.json()["details"]["validationError"]["fieldViolations"]
    return {one["field"]: one["violatedRule"] for one in found}


@pytest.fixture
def code_of() -> Any:
    return code


@pytest.fixture
def violations_of() -> Any:
    return violations
