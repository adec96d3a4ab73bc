"""The neighbouring methods of the calendar: schedules, staff, resources, Wix's own events.

Sources: dev.wix.com/docs/rest/business-management/calendar and the Staff Members reference.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import replace

from caldesk.sandbox.answers import application_error, not_found
from caldesk.sandbox.bookings import event_of
from caldesk.sandbox.calls import Call
from caldesk.sandbox.filters import search
from caldesk.sandbox.neighbours import (
    BookingEvent,
    Resource,
    Schedule,
    StaffMember,
)
from caldesk.sandbox.paging import PagingMetadata
from caldesk.sandbox.records import Booking
from caldesk.sandbox.shapes import Wire
from caldesk.sandbox.validation import Check
from caldesk.sandbox.world import World

_CONCRETE = ("NONE", "INSTANCE", "EXCEPTION")  # everything but the rules of series


class ScheduleList(Wire, frozen=True, kw_only=True):
    """A page of schedules."""

    schedules: Sequence[Schedule]
    paging_metadata: PagingMetadata


class OneSchedule(Wire, frozen=True, kw_only=True):
    """An answer with one schedule."""

    schedule: Schedule


class StaffList(Wire, frozen=True, kw_only=True):
    """A page of staff members."""

    staff_members: Sequence[StaffMember]
    paging_metadata: PagingMetadata


class ResourceList(Wire, frozen=True, kw_only=True):
    """A page of resources."""

    resources: Sequence[Resource]
    paging_metadata: PagingMetadata


class BookingList(Wire, frozen=True, kw_only=True):
    """A page of Wix's own events."""

    events: Sequence[BookingEvent]
    paging_metadata: PagingMetadata


def query_schedules(world: World, call: Call) -> Struct:
    """POST: schedules by filter; only active ones unless the filter names a status."""

    def rows(query: Mapping[str, Any]) -> Sequence[Schedule]:
        found = list(world.schedules.values()) if world.bookings_ready else []
        return found if "status" in query else [s for s in found if s.status == "ACTIVE"]

    page, paging = search(call, rows, "querySchedules", world.knobs, world.now)
    return ScheduleList(schedules=page, paging_metadata=paging)


def get_schedule(world: World, call: Call) -> Struct:
    """GET one schedule."""
    found = world.schedules.get(call.path["scheduleId"]) if world.bookings_ready else None
    if found is None:
        raise not_found("Schedule")
    return OneSchedule(schedule=found)


def query_staff(world: World, call: Call) -> Struct:
    """POST: staff members, sorted by id; resources come only with `RESOURCE_DETAILS`."""
    _require_business(world)
    check = Check()
    details = "RESOURCE_DETAILS" in check.texts("fields", call.body().get("fields"), ())
    check.done()

    def rows(_: Mapping[str, Any]) -> Sequence[StaffMember]:
        return sorted(world.staff.values(), key=lambda member: member.id)

    page, paging = search(call, rows, "queryStaffMembers", world.knobs, world.now)
    shown = page if details else [replace(member, resource=None) for member in page]
    return StaffList(staff_members=shown, paging_metadata=paging)


def query_resources(world: World, call: Call) -> Struct:
    """POST: staff resources and rooms."""
    _require_business(world)
    page, paging = search(call, lambda _: list(world.resources.values()), "queryResources", world.knobs, world.now)
    return ResourceList(resources=page, paging_metadata=paging)


def _require_business(world: World) -> None:
    if not world.bookings_ready:
        raise application_error(403, "PERMISSION_DENIED", "Business schedule not found")


def query_events(world: World, call: Call) -> Struct:
    """POST: Wix's own events in a local window, by start."""
    body, check = call.body(), Check()
    zone = _zone(check, body.get("timeZone"), world.zone)
    start = _local(check, "fromLocalDate", body.get("fromLocalDate"), zone)
    end = _local(check, "toLocalDate", body.get("toLocalDate"), zone)
    kinds = check.texts("recurrenceType", body.get("recurrenceType"), _CONCRETE)
    check.done()

    def rows(query: Mapping[str, Any]) -> Sequence[BookingEvent]:
        inside = (b for b in world.bookings if _within(b, start, end) and b.recurrence in kinds)
        plain = (b for b in inside if b.type != "WORKING_HOURS" or "type" in query)
        return [event_of(world, b, zone) for b in sorted(plain, key=lambda b: (b.start, b.id))]

    page, paging = search(call, rows, "queryEvents", world.knobs, world.now)
    return BookingList(events=page, paging_metadata=paging)


def _zone(check: Check, name: object, default: ZoneInfo) -> ZoneInfo:
    if name is None:
        return default
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        check.add("timeZone", "is not a valid time zone", "FORMAT", {"type": "TIME_ZONE"})
        return default


def _local(check: Check, field: str, value: object, zone: ZoneInfo) -> float | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        check.add(field, "is not a valid local date-time", "FORMAT", {"type": "LOCAL_DATE_TIME"})
        return None
    return found.replace(tzinfo=zone).timestamp()


def _within(booking: Booking, start: float | None, end: float | None) -> bool:
    return (end is None or booking.start < end) and (start is None or booking.end > start)
