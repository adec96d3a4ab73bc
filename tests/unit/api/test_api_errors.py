"""From answers and failures to one error of the tree, whatever they look like."""

import errno
import gzip
import socket
import ssl
from collections.abc import AsyncIterator

import httpx
import pytest

from caldesk.api import errors, providers
from caldesk.api.answers import retry_after
from caldesk.api.errors import ApiError, BrokenAnswer, Trouble, Unreachable
from tests.unit.api.far_side import FarSide, client_of, ok, said_no


async def raised(*answers: httpx.Response | Exception, **config: object) -> ApiError:
    far = FarSide(*answers)
    async with client_of(far, **config) as client:
        with pytest.raises(ApiError) as caught:
            await providers.list_providers(client)
    return caught.value


KINDS = [
    (400, "", errors.BadRequest),
    (401, "", errors.Unauthorized),
    (401, "UNAUTHORIZED", errors.Unauthorized),
    (401, "BAD_CREDENTIALS", errors.BadCredentials),
    (402, "", errors.StatusError),
    (403, "", errors.Forbidden),
    (403, "PREMIUM_FEATURE_NOT_ENABLED", errors.PremiumRequired),
    (404, "NOT_FOUND", errors.NotFound),
    (409, "", errors.Conflict),
    (428, "", errors.PreconditionFailed),
    (428, "NOT_SUPPORTED_BY_PROVIDER", errors.NotSupportedByProvider),
    (400, "NOT_SUPPORTED_BY_PROVIDER", errors.NotSupportedByProvider),
    (428, "CONNECTION_NOT_CONNECTED", errors.ConnectionNotConnected),
    (428, "CONNECTION_ALREADY_DISCONNECTED", errors.AlreadyDisconnected),
    (428, "REQUIRED_APP_NOT_INSTALLED", errors.AppNotInstalled),
    (429, "", errors.RateLimited),
    (499, "", errors.StatusError),
    (500, "", errors.ServerError),
    (503, "", errors.ServerError),
    (599, "", errors.ServerError),
]


@pytest.mark.parametrize(("status", "code", "kind"), KINDS)
async def test_status_and_code_choose_the_error(status: int, code: str, kind: type[errors.StatusError]) -> None:
    error = await raised(said_no(status, code, **{"x-wix-request-id": "r-77"}))
    assert type(error) is kind
    assert isinstance(error, errors.StatusError)
    assert (error.status, error.code, error.request_id) == (status, code, "r-77")
    assert (error.call.method, error.call.path) == ("GET", "/bookings/v2/external-calendars/providers")


ODD_BODIES = [b"", b"<html>Bad gateway</html>", b"[]", b'"text"', b"null", b'{"details": 5}', b"\xff\xfe", b"[" * 9999]


@pytest.mark.parametrize("body", ODD_BODIES, ids=lambda body: repr(body[:12]))
@pytest.mark.parametrize("status", [401, 502])
async def test_a_status_counts_whatever_its_body(status: int, body: bytes) -> None:
    error = await raised(httpx.Response(status, content=body))
    assert type(error) is (errors.Unauthorized if status == 401 else errors.ServerError)
    assert error.message
    assert len(error.body) <= errors.BODY_KEPT


@pytest.mark.parametrize(
    "body", [*ODD_BODIES, b'{"providers": 5}', b'{"message": "hello"}', b'{"providers": [', b"{}{}"]
)
async def test_a_success_of_another_shape_is_a_broken_answer(body: bytes) -> None:
    error = await raised(httpx.Response(200, content=body))
    assert type(error) is BrokenAnswer
    assert error.maybe_done


@pytest.mark.parametrize("status", [201, 204, 301, 302, 307, 308])
async def test_redirects_and_odd_successes_are_broken_answers_and_nothing_is_followed(status: int) -> None:
    far = FarSide(httpx.Response(status, headers={"location": "https://elsewhere.example/"}, json={"providers": []}))
    async with client_of(far) as client:
        with pytest.raises(BrokenAnswer):
            await providers.list_providers(client)
    assert {request.url.host for request in far.asked} == {"www.wixapis.com"}
    assert len(far.asked) == 1


class Pieces(httpx.AsyncByteStream):
    """A body in pieces, and a failure after the last one."""

    def __init__(self, *pieces: bytes, failure: Exception | None = None) -> None:
        self.pieces, self.failure, self.read = pieces, failure, 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            self.read += 1
            yield piece
        if self.failure:
            raise self.failure


def streamed(stream: Pieces, **headers: str) -> httpx.Response:
    return httpx.Response(200, stream=stream, headers=headers)


async def test_a_body_cut_short_is_a_broken_answer() -> None:
    cut = httpx.RemoteProtocolError("peer closed connection without sending complete message body")
    error = await raised(streamed(Pieces(b'{"providers": []', failure=cut)))
    assert type(error) is BrokenAnswer
    assert error.call.attempts > 1


async def test_a_body_that_stalls_is_a_time_out() -> None:
    error = await raised(streamed(Pieces(b"{", failure=httpx.ReadTimeout(""))))
    assert isinstance(error, Unreachable)
    assert error.trouble is Trouble.TIMEOUT


async def test_no_more_is_read_than_the_bound() -> None:
    stream = Pieces(*[b"x" * 1000] * 100)
    error = await raised(streamed(stream), max_body_bytes=5000)
    assert type(error) is BrokenAnswer
    assert stream.read == 6
    assert error.call.attempts == 1


async def test_a_small_zip_of_a_large_body_is_stopped_too() -> None:
    bomb = gzip.compress(b"[" + b" " * 50_000_000 + b"]")
    error = await raised(streamed(Pieces(bomb), **{"content-encoding": "gzip"}), max_body_bytes=100_000)
    assert type(error) is BrokenAnswer


@pytest.mark.parametrize("damaged", [gzip.compress(b'{"providers": []}', mtime=0)[:-9], b"no gzip at all"])
async def test_a_damaged_zip_is_a_broken_answer(damaged: bytes) -> None:
    error = await raised(streamed(Pieces(damaged), **{"content-encoding": "gzip"}))
    assert type(error) is BrokenAnswer


async def test_a_zipped_answer_is_read() -> None:
    body = gzip.compress(b'{"providers": [{"id": "p", "name": "P"}]}')
    far = FarSide(streamed(Pieces(body[:10], body[10:]), **{"content-encoding": "gzip"}))
    async with client_of(far) as client:
        (provider,) = await providers.list_providers(client)
    assert provider.name == "P"


def caused(kind: type[httpx.TransportError], *causes: BaseException) -> httpx.TransportError:
    """A failure as the library wraps it: ours around httpcore's around the system's, in a group where several."""
    error, inner = kind("a text that must not matter"), OSError("all attempts failed")
    inner.__cause__ = causes[0] if len(causes) == 1 else BaseExceptionGroup("attempts", list(causes))
    error.__cause__ = inner
    return error


def os_error(number: int) -> OSError:
    return OSError(number, "text")


TROUBLES = [
    (caused(httpx.ConnectError, socket.gaierror(socket.EAI_NONAME, "?")), Trouble.DNS, False),
    (caused(httpx.ConnectError, socket.gaierror(socket.EAI_AGAIN, "?")), Trouble.OFFLINE, False),
    (caused(httpx.ConnectError, os_error(errno.ENETUNREACH)), Trouble.OFFLINE, False),
    (caused(httpx.ConnectError, os_error(errno.ENETUNREACH), os_error(errno.EHOSTUNREACH)), Trouble.OFFLINE, False),
    (caused(httpx.ConnectError, ConnectionRefusedError()), Trouble.REFUSED, False),
    (caused(httpx.ConnectError, ConnectionRefusedError(), os_error(errno.ENETUNREACH)), Trouble.REFUSED, False),
    (httpx.ConnectError("?"), Trouble.REFUSED, False),
    (caused(httpx.ConnectError, ssl.SSLCertVerificationError(1, "self-signed")), Trouble.CERTIFICATE, False),
    (caused(httpx.ConnectError, ssl.SSLError(1, "wrong version")), Trouble.CERTIFICATE, False),
    (httpx.ProxyError("407"), Trouble.PROXY, False),
    (httpx.ConnectTimeout(""), Trouble.TIMEOUT, False),
    (httpx.PoolTimeout(""), Trouble.TIMEOUT, False),
    (httpx.WriteTimeout(""), Trouble.TIMEOUT, True),
    (httpx.ReadTimeout(""), Trouble.TIMEOUT, True),
    (caused(httpx.ReadError, ConnectionResetError()), Trouble.CUT, True),
    (httpx.WriteError(""), Trouble.CUT, True),
    (httpx.RemoteProtocolError("Server disconnected without sending a response."), Trouble.CUT, True),
]


@pytest.mark.parametrize(("failure", "trouble", "maybe_done"), TROUBLES)
async def test_no_answer_has_a_reason(failure: httpx.TransportError, trouble: Trouble, maybe_done: bool) -> None:
    error = await raised(failure)
    assert isinstance(error, Unreachable)
    assert (error.trouble, error.maybe_done) == (trouble, maybe_done)
    assert "must not matter" not in error.message
    assert error.message.endswith(".")


async def test_time_outs_say_their_phase() -> None:
    kinds = [httpx.ConnectTimeout, httpx.WriteTimeout, httpx.ReadTimeout, httpx.PoolTimeout]
    assert len({(await raised(kind(""))).message for kind in kinds}) == len(kinds)


async def test_validation_names_fields_and_survives_odd_entries() -> None:
    entries = [{"field": "from", "description": "must not be empty", "violatedRule": "REQUIRED_FIELD"}, 5, {"field": 7}]
    body = {"message": "from is required", "details": {"validationError": {"fieldViolations": entries}}}
    error = await raised(httpx.Response(400, json=body))
    assert isinstance(error, errors.BadRequest)
    assert [(each.field, each.rule) for each in error.violations] == [("from", "REQUIRED_FIELD"), ("", ""), ("", "")]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "30"}, 30.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "9" * 400}, 999999999.0),
        ({}, None),
        ({"retry-after": "Mon, 23 Nov 2026 10:00:30 GMT", "date": "Mon, 23 Nov 2026 10:00:00 GMT"}, 30.0),
        ({"retry-after": "Mon, 23 Nov 2026 09:00:00 GMT", "date": "Mon, 23 Nov 2026 10:00:00 GMT"}, 0.0),
        ({"retry-after": "Mon, 23 Nov 2026 10:00:30 GMT"}, None),
    ],
)
def test_retry_after_is_read_as_seconds(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


async def test_the_consistency_hint_is_sent_back() -> None:
    first = ok()
    first.headers["X-Wix-Consistent"] = "hint-1"
    far = FarSide(first, ok())
    async with client_of(far) as client:
        await providers.list_providers(client)
        await providers.list_providers(client.background())
    assert "x-wix-consistent" not in far.asked[0].headers
    assert far.asked[1].headers["x-wix-consistent"] == "hint-1"
