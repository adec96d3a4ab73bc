"""Checks of what a caller sent, collected as field violations. Knows formats, not the state of the site."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from caldesk.sandbox.answers import Violation, validation_error

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Check:
    """Collects violations; `done` raises them together, so that a caller sees all of them at once."""

    def __init__(self) -> None:
        self._violations: list[Violation] = []

    def add(self, field: str, description: str, rule: str, data: dict[str, Any] | None = None) -> None:
        """Note a violation."""
        self._violations.append(Violation(field=field, description=description, violated_rule=rule, data=data))

    def done(self) -> None:
        """Raise what was found; say nothing when all is well."""
        if self._violations:
            raise validation_error(self._violations)

    def required(self, field: str, value: object) -> str:
        """A string that must be there; "" after a violation."""
        if isinstance(value, str) and value:
            return value
        if value is None or value == "":
            self.add(field, "must not be empty", "REQUIRED_FIELD")
        else:
            self.add(field, "must be a string", "INVALID_ARGUMENT")
        return ""

    def _format(self, field: str, value: object, good: bool, kind: str, words: str) -> str:
        text = self.required(field, value)
        if text and not good:
            self.add(field, f"is not a valid {words}", "FORMAT", {"type": kind})
        return text

    def guid(self, field: str, value: object) -> str:
        """A GUID."""
        good = isinstance(value, str) and bool(_GUID.fullmatch(value))
        return self._format(field, value, good, "GUID", "GUID")

    def email(self, field: str, value: object) -> str:
        """An e-mail address."""
        good = isinstance(value, str) and bool(_EMAIL.fullmatch(value))
        return self._format(field, value, good, "EMAIL", "email address")

    def web_url(self, field: str, value: object, *, loopback: bool) -> str:
        """An address of a web page; `loopback` says whether this computer's own address passes."""
        good = isinstance(value, str) and _is_web_url(value, loopback)
        return self._format(field, value, good, "WEB_URL", "web url")

    def moment(self, field: str, value: object) -> float:
        """An RFC 3339 date-time with an offset, as seconds since the epoch; 0 after a violation."""
        text = self.required(field, value)
        if not text:
            return 0.0
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.tzinfo is None or "T" not in text.upper():
            self.add(field, "is not a valid date-time", "FORMAT", {"type": "DATE_TIME"})
            return 0.0
        return found.timestamp()

    def guids(self, field: str, values: Sequence[str], most: int | None) -> tuple[str, ...]:
        """Repeated GUIDs, at most `most` of them."""
        if most is not None and len(values) > most:
            self.add(field, f"must have at most {most} items", "MAX_SIZE", {"threshold": most})
            return ()
        return tuple(self.guid(f"{field}[{place}]", value) for place, value in enumerate(values))

    def flag(self, field: str, values: Sequence[str]) -> bool | None:
        """`true` or `false`; None when absent."""
        if not values:
            return None
        if values[-1] not in {"true", "false"}:
            self.add(field, "must be true or false", "INVALID_ARGUMENT")
        return values[-1] == "true"

    def limit(self, field: str, value: object, default: int, most: int) -> int:
        """A page size from 1 to `most`."""
        if value is None:
            return default
        number = _whole_number(value)
        if number is None or number < 1:
            self.add(field, "must be greater than or equal to 1", "MIN", {"threshold": 1})
            return default
        if number > most:
            self.add(field, f"must be less than or equal to {most}", "MAX", {"threshold": most})
        return number

    def texts(self, field: str, value: object, default: Sequence[str]) -> frozenset[str]:
        """A list of strings."""
        if value is None:
            return frozenset(default)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.add(field, "must be a list of strings", "INVALID_ARGUMENT")
            return frozenset()
        return frozenset(value)

    def one_of(self, field: str, value: object, allowed: Sequence[str]) -> str:
        """A name of an enum."""
        if not isinstance(value, str) or value not in allowed:
            self.add(field, f"must be one of {', '.join(allowed)}", "INVALID_ARGUMENT")
            return ""
        return value


def as_object(value: object) -> Mapping[str, Any]:
    """The JSON object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def _whole_number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def _is_web_url(text: str, loopback: bool) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", text):
        return False
    return loopback or parts.hostname not in _LOOPBACK
