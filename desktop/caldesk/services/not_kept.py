"""Why a file of ours could not be written, as a sentence; who could not keep something raises it from here."""

import errno
from pathlib import Path

from caldesk.i18n import _

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class NotKeptError(Exception):
    """Something was not written; the text is a sentence. `path` names the file."""

    def __init__(self, sentence: str, path: Path | None = None) -> None:
        super().__init__(sentence)
        self.path = path


def why_not_kept(error: OSError, path: Path) -> str:
    """What kept a file from being written."""
    if error.errno in _FULL:
        return _("The disk is full.")
    if error.errno in _FORBIDDEN:
        return _("The folder {folder} may not be written.").format(folder=path.parent)
    return _("The folder {folder} cannot be used: {why}.").format(folder=path.parent, why=error.strerror)


def belongs_to_newer(path: Path) -> str:
    """The file was written by a version that knows more than this one."""
    return _("The file {file} was written by a newer Caldesk and is left untouched.").format(file=path.name)
