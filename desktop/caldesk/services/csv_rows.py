"""Rows as CSV (RFC 4180) that a spreadsheet opens and never runs; what the rows hold is somebody else's."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from caldesk.services.calendar_export import clean

_RUNS = "=+-@\t\r\n＝＋－＠"
"""A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection); also in full width."""


def csv_bytes(columns: Sequence[str], rows: Iterable[Iterable[str]], *, bom: bool = True) -> bytes:
    """The whole file, in UTF-8. `bom` marks it as such, which Excel needs and most other programs do not mind."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; leading blanks do not hide one."""
    text = clean(cell)
    return f"'{text}" if text.lstrip(" ")[:1] in tuple(_RUNS) else text
