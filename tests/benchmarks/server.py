"""A stand-in for the service: the answers of one site from memory, over real HTTP on loopback, and nothing judged.

It is much cheaper than what it is asked by, so that it is not what is measured. `--page` bounds the events of one
answer whatever was asked for; `--delay-ms` is the latency of each answer.
"""

import argparse
import asyncio
import json
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks import workload
from tests.benchmarks.processes import tell

_EXTERNAL = "/bookings/v2/external-calendars"
_KINDS = (("p-google", "Google", "GOOGLE"), ("p-microsoft", "Microsoft", "MICROSOFT"), ("p-apple", "Apple", "I_CAL"))
_BOOKINGS = "13d21c63-b5ec-5912-8397-c3a5ddb27a97"


class Site:
    """What it answers."""

    def __init__(self, count: int, page: int) -> None:
        self._page = page
        self._events = [(_spans(event), _json(event)) for event in workload.events(count)]
        self._found: dict[tuple[str, str], list[bytes]] = {}
        ids = workload.schedule_ids()
        self._fixed = {
            "/calendar/v3/schedules/query": _json({"schedules": [_schedule(n, key) for n, key in enumerate(ids)]}),
            "/bookings/v1/staff-members/query": _json({"staffMembers": []}),
            "/calendar/v3/events/query": _json({"events": [], "pagingMetadata": {"hasNext": False}}),
            "/site-properties/v4/properties": _json({"properties": {"timeZone": workload.ZONE.key}}),
            f"{_EXTERNAL}/providers": _json({"providers": [_provider(*kind) for kind in _KINDS]}),
            f"{_EXTERNAL}/connections": _json({"connections": [_connection(n, key) for n, key in enumerate(ids)]}),
        }

    def answer(self, target: str) -> bytes:
        """The body for a path with its query."""
        parts = urlsplit(target)
        if parts.path == f"{_EXTERNAL}/events":
            return self._events_page({name: values[0] for name, values in parse_qs(parts.query).items()})
        return self._fixed.get(parts.path) or _json({"resources": [{"id": parts.path, "note": "x" * 1900}]})

    def _events_page(self, asked: dict[str, str]) -> bytes:
        start, end, at = asked.get("from", ""), asked.get("to", ""), 0
        if "cursorPaging.cursor" in asked:
            start, end, place = asked["cursorPaging.cursor"].split("|")
            at = int(place)
        found = self._found.get((start, end))
        if found is None:
            found = self._found[start, end] = self._between(start, end)
        size = min(self._page, int(asked.get("cursorPaging.limit", "100")))
        after = at + size
        cursor = f"{start}|{end}|{after}" if after < len(found) else ""
        paging = {"count": len(found[at:after]), "cursors": {"next": cursor}, "hasNext": bool(cursor)}
        return b'{"events":[' + b",".join(found[at:after]) + b'],"pagingMetadata":' + _json(paging) + b"}"

    def _between(self, start: str, end: str) -> list[bytes]:
        first = datetime.fromisoformat(start).timestamp() if start else 0.0
        last = datetime.fromisoformat(end).timestamp() if end else 4e9
        return [body for (begins, ends), body in self._events if begins < last and ends > first]


class _Connection(asyncio.Protocol):
    """One connection that is kept open; requests come one after the other."""

    def __init__(self, site: Site, delay: float) -> None:
        self._site, self._delay = site, delay
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._out = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        head, found, rest = self._held.partition(b"\r\n\r\n")
        length = _body_length(head)
        if not found or len(rest) < length:
            return
        self._held = rest[length:]
        target = head.split(b" ", 2)[1].decode("ascii")
        asyncio.get_running_loop().call_later(self._delay, self._answer, target)

    def _answer(self, target: str) -> None:
        body = self._site.answer(target)
        self._out.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        )


def _body_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _spans(event: workload.WireEvent) -> tuple[float, float]:
    return datetime.fromisoformat(event["start"]).timestamp(), datetime.fromisoformat(event["end"]).timestamp()


def _json(what: object) -> bytes:
    return json.dumps(what, separators=(",", ":")).encode()


def _schedule(number: int, key: str) -> dict[str, object]:
    name = f"Room {number:02}"
    return {"id": key, "externalId": f"r{number}", "name": name, "status": "ACTIVE", "appId": _BOOKINGS}


def _provider(key: str, name: str, kind: str) -> dict[str, object]:
    features = {
        "connectMethods": ["OAUTH"],
        "updateSyncConfig": True,
        "listEventFromCalendars": "SPECIFIC_CALENDARS",
        "syncToCalendar": "PRIMARY_CALENDAR_ONLY",
    }
    return {"id": key, "name": name, "calendarType": kind, "features": features}


def _connection(number: int, schedule_id: str) -> dict[str, object]:
    key, _name, kind = _KINDS[number % len(_KINDS)]
    half = {"enabled": True, "primaryCalendar": {}}
    return {
        "id": f"c{number}",
        "providerId": key,
        "calendarType": kind,
        "scheduleId": schedule_id,
        "externalAccountEmail": f"room{number}@example.com",
        "status": "SYNCED",
        "syncConfig": {"listEventFromCalendars": half, "syncToCalendar": half},
    }


async def serve(site: Site, delay: float) -> None:
    """Listen until the process is ended; tells the port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(site, delay), "127.0.0.1", 0)
    tell({"base_url": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"})
    await server.serve_forever()


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--page", type=int, default=100)
    parser.add_argument("--delay-ms", type=float, default=0)
    asked = parser.parse_args()
    asyncio.run(serve(Site(asked.events, asked.page), asked.delay_ms / 1000))


if __name__ == "__main__":
    main()
