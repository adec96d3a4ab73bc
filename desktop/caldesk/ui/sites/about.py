"""What this is, which version, on what it stands."""

import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caldesk import __version__
from caldesk.i18n import _
from caldesk.ui import style
from caldesk.ui.widgets.label import Label


def about() -> QWidget:
    """Selectable lines, so that they can be copied into a question to support."""
    box = QWidget()
    box.setObjectName("about")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.TIGHT)
    for line in (
        _("Caldesk {version}. Free software under the MIT licence.").format(version=__version__),
        _("Not made or endorsed by Wix, Google, Microsoft or Apple; the names belong to their owners."),
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {pyside_version}, {platform.platform()}",
    ):
        column.addWidget(Label(line, quiet=True, selectable=True))
    return box
