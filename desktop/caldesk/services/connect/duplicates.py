"""Whether the same external account already serves another schedule, which makes bookings collide."""

from caldesk.domain.connection import is_live
from caldesk.services.state import Snapshot


def elsewhere(snapshot: Snapshot, email: str, schedule_id: str) -> tuple[str, ...]:
    """Names of the other schedules that this account is connected to, in reading order; "" matches nothing."""
    wanted = email.strip().casefold()
    if not wanted:
        return ()
    holders = {
        view.connection.schedule_id
        for view in snapshot.connections.values()
        if view.connection.account_email.strip().casefold() == wanted and is_live(view.connection)
    }
    return tuple(one.name for one in snapshot.schedules if one.id in holders and one.id != schedule_id)
