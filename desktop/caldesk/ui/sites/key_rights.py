"""What a key must be allowed to do, as a person sees it in the API Keys Manager.

The names of the permissions there could not be checked; the lines say what is done with the key instead.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui import style
from caldesk.ui.style import Role
from caldesk.ui.widgets.label import Label


def what_the_key_may_do() -> QWidget:
    """What to tick when a key is made, and how powerful it is."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.TIGHT)
    column.addWidget(Label(_("What the key must be allowed to do"), Role.STRONG))
    for line in (
        _("Manage external calendars (Wix Bookings)"),
        _("Read the calendar, and staff members"),
        _("Read the site's settings, and which apps are installed"),
        _("Optional: read the account's list of sites; install Wix Bookings"),
    ):
        column.addWidget(Label(f"•  {line}", quiet=True))
    column.addSpacing(style.INSIDE)
    column.addWidget(Label(_("Only owners and co-owners of the Wix account can make keys."), quiet=True))
    column.addWidget(
        Label(
            _("Make one key for this site only, with nothing more than this. Whoever has the key can use it."),
            quiet=True,
        )
    )
    return box
