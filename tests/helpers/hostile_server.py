"""A service that misbehaves on the wire: a small sane site, any of whose answers a test replaces by bytes of its own.

Raw sockets in threads, because no HTTP library sends what these tests need.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from msgspec import Struct

BOOKINGS = "13d21c63-b5ec-5912-8397-c3a5ddb27a97"
BUSINESS = "4e0579a5-491e-4e70-a872-d097eed6e520"
PROVIDERS, CONNECTIONS = "/external-calendars/providers", "/external-calendars/connections"
EVENTS, WIX_EVENTS = "/external-calendars/events", "/calendar/v3/events/query"
SCHEDULES, STAFF = "/calendar/v3/schedules/query", "/staff-members/query"
PROPERTIES, APPS = "/site-properties/v4/properties", "/app-instances"


class Asked(Struct, frozen=True, kw_only=True):
    """One request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Answer = Callable[[Asked, socket.socket], None]
"""Writes an answer; the connection is closed afterwards."""


def saying(body: object, status: int = 200, **headers: str) -> Answer:
    """A JSON answer, or the very bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(_asked: Asked, line: socket.socket) -> None:
        line.sendall(head(len(content), status, **headers) + content)

    return answer


def head(length: int | None, status: int = 200, **headers: str) -> bytes:
    """The head of an answer; `length` None leaves the end to the closing of the connection."""
    lines = [f"HTTP/1.1 {status} Whatever", "Content-Type: application/json", "Connection: close"]
    lines += [] if length is None else [f"Content-Length: {length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def sane_site() -> dict[str, Any]:
    """Bodies of a small site on which nothing is wrong, by the end of the path."""
    connection = {
        "id": "c1",
        "providerId": "p1",
        "calendarType": "GOOGLE",
        "scheduleId": "s1",
        "externalAccountEmail": "ana@mail.example",
        "status": "SYNCED",
        "syncConfig": {"listEventFromCalendars": {"enabled": True, "primaryCalendar": {}}},
    }
    features = {"connectMethods": ["OAUTH"], "updateSyncConfig": True}
    return {
        PROPERTIES: {"version": "1", "properties": {"timeZone": "Europe/Dublin", "siteDisplayName": "Studio"}},
        PROVIDERS: {"providers": [{"id": "p1", "name": "Google", "calendarType": "GOOGLE", "features": features}]},
        SCHEDULES: {"schedules": [{"id": "s1", "externalId": BUSINESS, "name": "business"}]},
        STAFF: {"staffMembers": []},
        CONNECTIONS: {"connections": [connection]},
        EVENTS: {"events": [], "pagingMetadata": {"count": 0, "cursors": {}, "hasNext": False}},
        WIX_EVENTS: {"events": [], "pagingMetadata": {"count": 0, "cursors": {}, "hasNext": False}},
        APPS: {"appInstances": [{"id": "a1", "appDefId": BOOKINGS, "enabled": True}]},
    }


class HostileServer:
    """Answers on loopback; `answers` replaces those of the sane site, by the end of the path or `*` for all."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = {path: saying(body) for path, body in sane_site().items()} | answers
        self.asked: list[Asked] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.was_asked = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Stop answering; an answer that goes on and on ends when its client has gone."""
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _address = self._listener.accept()
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError, ValueError), line:
            asked = _request(line)
            self.asked.append(asked)
            self.was_asked.set()
            path = asked.target.partition("?")[0]
            answer = self.answers.get("*")
            if answer is None:
                answer = next((one for end, one in self.answers.items() if path.endswith(end)), saying({}, 404))
            answer(asked, line)


def _request(line: socket.socket) -> Asked:
    stream = line.makefile("rb")
    method, target, _version = stream.readline().decode("latin-1").split()
    headers: dict[str, str] = {}
    while text := stream.readline().decode("latin-1").strip():
        name, _colon, value = text.partition(":")
        headers[name.lower()] = value.strip()
    return Asked(method=method, target=target, headers=headers, body=stream.read(int(headers.get("content-length", 0))))


@contextmanager
def hostile(answers: dict[str, Answer]) -> Iterator[HostileServer]:
    """A hostile server for the time of a test."""
    server = HostileServer(answers)
    try:
        yield server
    finally:
        server.close()
