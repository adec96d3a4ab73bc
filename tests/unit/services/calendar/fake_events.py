"""A reader of events that answers when the test says so, and a clock that the test moves."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api.errors import ApiError
from caldesk.api.events import EventPage
from caldesk.domain.connection import Connection, ConnectionStatus, ImportConfig, SyncConfig, state_of
from caldesk.domain.event import Event, EventSource
from caldesk.domain.provider import CalendarType, Provider
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.domain.site import SiteProperties
from caldesk.domain.timespan import DateRange, Span, week_dates
from caldesk.services.calendar import CalendarService
from caldesk.services.state import AppState, ConnectionView, Snapshot
from caldesk.services.tasks import TaskOwner

MONDAY = date(2026, 11, 23)
WEEK = week_dates(MONDAY)
ZONE = "Europe/Dublin"
GOOGLE = Provider(id="p-google", name="Google", calendar_type=CalendarType.GOOGLE)
APPLE = Provider(id="p-apple", name="Apple", calendar_type=CalendarType.I_CAL)


def at(hour: int, day: date = MONDAY) -> int:
    """Epoch seconds; Dublin is on UTC in November."""
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp())


def external(hour: int, title: str | None = None, *, day: date = MONDAY, **values: object) -> Event:
    """An hour of Ana's Google calendar."""
    start = at(hour, day)
    made = Event(schedule_id="ana", start=start, end=start + 3600, calendar_type=CalendarType.GOOGLE, title=title)
    return replace(made, **values) if values else made


def booking(hour: int, title: str = "Massage", *, day: date = MONDAY) -> Event:
    """An hour of Ana's book."""
    start = at(hour, day)
    return Event(
        schedule_id="ana",
        start=start,
        end=start + 3600,
        source=EventSource.WIX,
        id=f"b{start}",
        title=title,
        kind="APPOINTMENT",
    )


class Asked(Struct, kw_only=True, eq=False):
    """One request that came; `answer` gives it a page, `fail` an error, `end` no more pages."""

    span: Span
    own: bool
    titles: bool = False
    background: bool = False
    cancelled: bool = False
    pages: asyncio.Queue[EventPage | ApiError | None]

    def answer(self, *events: Event, failed: tuple[str, ...] = (), skipped: int = 0) -> None:
        self.pages.put_nowait(EventPage(events=events, failed_provider_ids=frozenset(failed), skipped=skipped))

    def fail(self, error: ApiError) -> None:
        self.pages.put_nowait(error)

    def end(self) -> None:
        self.pages.put_nowait(None)


class FakeReader:
    """Notes every request. Wix's own bookings answer at once with `bookings`, unless `hold_own` is set."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.bookings: tuple[Event, ...] = ()
        self.hold_own = False

    def external(self, span: Span, zone: ZoneInfo, *, titles: bool, background: bool) -> AsyncIterator[EventPage]:
        return self._pages(Asked(span=span, own=False, titles=titles, background=background, pages=asyncio.Queue()))

    def own(self, span: Span, zone: ZoneInfo, *, background: bool) -> AsyncIterator[EventPage]:
        return self._pages(Asked(span=span, own=True, background=background, pages=asyncio.Queue()))

    def foreground(self) -> list[Asked]:
        return [asked for asked in self.asked if not asked.own and not asked.background]

    async def _pages(self, asked: Asked) -> AsyncIterator[EventPage]:
        self.asked.append(asked)
        if asked.own and not self.hold_own:
            asked.answer(*(event for event in self.bookings if event.end > asked.span.start < asked.span.end))
            asked.end()
        try:
            while (page := await asked.pages.get()) is not None:
                if isinstance(page, ApiError):
                    raise page
                yield page
        except (asyncio.CancelledError, GeneratorExit):
            asked.cancelled = True
            raise


class FakeClock:
    """Moves only when told; `sleep` ends when the time has come."""

    def __init__(self) -> None:
        self._now = float(at(10))
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self._now + seconds, woken))
        await woken.wait()

    def move(self, seconds: float) -> None:
        self._now += seconds
        for due, woken in self._sleepers:
            if due <= self._now:
                woken.set()


def connection(provider: Provider, schedule_id: str, **values: object) -> ConnectionView:
    """A working connection with import switched on, unless `values` say otherwise."""
    made = Connection(
        id=f"{provider.id}-{schedule_id}",
        provider_id=provider.id,
        calendar_type=provider.calendar_type,
        schedule_id=schedule_id,
        account_email=f"{schedule_id}@example.com",
        status=ConnectionStatus.SYNCED,
        sync_config=SyncConfig(imports=ImportConfig(enabled=True)),
    )
    made = replace(made, **values)
    return ConnectionView(connection=made, state=state_of(made), as_of=0, since=0, provider=provider)


def snapshot(*views: ConnectionView, zone: str = ZONE) -> Snapshot:
    """A site with Ana and Ben."""
    schedules = tuple(
        Schedule(id=name.lower(), name=name, external_id=f"r-{name}", kind=ScheduleKind.STAFF)
        for name in ("Ana", "Ben")
    )
    return Snapshot(
        checked_at=1.0,
        properties=SiteProperties(time_zone=zone),
        providers=(GOOGLE, APPLE),
        schedules=schedules,
        connections=MappingProxyType({view.id: view for view in views}),
    )


class Stage:
    """A service with everything around it."""

    def __init__(self, now: Snapshot | None = None) -> None:
        self.state, self.clock, self.tasks, self.reader = AppState(), FakeClock(), TaskOwner(), FakeReader()
        if now is not None:
            self.state.replace(now)
        self.service = CalendarService(
            None,  # type: ignore[arg-type]  # the reader stands for it
            self.state,
            self.clock,
            self.tasks,
            reader=self.reader,
        )

    async def until(self, condition: Callable[[], object]) -> None:
        """Let tasks run until it holds."""
        for _turn in range(200):
            if condition():
                return
            await asyncio.sleep(0)
        raise AssertionError("it never came true")

    async def loaded(self, *events: Event, dates: DateRange = WEEK, failed: tuple[str, ...] = ()) -> None:
        """Wish for a week and let it be answered in one page."""
        self.service.wish("view", dates)
        await self.until(lambda: self.reader.foreground())
        asked = self.reader.foreground()[-1]
        asked.answer(*events, failed=failed)
        asked.end()
        await self.until(lambda: not self.service.status(dates).loading)
