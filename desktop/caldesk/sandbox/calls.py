"""One request as the methods see it: path values, query without empty values, JSON body, who calls."""

from typing import Any
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from caldesk.sandbox.answers import plain_error
from caldesk.sandbox.validation import as_object


class Asked(Struct, frozen=True, kw_only=True):
    """An HTTP request as it came in. `path` is decoded, `query` is not; header names are in lower case."""

    verb: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    base_url: str

    def __repr__(self) -> str:
        """Keep keys and passwords out of logs."""
        return f"Asked({self.verb} {self.path})"


class Call(Struct, frozen=True, kw_only=True):
    """A request after the doorkeeper let it in. Its repr tells nothing, for the body may hold a password."""

    path: dict[str, str]
    query: dict[str, list[str]]
    raw_body: bytes
    base_url: str

    def __repr__(self) -> str:
        return "Call()"

    def values(self, name: str) -> list[str]:
        """Every value of a repeated query key."""
        return self.query.get(name, [])

    def value(self, name: str) -> str | None:
        """The last value of a query key."""
        return self.query[name][-1] if name in self.query else None

    def body(self) -> dict[str, Any]:
        """The JSON object of the body; an absent body is an empty object."""
        if not self.raw_body.strip():
            return {}
        try:
            return msgspec.json.decode(self.raw_body, type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise plain_error(400, "Request body is not a valid JSON object") from None

    def search(self) -> dict[str, Any]:
        """The `query` member of a query method's body."""
        return dict(as_object(self.body().get("query")))


def parse_query(query: str) -> dict[str, list[str]]:
    """Repeated keys become lists; empty values are ignored, as unknown keys are later."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(query):
        found.setdefault(name, []).append(value)
    return found
