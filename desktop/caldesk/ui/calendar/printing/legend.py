"""What the marks on a print mean: letters, patterns and frames, so that no colour is needed; and who is who."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from caldesk.domain.event import Event, EventSource
from caldesk.i18n import _
from caldesk.services.calendar_export import busy_only
from caldesk.ui.calendar.printing.drawing import TINY, Area, Badge, Card, Ground, Item, Rect, Swatch, Words, moved
from caldesk.ui.calendar.printing.matter import Matter, Who, Wording
from caldesk.ui.calendar.printing.ruler import Fitting

_MARK, _SPACE, _BETWEEN = 13.0, 3.0, 10.0
_ROW = 10.0
_MOST_ROWS = 3
"""A longer list of people takes a place of its own at the end."""
_ANY_EVENT = Event("", 0, 0)


class Entry(Struct, frozen=True):
    """A mark, drawn for a place at the origin, and its meaning."""

    mark: tuple[Item, ...]
    text: str


def sign_entries(matter: Matter, words: Wording) -> list[Entry]:
    """The marks in use, except those of people."""
    box = Rect(0, 1.5, _MARK - 2, 7)
    entries = [Entry((Card(box, _ANY_EVENT, 0, booking=True),), _("Booking"))] if _has(matter, EventSource.WIX) else []
    if _has(matter, EventSource.EXTERNAL):
        entries.append(Entry((Card(box, _ANY_EVENT, 0, booking=False),), _("Event of a connected calendar")))
    letters = dict(
        sorted({words.letter(event): words.source(event) for event in map(busy_only, matter.events)}.items())
    )
    entries += [Entry((Badge(Rect(2, 1.2, 7.6, 7.6), letter),), name) for letter, name in letters.items()]
    if matter.clashing:
        entries.append(Entry((Card(box, _ANY_EVENT, 0, booking=False, clash=True),), _("! Double booking")))
    if matter.has_blind or matter.unread_days:
        entries.append(Entry((Area(box, Ground.HATCH),), _("Could not be read: not known to be free")))
    return entries


def people_entries(people: Iterable[Who]) -> list[Entry]:
    """Who stands behind which pattern and initials."""
    return [
        Entry(
            (Swatch(Rect(0, 1.5, _MARK - 2, 7), who.hue),),
            _("{initials} {name}").format(initials=who.initials, name=who.name),
        )
        for who in people
    ]


def fits_at_the_foot(entries: Sequence[Entry], width: float, fitting: Fitting) -> bool:
    """Whether a legend is short enough to stand on every page."""
    return len(list(_rows(entries, width, fitting))) <= _MOST_ROWS


def legend_height(entries: Sequence[Entry], width: float, fitting: Fitting) -> float:
    """Height of a legend."""
    return _ROW * len(list(_rows(entries, width, fitting)))


def legend_items(entries: Sequence[Entry], place: Rect, fitting: Fitting) -> list[Item]:
    """A legend in its place."""
    items: list[Item] = []
    for number, row in enumerate(_rows(entries, place.width, fitting)):
        top = place.top + number * _ROW
        for entry, left, width in row:
            items += [moved(mark, place.left + left, top) for mark in entry.mark]
            room = width - _MARK - _SPACE
            rect = Rect(place.left + left + _MARK + _SPACE, top, room, _ROW)
            items.append(Words(rect, fitting.cut(entry.text, TINY, room), TINY))
    return items


def _has(matter: Matter, source: EventSource) -> bool:
    return any(event.source is source for event in matter.events)


def _rows(entries: Sequence[Entry], width: float, fitting: Fitting) -> Iterator[list[tuple[Entry, float, float]]]:
    """Entries with their left edge and width, line by line."""
    row: list[tuple[Entry, float, float]] = []
    left = 0.0
    for entry in entries:
        wide = min(width, _MARK + _SPACE + fitting.width(entry.text, TINY) + 0.5)
        if row and left + wide > width:
            yield row
            row, left = [], 0.0
        row.append((entry, left, wide))
        left += wide + _BETWEEN
    if row:
        yield row
