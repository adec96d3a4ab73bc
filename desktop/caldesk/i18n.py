"""The message catalogue: one gettext domain for the window and the command line, without Qt.

`install` chooses the language once, at start; the functions look the catalogue up at call time, so that
modules may bind them when they are imported.
"""

import gettext as _gettext
from pathlib import Path

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def install(folder: Path, languages: list[str]) -> str:
    """Use the first of `languages` that has a catalogue under `folder`; return its name, or "" for none."""
    global _catalogue  # the one switch of the process
    found = _gettext.find("caldesk", folder, languages)
    _catalogue = _gettext.translation("caldesk", folder, languages, fallback=True)
    return Path(found).parent.parent.name if found else ""


def _(message: str) -> str:
    """Translate a message."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that depends on a number."""
    return _catalogue.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Translate a message whose English words mean different things in different places."""
    return _catalogue.pgettext(context, message)
