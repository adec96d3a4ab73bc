"""The history as CSV: the same columns in every language, and nothing that a spreadsheet would run."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from io import StringIO

from caldesk.services.csv_export import guarded
from caldesk.services.history.records import Entry

COLUMNS = (
    "at",
    "kind",
    "schedule",
    "provider",
    "account",
    "part",
    "before",
    "after",
    "reason",
    "place",
    "who",
    "way",
    "not_before",
    "seconds",
    "request_id",
    "connection_id",
    "schedule_id",
)
"""`at` and `not_before` are ISO date-times with offset; what happened lies between them."""


def csv_of(entries: Iterable[Entry], zone: tzinfo = UTC, *, bom: bool = True) -> bytes:
    """The whole file in UTF-8, in the order given. `bom` marks it as such, which Excel needs."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([guarded(cell) for cell in _row(entry, zone)])
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _row(entry: Entry, zone: tzinfo) -> list[str]:
    return [
        _moment(entry.at, zone),
        entry.kind.value,
        entry.schedule_name,
        entry.provider_name,
        entry.account,
        entry.part,
        entry.before,
        entry.after,
        entry.reason,
        entry.place.value,
        entry.who,
        entry.way,
        "" if entry.not_before is None else _moment(entry.not_before, zone),
        "" if entry.seconds is None else f"{entry.seconds:.0f}",
        entry.request_id,
        entry.connection_id,
        entry.schedule_id,
    ]


def _moment(seconds: float, zone: tzinfo) -> str:
    return datetime.fromtimestamp(seconds, zone).isoformat(timespec="seconds")
