"""What a person has missed since they were last here: what changed meanwhile and was not their own doing."""

from collections.abc import Iterable

from msgspec import Struct

from caldesk.services.history.records import Entry, Kind, Place, Visit

_ROUTINE = frozenset({Kind.SYNC_DELAY})
"""Measurements are no news."""


class Missed(Struct, frozen=True, kw_only=True):
    """`since` is when the visit before this one ended, in epoch seconds; None on a first visit. Newest first."""

    since: float | None = None
    entries: tuple[Entry, ...] = ()


def missed(visit: Visit | None, entries: Iterable[Entry], who: str) -> Missed:
    """What came after a visit, without what that user did here."""
    if visit is None:
        return Missed()
    news = tuple(one for one in entries if one.kind not in _ROUTINE and not _own(one, who))
    return Missed(since=visit.at, entries=news)


def _own(entry: Entry, who: str) -> bool:
    return entry.place is Place.HERE and entry.who == who
