"""Opaque cursors that carry their query, and the paging metadata around a page."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from caldesk.sandbox.answers import Violation, validation_error
from caldesk.sandbox.shapes import Wire

T = TypeVar("T")


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """What is inside a cursor: the kind of list, the query, the place reached, the time it was given."""

    kind: str
    query: dict[str, Any]
    after: tuple[int, int]
    given: float


class Cursors(Wire, frozen=True, kw_only=True):
    """`{}` on the last page."""

    next: str | None = None


class PagingMetadata(Wire, frozen=True, kw_only=True):
    """The page's size and the way to the next one."""

    count: int
    cursors: Cursors
    has_next: bool


def seal(cursor: Cursor) -> str:
    """The cursor as text that callers cannot read by eye."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def unseal(text: str, kind: str, now: float, lifetime: float | None) -> Cursor:
    """Read a cursor back; raise a validation error for a foreign, broken or expired one."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        cursor = msgspec.json.decode(raw, type=Cursor)
    except (binascii.Error, msgspec.MsgspecError, UnicodeDecodeError, ValueError):
        raise _bad_cursor("is not a valid cursor") from None
    if cursor.kind != kind:
        raise _bad_cursor("belongs to another method")
    if lifetime is not None and now - cursor.given > lifetime:
        raise _bad_cursor("has expired")
    return cursor


def metadata(count: int, following: Cursor | None) -> PagingMetadata:
    """Paging metadata for a page of `count` entries."""
    cursors = Cursors(next=seal(following)) if following else Cursors()
    return PagingMetadata(count=count, cursors=cursors, has_next=following is not None)


def slice_page(
    rows: Sequence[T], kind: str, query: Mapping[str, Any], start: int, limit: int, now: float
) -> tuple[Sequence[T], PagingMetadata]:
    """A page of a list that is already filtered, counted from `start`."""
    page = rows[start : start + limit]
    reached = start + len(page)
    more = reached < len(rows)
    following = Cursor(kind=kind, query=dict(query), after=(reached, 0), given=now) if more else None
    return page, metadata(len(page), following)


def _bad_cursor(words: str) -> Exception:
    rule = "INVALID_ARGUMENT"
    return validation_error([Violation(field="cursorPaging.cursor", description=words, violated_rule=rule)])
