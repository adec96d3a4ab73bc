"""Keeps the book of what was disconnected beside the other settings of a site, so that it survives a restart."""

import logging

import msgspec

from caldesk.services.disconnect.undo_book import Ended
from caldesk.services.settings import SettingsStore

logger = logging.getLogger(__name__)


class UndoKeeper:
    """A `Keeper` for one site. What cannot be read is as good as nothing: it only spares somebody a few clicks."""

    def __init__(self, settings: SettingsStore, profile_id: str) -> None:
        self._settings = settings
        self._profile_id = profile_id

    def load(self) -> tuple[Ended, ...]:
        """What was kept last."""
        try:
            return msgspec.convert(self._settings.site_view(self._profile_id).ended, tuple[Ended, ...])
        except msgspec.ValidationError as error:
            logger.warning("what was disconnected lately could not be read: %s", type(error).__name__)
            return ()

    def save(self, kept: tuple[Ended, ...]) -> None:
        """Write it with the settings."""
        self._settings.change_site_view(self._profile_id, ended=tuple(msgspec.to_builtins(kept)))
