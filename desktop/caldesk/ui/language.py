"""The language of the window, chosen once at the start: its own words, Qt's, and the names of days and months."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from caldesk import i18n, resources


def choose(wanted: str) -> str:
    """Speak `wanted`, as in "de", or the system's first language that is spoken here where it is ""; return it.

    Who chose another language than the system's has days named in it, too; how dates are written stays the country's.
    """
    spoken = i18n.install(resources.folder("translations"), [wanted] if wanted else QLocale().uiLanguages())
    system = QLocale.system()
    if wanted and QLocale(spoken).language() != system.language():
        QLocale.setDefault(QLocale(QLocale(spoken).language(), system.territory()))
    return spoken


def translate_qt(app: QApplication, spoken: str) -> None:
    """Qt's own few words: the menu of a text field, the file dialog. It has them in most languages."""
    if spoken == i18n.SOURCE:
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator

    words = QTranslator(app)
    if words.load(f"qtbase_{spoken}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def own_name(language: str) -> str:
    """What a language calls itself, as in "Deutsch"."""
    if language == i18n.SOURCE:
        return "English"  # Qt would have it American
    name = QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:]
