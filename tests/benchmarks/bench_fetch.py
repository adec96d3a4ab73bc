"""Fetching through the program's client, against asyncio streams with `json`, which is the least that Python can do.

    python -m tests.benchmarks.bench_fetch BASE_URL TIMES [cpu|many]

Tells pairs: `cpu` (milliseconds of processor time for a page of 100 decoded events, pages in sequence) and `many`
(milliseconds for 50 small answers, at most 8 at once).
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode, urlsplit

from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, ApiKeyCredentials
from caldesk.api.events import external_event_pages
from caldesk.domain.secret import Secret
from tests.benchmarks import workload
from tests.benchmarks.processes import tell
from tests.benchmarks.ratios import Pair
from tests.benchmarks.span import YEAR_SPAN

EVENTS = 10_000
PAGE = 100
SMALL, AT_ONCE = 50, 8

Get = Callable[[str], Awaitable[bytes]]
Work = Callable[[], Awaitable[float]]


class Streams:
    """HTTP by hand over connections that are kept open; just enough for the stand-in."""

    def __init__(self, base_url: str) -> None:
        self._host, self._port = urlsplit(base_url).hostname, urlsplit(base_url).port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def get(self, target: str) -> bytes:
        """The body of an answer."""
        ends = self._free.pop() if self._free else await asyncio.open_connection(self._host, self._port, limit=1 << 22)
        reader, writer = ends
        writer.write(f"GET {target} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        self._free.append(ends)
        return body

    def close(self) -> None:
        """Close all of them."""
        for _reader, writer in self._free:
            writer.close()


def client_for(base_url: str) -> ApiClient:
    """The program's client, without the budget of requests that the real service imposes."""
    key = ApiKeyCredentials(key=Secret("bench"), site_id="bench")
    return ApiClient(ApiConfig(credentials=key, base_url=base_url, proxy="", requests_per_minute=1_000_000))


async def our_pages(client: ApiClient) -> int:
    """Fetch and decode everything, page by page; how many pages there were."""
    start, end = YEAR_SPAN
    pages = held = 0
    async for page in external_event_pages(client, start=start, end=end, zone=workload.ZONE, titles=True, limit=PAGE):
        pages += 1
        held += len(page.events)
    return _checked(pages, held)


async def bare_pages(streams: Streams) -> int:
    """The same by hand, decoded by `json`."""
    cursor, pages, held = "", 0, 0
    while pages == 0 or cursor:
        asked = {"cursorPaging.limit": PAGE, **({"cursorPaging.cursor": cursor} if cursor else {})}
        said = json.loads(await streams.get(f"/bookings/v2/external-calendars/events?{urlencode(asked)}"))
        pages += 1
        held += len(said["events"])
        cursor = said["pagingMetadata"]["cursors"]["next"]
    return _checked(pages, held)


def _checked(pages: int, events: int) -> int:
    if events < EVENTS * 0.99:
        raise SystemExit(f"only {events} events came")
    return pages


async def _cpu_per_page(work: Callable[[], Awaitable[int]]) -> float:
    begun = time.process_time()
    pages = await work()
    return (time.process_time() - begun) * 1e3 / pages


async def _small_answers(get: Get) -> float:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with gate:
            await get(f"/schedules/{number}/resources")

    begun = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(SMALL)))
    return (time.perf_counter() - begun) * 1e3


async def _in_turn(ours: Work, bare: Work, times: int) -> list[Pair]:
    pairs = [(await ours(), await bare()) for _ in range(times + 1)]
    return pairs[1:]


async def measured(base_url: str, times: int, what: str) -> dict[str, list[Pair]]:
    """The pairs of one kind."""
    streams = Streams(base_url)
    async with client_for(base_url) as client:

        async def get(path: str) -> bytes:
            return await client.request("GET", path, _checked_json, safe=True)

        async def bare(target: str) -> bytes:
            return _checked_json(await streams.get(target))

        kinds: dict[str, tuple[Work, Work]] = {
            "cpu": (
                lambda: _cpu_per_page(lambda: our_pages(client)),
                lambda: _cpu_per_page(lambda: bare_pages(streams)),
            ),
            "many": (lambda: _small_answers(get), lambda: _small_answers(bare)),
        }
        found = await _in_turn(*kinds[what], times)
    streams.close()
    return {what: found}


def _checked_json(body: bytes) -> bytes:
    json.loads(body)
    return body


if __name__ == "__main__":
    tell(asyncio.run(measured(sys.argv[1], int(sys.argv[2]), sys.argv[3])))
