"""The setting of how often sites are looked at; it takes effect at once."""

from PySide6.QtWidgets import QComboBox

from caldesk.i18n import _
from caldesk.services.policy.declared import Watching
from caldesk.services.settings import SettingsStore
from caldesk.ui.style import Look
from caldesk.ui.widgets.field import Field


def watching_field(look: Look, settings: SettingsStore) -> Field:
    """From often to never by itself."""
    choice = QComboBox()
    choice.addItem(_("Every minute while somebody is here"), Watching.USUAL)
    choice.addItem(_("Every five minutes"), Watching.SELDOM)
    choice.addItem(_("Only when opened or refreshed"), Watching.ASKED)
    choice.setCurrentIndex(choice.findData(settings.preferences.watching))
    choice.currentIndexChanged.connect(lambda: settings.change(watching=Watching(choice.currentData())))
    hint = _("Troubles are told no sooner than they are seen. What has just been changed is followed for a while.")
    return Field(look, _("Look whether anything has changed"), choice, hint, name="watchingChoice")
