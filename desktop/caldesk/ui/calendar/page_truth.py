"""Says around the views what they show and how true it is: title, line below, banners, why there is nothing to see."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QLocale

from caldesk.domain.day_columns import once
from caldesk.domain.event import Event
from caldesk.domain.local_day import Day, local_time
from caldesk.domain.month_layout import only_hidden
from caldesk.services.session import Session
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.page_words import below_title, nothing_words
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.second_zone import SecondZone
from caldesk.ui.calendar.staging import unread
from caldesk.ui.calendar.truth_bar import TruthBar
from caldesk.ui.calendar.truth_words import hidden_words
from caldesk.ui.calendar.views import Period
from caldesk.ui.calendar.wording import period_title
from caldesk.ui.widgets.page import Page

_ROOMY = 1160
"""Pixels of the page from which a day's name has room in full."""


class PageTruth:
    """Works on one page and its bar; `counts` are the events of each schedule, hidden or not."""

    def __init__(
        self, page: Page, bar: TruthBar, session: Session, legend: LegendModel, counts: Callable[[], Mapping[str, int]]
    ) -> None:
        self._page, self._bar, self._session, self._legend, self._counts = page, bar, session, legend, counts
        self._service = session.calendar

    def show_title(self, period: Period, beside: SecondZone) -> None:
        """Say what is looked at, in which zone, and how old it is."""
        locale, dates, zone = QLocale(), period.dates, self._service.zone
        short = self._page.width() < _ROOMY
        this_year = local_time(zone, int(self._session.clock.now())).year
        title = period_title(locale, dates, period.month, short=short, this_year=this_year)
        as_of = self._service.status(dates).as_of
        self._page.set_title(title, below_title(locale, period, zone, beside.zone, as_of))

    def show(self, scene: Scene, period: Period, beside: SecondZone) -> None:
        """Say all there is to say about a scene."""
        status = self._service.status(period.dates)
        self.show_title(period, beside)
        missing = unread(self._service, period.dates, self._legend.hidden)
        self._bar.tell(status, missing, self._service.unknown_zone)
        self._bar.tell_second_zone(beside.unknown)
        if scene.complete:
            hidden = _left_out(scene) if scene.month is not None else 0
            if hidden:
                self._bar.tell_hidden(hidden_words(hidden))
            else:
                self._show_note(scene, known=status.as_of is not None and status.problem is None)

    def _show_note(self, scene: Scene, *, known: bool) -> None:
        """Why there is nothing to see, if there is nothing to see."""
        empty = known and not any(page.events for page in scene.pages)
        filtered = empty and bool(self._counts())
        snapshot = self._session.state.snapshot
        connected = bool(snapshot.connections or snapshot.failed_provider_ids)
        words = nothing_words(filtered=filtered, connected=connected, blind=bool(scene.blind))
        self._bar.tell_empty(words if empty else "", filtered=filtered)


def _left_out(scene: Scene) -> int:
    """How many events of a month nothing is seen of, since they fall on hidden days; most need no looking further."""
    count, others = 0, list[tuple[Event, ...]]()
    for page in scene.pages:
        if page.day.date.weekday() in scene.hidden_weekdays:
            beyond = tuple(event for event in page.events if not _is_of(event, page.day))
            count += len(page.events) - len(beyond)
            others.append(beyond)
    return count + len(only_hidden(once(others), scene.columns, scene.hidden_weekdays))


def _is_of(event: Event, day: Day) -> bool:
    """Whether a timed event of this day is of no other."""
    return not event.all_day and day.start <= event.start and event.end <= day.end
