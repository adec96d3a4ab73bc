"""Building a world piece by piece: the site, its schedules, staff, connections, events and bookings."""

from msgspec import Struct
from msgspec.structs import replace

from caldesk.sandbox.bookings import stamp
from caldesk.sandbox.calendars import calendars_of, own_events
from caldesk.sandbox.clock import PracticeClock
from caldesk.sandbox.ids import BOOKINGS_APP, BUSINESS_EXTERNAL_ID, SERVICES_APP, Ids, chance
from caldesk.sandbox.neighbours import (
    IdentificationData,
    Location,
    Reference,
    Resource,
    Schedule,
    StaffMember,
    StaffResource,
    WixIdentity,
    WorkingHours,
)
from caldesk.sandbox.providers import standard
from caldesk.sandbox.records import Booking, Connection, ExternalEvent, Identity
from caldesk.sandbox.rules import default_sync_config, user_of
from caldesk.sandbox.shapes import (
    CalendarType,
    ErrorReason,
    Provider,
    Status,
)
from caldesk.sandbox.world import World

_MONTH = 30 * 86400.0


class Life(Struct, frozen=True, kw_only=True):
    """Where a connection stands: seconds from now, or a state for good."""

    starts_in: float = -_MONTH
    synced_in: float = -_MONTH
    settled: Status | None = None
    reason: ErrorReason | None = None


class Builder:
    """Fills a world. `now` is the moment that dates are relative to, `chance` the seed's choices."""

    def __init__(self, seed: int, identity: Identity, clock: PracticeClock) -> None:
        self.now = clock.now()
        self.ids = Ids(f"world {seed}")
        self.chance = chance(f"choices {seed}")
        self.world = World(identity, clock, self.ids, "Europe/Dublin", "Quinn Wellness")
        for provider in standard(self.ids):
            self.provider(provider)

    def set_knobs(self, **changes: object) -> None:
        """Set knobs."""
        self.world.knobs = replace(self.world.knobs, **changes)
        self.world.internal_left = self.world.knobs.internal_times

    def provider(self, provider: Provider) -> None:
        """Add a provider."""
        self.world.providers[provider.id] = provider

    def business(self) -> Schedule:
        """Add the business schedule, which Wix calls "business" on every site."""
        return self._schedule("business", BUSINESS_EXTERNAL_ID)

    def staff(self, name: str, mailbox: str, description: str = "") -> Schedule:
        """Add a staff member with resource and events schedule; the first one is the account's owner."""
        resource_id = self.ids.guid()
        schedule = self._schedule(name, resource_id)
        user_id = self.ids.guid() if self.world.staff else self.world.identity.owner_user_id
        member = StaffMember(
            id=self.ids.guid(),
            name=name,
            email=f"{mailbox}@quinnwellness.example",
            phone="+353 1 555 0100",
            description=description,
            resource_id=resource_id,
            resource=StaffResource(
                id=resource_id,
                working_hours_schedules=(WorkingHours(id=self.ids.guid(), shared=True),),
                events_schedule=Reference(id=schedule.id),
                uses_default_working_hours=True,
                revision="1",
            ),
            associated_wix_identity=WixIdentity(identification_data=IdentificationData(wix_user_id=user_id)),
            service_provider=True,
            revision="4",
            created_date=schedule.created_date,
            updated_date=schedule.updated_date,
        )
        self.world.staff[member.id] = member
        self._resource(schedule, "STAFF_MEMBER")
        return schedule

    def room(self, name: str) -> Schedule:
        """Add a resource that is not a person."""
        schedule = self._schedule(name, self.ids.guid())
        self._resource(schedule, "ROOM")
        return schedule

    def service(self, name: str, capacity: int = 1) -> Schedule:
        """Add a service's schedule, which belongs to another app and is no place for a connection."""
        plain = self._schedule(name, self.ids.guid())
        made = replace(
            plain,
            app_id=SERVICES_APP,
            default_title=name,
            default_location=Location(type="BUSINESS"),
            default_capacity=capacity,
        )
        self.world.schedules[made.id] = made
        return made

    def _schedule(self, name: str, external_id: str) -> Schedule:
        born = stamp(self.now - 8 * _MONTH)
        made = Schedule(
            id=self.ids.guid(),
            external_id=external_id,
            name=name,
            status="ACTIVE",
            time_zone=self.world.zone.key,
            business_time_zone_enabled=True,
            app_id=BOOKINGS_APP,
            permissions=(),
            revision="1",
            created_date=born,
            updated_date=born,
        )
        self.world.schedules[made.id] = made
        return made

    def _resource(self, schedule: Schedule, kind: str) -> None:
        self.world.resources[schedule.external_id] = Resource(
            id=schedule.external_id,
            name=schedule.name,
            type=kind,
            events_schedule=Reference(id=schedule.id),
            revision="1",
        )

    def connection(
        self,
        schedule: Schedule,
        kind: CalendarType,
        email: str,
        life: Life | None = None,
    ) -> Connection:
        """Add a connection, long in sync unless `life` says otherwise."""
        life = life or Life()
        provider = next(p for p in self.world.providers.values() if p.calendar_type is kind)
        calendars = calendars_of(kind, email)
        made = Connection(
            id=self.ids.connection(),
            provider_id=provider.id,
            calendar_type=kind,
            schedule_id=schedule.id,
            user_id=user_of(self.world, schedule),
            email=email,
            calendars=calendars,
            sync_config=default_sync_config(provider, calendars),
            starts_at=self.now + life.starts_in,
            synced_at=self.now + life.synced_in,
            settled=life.settled,
            reason=life.reason,
        )
        self.world.connections[made.id] = made
        return made

    def diary(self, connection: Connection) -> None:
        """Give a connection the dozen appointments that every practice account has."""
        self.world.events.extend(own_events(connection, self.now, self.world.zone))

    def event(
        self,
        connection: Connection,
        title: str,
        start: int,
        end: int,
        *,
        calendar: int = 0,
        all_day: bool = False,
    ) -> None:
        """Add an external event; `calendar` counts the account's calendars, as far as there are that many."""
        place = min(calendar, len(connection.calendars) - 1)
        self.world.events.append(
            ExternalEvent(
                connection_id=connection.id,
                calendar=connection.calendars[place],
                title=title,
                start=start,
                end=end,
                all_day=all_day,
            )
        )

    def booking(self, service: Schedule, who: Schedule, start: int, minutes: int, *, kind: str, taken: int = 1) -> None:
        """Add an appointment or a session of a class with one person."""
        series = kind == "CLASS"
        self.world.bookings.append(
            Booking(
                id=self.ids.token(150) if series else self.ids.guid(),
                schedule_id=service.id,
                type=kind,
                title=service.name,
                start=start,
                end=start + minutes * 60,
                resource_ids=(who.external_id,),
                capacity=service.default_capacity or 1,
                taken=taken,
                recurrence="INSTANCE" if series else "NONE",
                created=int(self.now - 12 * 86400),
            )
        )
