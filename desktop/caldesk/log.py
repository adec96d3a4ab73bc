"""Logging to a small rotating file, with a filter that drops whatever looks like a secret.

The first defence is that nothing secret is ever logged; the filter is the second. Addresses lose their query,
because that is where connection ids and error codes travel.
"""

import logging
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_SECRETS = re.compile(
    r"IST\.[\w.\-]{8,}"
    r"|\beyJ[\w\-]{8,}\.[\w\-.]+"
    r"|(?i:bearer\s+)[\w.\-]{8,}"
    r"|\b[a-z]{4}(?:-[a-z]{4}){3}\b"
    r"|(?i:(?:password|secret|authorization|api[_-]?key|access_token)[\"']?\s*[:=]\s*[\"']?)[^\s\"',}]+"
)
_QUERY = re.compile(r"(https?://[^\s?\"']+)\?[^\s\"']*")


def redacted(text: str) -> str:
    """`text` without anything that looks like a key, a token, a password or the query of an address."""
    return _QUERY.sub(r"\1?…", _SECRETS.sub("[removed]", text))


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, and redacts the result."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class _FileHandler(RotatingFileHandler):
    """A disk that is full, or went away, costs lines of the log: the window says it where it matters."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - called by logging
        """Tell of faults in our own calls only."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def set_up(folder: Path | None, *, verbose: bool = False) -> None:
    """Log to `folder`; where that cannot be written, say so once and log only warnings, to standard error."""
    root = logging.getLogger("caldesk")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    root.propagate = False
    problem: OSError | None = None
    try:
        handler = _to_file(folder) if folder is not None else _to_standard_error()
    except OSError as error:
        handler = _to_standard_error()
        problem = error
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    if problem is not None:
        root.warning("no log file can be written: %s", problem)


def _to_file(folder: Path) -> logging.Handler:
    folder.mkdir(parents=True, exist_ok=True)
    return _FileHandler(folder / "caldesk.log", maxBytes=512_000, backupCount=3, encoding="utf-8")


def _to_standard_error() -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    return handler
