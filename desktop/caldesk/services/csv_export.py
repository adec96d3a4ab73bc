"""The calendar as CSV (RFC 4180) that a spreadsheet opens and never runs.

The same in every language, so that files of several computers fit together: ISO dates and times, a comma between
cells, English headings. Only what people wrote, and why something is missing, is in their own words.
"""

from collections.abc import Iterator
from datetime import timedelta

from caldesk.domain.event import Event
from caldesk.i18n import _
from caldesk.services.calendar_export import (
    Extract,
    NotRead,
    TitleLevel,
    end_day,
    site_words,
    source_name,
    wall_time,
)
from caldesk.services.csv_rows import csv_bytes

COLUMNS = (
    "date",
    "start",
    "end",
    "all_day",
    "minutes",
    "zone",
    "person",
    "source",
    "calendar",
    "title",
    "status",
    "site",
    "as_of",
)
"""`start` and `end` are date-times with offset; of all-day events, and of what was not read, the first and the last
date. `minutes` is the true length, whatever the clocks do meanwhile; all-day events have none. `status` is "read" or
"not-read": time of such a row is not known to be free."""


def csv_of(extract: Extract, *, bom: bool = True) -> bytes:
    """The whole file, in UTF-8. `bom` marks it as such, which Excel needs and most other programs do not mind."""
    return csv_bytes(COLUMNS, _rows(extract), bom=bom)


def _rows(extract: Extract) -> Iterator[list[str]]:
    for missing in extract.not_read:
        yield _missing_row(extract, missing)
    for event in extract.seen:
        yield _event_row(extract, event)


def _event_row(extract: Extract, event: Event) -> list[str]:
    shown = extract.level is TitleLevel.WITH_TITLES
    return [
        *_times(extract, event),
        extract.zone.key,
        extract.person(event),
        source_name(event),
        (event.calendar_name or "") if shown else "",
        event.title or _("Busy"),
        "read",
        *_about(extract),
    ]


def _missing_row(extract: Extract, missing: NotRead) -> list[str]:
    first, last = extract.dates.first, extract.dates.end - timedelta(days=1)
    times = [str(first), str(first), str(last), "yes", ""]
    words = _("Could not be read: {reason}").format(reason=missing.why)
    return [*times, extract.zone.key, missing.person, missing.source, "", words, "not-read", *_about(extract)]


def _times(extract: Extract, event: Event) -> list[str]:
    if event.all_day:
        first, last = str(event.first_day), str(end_day(event) - timedelta(days=1))
        return [first, first, last, "yes", ""]
    start, end = (wall_time(extract.zone, instant) for instant in (event.start, event.end))
    minutes = max(0, event.end - event.start) / 60
    return [str(start.date()), start.isoformat(), end.isoformat(), "no", f"{minutes:g}"]


def _about(extract: Extract) -> list[str]:
    as_of = "" if extract.as_of is None else wall_time(extract.zone, int(extract.as_of)).isoformat()
    return [site_words(extract), as_of]
