"""Whose calendars are not in the picture, and why: free time of these people is not known to be free."""

from collections.abc import Container
from enum import StrEnum

from msgspec import Struct

from caldesk.domain.connection import ConnectionState
from caldesk.domain.provider import CalendarType
from caldesk.services.judgement import judge
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import provider_names


class MissingReason(StrEnum):
    """Why the events of a connection are not shown."""

    NOT_REACHABLE = "not-reachable"
    NEEDS_SIGN_IN = "needs-sign-in"
    OFF = "off"
    IMPORT_OFF = "import-off"


UNKNOWN_TIME = frozenset({MissingReason.NOT_REACHABLE, MissingReason.NEEDS_SIGN_IN})
"""Reasons that nobody chose: what the calendar holds should be here and is not."""


class Missing(Struct, frozen=True, kw_only=True):
    """A connection whose events are not shown. `account` and `provider_name` may be empty.

    Without a schedule: everything of a provider whose connections could not even be listed; it may be anybody's.
    """

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

    @property
    def is_anybodys(self) -> bool:
        """Whether it is not known whose calendars are missing."""
        return not self.schedule_id

    @property
    def name(self) -> str:
        """Who is missing, or which provider if that is all that is known."""
        return self.provider_name if self.is_anybodys else self.schedule_name

    @property
    def where(self) -> str:
        """Where the events of somebody live, as far as it is known."""
        return "" if self.is_anybodys else self.account or self.provider_name


def missing_calendars(snapshot: Snapshot, failed_provider_ids: Container[str] = ()) -> tuple[Missing, ...]:
    """Every connection whose events are not shown, by schedule in reading order; the ids are those of the events."""
    order = {schedule.id: place for place, schedule in enumerate(snapshot.schedules)}
    names = {schedule.id: schedule.name for schedule in snapshot.schedules}
    found = [
        _missing(view, names, reason)
        for view in snapshot.connections.values()
        if (reason := _reason(view, failed_provider_ids)) is not None
    ]
    found += [_anybodys(provider_id, snapshot) for provider_id in sorted(_unlisted(snapshot))]
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


def _unlisted(snapshot: Snapshot) -> frozenset[str]:
    """Providers of which no connection is known because their connections could not be listed."""
    return snapshot.failed_provider_ids - {view.connection.provider_id for view in snapshot.connections.values()}


def _anybodys(provider_id: str, snapshot: Snapshot) -> Missing:
    return Missing(
        schedule_id="",
        schedule_name="",
        connection_id="",
        reason=MissingReason.NOT_REACHABLE,
        provider_name=provider_names(snapshot.providers, (provider_id,)),
    )


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
