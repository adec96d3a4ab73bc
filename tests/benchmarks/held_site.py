"""A site whose events are all in memory, for the calendar page: nothing is asked of any service."""

import asyncio
from datetime import date

from msgspec.structs import replace

from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, ApiKeyCredentials
from caldesk.domain.event import Event
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.domain.secret import Secret
from caldesk.domain.site import SiteProperties
from caldesk.domain.timespan import DateRange
from caldesk.services.calendar_feed import DayRecord
from caldesk.services.profiles import SiteProfile
from caldesk.services.session import Session
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.calendar.views import ViewKind
from caldesk.ui.shell import Shell
from tests.benchmarks import workload
from tests.benchmarks.decoding import decoded


class FixedClock:
    """Always the same moment of the workload."""

    def now(self) -> float:
        """Seconds since the epoch."""
        return workload.NOW

    async def sleep(self, seconds: float) -> None:
        """Nothing waits here."""
        await asyncio.sleep(seconds)


def has_view(view: str) -> bool:
    """Whether the calendar has this view yet."""
    return view in [kind.value for kind in ViewKind]


def usual_view() -> str:
    """Month, or week while there is no month."""
    return "month" if has_view("month") else "week"


class HeldSite:
    """A session of fifty schedules that is never connected, and pages on it."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._profile = SiteProfile(id="bench", name="Bench")
        self.session = Session(self._profile, _unused_client(), FixedClock())
        asyncio.run(self.session.tasks.close())  # so that the calendar starts no reading
        self.session.state.replace(_snapshot())
        self._mark_known()

    def take(self, events: list[Event]) -> None:
        """Hold these events."""
        self.session.calendar._feed.index.merge(events)

    def hold(self, body: bytes) -> None:
        """Hold the events of an answer."""
        self.take(decoded(body))

    def page(self, view: str) -> CalendarPage:
        """A calendar page on this view, not shown yet."""
        self._shell.settings.change_site_view(self._profile.id, calendar_view=view)
        page = CalendarPage(self.session, self._shell)
        page.resize(1260, 780)
        return page

    def _mark_known(self) -> None:
        feed = self.session.calendar._feed
        known = DayRecord(as_of=workload.NOW, tried_at=workload.NOW)
        feed._records = dict.fromkeys(DateRange(date(2025, 11, 1), date(2027, 3, 1)), known)


def _unused_client() -> ApiClient:
    key = ApiKeyCredentials(key=Secret("bench"), site_id="bench")
    return ApiClient(ApiConfig(credentials=key))


def _snapshot() -> Snapshot:
    ids = workload.schedule_ids()
    rooms = [Schedule(id=key, name=f"Room {place:02}", kind=ScheduleKind.RESOURCE) for place, key in enumerate(ids)]
    properties = SiteProperties(time_zone=workload.ZONE.key)
    return replace(Snapshot(), checked_at=workload.NOW, properties=properties, schedules=tuple(rooms))
