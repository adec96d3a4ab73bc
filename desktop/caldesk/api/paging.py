"""Every page of a paged call, and an end to it whatever the service answers."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TypeVar

from caldesk.api.errors import BrokenAnswer, Call
from caldesk.api.wire import Listed, W

MAX_PAGES = 2000
"""200,000 of Wix's own events; a site with more is asked in smaller parts."""

_EMPTY_PAGES_IN_A_ROW = 20

D = TypeVar("D")


async def pages(ask: Callable[[str], Awaitable[Listed[W]]], path: str) -> AsyncIterator[Listed[W]]:
    """The pages that `ask` gives for "" and then for each cursor.

    Raises `BrokenAnswer` (for `path`) for a cursor that was there before, for a long run of empty pages, and for
    more pages than any site has.
    """
    cursor, seen, empty = "", set[str](), 0
    for _number in range(MAX_PAGES):
        page = await ask(cursor)
        yield page
        cursor = page.next_cursor
        if not cursor:
            return
        empty = 0 if page.items else empty + 1
        if cursor in seen or empty >= _EMPTY_PAGES_IN_A_ROW:
            break
        seen.add(cursor)
    raise BrokenAnswer("The pages of the answer have no end.", Call(path=path))


async def everything(
    ask: Callable[[str], Awaitable[Listed[W]]], path: str, domain: Callable[[W], D], key: Callable[[D], str]
) -> tuple[D, ...]:
    """All things of all pages as the domain knows them, each `key` once (the first one wins)."""
    return once([domain(item) async for page in pages(ask, path) for item in page.items], key)


def once(things: Iterable[D], key: Callable[[D], str]) -> tuple[D, ...]:
    """The things in their order, without those whose key was there before."""
    found: dict[str, D] = {}
    for thing in things:
        found.setdefault(key(thing), thing)
    return tuple(found.values())


def query_body(query: dict[str, object], limit: int, cursor: str) -> dict[str, object]:
    """The `query` of a POST: whole at first, only limit and cursor later, for the cursor carries the filter."""
    if cursor:
        return {"cursorPaging": {"limit": limit, "cursor": cursor}}
    return {**query, "cursorPaging": {"limit": limit}}
