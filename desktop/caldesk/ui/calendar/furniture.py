"""What stands around the views of the calendar page: toolbar, side panel, search, cards, keys.

Events come first: each piece is made in a turn of its own once the views were painted, or at once when it is asked for.
"""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from caldesk.domain.local_day import local_time
from caldesk.i18n import _
from caldesk.services.session import Session
from caldesk.ui.calendar.guide import Guide
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.legend_rows import legend_entries
from caldesk.ui.calendar.month_marks import MonthMarks
from caldesk.ui.calendar.opening import Opener
from caldesk.ui.calendar.printing.exports import CalendarExports
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.side_panel import SidePanel
from caldesk.ui.calendar.slices import SLICE, Job, Slices
from caldesk.ui.calendar.title_guard import TitleGuard
from caldesk.ui.calendar.toolbar import Toolbar
from caldesk.ui.calendar.views import ViewKind
from caldesk.ui.calendar.wording import moment_words
from caldesk.ui.calendar.zone_choice import ZoneChoice
from caldesk.ui.shell import Shell

if TYPE_CHECKING:
    from caldesk.ui.calendar.page import CalendarPage

_TURNS = (("toolbar",), ("side", "guide", "marks"), ("opener",), ("exports",), ("zones",), ("guard", "keys"))
"""What is made together: a panel that got its search later would jump."""
_TITLE_ROOM = 240
"""Pixels that title and margins need beside the toolbar."""


class Furniture(QObject):
    """The pieces of one page. `make_soon` makes those that are missing, one a turn."""

    def __init__(self, page: "CalendarPage", session: Session, shell: Shell, legend: LegendModel) -> None:
        super().__init__(page)
        self._page, self._session, self._shell, self._legend = page, session, shell, legend
        self._service = session.calendar
        self._slices = Slices(self)

    # ----- making

    def make_soon(self) -> None:
        """Begin, unless it has begun."""
        if not self.is_complete and not self._slices.is_busy:
            self._slices.start(self._pieces())

    @property
    def is_complete(self) -> bool:
        """Whether every piece is there."""
        return "keys" in self.__dict__

    def _pieces(self) -> Job:
        """The first turn does nothing: whoever begins this is in the middle of painting."""
        yield SLICE
        for turn in _TURNS:
            for piece in turn:
                if not self.has(piece):
                    getattr(self, piece)
            yield SLICE

    @cached_property
    def toolbar(self) -> Toolbar:
        """The controls beside the title."""
        page = self._page
        bar = Toolbar(self._shell.look, tuple(ViewKind), can_hide_weekends=bool(page.weekend), parent=page)
        bar.views.choose(page.period.kind.value)
        bar.options.show_period(page.period)
        bar.options.hide_wanted.connect(lambda hide: page.hide_weekends(hide=hide))
        bar.forbid_titles(self._session.rules.why_hidden())
        bar.today_wanted.connect(page.go_to_today)
        bar.step_wanted.connect(page.step)
        bar.view_wanted.connect(page.show_view)
        bar.reveal_wanted.connect(page.reveal)
        bar.hide_wanted.connect(self._service.hide)
        bar.fit(page.width() - _TITLE_ROOM)
        page.add_action(bar)
        return bar

    @cached_property
    def side(self) -> SidePanel:
        """The panel beside the views."""
        page = self._page
        panel = SidePanel(self._shell.look, QLocale(), page.period.first_weekday, self._legend)
        panel.day_chosen.connect(page.go_to)
        page.body.put_beside(panel)
        return panel

    @cached_property
    def marks(self) -> MonthMarks:
        """The marks in the small month; with them the panel is filled for the first time."""
        cells = self.side.month.cells
        marks = MonthMarks(cells, self._service)
        cells.turned.connect(self._month_turned)
        if self._page.scene is not None:
            self._fill_side(marks, self._page.scene)
        if self._page.isVisible():
            self.wish()
        return marks

    @cached_property
    def opener(self) -> Opener:
        """Details, lists and menus of what is in a view."""
        page, look = self._page, self._shell.look
        opener = Opener(look, page, self._session.state, self._read_at, page.why_requested.emit)
        page.views.serve(opener.serve)
        return opener

    @cached_property
    def guide(self) -> Guide:
        """Search, double bookings, and what blocks a time."""
        page = self._page
        guide = Guide(self._shell.look, page, page, self._service, self.side, self._session.clock.now)
        guide.blocking.why_wanted.connect(page.why_requested)
        page.views.serve(guide.serve)
        return guide

    @cached_property
    def exports(self) -> CalendarExports:
        """Print and export."""
        page, legend = self._page, self._legend
        made = CalendarExports(
            self._session, self._shell, page, period=lambda: page.period, hidden=lambda: legend.hidden
        )
        made.export_menu(self.toolbar.export)
        return made

    @cached_property
    def zones(self) -> ZoneChoice:
        """The second time zone."""
        page = self._page
        choice = ZoneChoice(self._shell.look, page, self.toolbar.zone, page.kept_view.second_zone, page.remember_zone)
        choice.changed.connect(page.upkeep.restage)
        return choice

    @cached_property
    def guard(self) -> TitleGuard:
        """Hides titles when somebody locks them or leaves."""
        return TitleGuard(self._page, self._service, lambda: self._shell.settings.preferences.hide_on_blur)

    @cached_property
    def keys(self) -> list[QShortcut]:
        """The keys of the page; with the last piece Tab gets its order, the views at the end."""
        page = self._page
        acts: dict[str, Callable[[], object]] = {"Ctrl+T": page.go_to_today, "F5": page.refresh}
        acts |= {"Ctrl+F": self.guide.search.begin, "Ctrl+P": self.exports.print_calendar}
        acts |= {f"Alt+{number}": partial(page.show_view, kind.value) for number, kind in enumerate(ViewKind, 1)}
        QWidget.setTabOrder(self.guide.search.field, page.view)
        return [self._shortcut(key, act) for key, act in acts.items()]

    def _shortcut(self, key: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _read_at(self) -> str:
        as_of = self._service.status(self._page.period.dates).as_of
        if as_of is None:
            return ""
        time = moment_words(QLocale(), local_time(self._service.zone, int(as_of)))
        return _("Read at {time}").format(time=time)

    # ----- telling the pieces that are there

    def has(self, piece: str) -> bool:
        """Whether a piece is made."""
        return piece in self.__dict__

    def close_cards(self) -> None:
        """Close the details and lists of a view."""
        if self.has("opener"):
            self.opener.close()

    def fit(self) -> None:
        """The choice of views gives way to the title."""
        if self.has("toolbar"):
            self.toolbar.fit(self._page.width() - _TITLE_ROOM)

    def show_reveal(self) -> None:
        """Say how long titles are shown yet."""
        if self.has("toolbar"):
            until = self._service.revealed_until
            self.toolbar.show_reveal(None if until is None else until - self._session.clock.now())

    def show_view(self, kind: str) -> None:
        """Say which view is shown."""
        if self.has("toolbar"):
            self.toolbar.views.choose(kind)
            self.toolbar.options.show_period(self._page.period)

    def show_scene(self, scene: Scene) -> None:
        """Say what is looked at; counts only once they are known."""
        if self.has("marks"):
            self._fill_side(self.marks, scene)
        if self.has("guide") and scene.complete:
            self.guide.search.look_again()

    def wish(self) -> None:
        """Have the days of the small month read when there is time."""
        if self.has("side"):
            self._service.wish("mini month", self.side.month.cells.dates, background=True)

    def rest(self) -> None:
        """Nobody looks."""
        self.close_cards()
        self._service.drop_wish("mini month")
        if self.has("marks"):
            self.marks.rest()

    def _month_turned(self) -> None:
        self._page.upkeep.wish()
        self.marks.now()

    def _fill_side(self, marks: MonthMarks, scene: Scene) -> None:
        side, period = self.side, self._page.period
        side.month.show_days(period.day, period.dates, scene.today)
        side.go_to.show_day(period.day)
        if scene.complete:
            side.show_clashes(len(scene.clashes))
            status, snapshot = self._service.status(period.dates), self._session.state.snapshot
            counts, known = self._page.counts(), status.as_of is not None
            self._legend.show_entries(legend_entries(snapshot, scene.people, counts, status.missing, known=known))
            marks.soon()
