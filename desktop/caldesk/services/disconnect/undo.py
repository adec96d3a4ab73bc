"""Undoing a disconnect: what can be connected again as it was, and what the connect dialog has to know for it."""

from typing import TYPE_CHECKING

from caldesk.domain.connection import Connection, is_live
from caldesk.domain.duplicate_accounts import plain_address
from caldesk.services.disconnect.undo_book import Ended
from caldesk.services.state import ConnectionView, Snapshot

if TYPE_CHECKING:
    from caldesk.services.session import Session


def offers(session: "Session", schedule_id: str = "") -> tuple[Ended, ...]:
    """What was ended lately and does not stand again, the newest first; of one schedule if named.

    Nothing is offered before the site was read, since until then it is not known what stands, and where nothing may
    be changed.
    """
    snapshot = session.state.snapshot
    if snapshot.checked_at is None or snapshot.remembered or snapshot.unchangeable:
        return ()
    lately = session.endings.lately()
    return tuple(
        one for one in lately if schedule_id in ("", one.connection.schedule_id) and _is_open(one.connection, snapshot)
    )


def former_of(session: "Session", connection_id: str) -> Connection | None:
    """The connection that a sign-in is to replace.

    Of one that was ended from here, the settings that it had: the service may have forgotten them, and itself.
    """
    view = session.state.snapshot.connections.get(connection_id)
    if view is not None and is_live(view.connection):
        return view.connection
    return session.endings.find(connection_id) or (view.connection if view else None)


def one_account(one: Connection, other: Connection) -> bool:
    """Whether both surely or probably are one external account, by their addresses and aliases."""
    return bool(one.account_email.strip()) and plain_address(one.account_email) == plain_address(other.account_email)


def _is_open(ended: Connection, snapshot: Snapshot) -> bool:
    if snapshot.schedule(ended.schedule_id) is None or snapshot.provider(ended.provider_id) is None:
        return False
    return not any(_stands_for(view, ended) for view in snapshot.on_schedule(ended.schedule_id))


def _stands_for(view: ConnectionView, ended: Connection) -> bool:
    """Whether it does what the ended one did; the ended one itself may still be shown as alive."""
    present = view.connection
    same = present.id == ended.id or (present.provider_id == ended.provider_id and one_account(present, ended))
    return same and is_live(present)
