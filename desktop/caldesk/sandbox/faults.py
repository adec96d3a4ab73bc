"""Faults that control can inject: which requests they hit, and how they spoil the answer."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from caldesk.sandbox.answers import Answer

BodyKind = Literal["empty", "json", "html", "text", "truncated"]

_HTML = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>"


class Fault(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault and how much of it is left.

    `route` is an operation's name or `*`. It hits every `every`-th matching request, `times` times (None: for ever).
    With `status` unset the true answer is given, late (`delay`, real seconds), damaged (`body` = `truncated`) or
    not at all (`cut`). A fault with `after` lets the request take effect first.
    """

    route: str = "*"
    status: int | None = None
    body: BodyKind | None = None
    code: str | None = None  # application code of a `json` body
    headers: dict[str, str] = {}
    delay: float = 0.0
    cut: Literal["at-once", "midway"] | None = None
    after: bool = False
    every: int = 1
    times: int | None = None
    seen: int = 0

    def matches(self, operation: str) -> bool:
        """Whether the fault concerns an operation and is not used up."""
        return self.route in {"*", operation} and self.times != 0

    @property
    def needs_answer(self) -> bool:
        """Whether the request has to be carried out before the fault shows."""
        return self.after or (self.status is None and self.cut is None) or self.cut == "midway"


def take(faults: list[Fault], operation: str) -> Fault | None:
    """The fault that hits this request, if any; counts it in the list."""
    for place, fault in enumerate(faults):
        if not fault.matches(operation):
            continue
        counted = replace(fault, seen=fault.seen + 1)
        hit = counted.seen % max(1, fault.every) == 0
        if hit and fault.times is not None:
            counted = replace(counted, times=fault.times - 1)
        faults[place] = counted
        if hit:
            return fault
    return None


def spoil(fault: Fault, true: Answer) -> Answer:
    """The answer that the fault leaves."""
    headers = true.headers | fault.headers
    if fault.status is None and fault.body is None:
        return Answer(status=true.status, body=true.body, headers=headers)
    body, kind = _body(fault, true.body)
    status = fault.status or true.status
    return Answer(status=status, body=body, headers=headers | {"content-type": kind})


def _body(fault: Fault, true: bytes) -> tuple[bytes, str]:
    match fault.body:
        case "html":
            return _HTML, "text/html"
        case "text":
            return b"upstream connect error or disconnect/reset before headers", "text/plain"
        case "truncated":
            return (true or b'{"connections": [{"id": "8hsO')[: max(1, len(true) // 2)], "application/json"
        case "json":
            return _json(fault.code), "application/json"
    return b"", "application/json"


def _json(code: str | None) -> bytes:
    if code is None:
        return b'{"message":"","details":{}}'
    text = f'"code":"{code}","description":"{code}","data":{{}}'
    return f'{{"message":"{code}","details":{{"applicationError":{{{text}}}}}}}'.encode()
