"""Finds events by words, only in what may be seen: titles and calendar names that are hidden are never looked at."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct

from caldesk.domain.event import Event, EventSource
from caldesk.domain.plain_text import plain, words_of

_start = attrgetter("start")


class Seen(Struct, frozen=True, kw_only=True):
    """What of events may be seen: the names of people by schedule, the word for where an event lives, and whether
    titles of external events are revealed at the moment."""

    names: Mapping[str, str]
    provider: Callable[[Event], str]
    revealed: bool = False


def find_events(events: Iterable[Event], query: str, seen: Seen) -> list[Event]:
    """Events in which every word of the query is found, by time; none for an empty query."""
    wanted = words_of(query)
    if not wanted:
        return []
    judged: dict[tuple[object, ...], bool] = {}
    found = []
    for event in events:
        key = _what_is_read(event, revealed=seen.revealed)
        fits = judged.get(key)
        if fits is None:
            text = _text(event, seen)
            fits = judged[key] = all(word in text for word in wanted)
        if fits:
            found.append(event)
    return sorted(found, key=_start)


def nearest(found: Sequence[Event], moment: int, most: int) -> Sequence[Event]:
    """At most so many, in order of time, those around a moment."""
    at = bisect_left(found, moment, key=_start)
    first = max(0, min(at - most // 4, len(found) - most))
    return found[first : first + most]


def _what_is_read(event: Event, *, revealed: bool) -> tuple[object, ...]:
    """Events that are equal in this are judged once; a busy year has few titles, or none that are seen.

    Kinds stand by identity, since Python would ask each of them for a hash, tens of thousands of times.
    """
    own = event.source is EventSource.WIX
    if revealed or own:
        return event.schedule_id, own, id(event.calendar_type), event.title, event.calendar_name
    return event.schedule_id, own, id(event.calendar_type)


def _text(event: Event, seen: Seen) -> str:
    bare = event.source is EventSource.EXTERNAL and not seen.revealed
    parts = [seen.names.get(event.schedule_id, "")]
    if bare:
        event = Event(event.schedule_id, event.start, event.end, calendar_type=event.calendar_type)
    parts += [seen.provider(event), event.title or "", event.calendar_name or ""]
    return "\n".join(map(plain, parts))
