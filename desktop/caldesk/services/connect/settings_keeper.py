"""Keeps the book of sign-ins beside the other settings of a site, so that it survives a restart."""

from caldesk.services.connect.sign_in_book import Kept
from caldesk.services.settings import SettingsStore


class SettingsKeeper:
    """A `Keeper` for one site."""

    def __init__(self, settings: SettingsStore, profile_id: str) -> None:
        self._settings = settings
        self._profile_id = profile_id

    def load(self) -> Kept:
        """What was kept last."""
        return self._settings.site_view(self._profile_id).sign_ins

    def save(self, kept: Kept) -> None:
        """Write it with the settings."""
        self._settings.change_site_view(self._profile_id, sign_ins=kept)
