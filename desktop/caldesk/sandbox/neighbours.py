"""The neighbouring objects as they travel: schedules, staff, resources, Wix's own events, apps, sites.

Sources: the Calendar V3, Staff Members, App Installation, Sites and Site Properties references on dev.wix.com.
"""

from caldesk.sandbox.ids import BOOKINGS_APP
from caldesk.sandbox.shapes import Wire


class Location(Wire, frozen=True, kw_only=True):
    """Where something takes place."""

    type: str


class Schedule(Wire, frozen=True, kw_only=True):
    """A Calendar V3 schedule. It has no type: `external_id` tells what it belongs to."""

    id: str
    external_id: str
    name: str
    status: str
    time_zone: str
    business_time_zone_enabled: bool
    app_id: str
    permissions: tuple[str, ...]
    revision: str
    created_date: str
    updated_date: str
    default_title: str | None = None
    default_location: Location | None = None
    default_capacity: int | None = None


class Reference(Wire, frozen=True, kw_only=True):
    """Something named by its id alone."""

    id: str


class WorkingHours(Wire, frozen=True, kw_only=True):
    """A working-hours schedule, by default shared with the business."""

    id: str
    shared: bool


class StaffResource(Wire, frozen=True, kw_only=True):
    """The resource behind a staff member; `events_schedule` is what a calendar is connected to."""

    id: str
    working_hours_schedules: tuple[WorkingHours, ...]
    events_schedule: Reference
    uses_default_working_hours: bool
    revision: str


class IdentificationData(Wire, frozen=True, kw_only=True):
    """Which Wix user somebody is."""

    wix_user_id: str


class WixIdentity(Wire, frozen=True, kw_only=True):
    """A staff member's tie to a Wix user."""

    identification_data: IdentificationData


class StaffMember(Wire, frozen=True, kw_only=True):
    """A staff member; `resource` comes only when `RESOURCE_DETAILS` is asked for."""

    id: str
    name: str
    email: str
    phone: str
    description: str
    resource_id: str
    resource: StaffResource | None = None
    associated_wix_identity: WixIdentity | None = None
    service_provider: bool
    revision: str
    created_date: str
    updated_date: str


class Resource(Wire, frozen=True, kw_only=True):
    """A bookable resource: a staff member or a room."""

    id: str
    name: str
    type: str
    events_schedule: Reference
    revision: str


class ZonedTime(Wire, frozen=True, kw_only=True):
    """A moment three ways: local, zone, UTC."""

    local_date: str
    time_zone: str
    utc_date: str | None = None


class EventResource(Wire, frozen=True, kw_only=True):
    """Who or what an event occupies."""

    id: str
    transparency: str


class BookingEvent(Wire, frozen=True, kw_only=True):
    """One of Wix's own calendar events."""

    id: str
    schedule_id: str
    external_schedule_id: str
    schedule_name: str
    type: str
    status: str
    title: str
    start: ZonedTime
    end: ZonedTime
    adjusted_start: ZonedTime
    adjusted_end: ZonedTime
    all_day: bool
    time_zone: str
    recurrence_type: str
    resources: tuple[EventResource, ...]
    total_capacity: int
    remaining_capacity: int
    app_id: str
    revision: str
    created_date: str
    updated_date: str


class AppInstance(Wire, frozen=True, kw_only=True):
    """An installed app."""

    id: str
    app_def_id: str
    version: str | None = None
    enabled: bool
    status: str | None = None


class SiteRow(Wire, frozen=True, kw_only=True):
    """A site in the account's list."""

    id: str
    html_app_id: str
    name: str
    display_name: str
    created_date: str
    updated_date: str
    published: bool
    premium: bool
    view_url: str
    edit_url: str
    thumbnail: str
    owner_account_id: str
    contributor_account_ids: tuple[str, ...]
    editor_type: str
    blocked: bool
    namespace: str
    domain_connected: bool
    parent_child_role: str


class Locale(Wire, frozen=True, kw_only=True):
    """Language and country."""

    language_code: str
    country: str


class SiteProperties(Wire, frozen=True, kw_only=True):
    """What the site says about itself; every field can be left out of an answer."""

    language: str | None = None
    locale: Locale | None = None
    time_zone: str | None = None
    payment_currency: str | None = None
    site_display_name: str | None = None
    business_name: str | None = None


BOOKINGS_VERSION = "^0.0.0"


def bookings_instance(instance_id: str) -> AppInstance:
    """Wix Bookings as the list of installed apps shows it (its status reads UNKNOWN even when healthy)."""
    return AppInstance(
        id=instance_id, app_def_id=BOOKINGS_APP, version=BOOKINGS_VERSION, enabled=True, status="UNKNOWN"
    )
