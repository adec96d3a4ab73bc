"""The question before a connection is ended: what will vanish, with the count."""

from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.services.disconnecting import bookings_ahead, consequences
from caldesk.services.session import Session
from caldesk.services.state import ConnectionView
from caldesk.services.wording import account_name
from caldesk.ui.style import Look
from caldesk.ui.widgets.dialog import ask


async def sure_to_disconnect(look: Look, parent: QWidget, session: Session, view: ConnectionView) -> bool:
    """Count, then ask; True only if "Disconnect" was pressed. Enter and Esc keep the connection."""
    schedule = session.state.snapshot.schedule(view.connection.schedule_id)
    bookings = await bookings_ahead(session.client, schedule, session.clock.now()) if schedule else None
    return await ask(
        look,
        parent,
        question=_("Disconnect {account} from {schedule}?").format(
            account=account_name(view), schedule=schedule.name if schedule else _("its schedule")
        ),
        explanation=consequences(view, bookings),
        verb=_("Disconnect"),
        keep_verb=_("Keep"),
        destructive=True,
        name="disconnect",
    )
