"""Fetches the events that views wish to see: the union of their ranges, once each, the newest wish first.

Days are the unit of what is known. A fetch is a run of days; its pages show as they arrive. A fetch that nobody
wishes for any more is cancelled, so that its late answers are dropped with it. Neighbours come after everything
else, at background priority. It judges nothing: errors and unreadable providers are kept with the days they concern.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api.errors import ApiError
from caldesk.api.events import EventPage
from caldesk.domain.event import EventSource
from caldesk.domain.event_index import EventIndex, Refill, Scope
from caldesk.domain.local_day import window_of
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange
from caldesk.services.calendar_reader import EventReader
from caldesk.services.ports import Clock
from caldesk.services.tasks import TaskOwner

FRESH_SECONDS = 300
"""How long an answer, or a failure, stands before the same days are asked for again."""
_AT_ONCE = 3
_HEAVY_PAGES = 8
"""A fetch of more pages shows a site so large that looking ahead would use up what may be asked in a minute."""

TypesOf = Callable[[frozenset[str]], frozenset[CalendarType]]


class DayRecord(Struct, frozen=True, kw_only=True):
    """What is known about a day. `as_of` is when it was last read in full, `tried_at` when it was last asked for."""

    as_of: float | None = None
    tried_at: float | None = None
    titles: bool = False
    failed_provider_ids: frozenset[str] = frozenset()
    errors: tuple[ApiError, ...] = ()
    skipped: int = 0


UNREAD = DayRecord()


class Wish(Struct, frozen=True, kw_only=True):
    """A range that somebody wants to see; `background` if it can wait."""

    dates: DateRange
    background: bool = False
    serial: int = 0


class _Outcome(Struct, kw_only=True):
    """How one stream of a fetch ended."""

    error: ApiError | None = None
    failed_provider_ids: frozenset[str] = frozenset()
    skipped: int = 0


class _Fetch(Struct, kw_only=True, eq=False):
    """A run of days on its way; `pages` that have come so far."""

    dates: DateRange
    background: bool
    titles: bool
    pages: int = 0
    task: asyncio.Task[object] | None = None


class Feed:
    """Keeps `index` filled with what is wished for and `record` true; calls `changed` after each step.

    `types_of` tells which kinds of calendar a set of providers stands for.
    """

    def __init__(
        self, reader: EventReader, clock: Clock, tasks: TaskOwner, types_of: TypesOf, changed: Callable[[], None]
    ) -> None:
        self.index = EventIndex()
        self._reader, self._clock, self._tasks = reader, clock, tasks
        self._types_of, self._changed = types_of, changed
        self._zone: ZoneInfo | None = None
        self._titles = False
        self._heavy = False
        self._serial = 0
        self._wishes: dict[str, Wish] = {}
        self._records: dict[date, DayRecord] = {}
        self._fetches: list[_Fetch] = []

    def use_zone(self, zone: ZoneInfo) -> None:
        """Days are days of this zone. Another zone than before starts from nothing."""
        if zone != self._zone:
            self._zone = zone
            self.index.clear()
            self._records.clear()
            self._cancel(self._fetches)
            self._plan()

    def wish(self, who: str, dates: DateRange, *, background: bool = False) -> None:
        """`who` wants to see these dates, instead of those it wanted before."""
        known = self._wishes.get(who)
        if known is not None and known.dates == dates and known.background == background:
            return
        self._serial += 1
        self._wishes[who] = Wish(dates=dates, background=background, serial=self._serial)
        self._plan()

    def drop_wish(self, who: str) -> None:
        """`who` looks elsewhere."""
        if self._wishes.pop(who, None) is not None:
            self._plan()

    def ask_titles(self, wanted: bool) -> None:
        """Fetch titles from now on, or forget those that are held."""
        if wanted == self._titles:
            return
        self._titles = wanted
        if not wanted:
            self._cancel([fetch for fetch in self._fetches if fetch.titles])
            self.index.drop_titles()
            self._records = {day: replace(record, titles=False) for day, record in self._records.items()}
        self._plan()
        self._changed()

    def expire(self) -> None:
        """Everything is to be read again; what is held stays in view meanwhile."""
        self._cancel(self._fetches)
        self._records = {day: replace(record, tried_at=None) for day, record in self._records.items()}
        self._plan()

    def keep_fresh(self) -> None:
        """Ask again for wished days whose answer has become old."""
        self._plan()

    def record(self, day: date) -> DayRecord:
        """What is known about a day."""
        return self._records.get(day, UNREAD)

    def is_loading(self, dates: Iterable[date]) -> bool:
        """Whether any of these days is on its way."""
        return any(day in fetch.dates for day in dates for fetch in self._fetches)

    def _plan(self) -> None:
        """Cancel what nobody wishes for, start what is missing."""
        if self._zone is None:
            return
        foreground, background = self._wished(background=False), self._wished(background=True)
        wished = {day for dates in (*foreground, *background) for day in dates}
        self._cancel([fetch for fetch in self._fetches if wished.isdisjoint(fetch.dates)])
        for dates in foreground:
            self._start_missing(dates, background=False, room=_AT_ONCE)
        if not self._heavy and all(fetch.background for fetch in self._fetches):
            for dates in background:
                self._start_missing(dates, background=True, room=1)

    def _wished(self, *, background: bool) -> list[DateRange]:
        """Ranges, the newest first; the neighbours of what is looked at can wait, so they count as background."""
        wishes = sorted(self._wishes.values(), key=lambda wish: -wish.serial)
        mine = [wish.dates for wish in wishes if wish.background == background]
        if background:
            for wish in wishes:
                if not wish.background:
                    mine += _neighbours(wish.dates)
        return mine

    def _start_missing(self, dates: DateRange, *, background: bool, room: int) -> None:
        on_the_way = {day for fetch in self._fetches for day in fetch.dates if background or not fetch.background}
        titles = self._titles and not background
        for run in _runs(day for day in dates if day not in on_the_way and self._needs(day, titles)):
            if len(self._fetches) >= room:
                return
            self._start(_Fetch(dates=run, background=background, titles=titles))

    def _needs(self, day: date, titles: bool) -> bool:
        record = self.record(day)
        if record.tried_at is None or (titles and not record.titles):
            return True
        return self._clock.now() - record.tried_at > FRESH_SECONDS

    def _start(self, fetch: _Fetch) -> None:
        if not fetch.background:
            overtaken = [other for other in self._fetches if other.background and _overlap(other.dates, fetch.dates)]
            self._cancel(overtaken)
        fetch.task = self._tasks.start(self._run(fetch), f"read events of {fetch.dates.first}")
        if fetch.task is not None:
            self._fetches.append(fetch)
            self._changed()

    def _cancel(self, fetches: Iterable[_Fetch]) -> None:
        for fetch in tuple(fetches):
            self._fetches.remove(fetch)
            if fetch.task is not None:
                fetch.task.cancel()

    async def _run(self, fetch: _Fetch) -> None:
        try:
            outcomes = await self._read_both(fetch)
        finally:
            self._fetches = [other for other in self._fetches if other is not fetch]
        self._note(fetch, outcomes)
        if not fetch.background:
            self._heavy = fetch.pages > _HEAVY_PAGES
        self._plan()
        self._changed()

    async def _read_both(self, fetch: _Fetch) -> Sequence[_Outcome]:
        zone = self._zone
        if zone is None:
            return ()
        window = window_of(zone, fetch.dates)
        low = fetch.background
        external = self._reader.external(window.span, zone, titles=fetch.titles, background=low)
        own = self._reader.own(window.span, zone, background=low)
        return await asyncio.gather(
            self._take(fetch, external, self.index.refill(Scope(window=window, source=EventSource.EXTERNAL))),
            self._take(fetch, own, self.index.refill(Scope(window=window, source=EventSource.WIX))),
        )

    async def _take(self, fetch: _Fetch, pages: AsyncIterator[EventPage], refill: Refill) -> _Outcome:
        outcome = _Outcome()
        try:
            async for page in pages:
                fetch.pages += 1
                refill.add(page.events)
                outcome.failed_provider_ids |= frozenset(page.failed_provider_ids)
                outcome.skipped += page.skipped
                self._changed()
        except ApiError as error:
            outcome.error = error
        else:
            refill.finish(unread=self._types_of(outcome.failed_provider_ids))
        return outcome

    def _note(self, fetch: _Fetch, outcomes: Sequence[_Outcome]) -> None:
        now = self._clock.now()
        errors = tuple(outcome.error for outcome in outcomes if outcome.error is not None)
        for day in fetch.dates:
            self._records[day] = DayRecord(
                as_of=self.record(day).as_of if errors else now,
                tried_at=now,
                titles=fetch.titles and self._titles,
                failed_provider_ids=frozenset().union(*(outcome.failed_provider_ids for outcome in outcomes)),
                errors=errors,
                skipped=sum(outcome.skipped for outcome in outcomes),
            )


def _neighbours(dates: DateRange) -> list[DateRange]:
    """What next and previous would show, the next first."""
    length = timedelta(days=len(dates))
    return [DateRange(dates.end, dates.end + length), DateRange(dates.first - length, dates.first)]


def _overlap(left: DateRange, right: DateRange) -> bool:
    return max(left.first, right.first) < min(left.end, right.end)


def _runs(days: Iterable[date]) -> list[DateRange]:
    """Days, in order, as ranges without holes."""
    runs: list[DateRange] = []
    for day in days:
        after = day + timedelta(days=1)
        if runs and runs[-1].end == day:
            runs[-1] = DateRange(runs[-1].first, after)
        else:
            runs.append(DateRange(day, after))
    return runs
