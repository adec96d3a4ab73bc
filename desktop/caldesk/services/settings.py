"""What the program remembers about how it is used: no secrets, no data of the site.

Kept in one JSON file that is replaced as a whole; a file that cannot be read is set aside and said, not lost.
"""

import logging
from datetime import time
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caldesk.services.connect.sign_in_book import Kept
from caldesk.services.whole_file import set_aside, write_whole

logger = logging.getLogger(__name__)


class LookChoice(StrEnum):
    """Which theme to use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Preferences(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Choices that hold for the whole program.

    `reveal_seconds`: how long titles stay visible once revealed. `hide_on_blur`: whether they also go when another
    program gets the focus. `tray`: whether notices also appear beside the system's clock. `kiosk`: no notices at all.
    Quiet hours are by this computer's clock, may run over midnight, and are none if both are equal.
    """

    look: LookChoice = LookChoice.SYSTEM
    language: str = ""
    reveal_seconds: int = 120
    hide_on_blur: bool = False
    ca_file: str = ""
    proxy: str | None = None
    last_site: str = ""
    window_geometry: str = ""
    tray: bool = True
    kiosk: bool = False
    quiet_from: time = time(0)
    quiet_until: time = time(0)


class SiteView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one site was last looked at."""

    page: str = "connections"
    search: str = ""
    filter: str = ""
    selected_schedule: str = ""
    calendar_view: str = "week"
    pixels_per_hour: int = 48
    hidden_schedules: tuple[str, ...] = ()
    second_zone: str = ""
    """A zone id, "local" for that of the computer, "" for none."""
    sign_in_ways: dict[str, str] = {}
    """How each provider was last signed in to: provider id to way."""
    sign_ins: Kept = Kept()
    """The book of sign-ins: ids and times."""


class _File(Struct, kw_only=True, omit_defaults=True):
    preferences: Preferences = Preferences()
    sites: dict[str, SiteView] = {}


class SettingsStore:
    """Reads the file once and writes it after each change. `path` None keeps everything in memory."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.set_aside: Path | None = None
        """Where a file that could not be read was moved, for the window to say so."""
        self._file = self._load()

    @property
    def preferences(self) -> Preferences:
        """The choices for the whole program."""
        return self._file.preferences

    def change(self, **values: object) -> None:
        """Change preferences by name."""
        self._file.preferences = replace(self._file.preferences, **values)
        self._save()

    def site_view(self, profile_id: str) -> SiteView:
        """How that site was last looked at."""
        return self._file.sites.get(profile_id, SiteView())

    def change_site_view(self, profile_id: str, **values: object) -> None:
        """Remember how a site is looked at."""
        self._file.sites[profile_id] = replace(self.site_view(profile_id), **values)
        self._save()

    def forget_site(self, profile_id: str) -> None:
        """Drop what is remembered about a site."""
        if self._file.sites.pop(profile_id, None) is not None:
            self._save()

    def _load(self) -> _File:
        if self._path is None:
            return _File()
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_File)
        except (FileNotFoundError, NotADirectoryError):
            return _File()
        except (OSError, ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
            logger.warning("settings could not be read: %s", error)
            self.set_aside = set_aside(self._path)
            return _File()

    def _save(self) -> None:
        if self._path is not None:
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(self._file)))
