"""The calendar of one site: events of the dates that views look at, how true they are, and who may read titles.

Titles are asked for only after an explicit reveal and leave memory when it ends. Errors become problems here; the
fetching itself is in `calendar_feed`.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event
from caldesk.domain.local_day import local_days, window_of
from caldesk.domain.overlaps import split_copies
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange, zone_or_none
from caldesk.services.calendar_feed import FRESH_SECONDS, DayRecord, Feed
from caldesk.services.calendar_missing import Missing, failed_types, missing_calendars
from caldesk.services.calendar_reader import EventReader, SiteEvents
from caldesk.services.policy.rules import ALLOWED, Rules
from caldesk.services.ports import Clock
from caldesk.services.problems import Problem, problem_of
from caldesk.services.state import AppState, Snapshot
from caldesk.services.subscribers import Subscribers
from caldesk.services.tasks import TaskOwner

if TYPE_CHECKING:
    import asyncio

    from caldesk.api.client import ApiClient

UTC = ZoneInfo("UTC")
STALE_SECONDS = 3 * FRESH_SECONDS
"""Age from which a day is drawn as old: by then it should have been read again at least twice."""


class RangeStatus(Struct, frozen=True, kw_only=True):
    """How true the picture of a range is.

    `as_of` (epoch seconds) is when its oldest day was last read in full, None if one never was. `problem` says what
    went wrong with the last reading; what was read before, or before it failed, is still shown. `skipped` is at
    least how many events could not be understood.
    """

    loading: bool = False
    as_of: float | None = None
    missing: tuple[Missing, ...] = ()
    problem: Problem | None = None
    skipped: int = 0


class DayStatus(Struct, frozen=True, kw_only=True):
    """What is known about one day: `known` once it was read in full, `failed` if the last reading did not end well.

    `stale` if all that is known of it is old; `stale_types` are kinds of calendar that the last reading could not
    reach, so that what is held of them is from before.
    """

    known: bool
    loading: bool
    failed: bool
    stale: bool = False
    stale_types: frozenset[CalendarType] = frozenset()


class CalendarService:
    """Views wish for dates, ask for events and are told when to ask again. `reader` is for tests."""

    def __init__(
        self,
        client: "ApiClient",
        state: AppState,
        clock: Clock,
        tasks: TaskOwner,
        *,
        reader: EventReader | None = None,
        rules: Rules = ALLOWED,
    ) -> None:
        self._state, self._clock, self._tasks = state, clock, tasks
        self._rules = rules
        self._subscribers = Subscribers[Callable[[], None]]()
        self._feed = Feed(reader or SiteEvents(client, state), clock, tasks, self._types_of, self._tell)
        self._revealed_until: float | None = None
        self._hiding: asyncio.Task[object] | None = None
        self._connected: frozenset[tuple[str, str, bool | None]] | None = None
        self._missing_of: Snapshot | None = None
        self._missing_by_failed: dict[frozenset[str], tuple[Missing, ...]] = {}
        self._held: tuple[tuple[int, DateRange, str], list[Event]] | None = None
        self._all: tuple[int, list[Event]] | None = None
        self.zone = UTC
        """The zone of the site; UTC while it is not known, or unknown to this computer."""
        state.subscribe(self._follow)
        self._follow(state.snapshot)

    @property
    def unknown_zone(self) -> str:
        """The site's zone id if this computer does not know it; times are then shown in UTC."""
        zone_id = self._state.snapshot.properties.time_zone
        return zone_id if zone_id and zone_or_none(zone_id) is None else ""

    @property
    def revealed_until(self) -> float | None:
        """Epoch seconds at which titles vanish again; None while they are hidden."""
        return self._revealed_until

    def subscribe(self, subscriber: Callable[[], None]) -> Callable[[], None]:
        """Call `subscriber` after each change, page by page; the result ends that, and may be called twice."""
        return self._subscribers.add(subscriber)

    def wish(self, who: str, dates: DateRange, *, background: bool = False) -> None:
        """`who` looks at these dates now; they are fetched if they are not known."""
        self._feed.wish(who, dates, background=background)

    def drop_wish(self, who: str) -> None:
        """`who` looks at nothing any more."""
        self._feed.drop_wish(who)

    def refresh(self) -> None:
        """Read what is looked at again; what is held stays in view."""
        self._feed.expire()

    def keep_fresh(self) -> None:
        """Read again what has become old; meant to be called every minute."""
        self._feed.keep_fresh()

    def events(self, dates: DateRange) -> list[Event]:
        """Events in view on these dates, in no particular order, without our own bookings' exported copies."""
        key = self._feed.index.revision, dates, self.zone.key
        if self._held is None or self._held[0] != key:
            shown, _copies = split_copies(self._feed.index.overlapping(window_of(self.zone, dates)))
            self._held = key, shown
        return self._held[1]

    @property
    def held(self) -> int:
        """How many events are in memory, of any date."""
        return len(self._feed.index)

    def held_on(self, dates: DateRange) -> list[Event]:
        """Every event on these dates, exported copies among them: in a crowd they are better told apart day by day."""
        return self._feed.index.overlapping(window_of(self.zone, dates))

    def held_events(self) -> list[Event]:
        """Every event in memory, of any date, without exported copies; for searching."""
        if self._all is None or self._all[0] != self._feed.index.revision:
            shown, _copies = split_copies(self._feed.index)
            self._all = self._feed.index.revision, shown
        return self._all[1]

    def days_with_events(self, dates: DateRange) -> frozenset[date]:
        """Those of which anything is held, read in full or not; asked in one go, since one look costs as much as 40."""
        columns = DayColumns(local_days(self.zone, dates))
        touched: set[int] = set()
        for event in self._feed.index.overlapping(window_of(self.zone, dates)):
            touch = columns.touch(event)
            if touch is not None:
                touched.update(range(touch.first, touch.last + 1))
            if len(touched) == len(columns):
                break
        return frozenset(columns.days[column].date for column in touched)

    def day(self, day: date) -> DayStatus:
        """What is known about a day."""
        record = self._feed.record(day)
        loading = self._feed.is_loading((day,))
        failed = bool(record.errors)
        return DayStatus(
            known=record.as_of is not None,
            loading=loading,
            failed=failed,
            stale=record.as_of is not None and (failed or self._clock.now() - record.as_of > STALE_SECONDS),
            stale_types=self._types_of(record.failed_provider_ids) if record.failed_provider_ids else frozenset(),
        )

    def status(self, dates: DateRange) -> RangeStatus:
        """How true the picture of these dates is."""
        records = [self._feed.record(day) for day in dates]
        failed = frozenset[str]().union(*(record.failed_provider_ids for record in records))
        return RangeStatus(
            loading=self._feed.is_loading(dates),
            as_of=_oldest(records),
            missing=self._missing(failed),
            problem=next((problem_of(error) for record in records for error in record.errors), None),
            skipped=max((record.skipped for record in records), default=0),
        )

    def _missing(self, failed: frozenset[str]) -> tuple[Missing, ...]:
        """Worked out once for a snapshot: a large site has thousands of connections, and pages ask all the time."""
        snapshot = self._state.snapshot
        if self._missing_of is not snapshot:
            self._missing_of = snapshot
            self._missing_by_failed.clear()
        if failed not in self._missing_by_failed:
            self._missing_by_failed[failed] = missing_calendars(snapshot, failed)
        return self._missing_by_failed[failed]

    def reveal(self, seconds: float) -> None:
        """Ask for titles and show them for so long; revealing again starts the time anew. Raises NotAllowedError."""
        self._rules.must_reveal()
        if self._hiding is not None:
            self._hiding.cancel()
        self._revealed_until = self._clock.now() + seconds
        self._hiding = self._tasks.start(self._hide_after(seconds), "hide titles")
        self._feed.ask_titles(True)

    def hide(self) -> None:
        """Forget every title now."""
        if self._hiding is not None:
            self._hiding.cancel()
            self._hiding = None
        self._revealed_until = None
        self._feed.ask_titles(False)

    async def _hide_after(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._hiding = None
        self.hide()

    def _follow(self, snapshot: Snapshot) -> None:
        """The zone decides which days there are; who is connected decides what they hold."""
        if snapshot.checked_at is None and not snapshot.schedules:
            return
        self.zone = zone_or_none(snapshot.properties.time_zone) or UTC
        self._feed.use_zone(self.zone)
        connected = frozenset(
            (view.id, view.connection.status, view.connection.sync_config.imports.enabled)
            for view in snapshot.connections.values()
        )
        if self._connected is not None and connected != self._connected:
            self._feed.expire()
        self._connected = connected
        self._tell()

    def _types_of(self, failed_provider_ids: frozenset[str]) -> frozenset[CalendarType]:
        return failed_types(self._state.snapshot, failed_provider_ids)

    def _tell(self) -> None:
        for subscriber in self._subscribers:
            subscriber()


def _oldest(records: list[DayRecord]) -> float | None:
    times = [record.as_of for record in records]
    known = [time for time in times if time is not None]
    return min(known) if known and len(known) == len(times) else None
