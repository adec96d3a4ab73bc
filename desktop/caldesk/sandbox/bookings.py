"""Wix's own events: as Calendar V3 tells them, and which of them are written into a connected account."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from caldesk.sandbox.ids import BOOKINGS_APP, BUSINESS_EXTERNAL_ID
from caldesk.sandbox.neighbours import BookingEvent, EventResource, Schedule, ZonedTime
from caldesk.sandbox.records import Booking, Connection, ExternalEvent
from caldesk.sandbox.rules import exports
from caldesk.sandbox.shapes import Calendar
from caldesk.sandbox.world import World

WIX_CALENDAR = Calendar(id="wixbookings00000000000000", name="Wix Bookings")


def stamp(moment: float) -> str:
    """A `createdDate`: UTC with milliseconds."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def event_of(world: World, booking: Booking, zone: ZoneInfo) -> BookingEvent:
    """A booking as Calendar V3 tells it, adjusted to `zone`."""
    schedule = world.schedules[booking.schedule_id]
    return BookingEvent(
        id=booking.id,
        schedule_id=schedule.id,
        external_schedule_id=schedule.external_id,
        schedule_name=schedule.name,
        type=booking.type,
        status=booking.status,
        title=booking.title,
        start=_zoned(booking.start, world.zone, utc=True),
        end=_zoned(booking.end, world.zone, utc=True),
        adjusted_start=_zoned(booking.start, zone),
        adjusted_end=_zoned(booking.end, zone),
        all_day=booking.all_day,
        time_zone=world.zone.key,
        recurrence_type=booking.recurrence,
        resources=tuple(EventResource(id=one, transparency="BUSY") for one in booking.resource_ids),
        total_capacity=booking.capacity,
        remaining_capacity=booking.capacity - booking.taken,
        app_id=BOOKINGS_APP,
        revision="1",
        created_date=stamp(booking.created),
        updated_date=stamp(booking.created),
    )


def _zoned(moment: int, zone: ZoneInfo, *, utc: bool = False) -> ZonedTime:
    return ZonedTime(
        local_date=datetime.fromtimestamp(moment, zone).strftime("%Y-%m-%dT%H:%M:%S"),
        time_zone=zone.key,
        utc_date=datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if utc else None,
    )


def exported(world: World, connection: Connection) -> list[Booking]:
    """The coming bookings that Wix has written into a connection's account."""
    if not exports(connection, world.now):
        return []
    schedule = world.schedules[connection.schedule_id]
    coming = [booking for booking in world.bookings if _is_coming(booking, world.now)]
    if schedule.external_id == BUSINESS_EXTERNAL_ID:
        return coming
    return [booking for booking in coming if _concerns(booking, schedule)]


def _is_coming(booking: Booking, now: float) -> bool:
    return booking.status == "CONFIRMED" and booking.end > now


def _concerns(booking: Booking, schedule: Schedule) -> bool:
    return schedule.external_id in booking.resource_ids or booking.schedule_id == schedule.id


def exported_copies(world: World) -> Iterator[ExternalEvent]:
    """What would come back if Wix listed its own exports as external events (knob `exported_bookings_return`)."""
    for connection in world.connections.values():
        for booking in exported(world, connection):
            yield ExternalEvent(
                connection_id=connection.id,
                calendar=WIX_CALENDAR,
                title=booking.title,
                start=booking.start,
                end=booking.end,
                exported=True,
            )
