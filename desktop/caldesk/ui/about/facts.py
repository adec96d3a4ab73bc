"""Which Caldesk this is and on what it runs, in lines that can be copied into a question to support."""

import importlib.util
import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion

from caldesk import __version__
from caldesk.i18n import _
from caldesk.preflight import webengine_problem
from caldesk.services.build_facts import BuildFacts

_SHORT = 10
"""Characters of a commit that are enough to find it."""


def fact_lines(build: BuildFacts, newer: str = "") -> tuple[str, ...]:
    """One fact a line; `newer` is one that others know, or "".

    Looks whether the libraries of WebEngine are there, which loads them.
    """
    return (
        _version_line(build),
        *filter(None, (newer,)),
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {pyside_version}",
        _("System: {system}").format(system=platform.platform()),
        _sign_in_line(),
    )


def _version_line(build: BuildFacts) -> str:
    if build.commit and build.date:
        words = _("Caldesk {version}, built on {date} from {commit}")
        return words.format(version=__version__, date=build.date, commit=build.commit[:_SHORT])
    return _("Caldesk {version}").format(version=__version__)


def _sign_in_line() -> str:
    if importlib.util.find_spec("PySide6.QtWebEngineWidgets") is None:
        state = _("not installed")
    else:
        state = webengine_problem() or _("available")
    return _("Built-in sign-in page: {state}").format(state=state)
