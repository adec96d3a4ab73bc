"""The language of the window: whose words it takes, what days are called, Qt's own words, and the setting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QComboBox

from caldesk import i18n
from caldesk.services.settings import SettingsStore
from caldesk.ui import language
from caldesk.ui.sites.language_field import language_field
from caldesk.ui.style import Look, Preference


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)
    i18n.install(Path("/nonexistent"), [])
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


def weekday() -> str:
    return QLocale().toString(QDate(2026, 11, 23), "dddd")


def test_whoever_chooses_a_language_has_days_named_in_it():
    assert language.choose("de") == "de"
    assert weekday() == "Montag"


def test_as_the_system_changes_nothing_of_dates():
    before = QLocale()
    language.choose("")
    assert QLocale() == before


def test_a_language_that_is_not_spoken_gives_english():
    assert language.choose("xx") == "en"


def test_qt_has_its_own_words_in_the_language(qapp: QApplication):
    language.translate_qt(qapp, "de")
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == "&Kopieren"


def test_english_needs_no_words_for_qt(qapp: QApplication):
    language.translate_qt(qapp, "en")
    assert not qapp.findChildren(QTranslator)


def test_the_setting_offers_each_language_by_its_own_name(qapp: QApplication):
    settings, look = SettingsStore(None), Look(qapp, Preference.LIGHT)
    field = language_field(look, settings)
    choice = field.findChild(QComboBox)
    assert choice is not None
    assert [choice.itemText(place) for place in range(choice.count())] == ["As the system", "English", "Deutsch"]
    choice.setCurrentIndex(2)
    assert settings.preferences.language == "de"
    again = language_field(look, settings)
    assert again.findChild(QComboBox).currentText() == "Deutsch"
    look.deleteLater()
