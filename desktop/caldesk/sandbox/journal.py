"""What the practice site was asked. Keeps no password and no key: headers by whitelist, secret bodies not at all."""

from collections import deque
from collections.abc import Iterable

from msgspec import Struct

_SHOWN = frozenset(
    {"accept", "accept-encoding", "content-type", "user-agent", "wix-site-id", "wix-account-id", "x-wix-consistent"}
)


class Entry(Struct, frozen=True, kw_only=True, rename="camel"):
    """One request and how it was answered. `status` 0 means that the connection was cut."""

    at: float
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str  # "" for methods whose body holds a secret
    operation: str
    status: int
    request_id: str
    unexpected: bool  # no such path or verb
    fault: bool


class Journal:
    """The last requests, oldest first."""

    def __init__(self, most: int = 10_000) -> None:
        self._entries: deque[Entry] = deque(maxlen=most)

    def add(self, entry: Entry) -> None:
        """Write an entry."""
        self._entries.append(entry)

    def entries(self, operation: str | None = None) -> list[Entry]:
        """Every entry, or those of one operation."""
        return [e for e in self._entries if operation in {None, e.operation}]

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()


def redacted(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Header names, with values only where they cannot hold a secret."""
    return {name.lower(): value if name.lower() in _SHOWN else "(not kept)" for name, value in headers}
