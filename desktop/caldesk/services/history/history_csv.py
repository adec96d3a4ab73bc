"""The history as CSV: the same columns in every language, and nothing that a spreadsheet would run."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from caldesk.services.csv_rows import csv_bytes
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
    return csv_bytes(COLUMNS, (_row(entry, zone) for entry in entries), bom=bom)


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
