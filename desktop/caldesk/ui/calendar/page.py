"""The calendar page: puts the views and what stands around them together and keeps them true to the services.

It decides when to look again; what is drawn is made by `drawing`, fetched by `services.calendar`. Only the views are
made with the page; see `furniture`.
"""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.domain.local_day import local_time
from caldesk.domain.timespan import DateRange
from caldesk.i18n import _
from caldesk.services.session import Session
from caldesk.services.settings import SiteView
from caldesk.ui.bridge import Bridge
from caldesk.ui.calendar import accessible
from caldesk.ui.calendar.day_book import counts_by_schedule
from caldesk.ui.calendar.drawing import Drawing
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.page_timers import PageTimers
from caldesk.ui.calendar.page_words import below_title, nothing_words
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.person_columns import person_columns
from caldesk.ui.calendar.scene import Person, PersonColumn, Scene
from caldesk.ui.calendar.second_zone import SecondZone, second_zone
from caldesk.ui.calendar.staging import Ask, people_of, unread
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.truth_bar import TruthBar
from caldesk.ui.calendar.view_stack import ViewStack
from caldesk.ui.calendar.views import Period, ViewKind, opening_minute, remembered
from caldesk.ui.calendar.wording import period_title
from caldesk.ui.shell import Shell
from caldesk.ui.style import BETWEEN
from caldesk.ui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from caldesk.ui.calendar.furniture import Furniture

SIDE_WIDTH = 228
"""Of the panel beside the views; its room is kept from the start."""
_ONE_ROW = (ViewKind.DAY, ViewKind.WORK_WEEK, ViewKind.WEEK, ViewKind.PEOPLE)
"""Views in which the keyboard keeps its column when the page is turned."""
_ROOMY = 1160
"""Pixels of the page from which a day's name has room in full."""


class CalendarPage(Page):
    """The page of one site. `refresh` reads what is shown again."""

    why_requested = Signal(str, object)
    """Why was a time not blocked: a schedule's id or "", and a `Span`."""

    def __init__(self, session: Session, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell.look, _("Calendar"), name="calendar.page", parent=parent)
        self._session, self._shell = session, shell
        self._service = session.calendar
        self._zone = self._service.zone
        self._locale = QLocale()
        self._period = remembered(self.kept_view.calendar_view, self.today, self._locale.firstDayOfWeek().value - 1)
        self._scene: Scene | None = None
        self._people: dict[str, Person] = {}
        self._loading_late = False
        self._legend = LegendModel(self)
        self._legend.hidden = frozenset(self.kept_view.hidden_schedules)
        self._drawing = Drawing(self, self._service, self._ask)
        self._drawing.drawn.connect(self._show_scene)
        self._truth = TruthBar(shell.look, retry=self.refresh, show_all=lambda: self._legend.hide_only(()))
        self.views = ViewStack(shell.look, session.clock.now, self._locale)
        self.views.made.connect(self._take_view)
        self._view = self.views.choose(self._period.kind)
        self._lay_out_content()
        self._timers = PageTimers(
            self,
            soon=self.restage,
            patience=self._loading_takes_long,
            leafing=self._wish_now,
            minute=self._minute_passed,
            second=self._show_reveal,
        )
        self._follow()
        self.restage()
        self._open_at_now()

    # ----- making

    def _lay_out_content(self) -> None:
        content = QWidget(self)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._truth)
        main.addWidget(self.views, 1)
        row.addLayout(main, 1)
        self._room = QWidget(content)
        self._room.setFixedWidth(SIDE_WIDTH)
        row.addWidget(self._room)
        self._row = row
        self.set_content(content)
        self.setFocusProxy(self.views)

    def put_beside(self, panel: QWidget) -> None:
        """Fill the room beside the views."""
        panel.setFixedWidth(SIDE_WIDTH)
        self._row.replaceWidget(self._room, panel)
        self._room.hide()
        self._room.deleteLater()

    @cached_property
    def furniture(self) -> "Furniture":
        """What stands around the views."""
        from caldesk.ui.calendar.furniture import Furniture  # thirty modules that the first paint can spare

        return Furniture(self, self._session, self._shell, self._legend)

    def _furnished(self, tell: "Callable[[Furniture], object]") -> None:
        """Tell what stands around the views, if anything does yet; what is made later asks for itself."""
        if "furniture" in self.__dict__:
            tell(self.furniture)

    def _take_view(self, view: PaintedView) -> None:
        """A view was made: answer what it asks for."""
        spoken = accessible.register(view)
        view.selection_changed.connect(spoken.tell_focus)
        view.step_wanted.connect(self.step)
        view.day_wanted.connect(self._open_day)
        view.day_reached.connect(self.go_to)
        view.painted.connect(self._furnish_soon)
        if isinstance(view, TimeGrid):
            view.set_zoom(self.kept_view.pixels_per_hour)
            view.zoomed.connect(lambda zoom: self._remember(pixels_per_hour=zoom))

    def _furnish_soon(self) -> None:
        """Events are on the screen: now there is time for the rest."""
        QTimer.singleShot(0, self, lambda: self.furniture.make_soon())

    def _follow(self) -> None:
        end = self._service.subscribe(self._look_again_soon)
        self.destroyed.connect(end)
        Bridge(self._session.state, self).changed.connect(self._take_snapshot)
        self._legend.changed.connect(self._legend_changed)
        self._people = people_of(self._session.state.snapshot)

    # ----- what can be asked of the page

    @property
    def today(self) -> date:
        """The date at the site."""
        return self._date_in(self._service.zone)

    def _date_in(self, zone: ZoneInfo) -> date:
        return local_time(zone, int(self._session.clock.now())).date()

    @property
    def period(self) -> Period:
        """What is looked at."""
        return self._period

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        return self._scene

    @property
    def view(self) -> PaintedView:
        """The view that is shown."""
        return self._view

    def counts(self) -> Counter[str]:
        """How many events each schedule has on the dates that are looked at, hidden or not."""
        return counts_by_schedule(self._drawing.everybody())

    @property
    def kept_view(self) -> SiteView:
        """How this site was last looked at."""
        return self._shell.settings.site_view(self._session.profile.id)

    def refresh(self) -> None:
        """Read what is shown again; scroll and selection stay."""
        self._service.refresh()

    def go_to(self, day: date) -> None:
        """Show the period that holds a day."""
        self._look_at(self._period.on(day))
        self._view.go_to(day)

    def go_to_today(self) -> None:
        """Show today, one hour before now."""
        self._look_at(self._period.on(self.today))
        self._open_at_now()

    def _open_at_now(self) -> None:
        now = local_time(self._service.zone, int(self._session.clock.now()))
        self._view.open_at(opening_minute(self._period, now))
        self._view.go_to(self.today)

    def step(self, steps: int) -> None:
        """Show the next or previous period."""
        self._look_at(self._period.stepped(steps))
        if self._period.kind not in _ONE_ROW:
            self._view.go_to(self._period.day)

    def show_view(self, kind: str) -> None:
        """Show the same day in another view."""
        if kind == self._period.kind.value:
            return
        selected = self._view.selection.day
        day = selected if selected in self._period.dates else self._period.day
        self._remember(calendar_view=kind)
        self._view = self.views.choose(ViewKind(kind))
        self._look_at(self._period.on(day).seen_as(ViewKind(kind)))
        self._view.go_to(day)
        self._furnished(lambda furniture: furniture.show_view(kind))

    def reveal(self) -> None:
        """Show titles for as long as the settings say."""
        self._service.reveal(self._shell.settings.preferences.reveal_seconds)
        self._timers.second.start()
        self._show_reveal()

    def restage(self) -> None:
        """Draw what is known now; where there is much of it, day by day."""
        self._timers.soon.stop()
        self._drawing.begin()

    def remember_zone(self, kept: str) -> None:
        """Show this zone beside that of the site from now on."""
        self._remember(second_zone=kept)

    def wish(self) -> None:
        """Ask at once; while somebody leafs fast, only for where they stop."""
        if not self._timers.leafing.isActive():
            self._wish_now()
        self._timers.leafing.start()

    # ----- looking

    def _look_at(self, period: Period) -> None:
        self._furnished(lambda furniture: furniture.close_cards())
        self._period = period
        self._loading_late = False
        self.wish()
        self.restage()

    def _wish_now(self) -> None:
        if self.isVisible():
            self._service.wish("page", self._period.dates)
            self._furnished(lambda furniture: furniture.wish())

    def _look_again_soon(self) -> None:
        self._timers.draw_soon(loading=self._truth.loading.is_on, drawing_ms=self._drawing.took_ms)

    def _ask(self) -> Ask:
        dates, kind = self._period.dates, self._period.kind
        return Ask(
            people=self._people,
            dates=dates,
            now=self._session.clock.now(),
            first=self._period.day,
            hidden=self._legend.hidden,
            show_loading=self._loading_late,
            by_person=self._person_columns(dates) if kind is ViewKind.PEOPLE else None,
            month=self._period.month,
            second=self._beside.zone,
        )

    def _show_scene(self, scene: Scene) -> None:
        self._scene = scene
        self._view.show_scene(scene)
        self._show_truth(scene)
        self._furnished(lambda furniture: furniture.show_scene(scene))

    @property
    def _beside(self) -> SecondZone:
        return second_zone(self.kept_view.second_zone, self._service.zone)

    def _person_columns(self, dates: DateRange) -> tuple[PersonColumn, ...]:
        events, missing = self._service.events(dates), self._service.status(dates).missing
        return person_columns(self._session.state.snapshot, self._people, events, missing, self._legend.hidden)

    def _show_truth(self, scene: Scene) -> None:
        dates = self._period.dates
        status = self._service.status(dates)
        if status.loading and status.as_of is None and not (self._loading_late or self._timers.patience.isActive()):
            self._timers.patience.start()
        self._show_title()
        self._truth.tell(status, unread(self._service, dates, self._legend.hidden), self._service.unknown_zone)
        self._truth.tell_second_zone(self._beside.unknown)
        if scene.complete:
            self._show_note(scene, known=status.as_of is not None and status.problem is None)
        self._show_reveal()

    def _show_title(self) -> None:
        dates = self._period.dates
        zone, as_of = self._service.zone, self._service.status(dates).as_of
        title = period_title(self._locale, dates, self._period.month, short=self.width() < _ROOMY)
        self.set_title(title, below_title(self._locale, self._period, zone, self._beside.zone, as_of))

    def _show_note(self, scene: Scene, *, known: bool) -> None:
        """Why there is nothing to see, if there is nothing to see."""
        empty = known and not any(page.events for page in scene.pages)
        filtered = empty and bool(self.counts())
        connected = bool(self._session.state.snapshot.connections)
        words = nothing_words(filtered=filtered, connected=connected)
        self._truth.tell_empty(words if empty else "", filtered=filtered)

    def _show_reveal(self) -> None:
        self._furnished(lambda furniture: furniture.show_reveal())
        if self._service.revealed_until is None:
            self._timers.second.stop()

    def _take_snapshot(self) -> None:
        """Also takes the zone of the site, which is not known when the page is made: today may be another day there."""
        self._people = people_of(self._session.state.snapshot)
        self._look_again_soon()
        if self._service.zone != self._zone:
            stood_on_today = self._period.day == self._date_in(self._zone)
            self._zone = self._service.zone
            if stood_on_today:
                self.go_to_today()

    def _legend_changed(self) -> None:
        self._remember(hidden_schedules=tuple(sorted(self._legend.hidden)))
        self.restage()

    def _remember(self, **values: object) -> None:
        self._shell.settings.change_site_view(self._session.profile.id, **values)

    def _open_day(self, day: date) -> None:
        self._look_at(self._period.on(day))
        self.show_view(ViewKind.DAY.value)

    # ----- time and visibility

    def _loading_takes_long(self) -> None:
        if self._service.status(self._period.dates).loading:
            self._loading_late = True
            self.restage()

    def _minute_passed(self) -> None:
        self._timers.await_minute(self._session.clock.now())
        self._service.keep_fresh()
        if self._scene is not None and self._scene.today != self.today:
            self.restage()
        self._view.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The choice of views gives way to the title."""
        super().resizeEvent(event)
        self._furnished(lambda furniture: furniture.fit())
        self._show_title()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside everything closes the details."""
        super().mousePressEvent(event)
        self._furnished(lambda furniture: furniture.close_cards())

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self.wish()
        self._timers.await_minute(self._session.clock.now())

    def hideEvent(self, event: QHideEvent) -> None:
        """Look at nothing, and forget titles."""
        super().hideEvent(event)
        self._furnished(lambda furniture: furniture.rest())
        self._timers.rest()
        self._service.hide()
        self._service.drop_wish("page")
