"""Asks before a connection is ended, and sees to what was chosen in its place."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caldesk.services.session import Session
from caldesk.services.state import ConnectionView
from caldesk.ui.shell import Shell


async def sure_to_disconnect(
    shell: Shell,
    parent: QWidget,
    session: Session,
    view: ConnectionView,
    reconnect: Callable[[], object] | None = None,
) -> bool:
    """Ask; True only if "Disconnect" was pressed. Enter and Esc keep the connection.

    An alternative that was chosen is done here; `reconnect` opens the sign-in, and is only offered where it is given.
    """
    from caldesk.services.disconnect.question_words import Alternative  # no start waits for all that a question needs
    from caldesk.ui.disconnect_question import DisconnectQuestion
    from caldesk.ui.widgets.dialog import opened

    question = DisconnectQuestion(shell, parent, session, view, offers_reconnect=reconnect is not None)
    sure = await opened(question)
    if question.chosen is Alternative.EXPORT_OFF:
        session.connections.set_export(view.id, False)
    elif question.chosen is Alternative.RECONNECT and reconnect is not None:
        reconnect()
    return sure
