"""The Activity page: what happened on the site, and what this program asked of Wix; to search, to copy, to export."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.services.session import Session
from caldesk.ui.activity.changes import Changes
from caldesk.ui.activity.requests import Requests
from caldesk.ui.csv_saving import CsvSaving
from caldesk.ui.shell import Shell
from caldesk.ui.style import INSIDE
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.page import Page
from caldesk.ui.widgets.search_field import SearchField
from caldesk.ui.widgets.segmented import Segmented

_CHANGES, _REQUESTS, _FAILED = "changes", "all", "failed"


class ActivityPage(Page):
    """Shows one of two lists, which follow by themselves while they are seen."""

    copied = Signal(int)
    """How many lines were put on the clipboard."""

    def __init__(self, session: Session, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(
            shell.look,
            _("Activity"),
            _("What happened on this site, and what Caldesk asked of Wix, newest first. No keys, no titles."),
            name="activity",
            parent=parent,
        )
        self._site = session.profile.name
        tasks = WidgetTasks(self, shell.notices)
        self._saving = CsvSaving(tasks, shell.notices, self)
        self._changes = Changes(session, shell.look, tasks, self)
        self._requests = Requests(session.activity, shell.look, self)
        self._lists = QStackedWidget()
        self._search = SearchField(shell.look, _("Search by words or request id"), name="activity.search")
        choices = ((_CHANGES, _("Changes")), (_REQUESTS, _("Requests")), (_FAILED, _("Failed requests")))
        self._which = Segmented(shell.look, _("Which list"), choices, name="activity.which")
        self._copy = Button(shell.look, _("Copy"), icon="copy", name="activity.copy")
        self._export = Button(shell.look, _("Export…"), name="activity.export")
        self._lay_out_content()
        self._which.choose(_CHANGES)
        self._wire()
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        """What came meanwhile."""
        super().showEvent(event)
        self._list.follow()

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
        for each in (self._changes, self._requests):
            self._lists.addWidget(each.view)
        self.set_content(self._lists)

    def _wire(self) -> None:
        self._search.searched.connect(self._ask)
        self._which.chosen.connect(self._ask)
        self._copy.clicked.connect(self._copy_lines)
        self._export.clicked.connect(self._save)
        for each in (self._changes, self._requests):
            each.shown.connect(self._show_state)
            each.view.copy_wished.connect(self._copy_lines)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._search.setFocus)

    @property
    def _list(self) -> Changes | Requests:
        return self._changes if self._which.current() == _CHANGES else self._requests

    def _ask(self) -> None:
        self._lists.setCurrentWidget(self._list.view)
        self._list.ask(self._search.text().strip(), failures_only=self._which.current() == _FAILED)

    def _show_state(self) -> None:
        some = self._list.view.model().rowCount() > 0
        self._copy.setEnabled(some)
        self._export.setEnabled(some)
        if some:
            self.show_content()
        elif not self._list.ready:
            self.show_loading()
        elif self._search.text().strip() or self._which.current() == _FAILED:
            self.show_filtered(self._clear)
        else:
            self.show_empty("activity", *self._list.nothing_yet)

    def _clear(self) -> None:
        self._search.clear_search()
        if self._which.current() == _FAILED:
            self._which.choose(_REQUESTS)

    def _copy_lines(self) -> None:
        """What is selected, or all that is shown."""
        count, text = self._list.as_text()
        QGuiApplication.clipboard().setText(text)
        announce(self, ngettext("{n} line copied", "{n} lines copied", count).format(n=count))
        self.copied.emit(count)

    def _save(self) -> None:
        name = _("{site} history") if self._list is self._changes else _("{site} requests")
        self._saving.ask(_("Export the activity"), name.format(site=self._site), self._list.as_file)
