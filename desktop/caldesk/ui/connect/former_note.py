"""Says before a sign-in which settings of the former connection are set again after it."""

from caldesk.domain.connection import Connection
from caldesk.i18n import _
from caldesk.services.connect.settings_kept import remembered_words
from caldesk.ui.style import Look, Tone
from caldesk.ui.widgets.notice import Notice


def former_note(look: Look, former: Connection | None) -> Notice | None:
    """A notice for the page that asks for the sign-in; None where nothing is known of former settings."""
    words = remembered_words(former) if former is not None else ""
    if former is None or not words:
        return None
    known = former.sync_config.understood
    title = _("Afterwards it is set as it was") if known else _("Its former settings are not set again")
    return Notice(look, Tone.OFF if known else Tone.ATTENTION, title, words, icon="history", name="connect.former")
