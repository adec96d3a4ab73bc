"""Every way a call can fail, as a tree keyed on HTTP status and application code.

    ApiError
    ├── Unreachable          no answer: offline, DNS, proxy, certificate, time-out, connection cut
    │   └── Misconfigured    nothing was asked: the proxy or the certificate file of the settings cannot be used
    ├── NotAllowed           nothing was asked: the organisation that looks after this computer does not want it
    ├── BrokenAnswer         an answer that is not what the API promises
    └── StatusError          the service said no
        ├── BadRequest 400   ├── Unauthorized 401 ── BadCredentials     (the calendar password, not the key)
        ├── Forbidden 403 ── PremiumRequired                           ├── NotFound 404   ├── Conflict 409
        ├── PreconditionFailed 428 ── NotSupportedByProvider, ConnectionNotConnected,
        │                             AlreadyDisconnected, AppNotInstalled
        ├── RateLimited 429  └── ServerError 5xx

Each keeps the method, the path, the `x-wix-request-id` and the start of the raw body, with our own secrets blotted
out. None keeps a header.
Source: Wix "About errors", and the tables of the External Calendars V2 methods.
"""

from enum import StrEnum

from msgspec import Struct

BODY_KEPT = 4096
"""Characters of a body that an error keeps."""


class Call(Struct, frozen=True, kw_only=True):
    """Which call failed: no query, no headers, no body of the request, so that nothing secret can be in it.

    `safe` says that asking again does no harm.
    """

    method: str = ""
    path: str = ""
    request_id: str = ""
    attempts: int = 1
    safe: bool = True


class FieldViolation(Struct, frozen=True, kw_only=True):
    """One entry of `details.validationError.fieldViolations`."""

    field: str = ""
    description: str = ""
    rule: str = ""


class ApiError(Exception):
    """A call that did not give what was asked for.

    `maybe_done` says that the request may have been carried out all the same: look before asking again.
    """

    maybe_done: bool = False

    def __init__(self, message: str, call: Call, body: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.call = call
        self.body = body[:BODY_KEPT]

    @property
    def request_id(self) -> str:
        """`x-wix-request-id` of the answer, or "" where there was none."""
        return self.call.request_id


class Trouble(StrEnum):
    """Why there was no answer."""

    OFFLINE = "offline"
    DNS = "dns"
    REFUSED = "refused"
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    CUT = "cut"


class Unreachable(ApiError):
    """No answer came; `trouble` says why."""

    def __init__(self, message: str, call: Call, trouble: Trouble, *, maybe_done: bool) -> None:
        super().__init__(message, call)
        self.trouble = trouble
        self.maybe_done = maybe_done


class Misconfigured(Unreachable):
    """A setting keeps every request from leaving; the message is a sentence for the person who entered it."""


class NotAllowed(ApiError):
    """The organisation's settings forbid it, so nothing was asked; the message is the sentence that says so."""


class BrokenAnswer(ApiError):
    """A 200 whose body is empty, cut short, not JSON, too large, or not of the promised shape; or an odd status.

    `garbled` says that the text was damaged (cut short, not JSON), as may happen once; a wrong shape stays wrong.
    """

    maybe_done = True
    garbled: bool = False


class StatusError(ApiError):
    """The service answered with a status other than 200. `retry_after` is in seconds, None where it named none."""

    retry_after: float | None = None

    def __init__(self, message: str, call: Call, status: int, code: str = "", body: str = "") -> None:
        super().__init__(message, call, body)
        self.status = status
        self.code = code


class BadRequest(StatusError):
    """400: `violations` name the fields."""

    violations: tuple[FieldViolation, ...] = ()


class Unauthorized(StatusError):
    """401: the key or token is missing, unknown or expired, or the site context is missing."""


class BadCredentials(Unauthorized):
    """401 BAD_CREDENTIALS of `connectByCredentials`: the calendar account's password, not the key."""


class Forbidden(StatusError):
    """403: known, but not allowed."""


class PremiumRequired(Forbidden):
    """403 PREMIUM_FEATURE_NOT_ENABLED: the site's plan has no external calendars."""


class NotFound(StatusError):
    """404: the thing, or the path, does not exist."""


class Conflict(StatusError):
    """409: somebody else was faster."""


class PreconditionFailed(StatusError):
    """428: something else must be true first."""


class NotSupportedByProvider(PreconditionFailed):
    """428 NOT_SUPPORTED_BY_PROVIDER."""


class ConnectionNotConnected(PreconditionFailed):
    """428 CONNECTION_NOT_CONNECTED."""


class AlreadyDisconnected(PreconditionFailed):
    """428 CONNECTION_ALREADY_DISCONNECTED."""


class AppNotInstalled(PreconditionFailed):
    """428 REQUIRED_APP_NOT_INSTALLED: Wix Bookings is not on the site."""


class RateLimited(StatusError):
    """429: too many requests a minute; nothing was carried out."""


class ServerError(StatusError):
    """5xx: trouble at the far side; its body is empty by design."""

    maybe_done = True
