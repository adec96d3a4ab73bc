"""Answers: what a method gives back, and the refusals in Wix's envelopes.

Source: dev.wix.com/docs/api-reference/articles/work-with-wix-apis/troubleshooting/about-errors.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from caldesk.sandbox.shapes import Wire


class Refusal(Exception):
    """The service says no: an HTTP status, a JSON body, extra headers."""

    def __init__(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


class Violation(Wire, frozen=True, kw_only=True):
    """One entry of `fieldViolations`."""

    field: str
    description: str
    violated_rule: str
    data: dict[str, Any] | None = None


class Answer(Struct, frozen=True, kw_only=True):
    """An HTTP answer that is ready to go."""

    status: int
    body: bytes
    headers: dict[str, str]


def application_error(status: int, code: str, text: str, headers: Mapping[str, str] | None = None) -> Refusal:
    """A refusal by business logic, keyed on its code."""
    detail = {"applicationError": {"code": code, "description": text, "data": {}}}
    return Refusal(status, {"message": text, "details": detail}, headers)


def validation_error(violations: Sequence[Violation]) -> Refusal:
    """A refusal of bad input, field by field."""
    first = violations[0]
    wrong = "is required" if first.violated_rule == "REQUIRED_FIELD" else first.description
    detail = {"validationError": {"fieldViolations": list(violations)}}
    return Refusal(400, {"message": f"{first.field} {wrong}", "details": detail})


def plain_error(status: int, message: str) -> Refusal:
    """A refusal by the gateway or a failure inside: `details` is empty by design."""
    return Refusal(status, {"message": message, "details": {}})


def not_found(what: str) -> Refusal:
    """An unknown resource."""
    return application_error(404, "NOT_FOUND", f"{what} not found")


def not_supported(text: str) -> Refusal:
    """A method or a setting that the provider does not have."""
    return application_error(428, "NOT_SUPPORTED_BY_PROVIDER", text)
