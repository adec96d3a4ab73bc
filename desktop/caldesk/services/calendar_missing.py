"""Whose calendars are not in the picture, and why: free time of these people is not known to be free."""

from collections.abc import Container
from enum import StrEnum

from msgspec import Struct

from caldesk.domain.connection import ConnectionState
from caldesk.domain.provider import CalendarType
from caldesk.services.judgement import judge
from caldesk.services.state import ConnectionView, Snapshot


class MissingReason(StrEnum):
    """Why the events of a connection are not shown."""

    NOT_REACHABLE = "not-reachable"
    NEEDS_SIGN_IN = "needs-sign-in"
    OFF = "off"
    IMPORT_OFF = "import-off"


UNKNOWN_TIME = frozenset({MissingReason.NOT_REACHABLE, MissingReason.NEEDS_SIGN_IN})
"""Reasons that nobody chose: what the calendar holds should be here and is not."""


class Missing(Struct, frozen=True, kw_only=True):
    """A connection whose events are not shown. `account` and `provider_name` may be empty."""

    schedule_id: str
    schedule_name: str
    connection_id: str
    reason: MissingReason
    account: str = ""
    provider_name: str = ""

    @property
    def unknown(self) -> bool:
        """Whether the free time of the schedule cannot be trusted."""
        return self.reason in UNKNOWN_TIME


def missing_calendars(snapshot: Snapshot, failed_provider_ids: Container[str] = ()) -> tuple[Missing, ...]:
    """Every connection whose events are not shown, by schedule in reading order; the ids are those of the events."""
    order = {schedule.id: place for place, schedule in enumerate(snapshot.schedules)}
    names = {schedule.id: schedule.name for schedule in snapshot.schedules}
    found = [
        _missing(view, names, reason)
        for view in snapshot.connections.values()
        if (reason := _reason(view, failed_provider_ids)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (order.get(each.schedule_id, len(order)), each.account)))


def failed_types(snapshot: Snapshot, failed_provider_ids: Container[str]) -> frozenset[CalendarType]:
    """The kinds of calendar that a set of failed providers stands for, as far as they are known."""
    known = {provider.calendar_type for provider in snapshot.providers if provider.id in failed_provider_ids}
    used = {
        view.connection.calendar_type
        for view in snapshot.connections.values()
        if view.connection.provider_id in failed_provider_ids
    }
    return frozenset(known | used)


def _reason(view: ConnectionView, failed_provider_ids: Container[str]) -> MissingReason | None:
    connection = view.connection
    failed = connection.provider_id in failed_provider_ids
    state = judge(connection, view.memory, view.as_of, provider_failed=failed).state
    if state is ConnectionState.OFF:
        return MissingReason.OFF
    if connection.sync_config.imports.enabled is False:
        return MissingReason.IMPORT_OFF
    if state is ConnectionState.NEEDS_SIGN_IN:
        return MissingReason.NEEDS_SIGN_IN
    return MissingReason.NOT_REACHABLE if state is ConnectionState.NOT_REACHABLE else None


def _missing(view: ConnectionView, names: dict[str, str], reason: MissingReason) -> Missing:
    connection = view.connection
    return Missing(
        schedule_id=connection.schedule_id,
        schedule_name=names.get(connection.schedule_id, ""),
        connection_id=connection.id,
        reason=reason,
        account=connection.account_email,
        provider_name=view.provider.name if view.provider else "",
    )
