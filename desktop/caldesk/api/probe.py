"""Whether the service answers this computer at all, and by which way: one question without a key.

It takes the same kind of line as the client (proxy, certificates, time-outs), so what it finds is true of the client.
Any answer will do; nothing of its body is read.
"""

import asyncio
import time
from email.utils import parsedate_to_datetime
from typing import Any

from msgspec import Struct

from caldesk.api import troubles
from caldesk.api.config import ApiConfig, BadSetting
from caldesk.api.errors import Call, Misconfigured, Trouble, Unreachable
from caldesk.api.http_library import httpx
from caldesk.api.proxies import BadProxy
from caldesk.api.transport import build_request, build_transport

_PATH = "/bookings/v2/external-calendars/providers"
"""Asked without a key: it tells nothing to anybody, and every network that lets the program work lets it through."""


class Probe(Struct, frozen=True, kw_only=True):
    """What the answer told. `date` is the service's clock in epoch seconds, None if it did not say.

    `issuer` is who signed the certificate, "" where the system's store checked it and keeps that to itself.
    """

    seconds: float
    encrypted: bool
    date: float | None = None
    issuer: str = ""


async def probe(config: ApiConfig) -> Probe:
    """Ask once. Raises `Unreachable`."""
    call = Call(method="GET", path=_PATH)
    try:
        transport, proxied = await asyncio.to_thread(build_transport, config)
    except BadSetting as error:
        trouble = Trouble.PROXY if isinstance(error, BadProxy) else Trouble.CERTIFICATE
        raise Misconfigured(str(error), call, trouble, maybe_done=False) from None
    request = build_request("GET", config.base_url.rstrip("/") + _PATH, {}, None, config.timeouts)
    try:
        return await _asked(transport, request)
    except httpx.TransportError as error:
        raise _named(troubles.unreachable(error, call), proxied=proxied) from None
    finally:
        await transport.aclose()


async def _asked(transport: httpx.AsyncBaseTransport, request: httpx.Request) -> Probe:
    begun = time.perf_counter()
    response = await transport.handle_async_request(request)
    seconds = time.perf_counter() - begun
    try:
        stream = response.extensions.get("network_stream")
        encryption = stream.get_extra_info("ssl_object") if stream is not None else None
        return Probe(
            seconds=seconds,
            encrypted=encryption is not None,
            date=_date(response.headers.get("date", "")),
            issuer=_issuer(encryption.getpeercert()) if encryption is not None else "",
        )
    finally:
        await response.aclose()


def _named(error: Unreachable, *, proxied: bool) -> Unreachable:
    """The same failure where a proxy is all that we look up and connect to: then it is the proxy's."""
    if not proxied or error.trouble not in (Trouble.DNS, Trouble.REFUSED):
        return error
    return Unreachable("The proxy could not be reached.", error.call, Trouble.PROXY, maybe_done=False)


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None


def _issuer(certificate: dict[str, Any] | None) -> str:
    """The organisation that signed, or else its common name; RFC 5280 names come as tuples of pairs."""
    said = {key: value for part in (certificate or {}).get("issuer", ()) for key, value in part}
    return str(said.get("organizationName") or said.get("commonName") or "")
