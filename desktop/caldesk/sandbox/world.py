"""The state of one practice site: what exists, what is installed, what was connected. Decides nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from caldesk.sandbox.clock import PracticeClock
from caldesk.sandbox.ids import BOOKINGS_APP, BUSINESS_EXTERNAL_ID, Ids
from caldesk.sandbox.knobs import Knobs
from caldesk.sandbox.neighbours import Resource, Schedule, StaffMember
from caldesk.sandbox.providers import with_export
from caldesk.sandbox.records import Attempt, Booking, Connection, ExternalEvent, Identity
from caldesk.sandbox.shapes import Provider

if TYPE_CHECKING:
    from caldesk.sandbox.event_index import EventIndex
    from caldesk.sandbox.faults import Fault


class World:
    """A site as one scenario set it up, and what callers did to it since.

    Events are only ever appended, so that their place in the list is a stable number.
    """

    def __init__(self, identity: Identity, clock: PracticeClock, ids: Ids, zone: str, site_name: str) -> None:
        self.identity = identity
        self.clock = clock
        self.ids = ids
        self.zone = ZoneInfo(zone)
        self.site_name = site_name
        self.knobs = Knobs()
        self.faults: list[Fault] = []
        self.internal_left = 0
        self.apps: dict[str, float] = {BOOKINGS_APP: 0.0}  # when each was installed
        self.providers: dict[str, Provider] = {}
        self.schedules: dict[str, Schedule] = {}
        self.staff: dict[str, StaffMember] = {}
        self.resources: dict[str, Resource] = {}
        self.connections: dict[str, Connection] = {}
        self.events: list[ExternalEvent] = []
        self.bookings: list[Booking] = []
        self.attempts: dict[str, Attempt] = {}
        self.event_index: tuple[object, EventIndex] | None = None  # kept by `events`
        self._staff_by_resource: dict[str, StaffMember] = {}
        self.tokens: dict[str, float] = {}  # app tokens and when they end

    @property
    def now(self) -> float:
        """The practice site's time."""
        return self.clock.now()

    @property
    def bookings_ready(self) -> bool:
        """Whether Wix Bookings is installed and its schedules exist."""
        installed = self.apps.get(BOOKINGS_APP)
        return installed is not None and self.now >= installed

    def provider(self, provider_id: str) -> Provider | None:
        """A provider as the knobs have it."""
        found = self.providers.get(provider_id)
        return self._adjusted(found) if found else None

    def all_providers(self) -> list[Provider]:
        """Every provider as the knobs have it."""
        return [self._adjusted(provider) for provider in self.providers.values()]

    def _adjusted(self, provider: Provider) -> Provider:
        if provider.calendar_type != "MICROSOFT":
            return provider
        return with_export(provider, self.knobs.microsoft_export)

    def owner_of(self, schedule: Schedule) -> StaffMember | None:
        """The staff member behind a schedule."""
        return self._by_resource().get(schedule.external_id)

    def _by_resource(self) -> dict[str, StaffMember]:
        if len(self._staff_by_resource) != len(self.staff):
            self._staff_by_resource = {member.resource_id: member for member in self.staff.values()}
        return self._staff_by_resource

    def owner_id(self, schedule: Schedule) -> str:
        """The resource id of a schedule's owner; the business belongs to the first staff member."""
        if schedule.external_id == BUSINESS_EXTERNAL_ID:
            first = next(iter(self.staff.values()), None)
            return first.resource_id if first else schedule.external_id
        return schedule.external_id

    def connections_of(self, email: str) -> Iterator[Connection]:
        """Every connection that uses an external account, whichever its state."""
        return (c for c in self.connections.values() if c.email.casefold() == email.casefold())
