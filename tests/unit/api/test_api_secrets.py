"""Nothing secret leaves the client but on the wire: planted values are searched for in all that can be read."""

import json
import logging
import traceback

import httpx
import pytest

from caldesk.api import connections
from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, Credentials
from caldesk.api.errors import ApiError
from caldesk.domain.secret import Secret
from tests.unit.api.far_side import APP, KEY, FarSide, client_of, ok

PASSWORD = 'canary-"pass"\\word-\u00e9'
CANARIES = ["IST.canary-key", "canary-app-secret", "canary-token", PASSWORD, json.dumps(PASSWORD)[1:-1]]


def echo(request: httpx.Request) -> httpx.Response:
    """A far side that repeats all it was told, in every place."""
    if request.url.path == "/oauth2/token":
        return ok({"access_token": "canary-token", "expires_in": 600})
    told = f"{request.headers['authorization']} {request.content.decode()} {PASSWORD}"
    body = {"message": told, "details": {"applicationError": {"code": "X", "description": told}}}
    return httpx.Response(STATUS[0], json=body, headers={"x-wix-request-id": "r-1"})


def fail(request: httpx.Request) -> httpx.Response:
    """A connection that breaks with the request in its text."""
    if request.url.path == "/oauth2/token":
        return ok({"access_token": "canary-token", "expires_in": 600})
    raise httpx.ReadError(f"{request.headers} {request.content!r}", request=request)


STATUS = [400]


def everything_readable(error: BaseException, client: ApiClient, logged: str) -> str:
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    fields = {name: value for name, value in vars(error).items() if name != "__notes__"}
    return "\n".join([*report.format(), repr(error), str(error), repr(error.args), repr(fields), repr(client), logged])


@pytest.mark.parametrize("credentials", [KEY, APP], ids=["key", "app"])
@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 500, 0])
async def test_no_secret_can_be_read(credentials: Credentials, status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    STATUS[0] = status
    far = FarSide(echo if status else fail)
    async with client_of(far, credentials=credentials) as client:
        with pytest.raises(ApiError) as caught:
            await connections.connect_by_credentials(
                client, schedule_id="s", provider_id="p", email="a@example.com", password=Secret(PASSWORD)
            )
    sent = far.asked[-1]
    assert json.loads(sent.content)["password"] == PASSWORD
    assert sent.headers["authorization"] in CANARIES
    logged = "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    readable = everything_readable(caught.value, client, logged)
    assert [canary for canary in CANARIES if canary in readable] == []
    assert PASSWORD not in str(sent.url)


async def test_the_log_says_what_happened_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "caldesk.api")
    async with client_of(FarSide(ok({"connections": []}))) as client:
        await connections.list_connections(client, ["a-schedule"])
    (record,) = caplog.records
    assert record.getMessage().startswith("GET /bookings/v2/external-calendars/connections 200 ")
    assert record.getMessage().endswith(" ms r-1")


def test_settings_do_not_show_what_they_hold() -> None:
    config = ApiConfig(credentials=KEY, proxy="http://name:canary-word@proxy.example:3128")
    assert "canary" not in repr(config) + repr(KEY) + repr(APP)
