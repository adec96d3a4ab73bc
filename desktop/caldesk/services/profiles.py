"""The sites that this computer knows: everything but their secrets."""

from enum import StrEnum
from pathlib import Path
from uuid import uuid4

import msgspec
from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.whole_file import set_aside, write_whole

DEFAULT_BASE_URL = "https://www.wixapis.com"
DEFAULT_REDIRECT_BASE = "https://www.wix.com"


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


class ProfilesUnreadableError(Exception):
    """The list of sites could not be read; it was set aside, `aside` names where."""

    def __init__(self, aside: Path | None) -> None:
        super().__init__(_("The list of sites could not be read. It was kept beside the new one."))
        self.aside = aside


class ProfileStore:
    """The list of sites in one file, replaced as a whole. `path` None keeps it in memory."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._profiles: tuple[SiteProfile, ...] = ()

    def load(self) -> tuple[SiteProfile, ...]:
        """Read the list. Raises ProfilesUnreadableError; the list is then empty and can be used."""
        if self._path is None:
            return self._profiles
        try:
            self._profiles = msgspec.json.decode(self._path.read_bytes(), type=tuple[SiteProfile, ...])
        except (FileNotFoundError, NotADirectoryError):
            pass
        except (OSError, ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
            raise ProfilesUnreadableError(set_aside(self._path)) from error
        return self._profiles

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
        """Add a site, or replace the one with the same id. Raises OSError."""
        others = tuple(known for known in self._profiles if known.id != profile.id)
        place = next((n for n, known in enumerate(self._profiles) if known.id == profile.id), len(others))
        self._save((*others[:place], profile, *others[place:]))

    def remove(self, profile_id: str) -> None:
        """Forget a site. Raises OSError."""
        self._save(tuple(known for known in self._profiles if known.id != profile_id))

    def _save(self, profiles: tuple[SiteProfile, ...]) -> None:
        if self._path is not None:
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(profiles)))
        self._profiles = profiles


def new_profile_id() -> str:
    """An id for a site that is being added."""
    return uuid4().hex
