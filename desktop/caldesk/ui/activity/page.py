"""The Activity page: what this program asked of Wix, when, and how that ended; to search, to copy, to export."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.services.activity import Activity, ActivityFilter, csv_of, lines
from caldesk.services.session import Session
from caldesk.ui.activity.model import ActivityModel
from caldesk.ui.activity.view import ActivityView
from caldesk.ui.csv_saving import CsvSaving, local_zone
from caldesk.ui.shell import Shell
from caldesk.ui.style import INSIDE
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import clock_time_with_seconds
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.page import Page
from caldesk.ui.widgets.search_field import SearchField
from caldesk.ui.widgets.segmented import Segmented

_ALL, _FAILED = "all", "failed"
_PAUSE_MS = 250
"""A look at the site is a handful of requests; they are shown together."""


class ActivityPage(Page):
    """Follows the session's log while it is seen."""

    copied = Signal(int)
    """How many lines were put on the clipboard."""

    def __init__(self, session: Session, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(
            shell.look,
            _("Activity"),
            _("What Caldesk asked of Wix since this site was opened, newest first. It holds no keys and no titles."),
            name="activity",
            parent=parent,
        )
        self._log, self._site = session.activity, session.profile.name
        self._saving = CsvSaving(WidgetTasks(self, shell.notices), shell.notices, self)
        self._model = ActivityModel(shell.look, clock_time_with_seconds, self)
        self._view = ActivityView(shell.look, self._model)
        self._search = SearchField(shell.look, _("Search by task, path or request id"), name="activity.search")
        choices = ((_ALL, _("All")), (_FAILED, _("Failed")))
        self._which = Segmented(shell.look, _("Which requests"), choices, name="activity.which")
        self._copy = Button(shell.look, _("Copy"), icon="copy", name="activity.copy")
        self._export = Button(shell.look, _("Export…"), name="activity.export")
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out_content()
        self._wire()

    def showEvent(self, event: QShowEvent) -> None:
        """What came meanwhile."""
        super().showEvent(event)
        self._follow()

    def _lay_out_content(self) -> None:
        self.add_action(self._copy)
        self.add_action(self._export)
        bar = QHBoxLayout()
        bar.setSpacing(INSIDE)
        bar.addWidget(self._search, 1)
        bar.addWidget(self._which)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertLayout(column.count() - 1, bar)
        self.set_content(self._view)
        self._which.choose(_ALL)

    def _wire(self) -> None:
        self._search.searched.connect(self._ask)
        self._which.chosen.connect(self._ask)
        self._copy.clicked.connect(self._copy_lines)
        self._view.copy_wished.connect(self._copy_lines)
        self._export.clicked.connect(self._save)
        self._soon.timeout.connect(self._follow)
        self.destroyed.connect(self._log.subscribe(self._heard))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._search.setFocus)

    @property
    def _wanted(self) -> ActivityFilter:
        return ActivityFilter(text=self._search.text().strip(), failures_only=self._which.current() == _FAILED)

    def _heard(self, _one: Activity) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _follow(self) -> None:
        self._model.follow(self._log.entries(self._wanted))
        self._show_state()

    def _ask(self) -> None:
        self._model.show(self._log.entries(self._wanted))
        self._show_state()

    def _show_state(self) -> None:
        some = bool(self._model.entries)
        self._copy.setEnabled(some)
        self._export.setEnabled(some)
        if some:
            self.show_content()
        elif self._wanted != ActivityFilter():
            self.show_filtered(self._clear)
        else:
            self.show_empty(
                "activity", _("Nothing has been asked of Wix yet"), _("Requests appear here by themselves.")
            )

    def _clear(self) -> None:
        self._search.clear_search()
        self._which.choose(_ALL)

    def _copy_lines(self) -> None:
        """What is selected, or all that is shown."""
        chosen = self._view.selected() or self._model.entries
        QGuiApplication.clipboard().setText(lines(chosen, clock_time_with_seconds))
        announce(self, ngettext("{n} line copied", "{n} lines copied", len(chosen)).format(n=len(chosen)))
        self.copied.emit(len(chosen))

    def _save(self) -> None:
        entries = tuple(self._model.entries)

        async def make() -> bytes:
            return csv_of(entries, local_zone())

        name = _("{site} activity").format(site=self._site)
        self._saving.ask(_("Export the activity"), name, make)
