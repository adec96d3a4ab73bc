"""A bookable schedule of the site: the business, a member of staff, or another resource.

Calendar Schedules V3 has no type field; the kind follows from `externalId` (see `kind_of`).
"""

from collections.abc import Container
from enum import StrEnum

from msgspec import Struct

BUSINESS_EXTERNAL_ID = "4e0579a5-491e-4e70-a872-d097eed6e520"
"""`externalId` of the business schedule, the same on every site."""

BOOKINGS_APP_ID = "13d21c63-b5ec-5912-8397-c3a5ddb27a97"
"""`appId` of Wix Bookings."""


class ScheduleKind(StrEnum):
    """What a schedule stands for."""

    BUSINESS = "business"
    STAFF = "staff"
    SERVICE = "service"
    RESOURCE = "resource"


class Schedule(Struct, frozen=True, kw_only=True):
    """A schedule that calendars can be connected to; `name` is what people read."""

    id: str
    external_id: str = ""
    name: str = ""
    kind: ScheduleKind = ScheduleKind.RESOURCE
    time_zone: str = ""
    active: bool = True
    staff_member_id: str = ""
    owner_user_id: str = ""
    email: str = ""


class StaffMember(Struct, frozen=True, kw_only=True):
    """A member of staff; `resource_id` equals the `external_id` of their schedule."""

    id: str
    name: str = ""
    email: str = ""
    resource_id: str = ""
    events_schedule_id: str = ""
    wix_user_id: str = ""


def kind_of(external_id: str, staff_resource_ids: Container[str], app_id: str = BOOKINGS_APP_ID) -> ScheduleKind:
    """Tell the kind of a schedule; a schedule of another app than Bookings belongs to a service."""
    if external_id == BUSINESS_EXTERNAL_ID:
        return ScheduleKind.BUSINESS
    if external_id in staff_resource_ids:
        return ScheduleKind.STAFF
    return ScheduleKind.RESOURCE if app_id in ("", BOOKINGS_APP_ID) else ScheduleKind.SERVICE


_RANK = {
    ScheduleKind.BUSINESS: 0,
    ScheduleKind.STAFF: 1,
    ScheduleKind.RESOURCE: 2,
    ScheduleKind.SERVICE: 3,
}


def reading_order(schedule: Schedule) -> tuple[int, str, str]:
    """Sort key: the business first, then staff by name, then other resources."""
    return _RANK[schedule.kind], schedule.name.casefold(), schedule.id
