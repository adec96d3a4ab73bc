"""Every page of a paged call, and an end to it whatever the service answers."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

from caldesk.api.errors import BrokenAnswer, Call
from caldesk.api.wire import D, Found, Listed, W

MAX_PAGES = 2000
"""200,000 of Wix's own events; a site with more is asked in smaller parts."""

MOST_THINGS = 100_000
"""That `everything` keeps; no site has as many."""

MOST_BYTES = 192 * 1024 * 1024
"""In all pages of one call together; 200,000 events with long titles are half of that."""

_EMPTY_PAGES_IN_A_ROW = 20


async def pages(ask: Callable[[str], Awaitable[Listed[W]]], path: str) -> AsyncIterator[Listed[W]]:
    """The pages that `ask` gives for "" and then for each cursor.

    Raises `BrokenAnswer` (for `path`) for a cursor that was there before, for a long run of empty pages, and for
    more pages or bytes than any site has.
    """
    cursor, seen, empty, size = "", set[str](), 0, 0
    for _number in range(MAX_PAGES):
        page = await ask(cursor)
        yield page
        cursor = page.next_cursor
        if not cursor:
            return
        empty = 0 if page.items else empty + 1
        size += page.size
        if cursor in seen or empty >= _EMPTY_PAGES_IN_A_ROW or size > MOST_BYTES:
            break
        seen.add(cursor)
    raise _endless(path)


async def everything(
    ask: Callable[[str], Awaitable[Listed[W]]], path: str, domain: Callable[[W], D], key: Callable[[D], str]
) -> Found[D]:
    """All things of all pages as the domain knows them, each `key` once (the first one wins).

    Raises `BrokenAnswer` as `pages` does, for a long run of pages with nothing new, and for more things than any
    site has.
    """
    found: dict[str, D] = {}
    skipped = stale = 0
    async for page in pages(ask, path):
        before = len(found)
        for item in page.items:
            thing = domain(item)
            found.setdefault(key(thing), thing)
        skipped += page.skipped
        stale = 0 if len(found) > before else stale + 1
        if len(found) > MOST_THINGS or stale >= _EMPTY_PAGES_IN_A_ROW:
            raise _endless(path)
    return Found.of(found.values(), skipped)


def once(things: Iterable[D], key: Callable[[D], str]) -> Iterable[D]:
    """The things in their order, without those whose key was there before."""
    found: dict[str, D] = {}
    for thing in things:
        found.setdefault(key(thing), thing)
    return found.values()


def _endless(path: str) -> BrokenAnswer:
    return BrokenAnswer("The pages of the answer have no end.", Call(path=path))


def query_body(query: dict[str, object], limit: int, cursor: str) -> dict[str, object]:
    """The `query` of a POST: whole at first, only limit and cursor later, for the cursor carries the filter."""
    if cursor:
        return {"cursorPaging": {"limit": limit, "cursor": cursor}}
    return {**query, "cursorPaging": {"limit": limit}}
