"""What the program remembers about how it is used, under what an organisation has settled: no secrets, no site's data.

Kept in one JSON file that is replaced as a whole. A file that cannot be read is set aside, one of a newer version is
left untouched, and one that cannot be written costs nothing but the memory of it; each is told once, not lost.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caldesk.services.connect.sign_in_book import Kept
from caldesk.services.policy.declared import Preferences
from caldesk.services.policy.policy import Policy
from caldesk.services.subscribers import Subscribers
from caldesk.services.whole_file import set_aside, write_whole

if TYPE_CHECKING:
    from caldesk.services.policy.rules import Rules
    from caldesk.services.settings_trouble import SettingsTrouble

logger = logging.getLogger(__name__)

VERSION = 1
"""Of the file; one without a version is older and has the same shape."""


class SiteView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one site was last looked at."""

    page: str = "connections"
    search: str = ""
    filter: str = ""
    selected_schedule: str = ""
    calendar_view: str = "week"
    pixels_per_hour: int = 48
    hidden_schedules: tuple[str, ...] = ()
    calendar_colours: str = "schedule"
    month_hides_weekends: bool = False
    second_zone: str = ""
    """A zone id, "local" for that of the computer, "" for none."""
    sign_in_ways: dict[str, str] = {}
    """How each provider was last signed in to: provider id to way."""
    sign_ins: Kept = Kept()
    """The book of sign-ins: ids and times."""
    queue: dict[str, object] = {}
    """The team that is being connected, as `connect.queue.keeper` writes it."""
    ended: tuple[object, ...] = ()
    """What was disconnected lately, as `disconnect.undo_keeper` writes it."""


class _File(Struct, kw_only=True, omit_defaults=True):
    version: int = 0
    preferences: Preferences = Preferences()
    sites: dict[str, SiteView] = {}


class _Versioned(Struct):
    version: int = 0


class SettingsStore:
    """Reads the file once and writes it after each change. `path` None keeps everything in memory."""

    def __init__(self, path: Path | None, policy: Policy = Policy()) -> None:  # noqa: B008 - it is frozen
        self._path = path
        self._writes = path is not None
        self._fails = False
        self.policy = policy
        self.trouble: SettingsTrouble | None = None
        """What was found wrong with the file last; `troubled` is told what is found later."""
        self.troubled: Callable[[SettingsTrouble], None] = _ignore
        self._subscribers = Subscribers[Callable[[], None]]()
        self._file = self._load()
        self._preferences = self._in_force()

    @property
    def preferences(self) -> Preferences:
        """The choices for the whole program, as they are in force: the organisation's, else the user's."""
        return self._preferences

    @property
    def own(self) -> Preferences:
        """What the user chose, whether it is in force or not."""
        return self._file.preferences

    @property
    def rules(self) -> "Rules":
        """What is allowed on this computer."""
        from caldesk.services.policy.rules import Rules  # nobody asks before the first paint

        return Rules(settings=self._preferences, by_policy=frozenset(self.policy.values), unsure=self.policy.unsure)

    def is_locked(self, key: str) -> bool:
        """Whether the organisation has settled this setting."""
        return key in self.policy.values

    def change(self, **values: object) -> None:
        """Change preferences by name. What is locked stays in force; the choice is kept for the day it is not."""
        self._file.preferences = replace(self._file.preferences, **values)
        self._preferences = self._in_force()
        self._save()
        for subscriber in self._subscribers:
            subscriber()

    def subscribe(self, subscriber: Callable[[], None]) -> Callable[[], None]:
        """Call `subscriber` after each change of preferences; the result ends that, and may be called twice."""
        return self._subscribers.add(subscriber)

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

    def _in_force(self) -> Preferences:
        return replace(self._file.preferences, **self.policy.values) if self.policy.values else self._file.preferences

    def _load(self) -> _File:
        if self._path is None:
            return _File()
        try:
            content = self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return _File()
        except OSError as error:
            return self._set_aside(self._path, error)
        try:
            file = msgspec.json.decode(content, type=_File)
        except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
            if _version_of(content) > VERSION:
                return self._leave_alone(self._path, _File())
            return self._set_aside(self._path, error)
        return self._leave_alone(self._path, file) if file.version > VERSION else file

    def _leave_alone(self, path: Path, file: _File) -> _File:
        from caldesk.services.settings_trouble import newer

        self._writes = False
        self.trouble = newer(path)
        return file

    def _set_aside(self, path: Path, error: Exception) -> _File:
        from caldesk.services.settings_trouble import unreadable

        logger.warning("settings could not be read: %s", error)
        self.trouble = unreadable(set_aside(path) or path)
        return _File()

    def _save(self) -> None:
        if self._path is None or not self._writes:
            return
        self._file.version = VERSION
        try:
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(self._file)))
        except OSError as error:
            self._tell_not_kept(self._path, error)
        else:
            self._fails = False

    def _tell_not_kept(self, path: Path, error: OSError) -> None:
        """Once, until it worked again: the program asks for much to be remembered while somebody works."""
        from caldesk.services.settings_trouble import not_kept

        if not self._fails:
            self._fails = True
            self.trouble = not_kept(error, path)
            self.troubled(self.trouble)


def _version_of(content: bytes) -> int:
    try:
        return msgspec.json.decode(content, type=_Versioned).version
    except (ValueError, RecursionError):
        return 0


def _ignore(_trouble: "SettingsTrouble") -> None:
    """Nobody listens yet; whoever comes looks at `trouble`."""
