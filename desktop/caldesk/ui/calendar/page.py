"""The calendar page: puts the views and what stands around them together and keeps them true to the services.

When it is drawn again is decided by `upkeep`. Only the views are made with the page; what stands around them comes
later, see `furniture`.
"""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from caldesk.domain.local_day import local_time
from caldesk.domain.month_layout import NO_DAYS
from caldesk.i18n import _
from caldesk.services.session import Session
from caldesk.services.settings import SiteView
from caldesk.ui.bridge import Bridge
from caldesk.ui.calendar import accessible
from caldesk.ui.calendar.colouring import colour_by
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.page_body import PageBody
from caldesk.ui.calendar.page_truth import PageTruth
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.revealing import Revealing
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.second_zone import SecondZone, second_zone
from caldesk.ui.calendar.truth_bar import TruthBar
from caldesk.ui.calendar.upkeep import Upkeep
from caldesk.ui.calendar.view_stack import ViewStack
from caldesk.ui.calendar.views import Period, ViewKind, opening_minute, remembered
from caldesk.ui.calendar.weekends import weekend_of
from caldesk.ui.shell import Shell
from caldesk.ui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from caldesk.ui.calendar.furniture import Furniture

_ONE_ROW = (ViewKind.DAY, ViewKind.WORK_WEEK, ViewKind.WEEK, ViewKind.PEOPLE)
"""Views in which the keyboard keeps its column when the page is turned."""


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
        first_weekday = self._locale.firstDayOfWeek().value - 1
        self.weekend = weekend_of(self._locale, first_weekday)
        """The weekdays that a month can leave out; none where it cannot."""
        self._period = remembered(self.kept_view.calendar_view, self.today, first_weekday)
        if self.kept_view.month_hides_weekends:
            self._period = self._period.without(self.weekend)
        self._scene: Scene | None = None
        self._legend = LegendModel(self)
        self._legend.hidden = frozenset(self.kept_view.hidden_schedules)
        self._legend.colour_by = colour_by(self.kept_view.calendar_colours)
        self._truth = TruthBar(
            shell.look,
            retry=self.refresh,
            show_all=lambda: self._legend.hide_only(()),
            show_weekends=lambda: self.hide_weekends(hide=False),
        )
        self._words = PageTruth(self, self._truth, session, self._legend, self.counts)
        self.views = ViewStack(shell.look, session.clock.now, self._locale)
        self.views.made.connect(self._take_view)
        self._view = self.views.choose(self._period.kind)
        self.body = PageBody(self._truth, self.views, self)
        self.set_content(self.body)
        self.setFocusProxy(self.views)
        self.upkeep = Upkeep(self, session, self._legend, self._truth.loading)
        self._revealing = Revealing(self._service, self)
        self._follow()
        self.upkeep.restage()
        self._open_at_now()

    # ----- making

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
        view.keep_zoom(self.kept_view.pixels_per_hour, lambda zoom: self._remember(pixels_per_hour=zoom))

    def _furnish_soon(self) -> None:
        """Events are on the screen: now there is time for the rest."""
        QTimer.singleShot(0, self, lambda: self.furniture.make_soon())

    def _follow(self) -> None:
        self.upkeep.drawn.connect(self._show_scene)
        self.upkeep.wished.connect(lambda: self._furnished(lambda furniture: furniture.wish()))
        self._revealing.looked.connect(lambda: self._furnished(lambda furniture: furniture.show_reveal()))
        self._revealing.ended.connect(self.views.drop_others)  # they would keep the titles of their last scene
        Bridge(self._session.state, self).changed.connect(self._take_snapshot)
        self._legend.changed.connect(self._legend_changed)

    # ----- what can be asked of the page

    @property
    def today(self) -> date:
        """The date at the site."""
        return self._date_in(self._service.zone)

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
        return self.upkeep.counts()

    @property
    def beside(self) -> SecondZone:
        """The zone that is shown beside that of the site, if one is."""
        return second_zone(self.kept_view.second_zone, self._service.zone)

    @property
    def kept_view(self) -> SiteView:
        """How this site was last looked at."""
        return self._shell.settings.site_view(self._session.profile.id)

    def refresh(self) -> None:
        """Read what is shown again; scroll and selection stay."""
        self._service.refresh()

    def go_to(self, day: date) -> None:
        """Show the period that holds a day, or the next day where that one is hidden."""
        period, shown = self._period.on(day), self._period.shown_day(day)
        self._look_at(period if shown in period.dates else period.on(shown))
        self._view.go_to(shown)

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

    def hide_weekends(self, *, hide: bool) -> None:
        """Leave weekends out of months from now on, or show them."""
        self._remember(month_hides_weekends=hide)
        self._look_at(self._period.without(self.weekend if hide else NO_DAYS))
        self._furnished(lambda furniture: furniture.show_view(self._period.kind.value))

    def reveal(self) -> None:
        """Show titles for as long as the settings say."""
        self._revealing.begin(self._shell.settings.preferences.reveal_seconds)

    def remember_zone(self, kept: str) -> None:
        """Show this zone beside that of the site from now on."""
        self._remember(second_zone=kept)

    # ----- looking

    def _look_at(self, period: Period) -> None:
        self._furnished(lambda furniture: furniture.close_cards())
        self._period = period
        self.upkeep.look_elsewhere()

    def _date_in(self, zone: ZoneInfo) -> date:
        return local_time(zone, int(self._session.clock.now())).date()

    def _show_scene(self, scene: Scene) -> None:
        self._scene = scene
        self._view.show_scene(scene)
        self._words.show(scene, self._period, self.beside)
        self._revealing.look()
        self._furnished(lambda furniture: furniture.show_scene(scene))

    def _take_snapshot(self) -> None:
        """Also takes the zone of the site, which is not known when the page is made: today may be another day there."""
        self.upkeep.take_snapshot()
        if self._service.zone != self._zone:
            stood_on_today = self._period.day == self._date_in(self._zone)
            self._zone = self._service.zone
            if stood_on_today:
                self.go_to_today()

    def _legend_changed(self) -> None:
        hidden, colours = tuple(sorted(self._legend.hidden)), self._legend.colour_by.value
        self._remember(hidden_schedules=hidden, calendar_colours=colours)
        self.upkeep.restage()

    def _remember(self, **values: object) -> None:
        self._shell.settings.change_site_view(self._session.profile.id, **values)

    def _open_day(self, day: date) -> None:
        self._look_at(self._period.on(day))
        self.show_view(ViewKind.DAY.value)

    # ----- size and visibility

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The choice of views gives way to the title."""
        super().resizeEvent(event)
        self._furnished(lambda furniture: furniture.fit())
        self._words.show_title(self._period, self.beside)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside everything closes the details."""
        super().mousePressEvent(event)
        self._furnished(lambda furniture: furniture.close_cards())

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self.upkeep.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look at nothing, and forget titles."""
        super().hideEvent(event)
        self._furnished(lambda furniture: furniture.rest())
        self._service.hide()
        self._revealing.rest()
        self.upkeep.rest()
