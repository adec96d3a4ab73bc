"""What leaves the calendar as a file: exactly what may be seen, with how true it is.

Holds what every format shares. `ics_export` and `csv_export` write the formats, `export_file` the file.
"""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.day_columns import steady_order
from caldesk.domain.event import Event, EventSource
from caldesk.domain.local_day import local_time
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange
from caldesk.i18n import _

_NAMES = {CalendarType.GOOGLE: "Google", CalendarType.MICROSOFT: "Microsoft", CalendarType.I_CAL: "Apple"}
_NOT_IN_FILE_NAMES = '<>:"/\\|?*'
_LONGEST_SITE = 60
"""Characters of a site's name in a file name; file systems end at 255 bytes."""


class TitleLevel(StrEnum):
    """How much of an event may leave the program."""

    BUSY_ONLY = "busy-only"
    WITH_TITLES = "with-titles"


class NotRead(Struct, frozen=True, kw_only=True):
    """Something that should be among the events and is not; `why` is a phrase for people, the rest may be empty."""

    person: str = ""
    source: str = ""
    why: str


class Extract(Struct, frozen=True, kw_only=True):
    """What is exported. `events` are those in view, without our own exported copies, in any order.

    `people` are names by schedule id. `as_of` (epoch seconds) is when the oldest of it was read, None if some of it
    never was in full. `now` becomes the time of the export.
    """

    events: tuple[Event, ...]
    dates: DateRange
    people: Mapping[str, str] = MappingProxyType({})
    zone: ZoneInfo
    level: TitleLevel
    site_name: str
    as_of: float | None
    now: float
    practice: bool = False
    not_read: tuple[NotRead, ...] = ()

    @property
    def seen(self) -> list[Event]:
        """The events in a steady order, without anything that the level keeps back."""
        ordered = sorted(self.events, key=steady_order)
        return ordered if self.level is TitleLevel.WITH_TITLES else [busy_only(event) for event in ordered]

    def person(self, event: Event) -> str:
        """Whose event it is; "" if nobody knows."""
        return self.people.get(event.schedule_id, "")


def busy_only(event: Event) -> Event:
    """The event without a title or a name, Wix's own too: what is called "busy only" must be just that on paper."""
    return replace(event, title=None, calendar_name=None)


def source_name(event: Event) -> str:
    """Where an event lives, in one word; the names of products are the same in every language."""
    if event.source is EventSource.WIX:
        return "Wix"
    return _NAMES.get(event.calendar_type, "Other")


def level_words(level: TitleLevel) -> str:
    """What the level lets through."""
    return _("with titles") if level is TitleLevel.WITH_TITLES else _("busy only")


def site_words(extract: Extract) -> str:
    """The site's name; a practice site says so."""
    return _("PRACTICE – {site}").format(site=extract.site_name) if extract.practice else extract.site_name


def wall_time(zone: ZoneInfo, instant: int) -> datetime:
    """Date and clock of an instant; in UTC where the zone has no such date (within a day of year 1 and 9999)."""
    try:
        return local_time(zone, instant)
    except OverflowError:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant)


def end_day(event: Event) -> date:
    """The date after the last one of an all-day event; an event that ends where it begins has its one date."""
    return max(event.end_day, event.first_day + timedelta(days=1))


def clean(text: str) -> str:
    """Text without what no file may hold: control characters and halves of characters; lines end with one newline."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs"))


def one_line(text: str) -> str:
    """Clean text in which every run of blanks and line ends is one blank: a name."""
    return " ".join(clean(text).split())


def file_name(extract: Extract, suffix: str) -> str:
    """A name to offer for the file: site, dates and level. `suffix` comes with its dot."""
    last = extract.dates.end - timedelta(days=1)
    dates = str(extract.dates.first)
    if last > extract.dates.first:
        dates = _("{first} to {last}").format(first=extract.dates.first, last=last)
    site = one_line(site_words(extract))[:_LONGEST_SITE].rstrip()
    name = f"{site} {dates} {level_words(extract.level)}".lstrip()
    return "".join("-" if each in _NOT_IN_FILE_NAMES else each for each in name).lstrip(".") + suffix
