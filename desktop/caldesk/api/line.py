"""The line to the service: opened at the first request, in a thread, because opening imports and reads much."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from caldesk.api.answers import Answer
from caldesk.api.config import ApiConfig, BadSetting
from caldesk.api.errors import ApiError, Call, Misconfigured, Trouble, Unreachable
from caldesk.api.oneflight import OneFlight
from caldesk.api.proxies import BadProxy

if TYPE_CHECKING:
    from caldesk.api.http_library import httpx

_log = logging.getLogger(__name__)

_CONSISTENT = "x-wix-consistent"
_REQUEST_ID = "x-wix-request-id"
Heard = Callable[[Call, str, float], None]
"""Told of each exchange: the call, the status or the name of the failure, and its seconds."""

_LAST_WORDS = 1.0
"""Seconds to wait for exchanges that are ending."""
_KEPT = 200  # characters of such a header; more is nonsense


class Line:
    """Sends requests over connections that are kept open; knows nothing of keys, budgets or repeats."""

    def __init__(
        self, config: ApiConfig, transport: "httpx.AsyncBaseTransport | None" = None, heard: Heard | None = None
    ) -> None:
        self._heard = heard
        self._config = config
        self._transport = transport
        self._opening = OneFlight(self._open)
        self._closed = False
        self._exchanges = 0
        self._quiet = asyncio.Event()
        self._proxied = False
        self._common = {
            "user-agent": config.user_agent,
            "accept": "application/json",
            "accept-encoding": "gzip",
        }

    async def send(
        self, call: Call, url: str, headers: dict[str, str], content: bytes | None
    ) -> tuple[Answer | ApiError, Call]:
        """The answer or what kept it away, and the call with its request id. Never raises an `ApiError`."""
        self._must_be_open()
        try:
            transport = self._transport or await self._opening.join()
        except BadSetting as error:
            trouble = Trouble.PROXY if isinstance(error, BadProxy) else Trouble.CERTIFICATE
            return Misconfigured(str(error), call, trouble, maybe_done=False), call
        self._must_be_open()
        from caldesk.api import transport as http

        begun = time.perf_counter()
        request = http.build_request(call.method, url, {**headers, **self._common}, content, self._config.timeouts)
        with self._busy():
            outcome = await http.exchange(transport, request, call, self._config.max_body_bytes)
        if self._proxied and isinstance(outcome, Unreachable):
            outcome = _through_proxy(outcome)
        return self._noted(outcome, call, headers.get("Authorization", ""), time.perf_counter() - begun)

    async def aclose(self) -> None:
        """Close every connection; nothing can be sent afterwards.

        Exchanges that are ending end first: the library forgets a connection that comes about after its close.
        """
        self._closed = True
        if self._exchanges:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS):
                    await self._quiet.wait()
        if self._transport is not None:
            await self._transport.aclose()

    def _must_be_open(self) -> None:
        if self._closed:
            raise RuntimeError("the client was closed")

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self._exchanges += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._exchanges -= 1
            if not self._exchanges:
                self._quiet.set()

    def _noted(
        self, outcome: Answer | ApiError, call: Call, authorization: str, seconds: float
    ) -> tuple[Answer | ApiError, Call]:
        if isinstance(outcome, ApiError):
            said = type(outcome).__name__
        else:
            said = str(outcome.status)
            request_id = outcome.headers.get(_REQUEST_ID, "")
            if not authorization or authorization not in request_id:  # it is shown and logged
                call = replace(call, request_id=_plain(request_id))
            if consistent := _plain(outcome.headers.get(_CONSISTENT, "")):
                self._common[_CONSISTENT] = consistent  # read-your-writes, as the official client does (§2.3)
        _log.info("%s %s %s %.0f ms %s", call.method, call.path, said, seconds * 1000, call.request_id)
        if self._heard is not None:
            self._heard(call, said, seconds)
        return outcome, call

    async def _open(self) -> "httpx.AsyncBaseTransport":
        transport, self._proxied = await asyncio.to_thread(_build, self._config)
        self._transport = transport
        return transport


def _through_proxy(error: Unreachable) -> Unreachable:
    """The same failure where a proxy is all that we look up and connect to: then it is the proxy's."""
    if error.trouble not in (Trouble.DNS, Trouble.REFUSED):
        return error
    return Unreachable("The proxy could not be reached.", error.call, Trouble.PROXY, maybe_done=False)


def _build(config: ApiConfig) -> "tuple[httpx.AsyncBaseTransport, bool]":
    from caldesk.api import transport  # the HTTP library takes 60 to 90 ms to import: not before it is needed

    return transport.build_transport(config)


def _plain(text: str) -> str:
    """`text` if it can be written into a header and a log line, else nothing."""
    return text[:_KEPT] if text.isascii() and text.isprintable() else ""
