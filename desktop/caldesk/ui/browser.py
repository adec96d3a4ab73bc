"""Opens a page in this computer's browser, and says so where there is none."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from caldesk.i18n import _
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.style import Tone


def open_in_browser(address: str, notices: Notices) -> None:
    """Open it; where that cannot be, the notice holds the address, to be copied."""
    if QDesktopServices.openUrl(QUrl(address)):
        return
    notices.post(
        Notice(
            id="no-browser",
            title=_("No browser could be opened"),
            text=_("Open this address yourself: {address}").format(address=address),
            tone=Tone.ATTENTION,
        )
    )
