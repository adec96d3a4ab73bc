"""Every question that checks ask the service: each asked once, whoever needs the answer, and all by one deadline.

The questions only read. An answer that does not come in time counts as one that did not come.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.api import apps, connections, providers, schedules, sites, staff
from caldesk.api.config import ApiConfig, ApiKeyCredentials
from caldesk.api.errors import ApiError, Call, Trouble, Unreachable
from caldesk.domain.connection import is_live
from caldesk.domain.secret import Secret
from caldesk.domain.timespan import Span, zone_or_none
from caldesk.services.calendar_reader import SiteEvents
from caldesk.services.event_listing import EventListing, list_events
from caldesk.services.folding import fold
from caldesk.services.history.records import Entry, Kind, Wanted
from caldesk.services.ports import Clock
from caldesk.services.profiles import SiteProfile
from caldesk.services.reading import Reading
from caldesk.services.state import AppState, Snapshot

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient
    from caldesk.api.connections import ConnectionList
    from caldesk.api.events import EventPage
    from caldesk.api.probe import Probe
    from caldesk.api.wire import Found
    from caldesk.domain.connection import Calendar
    from caldesk.domain.provider import Provider
    from caldesk.domain.schedule import Schedule, StaffMember
    from caldesk.domain.site import InstalledApp, SiteProperties
    from caldesk.services.history.store import HistoryStore
    from caldesk.services.session import Session

T = TypeVar("T")
DAY = 86_400
DAYS_AHEAD = 14
"""How far double bookings are looked for."""
PATIENCE = 18.0
"""Seconds until every question is over, so that the page is done within 20."""


def local_offset(instant: int) -> int:
    """Seconds east of UTC that this computer shows at an instant."""
    shift = datetime.fromtimestamp(instant).astimezone().utcoffset()
    return int(shift.total_seconds()) if shift is not None else 0


class CheckedSite(Struct, frozen=True, kw_only=True):
    """What is looked at. `history` is None where nothing was written down; `computer_offset` as in `local_offset`."""

    client: "ApiClient"
    clock: Clock
    profile: SiteProfile
    history: "HistoryStore | None" = None
    computer_offset: Callable[[int], int] = local_offset
    patience: float = PATIENCE


def checked_site(session: "Session") -> CheckedSite:
    """The site of an open session."""
    return CheckedSite(client=session.client, clock=session.clock, profile=session.profile, history=session.history)


class Asked:
    """The answers, each as it is needed; an `ApiError` stands where none came."""

    def __init__(self, site: CheckedSite) -> None:
        self.site = site
        self.now = int(site.clock.now())
        self._until = asyncio.get_running_loop().time() + site.patience
        self._running: dict[str, asyncio.Future[Any]] = {}

    def running(self) -> tuple[asyncio.Future[Any], ...]:
        """Every question that was asked; whoever made this ends them."""
        return tuple(self._running.values())

    async def properties(self) -> "SiteProperties | ApiError":
        return await self._once("properties", lambda: sites.get_site_properties(self.site.client))

    async def apps(self) -> "Found[InstalledApp] | ApiError":
        return await self._once("apps", lambda: apps.list_installed_apps(self.site.client))

    async def providers(self) -> "Found[Provider] | ApiError":
        return await self._once("providers", lambda: providers.list_providers(self.site.client))

    async def schedules(self) -> "Found[Schedule] | ApiError":
        return await self._once("schedules", lambda: schedules.query_schedules(self.site.client))

    async def staff(self) -> "Found[StaffMember] | ApiError":
        return await self._once("staff", lambda: staff.query_staff_members(self.site.client))

    async def connections(self) -> "ConnectionList | ApiError":
        return await self._once("connections", lambda: connections.list_connections(self.site.client))

    async def probe(self) -> "Probe | ApiError":
        """Whether the service can be reached at all, asked without the key."""
        return await self._once("probe", self._probe)

    async def calendars(self) -> "tuple[Calendar, ...] | ApiError | None":
        """The calendars of the first account that has a choice of them; None where no account has."""
        return await self._once("calendars", self._calendars)

    async def external_page(self) -> "EventPage | ApiError | None":
        """The first page of external events of a day; None if there was none."""
        return await self._once("external", lambda: self._first_page(own=False))

    async def own_page(self) -> "EventPage | ApiError | None":
        """The first page of Wix's own events of a day; None if there was none."""
        return await self._once("own", lambda: self._first_page(own=True))

    async def coming(self) -> EventListing | ApiError:
        """Everything in the coming days, without titles."""
        return await self._once("coming", self._coming)

    async def events_in(self, span: Span) -> EventListing | ApiError:
        """Everything in another stretch of time, without titles."""
        return await self._once(f"events {span}", lambda: self._events(span))

    async def switched(self) -> tuple[Entry, ...] | ApiError:
        """The changes of switches that were written down, newest first."""
        return await self._once("switched", lambda: self._written_down(Kind.SWITCH))

    async def handed_over(self) -> tuple[Entry, ...] | ApiError:
        """The changes of owners that were written down and the sign-ins from here, newest first."""
        return await self._once("handed over", lambda: self._written_down(Kind.OWNER, Kind.ATTEMPT))

    async def snapshot(self) -> Snapshot:
        """What the answers say together, with the names that people read."""
        said = await asyncio.gather(
            self.properties(), self.providers(), self.schedules(), self.staff(), self.connections()
        )
        reading = Reading(properties=said[0], providers=said[1], schedules=said[2], staff=said[3], connections=said[4])
        return fold(Snapshot(), reading, float(self.now))

    async def zone(self) -> ZoneInfo | None:
        """The zone of the site, None where it is not known."""
        properties = await self.properties()
        return None if isinstance(properties, ApiError) else zone_or_none(properties.time_zone)

    async def _once(self, key: str, ask: Callable[[], Awaitable[T]]) -> T | ApiError:
        if key not in self._running:
            self._running[key] = asyncio.ensure_future(self._in_time(ask))
        # Shielded: one question that runs out of time must not end another that somebody else waits for.
        answer: T | ApiError = await asyncio.shield(self._running[key])
        return answer

    async def _in_time(self, ask: Callable[[], Awaitable[T]]) -> T | ApiError:
        try:
            async with asyncio.timeout_at(self._until):
                return await ask()
        except ApiError as error:
            return error
        except TimeoutError:
            return Unreachable("No answer came in time.", Call(), Trouble.TIMEOUT, maybe_done=False)

    async def _probe(self) -> "Probe":
        from caldesk.api.probe import probe  # imports the HTTP library

        profile = self.site.profile
        nobody = ApiKeyCredentials(key=Secret(""), site_id="")
        return await probe(
            ApiConfig(credentials=nobody, base_url=profile.base_url, ca_file=profile.ca_file, proxy=profile.proxy)
        )

    async def _calendars(self) -> "tuple[Calendar, ...] | None":
        views = (await self.snapshot()).connections.values()
        choosing = [
            view.id for view in views if is_live(view.connection) and view.provider and view.provider.chooses_calendars
        ]
        return tuple(await connections.list_calendars(self.site.client, choosing[0])) if choosing else None

    async def _first_page(self, *, own: bool) -> "EventPage | None":
        reader, span, utc = SiteEvents(self.site.client, AppState()), Span(self.now, self.now + DAY), ZoneInfo("UTC")
        pages: AsyncIterator[EventPage]
        if own:
            pages = reader.own(span, utc, background=False)
        else:
            pages = reader.external(span, utc, titles=False, background=False)
        async for page in pages:
            return page
        return None

    async def _coming(self) -> EventListing:
        return await self._events(Span(self.now, self.now + DAYS_AHEAD * DAY))

    async def _events(self, span: Span) -> EventListing:
        state = AppState()
        state.replace(await self.snapshot())
        zone = await self.zone() or ZoneInfo("UTC")
        return await list_events(SiteEvents(self.site.client, state), state.snapshot, span, zone, titles=False)

    async def _written_down(self, *kinds: Kind) -> tuple[Entry, ...]:
        if self.site.history is None:
            return ()
        return await self.site.history.entries(self.site.profile.id, Wanted(kinds=kinds, limit=5000))
