"""Reads everything the connections page needs, concurrently; what it makes of it is in `folding`."""

import asyncio
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api import apps, connections, providers, schedules, sites, staff
from caldesk.api.errors import ApiError, AppNotInstalled, Forbidden, NotFound
from caldesk.api.wire import Found
from caldesk.domain.provider import Provider
from caldesk.domain.schedule import BOOKINGS_APP_ID, Schedule, StaffMember
from caldesk.domain.site import SiteProperties

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from caldesk.api.client import ApiClient
    from caldesk.api.connections import ConnectionList

T = TypeVar("T")


class Reading(Struct, frozen=True, kw_only=True):
    """What the service answered, part by part; an `ApiError` stands where a part could not be read."""

    properties: SiteProperties | ApiError
    providers: Found[Provider] | ApiError
    schedules: Found[Schedule] | ApiError
    staff: Found[StaffMember] | ApiError
    connections: "ConnectionList | ApiError"
    bookings_installed: bool = True

    @property
    def errors(self) -> tuple[ApiError, ...]:
        """The errors of the parts without which the page is not whole."""
        parts = (self.providers, self.schedules, self.connections)
        return tuple(part for part in parts if isinstance(part, ApiError))

    @property
    def lesser_errors(self) -> tuple[ApiError, ...]:
        """The errors of the parts that only give names and a zone; a key may well not be allowed to read those."""
        parts = (self.properties, self.staff)
        return tuple(part for part in parts if isinstance(part, ApiError) and not isinstance(part, Forbidden))

    @property
    def skipped(self) -> int:
        """How many entries of all parts could not be understood."""
        parts = (self.providers, self.schedules, self.staff, self.connections)
        return sum(part.skipped for part in parts if not isinstance(part, ApiError))


async def read(client: "ApiClient") -> Reading:
    """Ask for every part at once; raises nothing of the API's."""
    properties, known_providers, known_schedules, members, known_connections = await asyncio.gather(
        _or_error(sites.get_site_properties, client),
        _or_error(providers.list_providers, client),
        _or_error(schedules.query_schedules, client),
        _or_error(staff.query_staff_members, client),
        _or_error(connections.list_connections, client),
    )
    reading = Reading(
        properties=properties,
        providers=known_providers,
        schedules=known_schedules,
        staff=members,
        connections=known_connections,
    )
    return replace(reading, bookings_installed=await _bookings_installed(client, reading))


async def _or_error(read: "Callable[[ApiClient], Awaitable[T]]", client: "ApiClient") -> T | ApiError:
    """Takes the function, not its coroutine: one that is cancelled before it begins would be reported."""
    try:
        return await read(client)
    except ApiError as error:
        return error


async def _bookings_installed(client: "ApiClient", reading: Reading) -> bool:
    """Only asked when the answers look like a site without Bookings: the symptoms alone are not reliable."""
    symptoms = (AppNotInstalled, NotFound, Forbidden)
    parts = (*reading.errors, reading.staff)
    nothing_there = isinstance(reading.schedules, tuple) and not reading.schedules
    if not nothing_there and not any(isinstance(part, symptoms) for part in parts):
        return True
    installed = await _or_error(apps.list_installed_apps, client)
    if isinstance(installed, ApiError):
        return not any(isinstance(part, AppNotInstalled) for part in parts)
    return any(app.app_def_id == BOOKINGS_APP_ID and app.enabled for app in installed)
