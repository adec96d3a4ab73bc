"""Words for what a sign-in leaves behind: the older connection it replaces, or one that was made elsewhere."""

from caldesk.domain.connection import ConnectionStatus, is_live
from caldesk.i18n import _
from caldesk.services.connect.sign_in_book import Detour
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import account_name, provider_name


def left_over(view: ConnectionView) -> str:
    """What an older connection still does."""
    account, provider = account_name(view), provider_name(view.provider)
    if view.connection.status is ConnectionStatus.ERROR:
        text = _("The older connection with {account} ({provider}) does not work any more and is still listed.")
    else:
        text = _("The older connection with {account} ({provider}) still works. Both exchange events and bookings.")
    return text.format(account=account, provider=provider)


def detour_words(detour: Detour, snapshot: Snapshot) -> str:
    """What a rung of the ladder connected elsewhere, to be undone; "" when it is gone or ended."""
    view = snapshot.connections.get(detour.connection_id)
    if view is None or not is_live(view.connection):
        return ""
    here = snapshot.schedule(view.connection.schedule_id)
    text = _("{account} was connected to {schedule} instead, because signing in failed here.")
    return text.format(account=account_name(view), schedule=here.name if here else _("another schedule"))
