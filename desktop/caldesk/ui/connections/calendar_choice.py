"""Which calendars of an account are read: check boxes, where the provider lets them be chosen."""

from collections.abc import Callable, Coroutine

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.domain.connection import Calendar, ImportSource
from caldesk.i18n import _
from caldesk.services.problems import Problem
from caldesk.services.state import ConnectionView, Saving
from caldesk.ui.style import INSIDE, TIGHT, Look, Role
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.spinner import Spinner

ListCalendars = Callable[[str], Coroutine[object, object, tuple[Calendar, ...]]]
_REST_MS = 300
"""Calendars are asked for once the selection rests, so that walking through the list asks for nothing."""


class CalendarChoice(QWidget):
    """Emits `chosen` with the calendars to read; what is checked by hand stays until it is saved or undone."""

    chosen = Signal(object)
    """`tuple[Calendar, ...]`; none switches the import off."""

    def __init__(
        self, look: Look, tasks: WidgetTasks, list_calendars: ListCalendars, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("connection.calendars")
        self._tasks, self._list = tasks, list_calendars
        self._view: ConnectionView | None = None
        self._known: dict[str, tuple[Calendar, ...]] = {}
        self._boxes: dict[str, QCheckBox] = {}
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._load)
        self._spinner = Spinner(look, _("Reading the calendars"), name="connection.calendars.loading")
        self._words = Label(name="connection.calendars.words", quiet=True)
        self._again = Button(look, _("Try again"), Kind.LINK, name="connection.calendars.again")
        self._save = Button(look, _("Save"), Kind.PRIMARY, name="connection.calendars.save")
        self._undo = Button(look, _("Undo"), name="connection.calendars.undo")
        self._again.clicked.connect(self._load)
        self._save.clicked.connect(lambda: self.chosen.emit(self._checked()))
        self._undo.clicked.connect(self._restore)
        self._lay_out()

    def _lay_out(self) -> None:
        self._list_of_boxes = QVBoxLayout()
        self._list_of_boxes.setSpacing(INSIDE)
        words = QHBoxLayout()
        words.setSpacing(INSIDE)
        words.addWidget(self._spinner)
        words.addWidget(self._words, 1)
        words.addWidget(self._again)
        buttons = QHBoxLayout()
        buttons.setSpacing(INSIDE)
        buttons.addWidget(self._save)
        buttons.addWidget(self._undo)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(Label(_("Calendars that are read"), Role.STRONG))
        column.addLayout(self._list_of_boxes)
        column.addLayout(words)
        column.addLayout(buttons)
        column.addSpacing(TIGHT)

    def show_view(self, view: ConnectionView) -> None:
        """Follow a connection; another one drops what was checked by hand."""
        before, self._view = self._view, view
        if before is None or before.id != view.id:
            self._clear()
            if view.id in self._known:
                self._show_calendars(self._known[view.id])
            else:
                self._say(_("Reading the calendars…"), loading=True)
                self._rest.start()
        elif before.shown_config.imports.calendars != view.shown_config.imports.calendars and self._boxes:
            self._restore()
        self._tell()

    def names(self, connection_id: str) -> dict[str, str]:
        """The names of an account's calendars by id, as far as they were read."""
        return {calendar.id: calendar.name for calendar in self._known.get(connection_id, ())}

    def _load(self) -> None:
        if self._view is None:
            return
        self._say(_("Reading the calendars…"), loading=True)
        self._tasks.run(self._read(self._view.id), key="calendars", restart=True, on_problem=self._failed)

    async def _read(self, connection_id: str) -> None:
        calendars = await self._list(connection_id)
        self._known[connection_id] = calendars
        if self._view is not None and self._view.id == connection_id:
            self._show_calendars(calendars)
            self._tell()

    def _failed(self, problem: Problem) -> None:
        self._say(f"{problem.title}. {problem.cure}", again=True)

    def _show_calendars(self, calendars: tuple[Calendar, ...]) -> None:
        self._clear()
        for place, calendar in enumerate(calendars):
            box = QCheckBox(_plain(calendar.name or calendar.id))
            box.setObjectName(f"connection.calendars.{place}")
            box.toggled.connect(self._tell)
            self._boxes[calendar.id] = box
            self._list_of_boxes.addWidget(box)
        self._restore()

    def _restore(self) -> None:
        wanted = self._confirmed()
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)
        self._tell()

    def _confirmed(self) -> frozenset[str]:
        if self._view is None:
            return frozenset()
        return frozenset(calendar.id for calendar in self._view.shown_config.imports.calendars)

    def _checked(self) -> tuple[Calendar, ...]:
        known = self._known.get(self._view.id, ()) if self._view else ()
        return tuple(calendar for calendar in known if self._boxes[calendar.id].isChecked())

    def _tell(self) -> None:
        """Say what the check boxes would do, and offer to do it."""
        if not self._boxes or self._view is None:
            self._offer(False)
            return
        checked = frozenset(key for key, box in self._boxes.items() if box.isChecked())
        dirty = checked != self._confirmed() & self._boxes.keys()
        self._offer(dirty and self._view.saving is not Saving.PENDING)
        self._say(self._consequence(checked, dirty=dirty))

    def _consequence(self, checked: frozenset[str], *, dirty: bool) -> str:
        imports = self._view.shown_config.imports if self._view else None
        if dirty and not checked:
            return _("Without a calendar, nothing is read: this also switches blocking off.")
        if dirty and imports is not None and not imports.enabled:
            return _("Saving also switches blocking on.")
        if imports is not None and imports.source is ImportSource.PRIMARY_CALENDAR:
            return _("Now the main calendar is read.")
        return ""

    def _offer(self, dirty: bool) -> None:
        self._save.setVisible(dirty)
        self._undo.setVisible(dirty)

    def _say(self, words: str, *, loading: bool = False, again: bool = False) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._spinner.setVisible(loading)
        self._again.setVisible(again)

    def _clear(self) -> None:
        for box in self._boxes.values():
            self._list_of_boxes.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {}


def _plain(name: str) -> str:
    """A name as check boxes take it: an ampersand is an ampersand."""
    return name.replace("&", "&&")
