"""What is remembered of newer versions from one start to the next, in a small file: no site, no key, nobody's name.

Losing the file loses nothing but the memory of having asked. One that cannot be read is as good as none.
"""

import logging
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from caldesk.services.updates.fault import Fault
from caldesk.services.updates.feed import Release, leads_to_same_host
from caldesk.services.whole_file import write_whole

logger = logging.getLogger(__name__)

VERSION = 1
_LATEST = 253_402_300_799
"""The last second of the year 9999, after which no calendar can show a time."""


class Heard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of asking last. `asked_at` is in epoch seconds, set before the answer; `feed` is who was asked.

    `declined` is the version that somebody does not want to hear of again.
    """

    feed: str = ""
    asked_at: Annotated[float, Meta(ge=0, le=_LATEST)] | None = None
    release: Release | None = None
    fault: Fault | None = None
    declined: str = ""


class _File(Struct, kw_only=True):
    version: int
    heard: Heard


class HeardFile:
    """Reads and replaces the file as a whole. `path` None keeps nothing: tours, tests."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def load(self) -> Heard:
        """What was kept; nothing where there is no such file, or one that is not understood."""
        if self._path is None:
            return Heard()
        try:
            file = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except FileNotFoundError:
            return Heard()
        except (OSError, ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
            logger.warning("what was heard of newer versions could not be read: %s", error)
            return Heard()
        return _checked(file.heard) if file.version == VERSION else Heard()

    def save(self, heard: Heard) -> None:
        """Keep it, if that is possible."""
        if self._path is None:
            return
        try:
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(_File(version=VERSION, heard=heard))))
        except OSError as error:
            logger.warning("what was heard of newer versions could not be kept: %s", error)


def _checked(heard: Heard) -> Heard:
    """A file can be written by others: its page is held against its feed once more, as when it came."""
    release = heard.release
    if release is None or not release.page or leads_to_same_host(release.page, heard.feed):
        return heard
    return replace(heard, release=replace(release, page=""))
