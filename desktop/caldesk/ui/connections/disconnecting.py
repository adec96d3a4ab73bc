"""The question before a connection is ended: what will vanish, in words."""

from PySide6.QtWidgets import QWidget

from caldesk.domain.provider import ExportAbility
from caldesk.i18n import _
from caldesk.services.state import ConnectionView
from caldesk.services.wording import account_name
from caldesk.ui.style import Look
from caldesk.ui.widgets.dialog import ask


async def sure_to_disconnect(look: Look, parent: QWidget, view: ConnectionView, schedule_name: str) -> bool:
    """Ask; True only if "Disconnect" was pressed. Enter and Esc keep the connection."""
    return await ask(
        look,
        parent,
        question=_("Disconnect {account} from {schedule}?").format(account=account_name(view), schedule=schedule_name),
        explanation=consequences(view),
        verb=_("Disconnect"),
        keep_verb=_("Keep"),
        destructive=True,
        name="disconnect",
    )


def consequences(view: ConnectionView) -> str:
    """What ending it does, as far as the provider's abilities and the settings tell."""
    provider, config = view.provider, view.connection.sync_config
    lines = []
    if provider is None or provider.export_ability is not ExportAbility.NOT_SUPPORTED:
        text = _("All bookings that were written into the calendar of {account} are deleted there.")
        lines.append(text.format(account=account_name(view)))
    if config.imports.enabled:
        lines.append(_("Events in it no longer block bookings here."))
    lines.append(_("This cannot be undone: connecting again is a new sign-in."))
    if config.exports.enabled:
        lines.append(_("If only new bookings should stay out of it, switch that off instead."))
    return "\n".join(lines)
