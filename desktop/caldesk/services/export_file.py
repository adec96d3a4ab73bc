"""Writes an exported file as a whole, and says in words why that failed."""

import errno
from contextlib import suppress
from pathlib import Path

from caldesk.i18n import _
from caldesk.services.whole_file import write_whole

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY})
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO})


class NotSavedError(Exception):
    """The file could not be written; the message is for the user. What was there before is still there."""


def save_export(path: Path, content: bytes) -> None:
    """Write the file, or leave what was there. Blocks; meant for a thread. Raises NotSavedError."""
    try:
        write_whole(path, content)
    except OSError as error:
        with suppress(OSError):
            path.with_name(f".{path.name}.new").unlink(missing_ok=True)
        raise NotSavedError(_why(error, path)) from error


def _why(error: OSError, path: Path) -> str:
    folder, name = path.parent.name or str(path.parent), path.name
    if error.errno in _FULL:
        return _("There is no room left for “{name}”. Free some space, or choose another place.").format(name=name)
    if error.errno in _REFUSED:
        return _(
            "“{name}” may not be written in “{folder}”, or another program has it open. "
            "Close it there, or choose another place."
        ).format(name=name, folder=folder)
    if error.errno in _GONE:
        return _("The folder “{folder}” is not there. Choose another place.").format(folder=folder)
    return _("“{name}” could not be written. Choose another place and try again.").format(name=name)
