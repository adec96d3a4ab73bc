"""Whether the same external account already serves another schedule, which makes bookings collide.

Addresses are compared, never people: who merely shares a domain shares nothing.
"""

from msgspec import Struct

from caldesk.domain.connection import Connection, is_live
from caldesk.domain.duplicate_accounts import plain_address
from caldesk.domain.provider import CalendarType
from caldesk.i18n import _
from caldesk.services.state import Snapshot


class Shared(Struct, frozen=True, kw_only=True):
    """Another schedule with that account; `sure` is False where only an alias of the address says so."""

    schedule: str
    sure: bool


def elsewhere(snapshot: Snapshot, email: str, schedule_id: str, kind: CalendarType | None = None) -> tuple[Shared, ...]:
    """The other schedules that have this account, in reading order; an address that is no address matches nothing.

    `kind` is the provider's, where it is known: one address at two providers is probably one person's two calendars.
    """
    wanted = email.strip().casefold()
    if "@" not in wanted:
        return ()
    holders: dict[str, bool] = {}
    for view in snapshot.connections.values():
        one = view.connection
        if one.schedule_id != schedule_id and is_live(one) and _same_mailbox(one, wanted):
            holders[one.schedule_id] = holders.get(one.schedule_id, False) or _same_account(one, wanted, kind)
    return tuple(Shared(schedule=one.name, sure=holders[one.id]) for one in snapshot.schedules if one.id in holders)


def shared_title(shared: tuple[Shared, ...]) -> str:
    """Which schedules have the account too, as a sentence."""
    names = ", ".join(one.schedule for one in shared)
    if any(one.sure for one in shared):
        return _("This account is already connected to: {names}").format(names=names)
    return _("This is probably the account that is already connected to: {names}").format(names=names)


def danger() -> str:
    """What one account on two schedules does."""
    return _(
        "Each booking of one schedule would then block the other, and bookings would appear in the calendar twice. "
        "Keep the account on one schedule only."
    )


def _same_mailbox(connection: Connection, wanted: str) -> bool:
    return bool(connection.account_email.strip()) and plain_address(connection.account_email) == plain_address(wanted)


def _same_account(connection: Connection, wanted: str, kind: CalendarType | None) -> bool:
    return connection.account_email.strip().casefold() == wanted and kind in (None, connection.calendar_type)
