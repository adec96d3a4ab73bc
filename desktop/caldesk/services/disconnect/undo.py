"""Undoing a disconnect: what can be connected again as it was, and what the connect dialog has to know for it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from caldesk.domain.connection import Connection, is_live
from caldesk.domain.duplicate_accounts import is_one_account
from caldesk.services.disconnect.undo_book import Ended
from caldesk.services.state import Snapshot

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
    lately = [one for one in session.endings.lately() if schedule_id in ("", one.connection.schedule_id)]
    places = {one.connection.schedule_id for one in lately}
    there = (view.connection for view in snapshot.connections.values() if view.connection.schedule_id in places)
    live = [connection for connection in there if is_live(connection)] if places else []
    return tuple(one for one in lately if _is_open(one.connection, live, snapshot))


def former_of(session: "Session", connection_id: str) -> Connection | None:
    """The connection that a sign-in is to replace.

    Of one that was ended from here, the settings that it had: the service may have forgotten them, and itself.
    """
    view = session.state.snapshot.connections.get(connection_id)
    if view is not None and is_live(view.connection):
        return view.connection
    return session.endings.find(connection_id) or (view.connection if view else None)


def _is_open(ended: Connection, live: Iterable[Connection], snapshot: Snapshot) -> bool:
    if snapshot.schedule(ended.schedule_id) is None or snapshot.provider(ended.provider_id) is None:
        return False
    return not any(_stands_for(present, ended) for present in live)


def _stands_for(present: Connection, ended: Connection) -> bool:
    """Whether it does what the ended one did; the ended one itself may still be shown as alive."""
    if present.id == ended.id:
        return True
    place = (present.schedule_id, present.provider_id)
    return place == (ended.schedule_id, ended.provider_id) and is_one_account(present, ended)
