"""The setting of the language. What is on the screen keeps its words: the new ones come with the next start."""

from PySide6.QtWidgets import QComboBox

from caldesk import i18n, resources
from caldesk.i18n import _
from caldesk.services.settings import SettingsStore
from caldesk.ui.language import own_name
from caldesk.ui.style import Look
from caldesk.ui.widgets.field import Field


def language_field(look: Look, settings: SettingsStore) -> Field:
    """Each language by its own name, so that whoever is lost in another one finds it."""
    choice = QComboBox()
    choice.addItem(_("As the system"), "")
    for language in i18n.spoken_languages(resources.folder("translations")):
        choice.addItem(own_name(language), language)
    choice.setCurrentIndex(max(0, choice.findData(settings.preferences.language)))
    choice.currentIndexChanged.connect(lambda: settings.change(language=choice.currentData()))
    return Field(look, _("Language"), choice, _("From the next start on."), name="languageChoice")
