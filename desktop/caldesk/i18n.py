"""The message catalogue: one gettext domain for the window and the command line, without Qt.

`install` chooses the language once, at start; the functions look the catalogue up at call time, so that
modules may bind them when they are imported.
"""

import gettext as _gettext
from collections.abc import Iterable
from pathlib import Path

SOURCE = "en"
"""The language that the messages are written in; it needs no catalogue."""
_DOMAIN = "caldesk"

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = SOURCE


def install(folder: Path, languages: Iterable[str]) -> str:
    """Use the first of `languages` (as in "de", "pt_BR" or "pt-BR") that is spoken here, else English; return it."""
    global _catalogue, _language  # the one switch of the process
    _language = next((spoken for wanted in languages if (spoken := _spoken(folder, wanted))), SOURCE)
    _catalogue = (
        _gettext.NullTranslations() if _language == SOURCE else _gettext.translation(_DOMAIN, folder, [_language])
    )
    return _language


def language() -> str:
    """The language that was chosen, as in "de"."""
    return _language


def spoken_languages(folder: Path) -> list[str]:
    """English, and every language that has a catalogue."""
    return [SOURCE, *sorted(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))]


def _spoken(folder: Path, wanted: str) -> str:
    """What is spoken for this wish, "" where nothing is. Whoever wants English first gets no later wish."""
    wanted = wanted.replace("-", "_")
    if wanted.partition("_")[0] == SOURCE:
        return SOURCE
    found = _gettext.find(_DOMAIN, folder, [wanted])
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
