"""What every page of the window is given: the look, the notices and the settings."""

from msgspec import Struct

from caldesk.services.settings import SettingsStore
from caldesk.ui.notices import Notices
from caldesk.ui.style import Look


class Shell(Struct, frozen=True, kw_only=True):
    """Handed to constructors, so that nothing is fetched from a global."""

    look: Look
    notices: Notices
    settings: SettingsStore
