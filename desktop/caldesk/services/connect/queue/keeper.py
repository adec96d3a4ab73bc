"""Keeps the queue of a site beside its other settings, so that it can go on tomorrow: ids and times, no links."""

import logging

import msgspec

from caldesk.services.connect.queue.book import KeptQueue
from caldesk.services.settings import SettingsStore

logger = logging.getLogger(__name__)


class SettingsQueueKeeper:
    """A `QueueKeeper` for one site."""

    def __init__(self, settings: SettingsStore, profile_id: str) -> None:
        self._settings = settings
        self._profile_id = profile_id

    def load(self) -> KeptQueue:
        """What was kept last; one that cannot be read is as good as none: the connections themselves are at Wix."""
        try:
            return msgspec.convert(self._settings.site_view(self._profile_id).queue, KeptQueue)
        except msgspec.ValidationError as error:
            logger.warning("the queue could not be read: %s", error)
            return KeptQueue()

    def save(self, kept: KeptQueue) -> None:
        """Write it with the settings."""
        self._settings.change_site_view(self._profile_id, queue=msgspec.to_builtins(kept))
