"""From an answer that is not a success to one error of the tree, whatever its body looks like.

Keyed on the application code first and the status second; the text of a message is never interpreted.
Source: `wix-api.md` §2.4 and §4.10.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

import msgspec
from msgspec import Struct

from caldesk.api import errors
from caldesk.api.errors import ApiError, BrokenAnswer, Call, FieldViolation, StatusError
from caldesk.domain.secret import Secret

_BLOT = "…"
_MESSAGE_KEPT = 500

_BY_CODE: dict[str, type[StatusError]] = {
    "BAD_CREDENTIALS": errors.BadCredentials,
    "PREMIUM_FEATURE_NOT_ENABLED": errors.PremiumRequired,
    "NOT_SUPPORTED_BY_PROVIDER": errors.NotSupportedByProvider,
    "CONNECTION_NOT_CONNECTED": errors.ConnectionNotConnected,
    "CONNECTION_ALREADY_DISCONNECTED": errors.AlreadyDisconnected,
    "REQUIRED_APP_NOT_INSTALLED": errors.AppNotInstalled,
    "invalid_client": errors.Unauthorized,  # the token endpoint may say it with 400 (RFC 6749 §5.2)
}
_BY_STATUS: dict[int, type[StatusError]] = {
    400: errors.BadRequest,
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.NotFound,
    409: errors.Conflict,
    428: errors.PreconditionFailed,
    429: errors.RateLimited,
}


class Answer(Struct, frozen=True, kw_only=True):
    """A whole answer: status, headers with lower-case names, body after decompression."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def error_of(answer: Answer, call: Call, secrets: Iterable[Secret]) -> ApiError:
    """The error that a non-200 answer stands for; a redirect or an odd success is a `BrokenAnswer`."""
    body = blot_out(answer.body[: 4 * errors.BODY_KEPT].decode("utf-8", "replace"), secrets)
    if not HTTPStatus.BAD_REQUEST <= answer.status < 600:
        return BrokenAnswer(
            f"The service answered with the status {answer.status}, which it never promised.", call, body
        )
    said = _read(body)
    kind = _BY_CODE.get(said.code) or _BY_STATUS.get(answer.status) or _of_range(answer.status)
    error = kind(said.text or _phrase(answer.status), call, answer.status, said.code, body)
    error.retry_after = retry_after(answer.headers)
    if isinstance(error, errors.BadRequest):
        error.violations = said.violations
    return error


def blot_out(text: str, secrets: Iterable[Secret]) -> str:
    """`text` with our own secrets replaced, as they are and as JSON writes them."""
    for secret in secrets:
        plain = secret.reveal()
        if plain:
            text = text.replace(plain, _BLOT)
            text = text.replace(msgspec.json.encode(plain).decode()[1:-1], _BLOT)
    return text


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that `Retry-After` asks for (a number, or a date held against the answer's own `Date`), else None."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    if not text:
        return None
    from email.utils import parsedate_to_datetime  # rarely wanted, and no start waits for it

    try:
        wait = (parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
    except (TypeError, ValueError):
        return None
    return max(0.0, wait)


class _Said(Struct, frozen=True):
    text: str = ""
    code: str = ""
    violations: tuple[FieldViolation, ...] = ()


def _read(body: str) -> _Said:
    """What an error body says; nothing where it is no JSON object, or of another shape."""
    try:
        whole = _dict(msgspec.json.decode(body))
    except (ValueError, RecursionError):
        return _Said()
    details = _dict(whole.get("details"))
    application = _dict(details.get("applicationError"))
    entries = _dict(details.get("validationError")).get("fieldViolations")
    return _Said(
        text=(_text(whole.get("message")) or _text(whole.get("error_description")))[:_MESSAGE_KEPT],
        code=_text(application.get("code")) or _text(whole.get("error")),
        violations=tuple(_violation(_dict(entry)) for entry in entries) if isinstance(entries, list) else (),
    )


def _violation(entry: dict[str, object]) -> FieldViolation:
    return FieldViolation(
        field=_text(entry.get("field")),
        description=_text(entry.get("description")),
        rule=_text(entry.get("ruleName")) or _text(entry.get("violatedRule")),
    )


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _of_range(status: int) -> type[StatusError]:
    return errors.ServerError if status >= HTTPStatus.INTERNAL_SERVER_ERROR else StatusError


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"
