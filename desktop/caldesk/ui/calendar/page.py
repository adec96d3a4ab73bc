"""The calendar page: puts toolbar, grid, legend and details together and keeps them true to the services.

It decides when to look again; what is drawn is made in `staging`, fetched by `services.calendar`.
"""

import time
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QMouseEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.domain.local_day import local_time
from caldesk.domain.timespan import DateRange
from caldesk.i18n import _
from caldesk.services.session import Session
from caldesk.services.settings import SiteView
from caldesk.ui.bridge import Bridge
from caldesk.ui.calendar import accessible
from caldesk.ui.calendar.guide import Guide
from caldesk.ui.calendar.opening import Opener
from caldesk.ui.calendar.page_timers import PageTimers
from caldesk.ui.calendar.page_words import below_title, nothing_words
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.person_columns import person_columns
from caldesk.ui.calendar.printing.exports import CalendarExports
from caldesk.ui.calendar.scene import Person, PersonColumn, Scene
from caldesk.ui.calendar.side_panel import SidePanel
from caldesk.ui.calendar.staging import Stager, legend_entries, people_of, unread
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.title_guard import TitleGuard
from caldesk.ui.calendar.toolbar import Toolbar
from caldesk.ui.calendar.truth_bar import TruthBar
from caldesk.ui.calendar.view_stack import ViewStack
from caldesk.ui.calendar.views import Period, ViewKind, opening_minute, remembered
from caldesk.ui.calendar.wording import moment_words, period_title
from caldesk.ui.calendar.zone_choice import ZoneChoice
from caldesk.ui.shell import Shell
from caldesk.ui.style import BETWEEN
from caldesk.ui.widgets.page import Page

KINDS = tuple(ViewKind)
_ONE_ROW = (ViewKind.DAY, ViewKind.WORK_WEEK, ViewKind.WEEK, ViewKind.PEOPLE)
"""Views in which the keyboard keeps its column when the page is turned."""
_TITLE_ROOM = 240
"""Pixels that title and margins need beside the toolbar."""
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
        view = self._kept_view
        self._period = remembered(view.calendar_view, self.today, self._locale.firstDayOfWeek().value - 1)
        self._stager = Stager(self._service)
        self._scene: Scene | None = None
        self._people: dict[str, Person] = {}
        self._loading_late = False
        self._drawing_ms = 0.0
        self._make_parts()
        self._side.legend_model.hidden = frozenset(view.hidden_schedules)
        self._timers = PageTimers(
            self,
            soon=self.restage,
            patience=self._loading_takes_long,
            leafing=self._wish_now,
            marking=self._mark_month,
            minute=self._minute_passed,
            second=self._show_reveal,
        )
        self._wire()
        self._add_shortcuts()
        self._take_snapshot()
        self.restage()
        self._view.open_at(opening_minute(self._period, local_time(self._service.zone, int(self._session.clock.now()))))
        self._view.go_to(self.today)

    # ----- making

    def _make_parts(self) -> None:
        look = self._shell.look
        self._toolbar = Toolbar(look, KINDS, self)
        self._toolbar.views.choose(self._period.kind.value)
        self._toolbar.forbid_titles(self._session.rules.why_hidden())
        self.add_action(self._toolbar)
        self._views = ViewStack(look, self._session.clock.now, self._locale)
        self._views.made.connect(self._take_view)
        self._truth = TruthBar(look, retry=self.refresh, show_all=lambda: self._side.legend_model.hide_only(()))
        self._side = SidePanel(look, self._locale, self._period.first_weekday)
        self._opener = Opener(look, self, self._session.state, self._read_at)
        self._guide = Guide(look, self, self, self._service, self._side, self._session.clock.now)
        self._zones = ZoneChoice(look, self, self._toolbar.zone, self._kept_view.second_zone, self._remember_zone)
        self._exports = CalendarExports(
            self._session,
            self._shell,
            self,
            period=lambda: self._period,
            hidden=lambda: self._side.legend_model.hidden,
        )
        self._exports.export_menu(self._toolbar.export)
        self._guard = TitleGuard(self, self._service, lambda: self._shell.settings.preferences.hide_on_blur)
        content = QWidget(self)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._truth)
        main.addWidget(self._views, 1)
        row.addLayout(main, 1)
        row.addWidget(self._side)
        self.set_content(content)
        self.setFocusProxy(self._views)
        self._view = self._views.choose(self._period.kind)

    def _take_view(self, view: PaintedView) -> None:
        """A view was made: answer what it asks for."""
        spoken = accessible.register(view)
        self._opener.serve(view)
        self._guide.serve(view)
        view.selection_changed.connect(spoken.tell_focus)
        view.step_wanted.connect(self.step)
        view.day_wanted.connect(self._open_day)
        view.day_reached.connect(self.go_to)
        if isinstance(view, TimeGrid):
            view.set_zoom(self._kept_view.pixels_per_hour)
            view.zoomed.connect(lambda zoom: self._remember(pixels_per_hour=zoom))

    def _wire(self) -> None:
        end = self._service.subscribe(self._look_again_soon)
        self.destroyed.connect(end)
        Bridge(self._session.state, self).changed.connect(self._take_snapshot)
        bar = self._toolbar
        bar.today_wanted.connect(self.go_to_today)
        bar.step_wanted.connect(self.step)
        bar.view_wanted.connect(self.show_view)
        bar.reveal_wanted.connect(self.reveal)
        bar.hide_wanted.connect(self._service.hide)
        self._guide.blocking.why_wanted.connect(self.why_requested)
        self._side.day_chosen.connect(self.go_to)
        self._zones.changed.connect(self.restage)
        self._side.month.cells.turned.connect(self._month_turned)
        self._side.legend_model.changed.connect(self._legend_changed)

    def _add_shortcuts(self) -> None:
        views = {f"Alt+{number}": partial(self._toolbar.views.choose, kind) for number, kind in enumerate(KINDS, 1)}
        keys = {"Ctrl+T": self.go_to_today, "F5": self.refresh, "Ctrl+F": self._guide.search.begin, **views}
        keys["Ctrl+P"] = self._exports.print_calendar
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

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
        self._view.open_at(opening_minute(self._period, local_time(self._service.zone, int(self._session.clock.now()))))
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
        self._toolbar.views.choose(kind)
        selected = self._view.selection.day
        day = selected if selected in self._period.dates else self._period.day
        self._remember(calendar_view=kind)
        self._view = self._views.choose(ViewKind(kind))
        self._look_at(self._period.on(day).seen_as(ViewKind(kind)))
        self._view.go_to(day)

    def reveal(self) -> None:
        """Show titles for as long as the settings say."""
        self._service.reveal(self._shell.settings.preferences.reveal_seconds)
        self._timers.second.start()
        self._show_reveal()

    # ----- looking

    def _look_at(self, period: Period) -> None:
        self._opener.close()
        self._period = period
        self._loading_late = False
        self._wish()
        self.restage()

    def _wish(self) -> None:
        """Ask at once; while somebody leafs fast, only for where they stop."""
        if not self._timers.leafing.isActive():
            self._wish_now()
        self._timers.leafing.start()

    def _wish_now(self) -> None:
        if self.isVisible():
            self._service.wish("page", self._period.dates)
            self._service.wish("mini month", self._side.month.cells.dates, background=True)

    def _month_turned(self) -> None:
        self._wish()
        self._mark_month()

    def _look_again_soon(self) -> None:
        self._timers.draw_soon(loading=self._truth.loading.is_on, drawing_ms=self._drawing_ms)

    def restage(self) -> None:
        """Draw what is known now."""
        self._timers.soon.stop()
        begun = time.perf_counter()
        self._draw()
        self._drawing_ms = (time.perf_counter() - begun) * 1000

    def _draw(self) -> None:
        dates = self._period.dates
        hidden = self._side.legend_model.hidden
        self._scene = self._stager.stage(
            self._people,
            dates,
            now=self._session.clock.now(),
            hidden=hidden,
            show_loading=self._loading_late,
            by_person=self._person_columns(dates) if self._period.kind is ViewKind.PEOPLE else None,
            month=self._period.month,
            second=self._zones.beside(self._service.zone).zone,
        )
        self._side.month.show_days(self._period.day, dates, self._scene.today)
        self._side.go_to.show_day(self._period.day)
        self._view.show_scene(self._scene)
        self._show_truth(dates)
        self._show_legend(dates)
        self._side.show_clashes(len(self._scene.clashes))
        self._guide.search.look_again()

    def _person_columns(self, dates: DateRange) -> tuple[PersonColumn, ...]:
        service, hidden = self._service, self._side.legend_model.hidden
        events, missing = service.events(dates), service.status(dates).missing
        return person_columns(self._session.state.snapshot, self._people, events, missing, hidden)

    def _show_truth(self, dates: DateRange) -> None:
        status = self._service.status(dates)
        if status.loading and status.as_of is None and not (self._loading_late or self._timers.patience.isActive()):
            self._timers.patience.start()
        self._show_title()
        missing = unread(self._service, dates, self._side.legend_model.hidden)
        self._truth.tell(status, missing, self._service.unknown_zone)
        self._truth.tell_second_zone(self._zones.beside(self._service.zone).unknown)
        self._show_note(dates, known=status.as_of is not None and status.problem is None)
        self._show_reveal()

    def _show_title(self) -> None:
        dates = self._period.dates
        zone, as_of = self._service.zone, self._service.status(dates).as_of
        title = period_title(self._locale, dates, self._period.month, short=self.width() < _ROOMY)
        self.set_title(title, below_title(self._locale, self._period, zone, self._zones.beside(zone).zone, as_of))

    def _moment(self, seconds: float) -> str:
        return moment_words(self._locale, local_time(self._service.zone, int(seconds)))

    def _show_note(self, dates: DateRange, *, known: bool) -> None:
        """Why there is nothing to see, if there is nothing to see."""
        empty = known and self._scene is not None and not self._scene.events
        filtered = empty and bool(self._service.events(dates))
        connected = bool(self._session.state.snapshot.connections)
        words = nothing_words(filtered=filtered, connected=connected)
        self._truth.tell_empty(words if empty else "", filtered=filtered)

    def _show_reveal(self) -> None:
        until = self._service.revealed_until
        self._toolbar.show_reveal(None if until is None else until - self._session.clock.now())
        if until is None:
            self._timers.second.stop()

    # ----- legend

    def _take_snapshot(self) -> None:
        """Also takes the zone of the site, which is not known when the page is made: today may be another day there."""
        self._people = people_of(self._session.state.snapshot)
        self._look_again_soon()
        if self._service.zone != self._zone:
            stood_on_today = self._period.day == self._date_in(self._zone)
            self._zone = self._service.zone
            if stood_on_today:
                self.go_to_today()

    def _show_legend(self, dates: DateRange) -> None:
        status = self._service.status(dates)
        events = self._service.events(dates)
        self._side.legend_model.show_entries(
            legend_entries(self._session.state.snapshot, self._people, events, status.missing)
        )
        if not self._timers.marking.isActive():
            self._timers.marking.start()

    def _mark_month(self) -> None:
        cells = self._side.month.cells
        cells.mark(self._service.days_with_events(cells.dates))

    def _legend_changed(self) -> None:
        self._remember(hidden_schedules=tuple(sorted(self._side.legend_model.hidden)))
        self.restage()

    def _remember(self, **values: object) -> None:
        self._shell.settings.change_site_view(self._session.profile.id, **values)

    def _remember_zone(self, kept: str) -> None:
        self._remember(second_zone=kept)

    @property
    def _kept_view(self) -> SiteView:
        return self._shell.settings.site_view(self._session.profile.id)

    def _read_at(self) -> str:
        as_of = self._service.status(self._period.dates).as_of
        return "" if as_of is None else _("Read at {time}").format(time=self._moment(as_of))

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
        self._toolbar.fit(self.width() - _TITLE_ROOM)
        self._show_title()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside everything closes the details."""
        super().mousePressEvent(event)
        self._opener.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self._wish()
        self._timers.await_minute(self._session.clock.now())

    def hideEvent(self, event: QHideEvent) -> None:
        """Look at nothing, and forget titles."""
        super().hideEvent(event)
        self._opener.close()
        self._timers.rest()
        self._service.hide()
        self._service.drop_wish("page")
        self._service.drop_wish("mini month")
