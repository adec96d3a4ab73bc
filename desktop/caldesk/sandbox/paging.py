"""Opaque cursors that carry their query, and the paging metadata around a page."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from caldesk.sandbox.answers import Violation, validation_error
from caldesk.sandbox.knobs import Knobs
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


def metadata(count: int, following: Cursor | None, stuck_at: str | None = None) -> PagingMetadata:
    """Paging metadata for a page of `count` entries; `stuck_at` is a cursor that is given back for ever."""
    text = stuck_at or (seal(following) if following else None)
    return PagingMetadata(count=count, cursors=Cursors(next=text), has_next=text is not None)


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Which page of which list: the place it starts at, its size, the cursor it was asked with."""

    kind: str
    query: dict[str, Any]
    start: int
    limit: int
    cursor: str | None


def slice_page(rows: Sequence[T], turn: Turn, knobs: Knobs, now: float) -> tuple[Sequence[T], PagingMetadata]:
    """A page of a list that is already filtered."""
    page = rows[turn.start : turn.start + turn.limit]
    reached = turn.start + len(page)
    more = reached < len(rows)
    if knobs.cursor_trouble == "overlap":
        reached = max(turn.start + 1, reached - 1)
    following = Cursor(kind=turn.kind, query=turn.query, after=(reached, 0), given=now) if more else None
    return page, metadata(len(page), following, stuck_cursor(turn.cursor, knobs))


def stuck_cursor(cursor: str | None, knobs: Knobs) -> str | None:
    """With the knob: the cursor that came in, to be given out again."""
    return cursor if knobs.cursor_trouble == "stuck" else None


def _bad_cursor(words: str) -> Exception:
    rule = "INVALID_ARGUMENT"
    return validation_error([Violation(field="cursorPaging.cursor", description=words, violated_rule=rule)])
