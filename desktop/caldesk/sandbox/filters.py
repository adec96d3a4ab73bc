"""Wix's query language over our records: filters by dotted path, operators, cursor paging."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec

from caldesk.sandbox.answers import Refusal, Violation, validation_error
from caldesk.sandbox.calls import Call
from caldesk.sandbox.knobs import Knobs
from caldesk.sandbox.paging import PagingMetadata, Turn, slice_page, unseal
from caldesk.sandbox.shapes import Wire
from caldesk.sandbox.validation import Check, as_object

T = TypeVar("T", bound=Wire)

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "$eq": lambda have, want: bool(have == want),
    "$ne": lambda have, want: bool(have != want),
    "$in": lambda have, want: have in want,
    "$exists": lambda have, want: (have is not None) is want,
    "$lt": lambda have, want: have is not None and have < want,
    "$lte": lambda have, want: have is not None and have <= want,
    "$gt": lambda have, want: have is not None and have > want,
    "$gte": lambda have, want: have is not None and have >= want,
    "$startsWith": lambda have, want: str(have or "").startswith(str(want)),
    "$contains": lambda have, want: str(want) in str(have or ""),
    "$hasSome": lambda have, want: bool(set(_many(have)) & set(want)),
    "$hasAll": lambda have, want: set(want) <= set(_many(have)),
}


def search(
    call: Call, rows: Callable[[Mapping[str, Any]], Sequence[T]], kind: str, knobs: Knobs, now: float
) -> tuple[Sequence[T], PagingMetadata]:
    """Run a query method: `rows` gives the candidates for a filter, the rest is filtering and paging."""
    asked = call.search()
    paging = as_object(asked.get("cursorPaging"))
    check = Check()
    limit = check.limit(
        "query.cursorPaging.limit", paging.get("limit"), knobs.query_default_limit, knobs.query_max_limit
    )
    check.done()
    query, start = dict(as_object(asked.get("filter"))), 0
    text = str(paging["cursor"]) if paging.get("cursor") else None
    if text is not None:
        cursor = unseal(text, kind, now, knobs.cursor_lifetime)
        query, start = cursor.query, cursor.after[0]
    found = [row for row in rows(query) if matches(row, query)]
    turn = Turn(kind=kind, query=query, start=start, limit=limit, cursor=text)
    return slice_page(found, turn, knobs, now)


def matches(row: Wire, query: Mapping[str, Any]) -> bool:
    """Whether a record passes a filter."""
    return all(_passes(row, path, wish) for path, wish in query.items())


def _passes(row: Wire, path: str, wish: Any) -> bool:
    if path == "$and":
        parts = wish if isinstance(wish, list) else []
        return all(matches(row, as_object(part)) for part in parts)
    have = reach(row, path)
    conditions = wish if isinstance(wish, dict) else {"$eq": wish}
    return all(_holds(path, name, have, want) for name, want in conditions.items())


def _holds(path: str, name: str, have: Any, want: Any) -> bool:
    if name not in _OPERATORS:
        raise _bad_filter(path, f"does not support the operator {name}")
    try:
        return _OPERATORS[name](have, want)
    except TypeError:  # a list where a value belongs, a number against a text
        raise _bad_filter(path, f"has the wrong kind of value for {name}") from None


def _bad_filter(path: str, words: str) -> Refusal:
    field = f"query.filter.{path}"
    return validation_error([Violation(field=field, description=words, violated_rule="INVALID_ARGUMENT")])


def reach(value: Any, path: str) -> Any:
    """The value at a dotted path of wire names; a list gives the values of all its entries."""
    for name in path.split("."):
        many = isinstance(value, tuple)
        value = tuple(_member(one, name) for one in value) if many else _member(value, name)
    return value


def _member(value: Any, name: str) -> Any:
    if not isinstance(value, Wire):
        return None
    attribute = _attributes(type(value)).get(name)
    return getattr(value, attribute) if attribute else None


@cache
def _attributes(kind: type[Wire]) -> dict[str, str]:
    return {field.encode_name: field.name for field in msgspec.structs.fields(kind)}


def _many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
