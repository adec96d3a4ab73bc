"""The address that a sign-in returns to: making it, and judging every address the browser is about to open.

Nothing here fetches anything. The one-use value stands in the path, so that the service may append its query as
it likes; scheme, host, port and path are compared exactly, the query is read tolerantly.
Source: Wix `connectByOAuth` (one of `connectionId`, `error=reject|unsupported|internal` is appended).
"""

import secrets
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, urlsplit

from msgspec import Struct

from caldesk.domain.secret import Secret

_FOLDER = "/caldesk/"
_LAST = "/return"
_PORTS = {"http": 80, "https": 443}
LONGEST_ID = 512
"""Characters of a connection id that are believed; real ones have up to about 190."""
_MOST_PARAMETERS = 64
_LONGEST_QUERY = 16 * 1024


class Return(StrEnum):
    """What an address is to one attempt."""

    CARRY_ON = "carry-on"
    FINISHED = "finished"
    REFUSED = "refused"
    FOREIGN = "foreign"
    """It has the form of a return address, but not the one-use value of this attempt."""


class RefusedBecause(StrEnum):
    """`error` of the redirect; whatever else it says reads as `UNKNOWN`."""

    REJECT = "reject"
    UNSUPPORTED = "unsupported"
    INTERNAL = "internal"
    UNKNOWN = "unknown"


class Judgement(Struct, frozen=True, kw_only=True):
    """The verdict on one address; `connection_id` belongs to `FINISHED`, `because` to `REFUSED`."""

    kind: Return
    connection_id: str = ""
    because: RefusedBecause = RefusedBecause.UNKNOWN


_CARRY_ON = Judgement(kind=Return.CARRY_ON)
_FOREIGN = Judgement(kind=Return.FOREIGN)


class ReturnAddress:
    """Where one attempt returns to. `base` is an origin with an optional path, such as https://www.wix.com."""

    def __init__(self, base: str, nonce: Secret) -> None:
        self._nonce = nonce
        self._base = base.rstrip("/")
        parts = urlsplit(self._base)
        self._origin = _origin(parts)
        self._folder = parts.path + _FOLDER
        if self._origin is None:
            raise ValueError(f"not a base for a return address: {base!r}")

    @property
    def url(self) -> str:
        """The whole address, for the service."""
        return f"{self._base}{_FOLDER}{self._nonce.reveal()}{_LAST}"

    def is_return(self, url: str) -> bool:
        """Whether the address must be stopped before it is fetched, whoever made it up."""
        return self.judge(url).kind is not Return.CARRY_ON

    def is_mine(self, url: str) -> bool:
        """Whether the address answers this attempt."""
        return self.judge(url).kind in {Return.FINISHED, Return.REFUSED}

    def judge(self, url: str) -> Judgement:
        """Tell what `url` is to this attempt; never raises, whatever the text."""
        try:
            parts = urlsplit(url)
            same_origin = _origin(parts) == self._origin
        except ValueError:
            return _CARRY_ON
        if not same_origin or not parts.path.startswith(self._folder):
            return _CARRY_ON
        expected = f"{self._folder}{self._nonce.reveal()}{_LAST}"
        mine = secrets.compare_digest(parts.path.encode("utf-8", "replace"), expected.encode())
        if not mine or "@" in parts.netloc:
            return _FOREIGN
        return _read(parts.query)

    def __repr__(self) -> str:
        return f"ReturnAddress({self._base}{_FOLDER}…)"


def new_return_address(base: str) -> ReturnAddress:
    """An address that no other attempt has. Raises ValueError when `base` is not an http(s) origin."""
    return ReturnAddress(base, Secret(secrets.token_urlsafe(24)))


def _origin(parts: SplitResult) -> tuple[str, str, int] | None:
    """Scheme, host and port; None for anything but http(s) with a host. Raises ValueError on an odd port."""
    standard = _PORTS.get(parts.scheme)
    if standard is None or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, parts.port if parts.port is not None else standard


def _read(query: str) -> Judgement:
    """A contradiction is no answer: one that says both, or two different ids, is refused as unknown."""
    if len(query) > _LONGEST_QUERY:
        return Judgement(kind=Return.REFUSED)
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS, errors="replace")
    except ValueError:
        return Judgement(kind=Return.REFUSED)
    ids = {value for name, value in pairs if name == "connectionId" and value}
    errors = {value for name, value in pairs if name == "error"}
    if len(ids) == 1 and not errors:
        (connection_id,) = ids
        if _credible(connection_id):
            return Judgement(kind=Return.FINISHED, connection_id=connection_id)
    if len(errors) == 1 and not ids:
        (error,) = errors
        known = error in RefusedBecause.__members__.values()
        return Judgement(kind=Return.REFUSED, because=RefusedBecause(error) if known else RefusedBecause.UNKNOWN)
    return Judgement(kind=Return.REFUSED)


def _credible(connection_id: str) -> bool:
    plain = connection_id.isascii() and connection_id.isprintable() and " " not in connection_id
    return plain and len(connection_id) <= LONGEST_ID
