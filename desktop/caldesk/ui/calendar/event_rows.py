"""Events as rows of a list under the names of their days, for hits, double bookings and what blocks a time."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QPersistentModelIndex, Qt

from caldesk.domain.event import Event
from caldesk.domain.local_day import local_time
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.wording import long_day_words, provider_words, spoken_event, times_words, title_words

Index = QModelIndex | QPersistentModelIndex


class EventRow(Struct, frozen=True, kw_only=True):
    """A row: an event with its words, or the heading of a day or of a person, which cannot be chosen.

    `hue` is None where there is no mark to draw; `icon` stands before a heading.
    """

    head: str
    line: str = ""
    tail: str = ""
    spoken: str = ""
    event: Event | None = None
    hue: int | None = None
    initials: str = ""
    icon: str = ""


class EventRows(QAbstractListModel):
    """The rows; the event is at `Qt.ItemDataRole.UserRole`."""

    def __init__(self, rows: Sequence[EventRow]) -> None:
        super().__init__()
        self._rows = tuple(rows)

    def row(self, index: Index) -> EventRow:
        """The row at an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if self.row(index).event is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is read, said and chosen."""
        row = self.row(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.head
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return row.spoken or row.head
            case Qt.ItemDataRole.UserRole:
                return row.event
        return None


def event_row(locale: QLocale, event: Event, scene: Scene, line: str = "") -> EventRow:
    """The row of an event: what, whose and where, and when; `line` says something else below it."""
    person = scene.person(event)
    title = event.title or person.name
    where = provider_words(event) if title == person.name else f"{person.name} · {provider_words(event)}"
    return EventRow(
        head=title,
        line=line or where,
        tail=times_words(locale, event, scene.zone),
        spoken=spoken_event(locale, event, scene),
        event=event,
        hue=person.hue,
        initials=person.initials,
    )


def rows_by_day(locale: QLocale, events: Iterable[tuple[Event, str]], scene: Scene) -> list[EventRow]:
    """Events, each with its second line or "", under the names of their days."""
    rows: list[EventRow] = []
    last: date | None = None
    for event, line in events:
        day = day_of(event, scene)
        if day != last:
            rows.append(EventRow(head=long_day_words(locale, day)))
            last = day
        rows.append(event_row(locale, event, scene, line))
    return rows


def day_of(event: Event, scene: Scene) -> date:
    """The date on which an event begins."""
    return event.first_day if event.all_day else local_time(scene.zone, event.start).date()


def brief(locale: QLocale, event: Event, scene: Scene) -> str:
    """An event in few words: "Busy, 10:00 – 11:00"."""
    return f"{title_words(event)}, {times_words(locale, event, scene.zone)}"
