"""Offers a copy of the bookings that a disconnect deletes, and says in its place how the saving ended."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.domain.schedule import Schedule
from caldesk.i18n import _
from caldesk.services.disconnect.bookings_copy import copy_name, copy_of, level_note
from caldesk.services.problems import Problem
from caldesk.services.session import Session
from caldesk.ui.saving import Saving
from caldesk.ui.shell import Shell
from caldesk.ui.style import BETWEEN, TIGHT, Role
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.label import Label

_SAVE = "save copy"


class BookingsCopyRow(QWidget):
    """Words and a button. What may be seen is asked at the moment of writing, and shown here before."""

    busy = Signal(bool)
    """A copy is on its way: what it is of must not be ended meanwhile."""

    def __init__(self, shell: Shell, session: Session, schedule: Schedule | None, tasks: WidgetTasks) -> None:
        super().__init__()
        self.setObjectName("disconnect.copy.row")
        self._session, self._schedule, self._tasks = session, schedule, tasks
        self._note = Label(level_note(session), Role.CAPTION, name="disconnect.copy.note", quiet=True)
        self._said = Label("", Role.CAPTION, name="disconnect.copy.said", selectable=True)
        self._said.hide()
        self._button = Button(shell.look, _("Save a copy…"), icon="calendar", name="disconnect.copy")
        self._button.clicked.connect(self._ask)
        self._saving = Saving(self)
        self._saving.saved.connect(self._tell_saved)
        self._saving.failed.connect(self._say)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(Label(_("Keep these bookings as a file for calendar programs")))
        words.addWidget(self._note)
        words.addWidget(self._said)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addLayout(words, 1)
        row.addWidget(self._button)

    def _ask(self) -> None:
        if self._schedule is None:
            return
        schedule = self._schedule
        self._note.setText(level_note(self._session))

        async def make(_filter: str) -> bytes:
            return await copy_of(self._session, schedule)

        def save(path: Path, chosen: str) -> None:
            self._tasks.run(
                self._saving.save(path, chosen, make),
                key=_SAVE,
                on_problem=self._tell_problem,
                on_busy=self._show_busy,
            )

        name = copy_name(self._session, schedule)
        self._saving.ask(self, _("Save a copy of the bookings"), name, [_("Calendar (*.ics)")], save)

    def _show_busy(self, busy: bool) -> None:
        self._button.set_busy(busy)
        self.busy.emit(busy)

    def _tell_saved(self, path: Path) -> None:
        self._say(_("Saved as {name} in {folder}.").format(name=path.name, folder=path.parent.name or str(path.parent)))

    def _tell_problem(self, problem: Problem) -> None:
        self._say(_("The copy was not saved. {problem} {cure}").format(problem=problem.what, cure=problem.cure))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
        announce(self, words)
