"""What is wrong with the history's file, in words, and which of SQLite's failures mean which of it."""

import sqlite3
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from caldesk.i18n import _


class TroubleId(StrEnum):
    """Stable names of what can be wrong."""

    SET_ASIDE = "set-aside"
    NEWER = "newer"
    READ_ONLY = "read-only"
    NO_PLACE = "no-place"
    FULL = "full"
    BUSY = "busy"
    BROKEN_DISK = "broken-disk"


class HistoryTrouble(Struct, frozen=True, kw_only=True):
    """Why the history is not kept as it should be: what happened and what to do. `path` is for the details."""

    id: TroubleId
    title: str
    what: str
    cure: str
    path: str = ""


_KINDS = {
    sqlite3.SQLITE_FULL: TroubleId.FULL,
    sqlite3.SQLITE_READONLY: TroubleId.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: TroubleId.NO_PLACE,
    sqlite3.SQLITE_PERM: TroubleId.NO_PLACE,
    sqlite3.SQLITE_AUTH: TroubleId.NO_PLACE,
    sqlite3.SQLITE_BUSY: TroubleId.BUSY,
    sqlite3.SQLITE_LOCKED: TroubleId.BUSY,
    sqlite3.SQLITE_IOERR: TroubleId.BROKEN_DISK,
    sqlite3.SQLITE_PROTOCOL: TroubleId.BUSY,
    sqlite3.SQLITE_CORRUPT: TroubleId.SET_ASIDE,
    sqlite3.SQLITE_NOTADB: TroubleId.SET_ASIDE,
}
_PRIMARY = 0xFF
"""The low byte of an extended result code is the code that it refines."""


def kind_of_failure(error: BaseException) -> TroubleId | None:
    """What a failure says about the file; None for one that is a fault of the program."""
    if isinstance(error, OSError):
        return TroubleId.NO_PLACE
    code = getattr(error, "sqlite_errorcode", None)  # missing on errors that Python's module raises itself
    return _KINDS.get(code & _PRIMARY) if isinstance(code, int) else None


def trouble(kind: TroubleId, path: Path | None) -> HistoryTrouble:
    """The words for it."""
    title, what, cure = _words(kind)
    return HistoryTrouble(id=kind, title=title, what=what, cure=cure, path=str(path or ""))


def _words(kind: TroubleId) -> tuple[str, str, str]:
    memory = _("What happens now is remembered until Caldesk is closed.")
    words = {
        TroubleId.SET_ASIDE: (
            _("The history could not be read"),
            _("Its file is damaged. It was kept under another name, and a new history was begun."),
            _("Nothing has to be done. Connections and settings are not affected."),
        ),
        TroubleId.NEWER: (
            _("The history belongs to a newer Caldesk"),
            _("Its file was written by a newer version and was left untouched."),
            _("Use the newer version. {memory}").format(memory=memory),
        ),
        TroubleId.READ_ONLY: (
            _("The history cannot be written"),
            _("Its file may only be read."),
            _("Allow writing to the file named below. {memory}").format(memory=memory),
        ),
        TroubleId.NO_PLACE: (
            _("The history has no place"),
            _("Its folder cannot be opened or written."),
            _("Check the folder named below. {memory}").format(memory=memory),
        ),
        TroubleId.FULL: (
            _("The disk is full"),
            _("The history could not be written."),
            _("Free some space; it is then written by itself. {memory}").format(memory=memory),
        ),
        TroubleId.BUSY: (
            _("The history is in use"),
            _("Another program keeps its file locked."),
            _("Close the other program. {memory}").format(memory=memory),
        ),
        TroubleId.BROKEN_DISK: (
            _("The disk did not answer as it should"),
            _("The history could not be read or written."),
            _("Check the disk of the folder named below. {memory}").format(memory=memory),
        ),
    }
    return words[kind]
