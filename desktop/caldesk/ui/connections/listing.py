"""Which rows of the connections list are shown, and in which order. Plain lists of ready values, without Qt."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import chain

from msgspec import Struct

from caldesk.ui.connections.rows import Group, Row


class Show(StrEnum):
    """The filter beside the search."""

    ALL = "all"
    ATTENTION = "attention"
    UNCONNECTED = "unconnected"


class SortBy(StrEnum):
    """What the groups are ordered by."""

    READING = "reading"
    NAME = "name"
    STATE = "state"
    AGE = "age"


class Query(Struct, frozen=True, kw_only=True):
    """What to show; `provider_id` "" means every provider."""

    text: str = ""
    show: Show = Show.ALL
    provider_id: str = ""
    sort: SortBy = SortBy.READING
    descending: bool = False


def rows_of(groups: list[Group], query: Query) -> list[Row]:
    """The rows of groups that are in order already."""
    wanted = _searched(groups, query.text)
    if query.show is Show.ALL and not query.provider_id:
        return list(chain.from_iterable(wanted))
    return list(chain.from_iterable(_kept(rows, query) for rows in wanted))


_SORT_KEYS: dict[SortBy, Callable[[Group], object]] = {
    SortBy.NAME: lambda group: group.rows[0].title.casefold(),
    SortBy.STATE: lambda group: group.rank,
    SortBy.AGE: lambda group: group.oldest,
}


def ordered(groups: list[Group], query: Query) -> list[Group]:
    """The groups in the order that is asked for."""
    key = _SORT_KEYS.get(query.sort)
    if key is None:
        return groups
    return sorted(groups, key=key, reverse=query.descending)  # type: ignore[arg-type]  # keys of one kind each


def _searched(groups: list[Group], text: str) -> Iterable[tuple[Row, ...]]:
    words = text.casefold().split()
    if not words:
        return [group.rows for group in groups]
    for word in words:
        groups = [group for group in groups if word in group.needle]
    return [rows for group in groups if (rows := _matching(group.rows, words))]


def _matching(rows: tuple[Row, ...], words: Sequence[str]) -> tuple[Row, ...]:
    """A schedule that matches keeps all its connections; else it keeps those that match together with it."""
    head = rows[0]
    left = [word for word in words if word not in head.needle]
    if not left:
        return rows
    found = [row for row in rows[1:] if all(word in row.needle for word in left)]
    return (head, *found) if found else ()


def _kept(rows: tuple[Row, ...], query: Query) -> tuple[Row, ...]:
    head, connections = rows[0], rows[1:]
    if query.show is Show.UNCONNECTED and not head.unconnected:
        return ()
    if query.show is Show.ATTENTION:
        connections = tuple(row for row in connections if row.needs_attention)
    if query.provider_id:
        connections = tuple(row for row in connections if _is_of(row, query.provider_id))
    if not connections and not (query.show is Show.UNCONNECTED and not query.provider_id):
        return ()
    return (head, *connections)


def _is_of(row: Row, provider_id: str) -> bool:
    return row.view is not None and row.view.connection.provider_id == provider_id
