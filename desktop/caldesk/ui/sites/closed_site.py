"""What stands in the window while a site that this computer knows is not open: why, and what can be done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.buttons import Kind
from caldesk.ui.widgets.message_pane import MessagePane


def key_needed(shell: Shell, site: str, why: str, enter: Callable[[], object]) -> QWidget:
    """The key of a site is not at hand; `enter` asks for it again."""
    action = Action(text=_("Enter the key…"), run=enter, kind=Kind.PRIMARY, icon="key", name="enterKey")
    title = _("“{site}” needs its key").format(site=site)
    return MessagePane(shell.look, "key", title, (why,), actions=(action,), name="keyNeeded")


def not_allowed_here(shell: Shell, site: str, why: str) -> QWidget:
    """The organisation does not allow this site on this computer."""
    title = _("“{site}” cannot be opened on this computer").format(site=site)
    return MessagePane(shell.look, "lock", title, (why,), tone=Tone.ATTENTION, name="siteNotAllowed")
