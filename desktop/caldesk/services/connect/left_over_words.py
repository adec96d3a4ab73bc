"""Words for what a sign-in leaves behind: the older connection it replaces, or one that was made elsewhere."""

from caldesk.domain.connection import ConnectionStatus
from caldesk.i18n import _
from caldesk.services.state import ConnectionView
from caldesk.services.wording import Half, account_name, is_on, provider_name


def left_over(view: ConnectionView) -> str:
    """What an older connection still does."""
    account, provider = account_name(view), provider_name(view.provider)
    if view.connection.status is ConnectionStatus.ERROR:
        text = _("The older connection with {account} ({provider}) does not work any more and is still listed.")
    else:
        text = _("The older connection with {account} ({provider}) still works. Both exchange events and bookings.")
    return text.format(account=account, provider=provider)


def consequences(view: ConnectionView) -> str:
    """What disconnecting does, for the question before it."""
    text = _("Wix deletes the bookings that this connection wrote into the calendar of {account}.")
    lines = [text.format(account=account_name(view))]
    if is_on(view, Half.IMPORT):
        lines.append(_("Its events no longer block bookings here."))
    lines.append(_("This cannot be undone: connecting again is a new sign-in."))
    return "\n".join(lines)
