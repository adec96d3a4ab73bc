"""The sites that this computer knows: everything but their secrets.

A list of a newer version is used as far as it is understood, and never written over.
"""

from enum import StrEnum
from pathlib import Path
from uuid import uuid4

import msgspec
from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.not_kept import NotKeptError, belongs_to_newer, why_not_kept
from caldesk.services.whole_file import set_aside, write_whole

DEFAULT_BASE_URL = "https://www.wixapis.com"
DEFAULT_REDIRECT_BASE = "https://www.wix.com"
VERSION = 1
"""Of the file; one without a version is a bare list of sites."""


class CredentialKind(StrEnum):
    """How the program proves who it is."""

    API_KEY = "api-key"
    APP = "app"


class SiteProfile(Struct, frozen=True, kw_only=True):
    """A site as it was added. `id` is ours and names the secret; `redirect_base` is where consent returns to.

    `redirect_alternatives` are tried where sign-ins keep failing.
    `practice` sites live in memory only and are never stored.
    """

    id: str
    name: str
    site_id: str = ""
    account_id: str = ""
    credential_kind: CredentialKind = CredentialKind.API_KEY
    app_id: str = ""
    instance_id: str = ""
    base_url: str = DEFAULT_BASE_URL
    redirect_base: str = DEFAULT_REDIRECT_BASE
    redirect_alternatives: tuple[str, ...] = ()
    ca_file: str = ""
    proxy: str | None = None
    hue: int = 0
    practice: bool = False


class _File(Struct, kw_only=True):
    version: int
    sites: tuple[SiteProfile, ...] = ()


class _Versioned(Struct):
    version: int = 0


class ProfilesUnreadableError(Exception):
    """The list of sites could not be read; it was set aside, `aside` names where; None where it was left alone."""

    def __init__(self, aside: Path | None, why: str = "") -> None:
        super().__init__(why or _("The list of sites could not be read. It was kept beside the new one."))
        self.aside = aside


class ProfileStore:
    """The list of sites in one file, replaced as a whole. `path` None keeps it in memory."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._profiles: tuple[SiteProfile, ...] = ()
        self.newer = ""
        """Why nothing can be added or changed: the sentence that the file belongs to a newer version, or ""."""

    def load(self) -> tuple[SiteProfile, ...]:
        """Read the list. Raises ProfilesUnreadableError; the list is then empty and can be used."""
        if self._path is None:
            return self._profiles
        try:
            content = self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return self._profiles
        except OSError as error:
            raise ProfilesUnreadableError(set_aside(self._path)) from error
        self._take(self._path, content)
        return self._profiles

    def _take(self, path: Path, content: bytes) -> None:
        if _version_of(content) > VERSION:
            self.newer = belongs_to_newer(path)
        try:
            found = msgspec.json.decode(content, type=tuple[SiteProfile, ...] | _File)
        except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
            raise ProfilesUnreadableError(None if self.newer else set_aside(path), self.newer) from error
        self._profiles = found.sites if isinstance(found, _File) else found

    @property
    def profiles(self) -> tuple[SiteProfile, ...]:
        """The sites, in the order in which they were added."""
        return self._profiles

    def find(self, name: str) -> SiteProfile | None:
        """The site with that id, or else the first of that name, whatever the case."""
        return next(iter(self.called(name)), None)

    def called(self, name: str) -> tuple[SiteProfile, ...]:
        """The site with that id, or else all sites of that name, whatever the case."""
        wanted = name.casefold()
        by_id = tuple(profile for profile in self._profiles if profile.id == name)
        return by_id or tuple(profile for profile in self._profiles if profile.name.casefold() == wanted)

    def put(self, profile: SiteProfile) -> None:
        """Add a site, or replace the one with the same id. Raises NotKeptError."""
        others = tuple(known for known in self._profiles if known.id != profile.id)
        place = next((n for n, known in enumerate(self._profiles) if known.id == profile.id), len(others))
        self._save((*others[:place], profile, *others[place:]))

    def remove(self, profile_id: str) -> None:
        """Forget a site. Raises NotKeptError."""
        self._save(tuple(known for known in self._profiles if known.id != profile_id))

    def _save(self, profiles: tuple[SiteProfile, ...]) -> None:
        if self.newer:
            raise NotKeptError(self.newer, self._path)
        if self._path is not None:
            file = _File(version=VERSION, sites=profiles)
            try:
                write_whole(self._path, msgspec.json.format(msgspec.json.encode(file)))
            except OSError as error:
                raise NotKeptError(why_not_kept(error, self._path), self._path) from error
        self._profiles = profiles


def _version_of(content: bytes) -> int:
    try:
        return msgspec.json.decode(content, type=_Versioned).version
    except (ValueError, RecursionError):
        return 0


def new_profile_id() -> str:
    """An id for a site that is being added."""
    return uuid4().hex
