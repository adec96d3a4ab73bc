"""One request out, one whole answer in: the only file that talks to the HTTP library's transport.

It follows no redirect, keeps no cookie, never reads more than a bound, and turns every failure of the library into
one of ours. The library is entered below its client class, whose redirects, cookies and environment are not wanted.
"""

import zlib
from collections.abc import Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from caldesk.api import tls, troubles
from caldesk.api.answers import Answer
from caldesk.api.config import ApiConfig, Timeouts
from caldesk.api.errors import ApiError, BrokenAnswer, Call
from caldesk.api.http_library import httpx
from caldesk.api.proxies import proxy_for

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

MAX_CONNECTIONS = 12
_KEEP_ALIVE = 30.0


def build_transport(config: ApiConfig) -> tuple[httpx.AsyncBaseTransport, bool]:
    """Connections as the settings want them, and whether they go through a proxy.

    Blocks for up to 100 ms: call it in a thread. Raises `BadSetting`.
    """
    plain = config.base_url.startswith("http:")
    proxy = proxy_for(config.base_url, config.proxy)
    transport = httpx.AsyncHTTPTransport(
        verify=tls.empty_context() if plain else tls.context(config.ca_file),
        proxy=proxy,
        limits=httpx.Limits(
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=MAX_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE,
        ),
        trust_env=False,
    )
    return transport, proxy is not None


def build_request(
    method: str, url: str, headers: Mapping[str, str], content: bytes | None, timeouts: Timeouts
) -> httpx.Request:
    """A request whose `repr` shows neither headers nor body."""
    limits = {"connect": timeouts.connect, "read": timeouts.read, "write": timeouts.write, "pool": timeouts.pool}
    return httpx.Request(method, url, headers=headers, content=content, extensions={"timeout": limits})


async def exchange(
    transport: httpx.AsyncBaseTransport, request: httpx.Request, call: Call, max_bytes: int
) -> Answer | ApiError:
    """The answer, or the error that kept it away; returned, not raised, so that no frame here is in a traceback."""
    try:
        response = await transport.handle_async_request(request)
    except httpx.TransportError as error:
        return troubles.unreachable(error, call)
    headers = {name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers.raw}
    try:
        body = await _read(response, headers, max_bytes)
    except httpx.TimeoutException as error:
        return troubles.unreachable(error, call)
    except (httpx.TransportError, zlib.error):
        return troubles.cut_short(call)
    finally:
        await cast(httpx.AsyncByteStream, response.stream).aclose()
    if body is None:
        return BrokenAnswer("The answer is larger than anything that was asked for.", call)
    return Answer(status=response.status_code, headers=headers, body=body)


async def _read(response: httpx.Response, headers: Mapping[str, str], max_bytes: int) -> bytes | None:
    """The body after decompression, None where it, or what came over the line, is larger than `max_bytes`."""
    inflate = zlib.decompressobj(wbits=47) if headers.get("content-encoding", "").lower() == "gzip" else None
    parts: list[bytes] = []
    size = received = 0
    # Left half-way, it would be closed by a task of the loop's own, some time later.
    async with aclosing(cast("AsyncGenerator[bytes]", aiter(cast(httpx.AsyncByteStream, response.stream)))) as chunks:
        async for chunk in chunks:
            received += len(chunk)  # a zip can go on for ever without holding anything
            part = _inflated(inflate, chunk, max_bytes - size + 1) if inflate else chunk
            parts.append(part)
            size += len(part)
            if max(size, received) > max_bytes:
                return None
    if inflate and size and not inflate.eof:
        raise zlib.error("the compressed body ends too early")
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _inflated(inflate: "zlib._Decompress", chunk: bytes, most: int) -> bytes:
    """At most that many bytes; none of what follows the end of the zip, which zlib would collect without end."""
    return b"" if inflate.eof else inflate.decompress(chunk, most)
