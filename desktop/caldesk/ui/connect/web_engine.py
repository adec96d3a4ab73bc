"""Whether sign-in pages can be shown inside the program; the answer costs little and loads no browser."""

import importlib.util

from caldesk.i18n import _
from caldesk.preflight import webengine_problem


def embedded_problem() -> str:
    """Why the embedded view cannot be used, as a sentence; "" when it can.

    Ask only when a sign-in is about to begin: the libraries are looked up in the process.
    """
    if importlib.util.find_spec("PySide6.QtWebEngineWidgets") is None:
        return _("This installation of Caldesk has no built-in sign-in page.")
    return webengine_problem() or ""
